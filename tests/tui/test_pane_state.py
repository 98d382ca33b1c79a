"""All sources taken together, in one shape and a word or two."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.config.config import TimeForm
from hashtui.post.clean import clean_line
from hashtui.post.sighting import State
from hashtui.tui.glyphs import UNICODE
from hashtui.tui.pane_state import next_try_words, pane_state
from hashtui.tui.times import Times
from tests.posts import NOON
from tests.tui.test_sources_view import WELL

TIMES = Times.at(NOON, TimeForm.CLOCK, UTC)


def said(*states: State, reason: str = "", streamed: tuple[str, ...] = ()) -> str:
    until = NOON + timedelta(minutes=5)
    healths = [
        replace(WELL, state=state, state_since=NOON, next_try=until, reason=clean_line("" if state.is_up else reason))
        for state in states
    ]
    state = pane_state(healths, TIMES, UNICODE, streamed=streamed)
    return f"{state.shape} {state.word} {state.reason}".strip()


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([State.LIVE], "● live"),
        ([State.LIVE, State.LIVE], "● live"),
        ([State.ENDED], "● ended"),
        ([State.POLLING], "◐ polling"),
        ([State.POLLING, State.POLLING], "◐ polling"),
        ([State.POLLING, State.LIVE, State.LIVE], "● live"),
        ([State.POLLING, State.RECONNECTING], "◐ 1 of 2 polling silent"),
        ([State.LIVE, State.RECONNECTING], "◐ 1 of 2 live silent"),
        ([State.LIVE, State.REFUSED], "✕ 1 of 2 refused"),
        ([State.REFUSED], "✕ refused"),
        ([State.BROKEN], "✕ broken"),
        ([State.NO_NETWORK, State.RECONNECTING], "◌ no network since 12:00"),
        ([State.RECONNECTING], "◌ no answer since 12:00"),
        ([State.WAITING], "◐ waiting until 12:05"),
        ([State.STARTING], "◐ asking"),
    ],
)
def test_the_sources_are_told_in_a_shape_and_a_word(states: list[State], words: str) -> None:
    assert said(*states, reason="silent") == words


def test_a_source_that_is_only_polled_since_it_lost_its_stream_is_not_well() -> None:
    streamed = (str(WELL.url),)

    assert said(State.POLLING, streamed=streamed) == "◐ polling"
    assert said(State.POLLING, State.ENDED, streamed=streamed) == "◐ 1 of 2 polling"


def test_the_next_attempt_is_told_while_it_lies_ahead() -> None:
    soon = replace(WELL, next_try=NOON + timedelta(seconds=12))

    assert next_try_words(soon, NOON) == "next try in 12 s"
    assert next_try_words(soon, NOON + timedelta(seconds=12)) == ""
    assert next_try_words(WELL, NOON) == ""
