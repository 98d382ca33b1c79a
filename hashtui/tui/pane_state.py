"""How all sources are, taken together, in one shape and a word or two."""

from collections.abc import Container, Sequence
from datetime import datetime, timedelta

from hashtui.post.sighting import State
from hashtui.tui.glyphs import Glyphs, shape_of
from hashtui.tui.pane_header import PaneState
from hashtui.tui.times import Times, span
from hashtui.watch.health import Health


def is_well(health: Health, streamed: Container[str] = ()) -> bool:
    """It answers as well as it ever did: one that can only be asked again and again is no worse than a stream.

    `streamed` are the sources that had a stream once; one of those that is polled has lost it.
    """
    return health.state.is_up and not (health.state is State.POLLING and health.url in streamed)


def pane_state(healths: Sequence[Health], times: Times, glyphs: Glyphs, *, streamed: Container[str] = ()) -> PaneState:
    """`● live`, `◐ 2 of 3 live`, `◌ no network since 14:31`, `✕ 1 of 2 refused`."""
    total = len(healths)
    shut = [h for h in healths if h.state in (State.REFUSED, State.BROKEN)]
    if shut:
        word = shut[0].state.value if total == 1 else f"{len(shut)} of {total} refused"
        return _state(State.REFUSED, word, "", glyphs)
    if not any(h.state.is_up for h in healths):
        return _none_up(healths, times, glyphs)
    well = [h for h in healths if is_well(h, streamed)]
    streams = any(h.state in (State.LIVE, State.CATCHING_UP) for h in well)
    if len(well) == total:
        if streams:
            return _state(State.LIVE, "live", "", glyphs)
        ended = all(h.state is State.ENDED for h in well)
        return _state(State.ENDED, "ended", "", glyphs) if ended else _state(State.POLLING, "polling", "", glyphs)
    reason = _first_reason([h for h in healths if h not in well])
    if total == 1:
        return _state(State.POLLING, "polling", reason, glyphs)
    return _state(State.POLLING, f"{len(well)} of {total} {'live' if streams else 'polling'}", reason, glyphs)


def next_try_words(health: Health, now: datetime) -> str:
    """`next try in 12 s`; nothing where none is planned or it is due."""
    left = None if health.next_try is None else health.next_try - now
    return f"next try in {span(left)}" if left is not None and left >= timedelta(seconds=1) else ""


def _none_up(healths: Sequence[Health], times: Times, glyphs: Glyphs) -> PaneState:
    for state, word in ((State.NO_NETWORK, "no network"), (State.RECONNECTING, "no answer")):
        away = [h for h in healths if h.state is state]
        if away:
            return _state(state, word, f"since {times.hour(away[0].state_since)}", glyphs)
    waiting = [h for h in healths if h.state is State.WAITING]
    if waiting:
        until = waiting[0].next_try
        return _state(State.WAITING, "waiting", f"until {times.hour(until)}" if until else "", glyphs)
    return _state(State.STARTING, "asking", "", glyphs)


def _first_reason(healths: Sequence[Health]) -> str:
    return next((str(h.reason) for h in healths if h.reason), "")


def _state(state: State, word: str, reason: str, glyphs: Glyphs) -> PaneState:
    shape, ink = shape_of(state, glyphs)
    return PaneState(shape, ink, word, reason)
