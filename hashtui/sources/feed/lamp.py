"""How a source of feeds is, out of how each of its feeds is; said only when that changes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from hashtui.clock import Clock
from hashtui.errors import NoNetwork, RateLimited
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Report, State
from hashtui.sources.feed.asking import NoFeed
from hashtui.sources.feed.pace import words_for
from hashtui.sources.feed.track import Track
from hashtui.sources.lamp import Lamp, Mood


class TracksLamp(Lamp):
    """The lamp of a source with several feeds."""

    def __init__(self, source: CleanLine, clock: Clock) -> None:
        super().__init__(source, clock)
        self._due: int | None = None
        self._next_try: datetime | None = None

    def show(self, tracks: Sequence[Track]) -> Iterator[Report]:
        """How these feeds are; the report if that makes a difference."""
        well = [track for track in tracks if track.is_well]
        ill = [track for track in tracks if track.trouble is not None and track.refusal is None]
        limited = [track for track in ill if isinstance(track.trouble, RateLimited)]
        if limited:
            first = min(limited, key=lambda track: track.due)
            yield from self._say(State.WAITING, str(first.trouble), first.due)
        elif well:
            yield from self._say(State.POLLING, _asked(well, tracks))
        elif ill:
            first = min(ill, key=lambda track: track.due)
            is_ours = all(isinstance(track.trouble, NoNetwork) for track in ill)
            state = State.NO_NETWORK if is_ours else State.RECONNECTING
            help_ = next((t.trouble.help for t in ill if isinstance(t.trouble, NoFeed)), "")
            yield from self._say(state, str(first.trouble), first.due, help_)

    def catch_up(self) -> Iterator[Report]:
        """Older pages are being read."""
        yield from self._say(State.CATCHING_UP, "reading its older pages")

    def refused(self, reason: str) -> Iterator[Report]:
        """None of them will ever answer."""
        yield from self._say(State.REFUSED, reason)

    def _say(self, state: State, reason: str, due: float | None = None, help_: str = "") -> Iterator[Report]:
        if due is None:
            self._due = self._next_try = None
        elif round(due) != self._due:  # the same moment, told by two clocks, is never quite the same
            wait = timedelta(seconds=max(0.0, due - self._clock.monotonic()))
            self._due, self._next_try = round(due), self._clock.now() + wait
        yield from self.say(Mood(state, reason, self._next_try, help_))


def _asked(well: Sequence[Track], tracks: Sequence[Track]) -> str:
    """How often they are asked for, and what is the matter with some of them."""
    parts = [f"asked {words_for([track.every for track in well])}"]
    for track in tracks:
        if track.refusal is not None:
            parts.append(f"{track.label}left out: {track.refusal}")
        elif track.trouble is not None:
            parts.append(f"{track.label}{track.trouble}")
        elif track.is_unknown:
            parts.append(f"{track.label}nothing there yet (404)")
    return "; ".join(parts)
