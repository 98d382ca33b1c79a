"""An empty pane says why, and which key helps."""

from dataclasses import replace
from datetime import UTC, timedelta

from hashtui.config.actions import ACTIONS
from hashtui.config.config import TimeForm
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.sighting import State
from hashtui.tui.empty import what_lies_below, why_empty
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
    *healths: Health, hidden: int = 0, tags: tuple[str, ...] = ("#a",), keys: dict[str, tuple[str, ...]] = KEYS
) -> str:
    return "\n".join(why_empty(tags, hidden, healths, TIMES, keys))


def test_a_source_that_answered_without_a_post_is_named_with_the_tag() -> None:
    words = said(source(State.POLLING))

    assert "piaille.fr answered and has no post with #a at hand." in words
    assert "What comes now appears here by itself." in words
    assert "  e  changes the tag" in words


def test_nothing_is_promised_of_a_source_that_has_ended() -> None:
    assert "by itself" not in said(source(State.ENDED))


def test_posts_that_came_but_are_not_wanted_are_counted() -> None:
    words = said(source(State.LIVE), hidden=214)

    assert "214 posts came, none of them wanted" in words


def test_a_refusal_says_why_and_what_to_do() -> None:
    words = said(
        source(State.REFUSED, "shows this tag only to people who are logged in", help_words="hashtui login piaille.fr")
    )

    assert "piaille.fr: shows this tag only to people who are logged in" in words
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
