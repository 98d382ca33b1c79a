"""The command `hashtui export`, as people run it."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.archive.opening import open_archive
from hashtui.clock import SystemClock
from hashtui.config.places import usual_places
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import Permission, Pick
from hashtui.post.post import Post
from hashtui.post.sighting import Gap
from hashtui.post.tag import Tag
from tests.cli.exported import AT, day, keep_picks, objects
from tests.cli.running import Hashtui
from tests.cli.written import file_of, post_row
from tests.posts import NOON, SOURCE, admitted, post


@pytest.fixture
def file(tmp_path: Path) -> str:
    return file_of(tmp_path, day())


def test_open_data_tells_every_state_that_stands_and_a_readme_stands_beside_it(
    hashtui: Hashtui, tmp_path: Path, file: str
) -> None:
    ran = hashtui("export", "#fete", "--from", file, "-o", str(tmp_path / "out.jsonl"))

    told = objects((tmp_path / "out.jsonl").read_text("utf-8"))
    assert [(one["event"], str(one["key"])[-1], one.get("text")) for one in told] == [
        ("post", "1", "Bonjour #fete"),
        ("post", "2", "before #fete"),
        ("boost", "2", None),
        ("edited", "2", "after #fete"),
    ]
    assert "1 former state of edited ones" in (tmp_path / "out.README.md").read_text("utf-8")
    assert ran.err.splitlines()[-1].endswith(
        "2 posts by 1 person · 21 November 2026; left out: 1 post deleted by their authors"
    )
    assert (ran.code, ran.out) == (0, "")


def test_what_was_exported_and_read_back_is_the_same(hashtui: Hashtui, tmp_path: Path, file: str) -> None:
    first, second = tmp_path / "one.jsonl", tmp_path / "two.jsonl"

    hashtui("export", "--from", file, "-o", str(first))
    hashtui("export", "--from", str(first), "-o", str(second))

    assert second.read_bytes() == first.read_bytes()
    assert first.read_bytes().count(b"\n") == 5


def test_hashtags_that_are_not_seen_whole_are_the_same_ever_again(hashtui: Hashtui, tmp_path: Path) -> None:
    names = ["\u0e4d\u0e32" * 50, "x" * 150, "na\u200cme", "été"]
    file = file_of(tmp_path, [post_row(f"k{number}", number, "x", tags=[name]) for number, name in enumerate(names)])

    first = hashtui("export", "--from", file, "--format", "jsonl").out
    (tmp_path / "again.jsonl").write_text(first, encoding="utf-8")
    hashtui("import", str(tmp_path / "again.jsonl"))
    again = hashtui("export", "--format", "jsonl").out

    assert [one["tags"] for one in objects(first)] == [[Tag.of(name).name] for name in names]
    assert again == first


def test_the_order_of_the_lines_changes_nothing(hashtui: Hashtui, tmp_path: Path, file: str) -> None:
    backwards = file_of(tmp_path, day()[::-1], "backwards.jsonl")

    told = [hashtui("export", "--from", one, "--format", "jsonl").out for one in (file, backwards)]

    assert told[0].replace("posts.jsonl", "backwards.jsonl") == told[1]


def test_how_much_somebody_wrote_counts_whatever_it_was_about_and_whenever(hashtui: Hashtui, tmp_path: Path) -> None:
    rows = [post_row(f"k{n}", n, f"{'#a' if n % 2 else '#b'} words") for n in range(6)]
    file = file_of(tmp_path, rows, "talker.jsonl")
    hashtui("import", file)

    def keys(*more: str) -> list[object]:
        ran = hashtui("export", "--format", "jsonl", *more)
        return [one["key"] for one in objects(ran.out)]

    def posts(*more: str) -> object:
        return json.loads(hashtui("summary", "--format", "json", *more).out)["counts"]["posts"]

    expression = "#a per_author:>3/h"
    assert keys(expression) == keys(expression, "--from", file) == ["k3", "k5"]
    assert keys(expression, "--since", "2026-11-21T14:04:00Z") == ["k5"]
    assert posts(expression) == posts(expression, "--from", file) == 2


def test_a_book_a_page_and_markdown_are_called_by_what_they_are_about(
    hashtui: Hashtui, tmp_path: Path, file: str
) -> None:
    for suffix in ("epub", "html", "md"):
        assert hashtui("export", "#fete", "--from", file, "-o", str(tmp_path / f"out.{suffix}")).code == 0

    with zipfile.ZipFile(tmp_path / "out.epub") as book:
        assert "<dc:title>#fete, 21 November 2026</dc:title>" in book.read("EPUB/package.opf").decode()
    assert "<title>#fete, 21 November 2026</title>" in (tmp_path / "out.html").read_text("utf-8")
    text = (tmp_path / "out.md").read_text("utf-8")
    assert text.startswith("# \\#fete, 21 November 2026\n")
    assert "- Left out: 1 post deleted by their authors\n" in text
    assert "before" not in text


def test_title_and_licence_are_the_makers(hashtui: Hashtui, file: str) -> None:
    ran = hashtui("export", "--from", file, "--format", "md", "--title", "A day", "--licence", "CC BY, they said.")

    assert ran.out.startswith("# A day\n")
    assert ran.out.endswith("CC BY, they said.\n")


def test_a_table_has_a_row_a_post_of_the_time_asked_for(hashtui: Hashtui, file: str) -> None:
    times = ("--since", "2026-11-21T14:02:00Z", "--until", "2026-11-21T14:04:00Z")

    ran = hashtui("export", "--from", file, "--format", "csv", *times)

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["key"][-1], row["text"], row["author"]) for row in rows] == [("2", "after #fete", "'@a@x.example")]


def test_the_expressions_that_chose_a_post_are_told_with_it(hashtui: Hashtui, file: str) -> None:
    ran = hashtui("export", "#fete", "#foire", "lang:fr", "--from", file, "--format", "jsonl")

    told = {str(one["key"])[-1]: one["panes"] for one in objects(ran.out) if one["event"] != "boost"}
    assert told == {"1": ["#fete", "lang:fr"], "2": ["#fete"], "4": ["#foire"]}


def test_what_rules_and_mutes_hide_is_left_out_and_counted(hashtui: Hashtui, tmp_path: Path, home: Path) -> None:
    folder = home / ".config" / "hashtui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[rules]\nhide = [{ name = "old", when = "after" }]\n')
    muted = post_row("k9", 9, "spam #fete", author={"handle": "@m@x.example"})
    file = file_of(tmp_path, [*day(), muted])
    hashtui("trust", "mute", "@m@x.example")

    ran = hashtui("export", "#fete", "--from", file, "-o", str(tmp_path / "out.csv"))

    said = ran.err.splitlines()[-1]
    assert "1 post by 1 person" in said
    assert "1 post deleted by their authors" in said
    assert "1 post hidden by the maker’s rules" in said
    assert "1 post with these tags, by accounts that the maker muted" in said


def test_picks_stand_in_their_chapters_and_need_no_archive(hashtui: Hashtui, tmp_path: Path) -> None:
    refused = Pick(post(3), AT, permission=Permission.REFUSED)
    keep_picks(
        Pick(post(2), AT, clean_line("Doors"), clean_text("a caption")), Pick(post(1), AT, clean_line("Rain")), refused
    )

    ran = hashtui("export", "--picks", "--format", "md")

    assert [line for line in ran.out.splitlines() if line.startswith("#")] == [
        "# Picked posts, 21 November 2026",
        "## Doors",
        "## Rain",
        "## Contributors",
        "## Colophon",
    ]
    assert "a caption" in ran.out
    assert "Post number 3" not in ran.out
    assert "- Left out: 1 post refused by their authors" in ran.out


def before() -> Post:
    """The second post of the day, as it was first."""
    return replace(post(2, "before #fete", tags=("fete",)), key=clean_line("https://x.example/2"))


def test_picks_are_told_as_the_archive_has_them_now(hashtui: Hashtui, file: str) -> None:
    keep_picks(Pick(post(1), AT), Pick(before(), AT))

    ran = hashtui("export", "--picks", "#fete", "--from", file, "--format", "md")

    assert "after" in ran.out
    assert "after it was picked; this is what it says now" in ran.out
    assert "Post number 1" not in ran.out


def test_is_picked_chooses_among_what_was_recorded(hashtui: Hashtui, file: str) -> None:
    keep_picks(Pick(before(), AT))

    ran = hashtui("export", "is:picked", "--from", file, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["key"][-1], row["permission"]) for row in rows] == [("2", "not asked")]


def test_without_a_file_the_archive_is_read(hashtui: Hashtui, tmp_path: Path) -> None:
    archive = open_archive(usual_places().archive, clock=SystemClock(), command="hashtui record")
    archive.take(admitted(post(1)))
    archive.take(admitted(post(2, tags=("other",))))
    archive.close()

    ran = hashtui("export", "#capcomnet", "--format", "jsonl")

    assert [one["text"] for one in objects(ran.out)] == ["Post number 1"]


def test_nothing_is_overwritten_without_being_asked(hashtui: Hashtui, tmp_path: Path, file: str) -> None:
    (tmp_path / "out.README.md").write_text("mine")

    refused = hashtui("export", "--from", file, "-o", str(tmp_path / "out.jsonl"))
    forced = hashtui("export", "--from", file, "-o", str(tmp_path / "out.jsonl"), "--force")

    assert (refused.code, refused.out) == (2, "")
    assert "out.README.md exists: --force replaces it" in refused.err
    assert forced.code == 0
    assert "open data" in (tmp_path / "out.README.md").read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"posts.jsonl", "out.jsonl", "out.README.md"}


def test_without_a_file_name_the_form_stands_on_stdout(hashtui: Hashtui, file: str) -> None:
    ran = hashtui("export", "--from", file, "--format", "html", "-o", "-")

    assert ran.out.startswith("<!DOCTYPE html>")
    assert ran.out.endswith("</html>\n")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["export", "--format", "epub"], "nothing is recorded yet"),
        (["export", "--from", "POSTS"], "--format says which form: epub, html, md, csv, jsonl"),
        (["export", "--from", "POSTS", "-o", "out.pdf"], "--format says which form"),
        (["export", "--from", "POSTS", "-o", "nowhere/out.md"], "there is no directory nowhere"),
        (["export", "--from", "nowhere.jsonl", "--format", "md"], "nowhere.jsonl: there is no such file"),
        (["export", "--from", "POSTS", "--format", "csv", "--pictures"], "--pictures has no place in csv"),
        (["export", "--from", "POSTS", "--format", "md", "--gaps"], "--gaps has no place in md"),
        (["export", "lang:", "--from", "POSTS", "--format", "csv"], "lang:"),
        (
            ["export", "--from", "POSTS", "--format", "md", "--since", "2026-11-22", "--until", "2026-11-21"],
            "--since is not before",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(hashtui: Hashtui, file: str, arguments: list[str], why: str) -> None:
    ran = hashtui(*(file if one == "POSTS" else one for one in arguments))

    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_gaps_of_the_archive_are_told_and_files_tell_of_none(hashtui: Hashtui, file: str) -> None:
    gap = Gap(SOURCE, NOON, NOON + timedelta(minutes=5), clean_line("connection lost"), found_at=NOON)
    archive = open_archive(usual_places().archive, clock=SystemClock(), command="hashtui record")
    archive.take(admitted(post(1)))
    archive.note(gap)
    archive.close()

    recorded, read = (hashtui("export", *files, "--format", "md").out for files in ((), ("--from", file)))

    told = "- Known gaps: social\\.example, 21 November 2026, 12:00 (UTC) to 12:05: connection lost; not filled\n"
    assert told in recorded
    assert "- Known gaps: not known\n" in read


def test_gaps_that_are_told_as_data_are_the_same_when_they_are_read_back(hashtui: Hashtui, tmp_path: Path) -> None:
    until = NOON + timedelta(minutes=5)
    lost = Gap(SOURCE, NOON, until, clean_line("connection lost"), found_at=until, tags=frozenset(post(1).tags))
    late = Gap(SOURCE, until, until + timedelta(minutes=5), clean_line("asleep"), until + timedelta(minutes=9), 3)
    archive = open_archive(usual_places().archive, clock=SystemClock(), command="hashtui record")
    archive.take(admitted(post(1)))
    archive.note(lost)
    archive.note(late)
    archive.close()
    first, again, imported = (tmp_path / f"{name}.jsonl" for name in ("first", "again", "imported"))

    told = hashtui("export", "--format", "md").out
    silent = hashtui("export", "--format", "jsonl").out
    hashtui("export", "--gaps", "-o", str(first))
    read = hashtui("export", "--from", str(first), "--format", "md").out
    hashtui("export", "--from", str(first), "--gaps", "-o", str(again))
    usual_places().archive.unlink()
    hashtui("import", str(first))
    hashtui("export", "--gaps", "-o", str(imported))
    outside = hashtui("export", "--from", str(first), "--since", "2026-11-21T13:00:00Z", "--format", "md").out

    known = [line for line in told.splitlines() if line.startswith("- Known gaps: ")]
    assert known[0].count("not filled") == 1
    assert known[0].count("filled later, with 3 posts") == 1
    assert known == [line for line in read.splitlines() if line.startswith("- Known gaps: ")]
    assert [one.get("state") for one in objects(first.read_text("utf-8"))] == [None, "gap", "gap"]
    assert [one["event"] for one in objects(silent)] == ["post"]
    assert first.read_bytes() == again.read_bytes() == imported.read_bytes()
    assert "- Known gaps: none is known\n" in outside
    assert "and 2 stretches of time from which posts may be missing" in (tmp_path / "first.README.md").read_text(
        "utf-8"
    )


def test_picks_are_exported_when_the_archive_cannot_be_read(hashtui: Hashtui, tmp_path: Path) -> None:
    usual_places().archive.parent.mkdir(parents=True)
    usual_places().archive.mkdir()  # no file at all
    keep_picks(Pick(post(1), AT))

    ran = hashtui("export", "--picks", "-o", str(tmp_path / "out.md"))

    assert ran.code == 0
    assert "; the picks are exported as they were kept with them\n" in ran.err
    assert "Post number 1" in (tmp_path / "out.md").read_text("utf-8")
    assert hashtui("export", "--format", "md").code == 5
