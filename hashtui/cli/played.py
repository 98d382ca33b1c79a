"""A recording as somebody wants to see it replayed: how far it goes, what is shown of it, where its peaks are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice

from hashtui.cli.gathered import Collecting
from hashtui.clock import Clock, LocalZone
from hashtui.errors import UsageError
from hashtui.filter import PaneFilter, read_pane
from hashtui.post.tag import Tag
from hashtui.reading.summary.gathering import gathered, main_tags
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.watch import Watch
from hashtui.watch.replay import Recording, Timed, may_grow

EVERYTHING = "everything = since:1970-01-01T00:00:00Z"
HEARD_AGAIN = 50_000
"""So many things are heard again at most to be at a moment: they take some seconds, and are more than a summary needs.

What was heard before those is left out."""
MOST_TAGS = 4
"""Panes side by side that are still read with ease."""
LOOKED_AT = 5_000
"""So much is read whole to know which tags most posts have."""
PARTS = 20
"""A longer recording is read from so many places, equally far from one another,"""
OF_EACH = 100
"""so much from each."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first to the last thing that is replayed."""

    first: datetime
    last: datetime


class Played:
    """What is asked for of a recording. Its calls read it, and may take their time."""

    def __init__(
        self,
        recording: Recording,
        name: str,
        base: Clock,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        is_written: Callable[[], bool] = lambda: False,
    ) -> None:
        """`base`: the clock of the person who looks. `is_written`: it grows."""
        self.recording, self.name = recording, name
        self.since, self.until = since, until
        self._base = base
        self._is_written = is_written

    def span(self, tags: frozenset[Tag] | None) -> Stretch:
        """How far it goes. UsageError when nothing is recorded of what is asked for."""
        found = self.recording.heard_span(tags)
        if found is None:
            asked = f" of {' '.join(map(str, tags))}" if tags else ""
            raise UsageError(
                f"nothing is recorded{asked} in {self.name}: hashtui record '#tag' collects into the archive"
            )
        first = max(found[0], self.since) if self.since else found[0]
        last = found[1]
        if self.until is not None and self.until <= last:
            last = self.recording.heard_before(tags, self.until, 0) or self.until
        if first > last:
            between = " to ".join(f"{one.astimezone(LocalZone()):%Y-%m-%dT%H:%M}" for one in found)
            raise UsageError(f"nothing is recorded in that time: {self.name} goes from {between}")
        return Stretch(first, last)

    def end(self, span: Stretch) -> datetime | None:
        """Where it is over; None where it may still be written."""
        grows = self.until is None and (self._is_written() or may_grow(span.last, self._base.now()))
        return None if grows else span.last

    def panes(self, span: Stretch) -> tuple[PaneFilter, ...]:
        """The tags that most posts have; everything where these leave much out."""
        tags = main_tags(self._some(span).gathered(0, "").entries)[:MOST_TAGS]
        return tuple(read_pane(str(tag)) for tag in tags) or (read_pane(EVERYTHING, subscribes=False),)

    def begin_of(self, tags: frozenset[Tag] | None, moment: datetime) -> datetime | None:
        """From when on to hear again what was heard before the moment; None: from the beginning on."""
        return self.recording.heard_before(tags, moment, HEARD_AGAIN, self.since)

    def is_longer(self, tags: frozenset[Tag] | None, than: int) -> bool:
        """More things are recorded of that."""
        until = self.until or datetime.max.replace(tzinfo=UTC)
        return self.recording.heard_before(tags, until, than, self.since) is not None

    def minutes(self, tags: frozenset[Tag] | None) -> Sequence[Mapping[int, int]]:
        """How many posts stand in each minute since 1970, tag by tag; without tags all together."""
        first = int(self.since.timestamp() // 60) if self.since else None
        last = int(self.until.timestamp() // 60) if self.until else None

        def is_played(minute: int) -> bool:
            return (first is None or minute >= first) and (last is None or minute <= last)

        found = self.recording.minutes(tags)
        return [{minute: posts for minute, posts in one.items() if is_played(minute)} for one in found]

    def peaks(
        self, tags: tuple[Tag, ...], sensitivity: Sensitivity, since: datetime | None, until: datetime | None
    ) -> Sequence[Peak]:
        """Those of what is recorded of that in that time, the earliest first; each post in its last state."""
        first = max(filter(None, (since, self.since)), default=None)
        last = min(filter(None, (until, self.until)), default=None)
        from_all = self._taken(self.recording.heard(frozenset(tags) or None, first, last)).gathered(0, "")
        chronicle = gathered(from_all.entries, from_all.boosts, tags=tags, sensitivity=sensitivity)
        return sorted(chronicle.peaks(), key=lambda peak: (peak.start, str(peak.tag)))

    def _some(self, span: Stretch) -> Collecting:
        """All of a short recording; of a long one some of all its parts."""
        if not self.is_longer(None, LOOKED_AT):
            return self._taken(self.recording.heard(None, span.first, self.until))
        parts = [span.first + (span.last - span.first) * part / PARTS for part in range(PARTS)]
        each = (islice(self.recording.heard(None, part, self.until), OF_EACH) for part in parts)
        return self._taken(chain.from_iterable(each))

    def _taken(self, told: Iterable[Timed]) -> Collecting:
        collecting = Collecting()
        watch = Watch((), self._base, room=10_000_000)
        watch.attach(collecting)
        for _, heard in told:
            watch.admit(heard)
        return collecting
