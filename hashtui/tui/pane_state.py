"""How all sources are, taken together, in one shape and a word or two."""

from collections.abc import Sequence

from hashtui.post.sighting import State
from hashtui.tui.glyphs import Glyphs, shape_of
from hashtui.tui.pane_header import PaneState
from hashtui.tui.times import Times
from hashtui.watch.health import Health


def pane_state(healths: Sequence[Health], times: Times, glyphs: Glyphs) -> PaneState:
    """`● live`, `◐ 2 of 3 live`, `◌ no network since 14:31`, `✕ 1 of 2 refused`."""
    total = len(healths)
    up = [h for h in healths if h.state.is_up]
    shut = [h for h in healths if h.state in (State.REFUSED, State.BROKEN)]
    if shut:
        word = shut[0].state.value if total == 1 else f"{len(shut)} of {total} refused"
        return _state(State.REFUSED, word, "", glyphs)
    if not up:
        return _none_up(healths, times, glyphs)
    live = sum(1 for h in up if h.state in (State.LIVE, State.ENDED))
    if live == total:
        word = "ended" if all(h.state is State.ENDED for h in up) else "live"
        return _state(State.LIVE, word, "", glyphs)
    if len(up) == total and not live:
        return _state(State.POLLING, "polling", "", glyphs)
    word = f"{live} of {total} live" if live else f"{len(up)} of {total} polling"
    return _state(State.POLLING, word, _first_reason([h for h in healths if h not in up]), glyphs)


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
