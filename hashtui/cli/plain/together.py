"""What panes tell now, read together: what their summaries and catching up with them rest on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from hashtui.cli.plain.deck import PlainPane
from hashtui.clock import Clock
from hashtui.reading.entry import Entry
from hashtui.reading.order import BOTTOM, place_of
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import Gathering
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.judging import Judging

SLICE = 0.05
"""Seconds of reading between two looks at whether one is to stop."""
LONG = 3_000
"""So many posts take a while."""


@dataclass(frozen=True, slots=True)
class Together:
    """Posts, each once, oldest first, and what they say together."""

    entries: Mapping[str, Entry]
    chronicle: Chronicle
    since: datetime
    until: datetime
    """Just after the last of them, and after now."""


def told_in(panes: Sequence[PlainPane]) -> dict[str, Entry]:
    """The posts that these panes tell, by time, without the deleted and those that are hidden and told all the same."""
    found = {
        entry.key: entry
        for pane in panes
        for entry in pane.timeline.shown_after(BOTTOM, len(pane.timeline))
        if entry.deleted_at is None and not pane.timeline.why_hidden(entry.key)
    }
    return dict(sorted(found.items(), key=lambda one: place_of(one[1])))


async def read_together(
    panes: Sequence[PlainPane], judging: Judging, clock: Clock, sensitivity: Sensitivity
) -> Together:
    """Read all of it, giving others their turns; the only pane goes on from what was read."""
    entries = told_in(panes)
    boosts = [boost for key in entries for boost in judging.boosters.of(key)]
    tags = tuple(dict.fromkeys(tag for pane in panes for tag in pane.filter.tags))
    gathering = Gathering(tuple(entries.values()), boosts, judging.standing_of, tags=tags, sensitivity=sensitivity)
    while gathering.go_on(_for(SLICE)):
        await clock.sleep(0)
    now = clock.now()
    times = [entry.stands_at for entry in entries.values()]
    end = max(now, max(times, default=now)) + timedelta(microseconds=1)
    return Together(entries, gathering.chronicle, min(times, default=now), end)


def _for(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds from now are not over yet."""
    until = monotonic() + seconds
    return lambda: monotonic() < until
