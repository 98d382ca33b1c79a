"""The pulse of a pane: a chronicle of what it shows, kept up a little at a time, and the peaks that are in it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from time import monotonic

from hashtui.post.post import Author
from hashtui.post.sighting import Boost
from hashtui.post.tag import Tag
from hashtui.reading.arrivals import Unheard
from hashtui.reading.boosters import Boosters
from hashtui.reading.entry import Entry
from hashtui.reading.order import BOTTOM, Place, place_of
from hashtui.reading.standing import Standing, no_standing
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.reading.timeline import Timeline
from hashtui.tui.peak_news import PeakNews

AHEAD = 128
SWEPT = 512
"""So many posts are asked at a time whether they are still kept."""
SETTLED_AFTER = 1.0
"""Seconds after which older posts that were asked for have all come: then everything is read in order again."""
REST = 20.0
"""Looking for peaks takes no more than this part of the time."""
LOOK = 1.0
"""Seconds between two looks for peaks at least."""
MINUTE = timedelta(minutes=1)


class Pulse:
    """What the posts of a timeline say together, as far as there was time to read them, and the peaks found in it.

    Nothing happens on the road of a post: `go_on`, called a few times a second, takes in what came, and begins anew
    when other posts count than before. Always true: `peaks` are those of the last time when everything was read.
    """

    def __init__(
        self,
        timeline: Timeline,
        standing_of: Callable[[Author], Standing] = no_standing,
        boosters: Boosters | None = None,
        *,
        tags: Iterable[Tag] = (),
        sensitivity: Sensitivity = Sensitivity.NORMAL,
    ) -> None:
        """Peaks are looked for in each of the tags; without any, in all posts together."""
        self.peaks: tuple[Peak, ...] = ()
        self.news = PeakNews()
        self._timeline = timeline
        self._tags = tuple(tags)
        self._standing_of = standing_of
        self._boosters = Boosters() if boosters is None else boosters
        self._sought_until: datetime | None = None
        self._rests_until = 0.0
        self._begin(sensitivity)

    def begin_anew(self) -> None:
        """Other posts count now, or their authors are something else: read everything again, in order."""
        self._begin(self.sensitivity)

    def adopt(self, chronicle: Chronicle) -> None:
        """Go on from this chronicle of what the pane shows, so that whoever made it and the pane agree."""
        self._read(chronicle)
        self._adopted = True

    @property
    def sensitivity(self) -> Sensitivity:
        """How little makes a peak."""
        return self.chronicle.sensitivity

    @sensitivity.setter
    def sensitivity(self, wanted: Sensitivity) -> None:
        if wanted is not self.chronicle.sensitivity:
            self.chronicle.sensitivity = wanted
            self._want_peaks()

    @property
    def is_whole(self) -> bool:
        """Everything that is shown was read, and the peaks are those of all of it."""
        return not self.is_busy

    @property
    def is_busy(self) -> bool:
        """There is something to do at once."""
        return self._is_behind or self._wants_peaks or self._seeking is not None

    @property
    def _is_behind(self) -> bool:
        return (
            self._walked is not None
            or self._turns != self._timeline.turns
            or bool(self._came)
            or bool(self._renewed)
            or bool(self._passed_on)
            or self._gone_before != self._timeline.forgotten
            or self._swept is not None
        )

    def go_on(self, until: float, now: datetime, seconds: float) -> None:
        """Read on, and look for peaks when that is done and another minute is over.

        `now` is the time of the posts, `seconds` that of the machine, and `until` then it is time to stop.
        """
        if self._timeline.is_sifting:
            return
        if self._turns != self._timeline.turns or (self._is_out_of_order and seconds >= self._settled_at):
            self.begin_anew()
        while self._seeking is None and self._is_behind and monotonic() < until:
            self._step(seconds)
        if self._seeking is not None or not self._is_behind:
            self._look_for_peaks(until, now, seconds)

    def _begin(self, sensitivity: Sensitivity) -> None:
        self._read(Chronicle(self._standing_of, tags=self._tags, sensitivity=sensitivity))

    def _read(self, chronicle: Chronicle) -> None:
        """Have all that is shown in this chronicle, from the oldest on."""
        timeline = self._timeline
        self.chronicle = chronicle
        self._adopted = False
        self._turns = timeline.turns
        self._came = Unheard(timeline.arrivals)
        self._renewed = Unheard(timeline.renewals)
        self._passed_on = Unheard(timeline.passed_on)
        self._gone_before = timeline.forgotten
        self._swept: Iterator[str] | None = None
        self._walked: Place | None = BOTTOM
        self._ahead: deque[Entry] = deque()
        self._due: list[tuple[datetime, str, str, Boost]] = []
        """Boosts of posts that were read, which come later."""
        self._newest = BOTTOM
        self._is_out_of_order = False
        self._settled_at = 0.0
        self._count = 0
        self._want_peaks()

    def _want_peaks(self) -> None:
        self._wants_peaks = True
        self._seeking: Iterator[None] | None = None
        self._sought_until = None
        self._rests_until = 0.0

    def _step(self, seconds: float) -> None:
        timeline = self._timeline
        if self._walked is not None:
            self._walk_on()
        elif self._came:
            for key in self._came.hear(1):
                self._hear(key, seconds)
        elif self._renewed:
            for key in self._renewed.hear(1):
                self._hear(key, seconds)
        elif self._passed_on:
            for boost in self._passed_on.hear(1):
                self.chronicle.pass_on(boost)
        else:
            self._sweep(timeline)

    def _walk_on(self) -> None:
        """Take the next post or boost in the order of time, as `Gathering` does."""
        if not self._ahead and self._walked is not None:
            self._ahead.extend(self._timeline.shown_after(self._walked, AHEAD))
        if self._due and (not self._ahead or self._due[0][0] < self._ahead[0].stands_at):
            self.chronicle.pass_on(heappop(self._due)[-1])
        elif self._ahead:
            entry = self._ahead.popleft()
            self._walked = place_of(entry)
            if entry.deleted_at is None and not self._timeline.why_hidden(entry.key):
                self._count += 1
                for boost in self._take(entry):
                    at = max(boost.created_at, entry.stands_at)
                    heappush(self._due, (at, boost.key, boost.by.key, boost))
        else:
            self._walked = None
            if self._adopted and self._count != len(self.chronicle.posts):
                self.begin_anew()  # it is of other posts

    def _hear(self, key: str, seconds: float) -> None:
        """A post came, or is in another state now."""
        timeline = self._timeline
        entry = timeline.entry(key)
        if entry is None or timeline.position(key) is None or timeline.why_hidden(key):
            return
        if not entry.live and place_of(entry) < self._newest and key not in self.chronicle.posts:
            self._is_out_of_order, self._settled_at = True, seconds + SETTLED_AFTER
        for boost in self._take(entry):
            self.chronicle.pass_on(boost)

    def _take(self, entry: Entry) -> tuple[Boost, ...]:
        """Have the post in the chronicle; the boosts heard so far of one that is new there."""
        self._newest = max(self._newest, place_of(entry))
        known = self.chronicle.posts.get(entry.key)
        if known is not None and known.entry is entry:
            return ()
        self.chronicle.take(entry)
        return () if known is not None or entry.deleted_at is not None else self._boosters.of(entry.key)

    def _sweep(self, timeline: Timeline) -> None:
        """Drop what the timeline has forgotten."""
        if self._swept is None:
            self._gone_before = timeline.forgotten
            self._swept = iter(list(self.chronicle.posts))
        for _ in range(SWEPT):
            key = next(self._swept, None)
            if key is None:
                self._swept = None
                return
            if timeline.entry(key) is None:
                self.chronicle.drop(key)

    def _look_for_peaks(self, until: float, now: datetime, seconds: float) -> None:
        if self._seeking is None:
            end = min(_minute(now), _minute(self._newest[0]) + MINUTE) if self._newest != BOTTOM else BOTTOM[0]
            if not self._wants_peaks and (end == self._sought_until or seconds < self._rests_until):
                return
            self._wants_peaks = False
            self._sought_until = end
            self._seeking = self._seek(end)
            self._cost = 0.0
        begin = monotonic()
        while monotonic() < until:
            if next(self._seeking, self) is self:
                self._seeking = None
                break
        self._cost += monotonic() - begin
        self._rests_until = seconds + max(LOOK, REST * self._cost) if self._newest != BOTTOM else seconds

    def _seek(self, end: datetime) -> Iterator[None]:
        yield from self.chronicle.seek(end)
        self.peaks = self.chronicle.peaks(end)
        self._timeline.admit_peaks(self.peaks)
        self.news.hear(self.peaks)


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
