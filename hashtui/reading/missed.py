"""What somebody who comes back to a timeline has not seen of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hashtui.reading.mark import LeftOff
from hashtui.reading.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Missed:
    """The unseen of the posts that are shown, as of now. None of them stands before `since`."""

    since: datetime
    """When they left, where that is known, or when the oldest unseen post was written if that is earlier: one that
    came late was missed all the same."""
    unseen: frozenset[str]


def missed(timeline: Timeline) -> Missed:
    """What is hidden counts for nobody, even where it is shown all the same."""
    unseen = frozenset(key for key in timeline.shown(timeline.unseen) if not timeline.why_hidden(key))
    left = [mark.at for mark in timeline.marks if isinstance(mark, LeftOff)]
    times = [entry.stands_at for key in unseen if (entry := timeline.entry(key)) is not None]
    return Missed(min([*left, *times], default=datetime.max.replace(tzinfo=UTC)), unseen)
