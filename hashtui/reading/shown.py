"""What panes show together: the posts that a summary or catching up is drawn from, and the time they fill."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from hashtui.reading.entry import Entry
from hashtui.reading.order import BOTTOM, place_of
from hashtui.reading.timeline import Timeline


def shown_by(timelines: Sequence[Timeline]) -> dict[str, Entry]:
    """Their posts, each once, oldest first, without the deleted and those that are hidden and shown all the same."""
    found = {
        entry.key: entry
        for timeline in timelines
        for entry in timeline.shown_after(BOTTOM, len(timeline))
        if entry.deleted_at is None and not timeline.why_hidden(entry.key)
    }
    return found if len(timelines) == 1 else dict(sorted(found.items(), key=lambda one: place_of(one[1])))


def stretch(entries: Iterable[Entry], now: datetime) -> tuple[datetime, datetime]:
    """From the first of the posts until just after the last, and after now."""
    times = [entry.stands_at for entry in entries]
    return min(times, default=now), max(now, max(times, default=now)) + timedelta(microseconds=1)
