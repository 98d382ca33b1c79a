"""`hashtui search`: posts of the archive."""

import json
from pathlib import Path

import pytest

from hashtui.cli.found import marked
from hashtui.filter import parse
from hashtui.filter.ranking import sought
from tests.cli.running import Hashtui, Ran
from tests.cli.written import file_of, post_row


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where archive and configuration of this test are."""
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def search(hashtui: Hashtui, home: Path) -> Hashtui:
    """An archive with a few posts, and what runs the program over it."""
    rows = [
        post_row("k1", 1, "La mairie ouvre à 9 h", language="fr", tags=["fete"]),
        post_row("k2", 2, "Une fête sur la place", language="fr"),
        post_row("k3", 3, "The town hall: mairie, mairie, mairie", language="en"),
        post_row("k4", 4, "東京の地下鉄", author={"handle": "@b@x.example"}),
        post_row("k5", 5, "mairies"),
    ]
    assert hashtui("import", file_of(home, rows)).code == 0
    return hashtui


def keys(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    return [json.loads(line)["key"] for line in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mairie", ["k5", "k3", "k1"]),
        ("MAIRIE lang:fr", ["k1"]),
        ("fete", ["k2"]),
        ("#fete", ["k1"]),
        ("地下", ["k4"]),
        ("from:b | /town.hall/", ["k4", "k3"]),
        ("-mairie", ["k4", "k2"]),
        ("per_author:<=2/h lang:fr", ["k2", "k1"]),
        ("", ["k5", "k4", "k3", "k2", "k1"]),
    ],
)
def test_the_newest_come_first(search: Hashtui, query: str, found: list[str]) -> None:
    assert keys(search("search", "--format", "json", "--", query)) == found


def test_the_best_come_first_when_that_is_asked_for(search: Hashtui) -> None:
    ran = search("search", "mairie", "--by", "rank", "--format", "json", "--limit", "2")

    assert keys(ran) == ["k3", "k1"]
    assert "the best 2 of 3" in ran.err


def test_json_is_the_public_form_with_trust_and_no_pane(search: Hashtui) -> None:
    (line,) = search("search", "地下鉄", "--format", "json").out.splitlines()

    told = json.loads(line)
    assert (told["event"], told["panes"], told["trust"]["level"]) == ("post", [], "unknown")


def test_text_is_that_of_tail(search: Hashtui) -> None:
    ran = search("search", "地下鉄")

    assert "@b@x.example" in ran.out
    assert ran.out.endswith("    東京の地下鉄\n\n")
    assert "\x1b" not in ran.out


def test_several_words_are_one_expression(search: Hashtui) -> None:
    assert keys(search("search", "mairie", "lang:en", "--format", "json")) == ["k3"]


def test_a_time_bounds_it(search: Hashtui) -> None:
    ran = search("search", "mairie", "--since", "2026-11-21T14:02Z", "--until", "2026-11-21T14:05Z", "--format", "json")

    assert keys(ran) == ["k3"]


def test_what_is_cut_off_is_said(search: Hashtui) -> None:
    ran = search("search", "mairie", "--limit", "1", "--format", "json")

    assert keys(ran) == ["k5"]
    assert "this is the newest; there are more" in ran.err


def test_nothing_found_is_no_failure_and_said(search: Hashtui) -> None:
    ran = search("search", "nowhere")

    assert (ran.code, ran.out) == (0, "")
    assert "nothing found among the 5 posts of the archive" in ran.err


def test_that_deleted_posts_are_not_searched_is_said(search: Hashtui) -> None:
    ran = search("search", "is:deleted")

    assert ran.out == ""
    assert "what its author deleted is not searched" in ran.err


def test_nothing_recorded_is_said_with_what_records(hashtui: Hashtui) -> None:
    ran = hashtui("search", "mairie")

    assert (ran.code, ran.out) == (0, "")
    assert "hashtui record" in ran.err


def test_a_mistake_has_a_caret_below_its_place(search: Hashtui) -> None:
    ran = search("search", "mairie lnag:fr")

    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `lang:`" in ran.err
    assert "\n         ^" in ran.err


def test_an_archive_that_cannot_be_read_is_said(search: Hashtui, home: Path) -> None:
    archive = home / "data" / "hashtui" / "archive.sqlite3"
    archive.unlink()
    archive.mkdir()

    ran = search("search", "mairie")

    assert (ran.code, ran.out) == (5, "")


def test_what_rules_and_mutes_hide_is_left_out_and_counted(search: Hashtui, home: Path) -> None:
    config = home / "config.toml"
    config.write_text('[rules]\nhide = [{ name = "halls", when = "lang:en" }]\n')
    assert search("trust", "mute", "@b@x.example").code == 0

    ran = search("search", "--config", str(config), "--format", "json", "mairie | 地下鉄")

    assert keys(ran) == ["k5", "k1"]
    assert "2 more posts are hidden by your rules or mutes" in ran.err


def test_who_is_trusted_and_who_they_speak_for_is_told(search: Hashtui, home: Path) -> None:
    named = post_row("k9", 9, "avec @b", mentions=["@b@x.example"], author={"handle": "@c@x.example"})
    assert search("import", file_of(home, [named], "more.jsonl")).code == 0
    assert search("trust", "add", "@c@x.example").code == 0

    assert keys(search("search", "trust:>=known", "--format", "json")) == ["k9", "k4"]


def test_found_words_are_marked_where_colour_is_wanted_but_not_in_what_is_dim() -> None:
    needles = sought(parse('fête "la place" -rien'))

    said = marked("\x1b[2m14:00 fête\x1b[0m  \x1b[1mFÊTES\x1b[0m\n    La  place. rien défête", needles)

    reverse, back = "\x1b[7m", "\x1b[27m"
    assert said == (
        f"\x1b[2m14:00 fête\x1b[0m  \x1b[1m{reverse}FÊTE{back}S\x1b[0m\n    {reverse}La  place{back}. rien défête"
    )
