"""An empty pane says why, and which key helps."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.config.actions import ACTIONS
from hashtui.config.config import TimeForm
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.sighting import State
from hashtui.reading.verdicts import MUTED, NOT_ASKED
from hashtui.tui.empty import Lack, empty_header, what_lies_below, why_empty
from hashtui.tui.times import Times
from hashtui.watch.health import Health
from tests.posts import NOON
from tests.tui.test_sources_view import WELL

KEYS = {one.id: one.keys for one in ACTIONS}
TIMES = Times.at(NOON, TimeForm.CLOCK, UTC)


def source(state: State, reason: str = "", *, name: str = "https://piaille.fr", help_words: str = "") -> Health:
    told = clean_text(help_words) if help_words else None
    return replace(WELL, url=clean_line(name), state=state, reason=clean_line(reason), help=told, state_since=NOON)


def said(
    *healths: Health,
    reasons: dict[str, int] | None = None,
    sifted_out: int = 0,
    alike: str = "",
    tags: tuple[str, ...] = ("#a",),
    keys: dict[str, tuple[str, ...]] = KEYS,
) -> str:
    return "\n".join(why_empty(Lack(tags, reasons or {}, sifted_out, alike), healths, TIMES, keys))


def header(*healths: Health, reasons: dict[str, int] | None = None, sifted_out: int = 0) -> tuple[str, str] | None:
    empty = empty_header(Lack(("#a",), reasons or {}, sifted_out), healths, TIMES, NOON)
    return None if empty is None else (empty.left, empty.right)


def test_a_source_that_answered_without_a_post_is_named_with_the_tag() -> None:
    words = said(source(State.POLLING))

    assert "piaille.fr answered and has no post with #a at hand." in words
    assert "What comes now appears here by itself." in words
    assert "  e  changes the tag" in words


def test_nothing_is_promised_of_a_source_that_has_ended() -> None:
    assert "by itself" not in said(source(State.ENDED))


def test_posts_that_came_but_are_not_wanted_are_counted() -> None:
    words = said(source(State.LIVE), reasons={NOT_ASKED: 214})

    assert words == (
        "214 posts came, none of them wanted by what this pane asks for.\n\n"
        "  e  changes what this pane asks for\n  H  shows what is hidden"
    )


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ({"robots": 5}, "5 posts came, all hidden by “robots”."),
        ({"robots": 1}, "1 post came, hidden by “robots”."),
        ({MUTED: 3}, "3 posts came, all from people you muted."),
        ({NOT_ASKED: 5, "robots": 3, MUTED: 1}, "9 posts came: 5 not asked for, 3 hidden by “robots”, 1 muted."),
    ],
)
def test_a_pane_whose_posts_are_all_hidden_says_by_what_and_which_key_shows_them(
    reasons: dict[str, int], words: str
) -> None:
    told = said(source(State.LIVE), reasons=reasons)

    assert told.startswith(words)
    assert "  H  shows what is hidden" in told
    assert ("  e  changes" in told) == (NOT_ASKED in reasons)


def test_a_filter_that_leaves_nothing_says_so_with_the_key_that_takes_it_off() -> None:
    told = said(source(State.LIVE), reasons={"robots": 5}, sifted_out=14)

    assert told == "The 14 posts here do not pass the filter.\n\n  /  changes it\n  Esc  takes it off"


def test_without_network_an_empty_pane_says_since_when() -> None:
    words = said(source(State.NO_NETWORK, "no route"), source(State.NO_NETWORK, "no route"))

    assert words == "No network since 12:00.\n\n  i  shows how each source is"


def test_several_sources_that_have_nothing_are_counted_and_a_tag_spelled_nearly_so_is_named() -> None:
    words = said(source(State.LIVE), source(State.POLLING), source(State.LIVE), alike="#ab")

    assert words.startswith("Three sources answered: none of them has a post with #a at hand.")
    assert words.endswith("  e  #ab ?")


def test_the_header_of_an_empty_pane_says_what_is_asked_and_since_when() -> None:
    away = replace(source(State.NO_NETWORK), next_try=NOON + timedelta(seconds=12))
    shut = source(State.REFUSED, "no", name="https://mastodon.social")

    assert header(source(State.LIVE), reasons={NOT_ASKED: 214}) == ("0/min", "214 hidden")
    assert header(shut, source(State.LIVE)) == ("mastodon.social", "asked 12:00")
    assert header(source(State.LIVE)) == ("0/min", "since 12:00")
    assert header(away) == ("nothing yet", "next try 12 s")
    assert header(source(State.STARTING)) == ("nothing yet", "")
    assert header(source(State.LIVE), sifted_out=3) is None


def test_a_refusal_says_why_and_what_to_do() -> None:
    words = said(
        source(State.REFUSED, "shows this tag only to people who are logged in", help_words="hashtui login piaille.fr")
    )

    assert words.startswith("piaille.fr shows this tag only to people who are logged in.\n")
    assert "  hashtui login piaille.fr" in words
    assert "  i  shows how each source is" in words


def test_a_source_in_trouble_is_told_beside_one_that_is_well() -> None:
    words = said(source(State.LIVE), source(State.RECONNECTING, "the server is away", name="https://mamot.fr"))

    assert "mamot.fr: the server is away, since 12:00." in words
    assert "piaille.fr answered and has no post" in words


def test_a_reason_that_names_its_source_is_not_named_twice() -> None:
    words = said(source(State.RECONNECTING, "no answer from mamot.fr: connection refused", name="https://mamot.fr"))

    assert words.startswith("No answer from mamot.fr: connection refused, since 12:00.")


def test_waiting_says_how_long() -> None:
    waiting = replace(source(State.WAITING, "asked to wait"), next_try=NOON + timedelta(minutes=5))

    assert "piaille.fr: asked to wait until 12:05." in said(waiting)


def test_keys_of_the_configuration_are_the_ones_named() -> None:
    keys = {**KEYS, "pane_edit": ("E",), "page_down": ("ctrl+f",), "sources": ()}

    assert "  E  changes the tag" in said(source(State.LIVE), keys=keys)
    assert "shows how each source is" not in said(source(State.REFUSED, "no"), keys=keys)
    assert what_lies_below("11:02", "", keys)[1] == "Ctrl+F again asks the servers for older ones."


def test_below_a_pane_that_has_more_in_the_archive_one_is_told_so() -> None:
    kept = what_lies_below("11:02", "", {"page_down": ("ctrl+f",)}, is_kept=True)
    without = what_lies_below("11:02", "No source has older posts.", {}, is_kept=True)

    assert kept[0] == "11:02 is the oldest post shown; Ctrl+F again reads on in the archive."
    assert without == ("11:02 is the oldest post shown.", "No source has older posts.")
