"""The panes of `--plain`: timelines over the running watch, one after another, without anything that is drawn."""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic

from hashtui.config.remembered import KEPT_UNSEEN, PanePlace
from hashtui.errors import ArchiveError
from hashtui.filter import PaneFilter
from hashtui.post.kept_out import KeptOut
from hashtui.reading.entry import Entry
from hashtui.reading.mark import Mark, stands_between
from hashtui.reading.moment import Judge
from hashtui.reading.order import Place, place_of
from hashtui.reading.ruling import Ruling
from hashtui.reading.standing import Level
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.timeline import Timeline
from hashtui.tui.feed import Feed, OneTimeline
from hashtui.tui.judging import Judging
from hashtui.tui.pulse import Pulse
from hashtui.tui.relief import floor_name, floor_of, sifter
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling

PULSE = 0.03
"""Seconds, between two lines, of reading together what came, in all panes."""
Sifting = tuple[str, Judge]
"""A live filter in words, and what it asks."""


@dataclass(slots=True, eq=False)
class PlainPane:
    """One pane: what it asks for, its posts, and the post that was told last."""

    filter: PaneFilter
    timeline: Timeline
    pulse: Pulse
    """What its posts say together, and the peaks in that."""
    here: Place | None = None
    """Where the post stands that was told last; it may be filtered away since."""
    before: list[Place] = field(default_factory=list)
    """Where one was before each jump."""
    sifting: Sifting | None = None
    """The live filter in force."""
    floor: Level | None = None
    """Posts by accounts of a lower level are left out."""
    of_last_time: PanePlace | None = None
    """Where an earlier session left it."""

    @property
    def entry(self) -> Entry | None:
        """The post told last, if it is still here."""
        return None if self.here is None else self.timeline.entry(self.here[1])

    @property
    def unheard(self) -> int:
        """How many posts of the view were not told yet."""
        timeline = self.timeline
        if timeline.sifted is None:
            return len(timeline.unseen)
        return sum(1 for key in timeline.unseen if timeline.position(key) is not None)

    @property
    def peaks_ahead(self) -> int:
        """How many peaks that are known begin after the post told last and were not told yet."""
        here = None if self.here is None else self.here[0]
        unseen = self.timeline.unseen
        later = [peak for peak in self.pulse.peaks if here is None or peak.start > here]
        return sum(not unseen.isdisjoint(peak.keys) for peak in later)

    def passed(self, entry: Entry) -> tuple[Mark, ...]:
        """The marks between the post told last and this one, oldest first."""
        there, before = place_of(entry), self.here
        if before is None or before == there:
            return ()
        older, newer = sorted((before, there))
        return tuple(mark for mark in reversed(self.timeline.marks) if stands_between(mark, older[0], newer[0]))

    def stand(self, entry: Entry) -> None:
        """Be at this post, which counts as heard."""
        self.here = place_of(entry)
        self.timeline.see((entry.key,))

    def next_unheard(self) -> Entry | None:
        """The one to tell next: the nearest newer one, oldest first; then the newest of the older ones."""
        timeline = self.timeline
        if self.here is None and self.of_last_time is not None:
            entry = timeline.entry(self.of_last_time.selected or "")
            self.here = None if entry is None else place_of(entry)
        start = None if self.here is None or timeline.entry(self.here[1]) is None else self.here[1]
        if start is None and len(timeline):
            start = timeline.at(len(timeline) - 1).key
            if start in timeline.unseen:
                return timeline.entry(start)
        key = None if start is None else timeline.next_unseen(start)
        return None if key is None else timeline.entry(key)

    def step(self, newer: int) -> Entry | None:
        """The neighbour so many posts newer, or older by less than nothing; the newest from the start."""
        count = len(self.timeline)
        if not count:
            return None
        if self.here is None:
            return self.timeline.at(0)
        position = self.timeline.position(self.here[1])
        if position is None:
            at = self._newer_than(self.here)
            position = at - 1 if newer > 0 else at
        else:
            position -= newer
        return self.timeline.at(position) if 0 <= position < count else None

    @property
    def sieve(self) -> str:
        """The live filter in words; empty: none."""
        return "" if self.sifting is None else self.sifting[0]

    def sift(self, sifting: Sifting | None, now: datetime) -> None:
        """Tell only what passes; all posts are looked at at once. None: everything again."""
        self.sifting = sifting
        self.timeline.sift(sifter(None if sifting is None else sifting[1], self.floor), now)
        self.timeline.sift_on(_always)

    def raise_floor(self, floor: Level | None, now: datetime) -> None:
        """Tell only posts by accounts of this level and above; None: of all."""
        self.floor = floor
        self.sift(self.sifting, now)

    def show_hidden(self, on: bool) -> None:
        """Have the hidden posts among the others, or not."""
        self.timeline.show_hidden(on)
        self.timeline.sift_on(_always)

    def judge_anew(self, now: datetime, ruling: Ruling, only: Callable[[Entry], bool] | None) -> None:
        """Rules or mutes are others now, which can matter for `only` those; None: for all."""
        self.timeline.judge_anew(now, ruling, only=only)
        self.timeline.sift_on(_always)

    def place(self, now: datetime) -> PanePlace:
        """Where the pane is left; as long as nothing came, where it was left last time."""
        timeline, before = self.timeline, self.of_last_time or PanePlace(str(self.filter), now)
        if not timeline.stored:
            return before
        entries = (timeline.entry(key) for key in timeline.unseen)
        unseen = sorted((place_of(entry) for entry in entries if entry is not None), reverse=True)
        newest = timeline.at(0).stands_at if len(timeline) and timeline.sifted is None else now
        return replace(
            before,
            pane=str(self.filter),
            left_at=now,
            seen_until=newest,
            unseen=tuple(key for _, key in unseen[:KEPT_UNSEEN]),
            selected=before.selected if self.here is None else self.here[1],
            sensitivity=None if self.pulse.sensitivity is Sensitivity.NORMAL else self.pulse.sensitivity,
            floor=floor_name(self.floor),
        )

    def take_up(self, place: PanePlace) -> None:
        """Be as an earlier session left it. It has no post yet."""
        self.of_last_time = place
        self.timeline.leave_mark(place.left_at)
        if place.seen_until is not None:
            self.timeline.was_seen(place.seen_until, frozenset(place.unseen))
        self.pulse.sensitivity = place.sensitivity or self.pulse.sensitivity
        if floor_of(place.floor) is not None:
            self.raise_floor(floor_of(place.floor), place.left_at)

    def go_on_from(self, other: "PlainPane") -> None:
        """What was heard in a pane that this one replaces was heard."""
        timeline = self.timeline
        keys = [timeline.at(position).key for position in range(len(timeline))]
        timeline.see([key for key in keys if other.timeline.has_seen(key)])
        self.here = other.here
        self.pulse.sensitivity = other.pulse.sensitivity

    def _newer_than(self, place: Place) -> int:
        """How many posts stand above that place."""
        low, high = 0, len(self.timeline)
        while low < high:
            middle = (low + high) // 2
            if place_of(self.timeline.at(middle)) > place:
                low = middle + 1
            else:
                high = middle
        return low


def _always() -> bool:
    return True


class PlainDeck:
    """The panes in their order, and which of them is spoken of. It feeds them from the watch and follows their tags."""

    def __init__(
        self,
        watch: Watch,
        judging: Judging,
        places: Mapping[str, PanePlace],
        sensitivity: Sensitivity,
        recalling: Recalling | None = None,
    ) -> None:
        """`places` say where panes were left in an earlier session, by their expression.

        `sensitivity` is that of panes of which nothing else is known.
        """
        self._watch = watch
        self._judging = judging
        self._places = dict(places)
        self._sensitivity = sensitivity
        self._recalling = recalling
        self._feed = Feed(judging)
        self.panes: list[PlainPane] = []
        self.active = 0
        watch.attach(self._feed)

    @property
    def pane(self) -> PlainPane | None:
        """The one spoken of; None when there is none."""
        return self.panes[self.active] if self.panes else None

    @property
    def streamed(self) -> set[str]:
        """Sources that had a stream."""
        return self._feed.streamed

    def is_unheard(self, key: str) -> bool:
        """Whether some pane has that post and has not told it."""
        return any(key in pane.timeline.unseen for pane in self.panes)

    def open(self, filters: Sequence[PaneFilter], *, at: int | None = None) -> PlainPane:
        """Open panes at the end, or at an index, with all that was heard so far; the first of them is spoken of."""
        at = len(self.panes) if at is None else at
        return self.put([self._filled(one) for one in filters], at)

    def put(self, panes: Sequence[PlainPane], at: int) -> PlainPane:
        """Put panes in, in that order, and speak of the first."""
        self.panes[at:at] = panes
        self.active = at
        self._changed()
        self.keep_out()
        if self._recalling is not None:
            with suppress(ArchiveError):  # what cannot be read is not there; what comes is told all the same
                for pane in panes:
                    self._recalling.newest(frozenset(pane.filter.tags))
        return self.panes[at]

    def take_out(self, pane: PlainPane) -> int:
        """Close a pane; where it was. What is heard meanwhile it misses: `refill` it before it is put back."""
        at = self.panes.index(pane)
        self.panes.remove(pane)
        self.active = max(0, min(self.active, len(self.panes) - 1))
        self._changed()
        return at

    def refill(self, pane: PlainPane) -> PlainPane:
        """Tell a pane that was out what it missed; whom somebody forgot meanwhile leaves it."""
        if self._watch.kept_out.names:
            pane.timeline.keep_out(self._watch.kept_out)
        self._watch.replay_to(OneTimeline(pane.timeline))
        return pane

    def move(self, step: int) -> bool:
        """Move the pane spoken of to the front or the back; whether it could be."""
        to = self.active + step
        if not 0 <= to < len(self.panes):
            return False
        self.panes[self.active], self.panes[to] = self.panes[to], self.panes[self.active]
        self.active = to
        self._changed()
        return True

    def judge_anew(self) -> None:
        """Rules are others now."""
        now, ruling = self._judging.now(), self._judging.ruling()
        for pane in self.panes:
            pane.judge_anew(now, ruling, None)

    def judge_authors(self, authors: Container[str]) -> None:
        """The authors of these keys are something else to the reader now."""
        now, ruling = self._judging.now(), self._judging.ruling()
        for pane in self.panes:
            pane.judge_anew(now, ruling, lambda entry: entry.post.author.key in authors)
            pane.sift(pane.sifting, now)

    def keep_out(self) -> None:
        """Whom another process forgot meanwhile is told of no more."""
        recalling = self._recalling
        if recalling is None or not recalling.take_stamp():
            return
        before = self._watch.kept_out.names
        with suppress(ArchiveError):  # it is asked again when something is written
            recalling.whom_to_keep_out()
        fresh = KeptOut(self._watch.kept_out.names - before)
        if fresh.names:
            gone = {key for pane in self.panes for key in pane.timeline.keep_out(fresh)}
            self.judge_authors(self._judging.keep_out(fresh, gone))

    def take_up_trust(self) -> None:
        """What accounts did for one another counts from now on, when it is time; what is there stays."""
        if not self._judging.take_up(monotonic()):
            return
        now = self._judging.now()
        while turned := self._judging.turned():
            for pane in self.panes:
                pane.timeline.reconsider(turned, now)

    def feel_pulses(self) -> None:
        """Read on for a moment in what the panes have not read together yet."""
        busy = sum(pane.pulse.is_busy for pane in self.panes)
        now = self._judging.now()
        for pane in self.panes:
            pane.pulse.go_on(monotonic() + PULSE / max(1, busy), now, monotonic())

    def places(self) -> tuple[PanePlace, ...]:
        """Where each pane is left, for the next session."""
        now = self._judging.now()
        return tuple(pane.place(now) for pane in self.panes)

    def _filled(self, one: PaneFilter) -> PlainPane:
        moment, ruling = self._judging.moment(), self._judging.ruling()
        heeds_mutes = not one.asks_for_trust
        timeline = Timeline(
            one.wants, one.concerns, tags=one.tags, moment=moment, ruling=ruling, heeds_mutes=heeds_mutes
        )
        judging = self._judging
        pulse = Pulse(timeline, judging.standing_of, judging.boosters, tags=one.tags, sensitivity=self._sensitivity)
        pane = PlainPane(one, timeline, pulse)
        place = self._places.pop(str(one), None)
        if place is not None:
            pane.take_up(place)
        return self.refill(pane)

    def _changed(self) -> None:
        self._feed.timelines = [pane.timeline for pane in self.panes]
        self._watch.follow({tag for pane in self.panes for tag in pane.filter.tags})
