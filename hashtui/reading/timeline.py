"""The posts of one pane, in their order, as they arrive, change and go; and which of them are shown."""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Gap
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.mark import Mark, Marks
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.order import Place, nearest, place_of, upwards_then_down
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.stock import LIMIT, LONG_AGO, Stock
from hashtui.reading.summary.peak import Peak

READ_BACK = 1.5
"""A reader may fill it so many times by reading back; what comes meanwhile has the rest, and drives nothing out."""


class Timeline(Stock):
    """What a pane keeps, and the view: what is shown of it, in time, with the marks between.

    The view has the posts that are not hidden; with `show_hidden` all; with a judge to sift by those of them that pass.
    `len`, `at`, `position`, `next_unseen` speak of the view; positions count from the newest, which is 0. What is
    shown stays until the reader asks anew (`judge_anew`, `sift`, `show_hidden`) or it is forgotten. Each of
    those acts takes the key of the post that is read, because a filter looks there first.
    """

    def __init__(
        self,
        wants: Judge,
        concerns: Callable[[Entry], bool],
        *,
        tags: Iterable[Tag] = (),
        limit: int = LIMIT,
        moment: Moment | None = None,
        ruling: Ruling = NO_RULING,
        heeds_mutes: bool = True,
    ) -> None:
        """See `Stock`."""
        super().__init__(wants, concerns, tags=tags, limit=limit, moment=moment, ruling=ruling, heeds_mutes=heeds_mutes)
        self._marks = Marks()
        self._sift_judge: Judge | None = None
        self._sift_now = LONG_AGO
        self.turns = 0
        """Grows whenever other posts may count: others are hidden, or their authors are something else now."""

    def __len__(self) -> int:
        return len(self._view.shown)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What stands between the posts, the latest first; the same tuple while nothing changes."""
        return self._marks.all

    def admit_gap(self, gap: Gap) -> bool:
        """Take note of a hole, or of what became of it; say whether it is told here and tells something new."""
        if (gap.tags and self._tags and not gap.tags & self._tags) or not self._marks.hear(gap):
            return False
        self.revision += 1
        return True

    def admit_peaks(self, peaks: Iterable[Peak]) -> None:
        """These are the peaks of what is shown: a line stands where each begins. Others that were told go."""
        if self._marks.peak(peaks):
            self.revision += 1

    def leave_mark(self, at: datetime) -> None:
        """The reader leaves now: a line between what stands before and after tells so, until all was seen."""
        self._marks.leave(at)
        self.revision += 1

    def at(self, position: int) -> Entry:
        """The entry at a position of the view, counted from the newest. IndexError outside."""
        if position < 0:
            raise IndexError(position)
        return self._entries[self._view.shown[-1 - position][1]]

    def position(self, key: str) -> int | None:
        """Where the post stands in the view, counted from the newest; None when it is not shown."""
        entry = self._entries.get(key)
        index = None if entry is None else self._view.index(place_of(entry))
        return None if index is None else len(self) - 1 - index

    def shown(self, keys: AbstractSet[str]) -> set[str]:
        """Those of the keys that stand in the view."""
        if len(keys) < len(self) // 30:  # finding one place costs as much as looking at some thirty
            return {key for key in keys if self.position(key) is not None}
        return {key for _, key in self._view.shown if key in keys}

    def shown_after(self, place: Place, most: int) -> list[Entry]:
        """The posts shown after that place, the oldest first, as many at most."""
        start = bisect_right(self._view.shown, place)
        return [self._entries[key] for _, key in self._view.shown[start : start + most]]

    def newer_than(self, place: Place) -> int:
        """How many of the shown posts are newer than what stands there."""
        return len(self) - bisect_right(self._view.shown, place)

    def nearest(self, place: Place) -> str | None:
        """The shown post with the fewest posts, shown or not, between it and that place; None in an empty view."""
        found = nearest(self._view.shown, place, self._view.all)
        return None if found is None else found[1]

    def next_unseen(self, after: str | None) -> str | None:
        """The unseen post to read next: the nearest newer one, oldest first; then the newest of the older ones.

        Reading goes upwards, towards what is new; a late post below is found when nothing above is left.
        """
        if not self.unseen:
            return None
        return upwards_then_down(self._view.shown, self._place(after), self.unseen.__contains__)

    @property
    def matter_unseen(self) -> list[str]:
        """Those of the view that matter and were not seen, the oldest first."""
        entries = (self._entries[key] for key in self._verdicts.mattering & self.unseen)
        places = sorted(map(place_of, entries))
        return [place[1] for place in places if self.sifted is None or self._view.index(place) is not None]

    def see(self, keys: Iterable[str]) -> bool:
        """Count these posts as seen; say whether any was not."""
        if not self._seen.see(keys, self._verdicts.hidden):
            return False
        self.sights += 1
        self.revision += 1
        return True

    def see_all(self) -> frozenset[str]:
        """Count everything that is shown as seen; the keys that were not, for taking it back."""
        keys = frozenset(self.shown(self.unseen))
        if self.sifted is None:
            self._marks.lift()
        self.see(keys)
        self.revision += 1
        return keys

    def unsee(self, keys: frozenset[str]) -> None:
        """Take back having seen these."""
        self._seen.unsee(keys, self._verdicts.hidden, self._entries)
        self._marks.put_back()
        self.sights += 1
        self.revision += 1

    def was_seen(self, until: datetime, unseen: Container[str]) -> None:
        """An earlier session saw what stands up to then, but for these: so it is when it comes."""
        self._seen.was_seen(until, unseen)

    def has_seen(self, key: str) -> bool:
        """Whether the post is here and was seen."""
        return key in self._entries and not self._is_unread(key)

    @property
    def shows_hidden(self) -> bool:
        """Whether hidden posts stand among the others."""
        return self._view.shows_hidden

    def show_hidden(self, on: bool, *, around: str | None = None) -> None:
        """Have the hidden posts in their places among the others, or not."""
        self._sets_out()
        self._view.show_hidden(on, self._place(around))

    def judge_anew(
        self,
        now: datetime,
        ruling: Ruling | None = None,
        *,
        only: Callable[[Entry], bool] | None = None,
        around: str | None = None,
    ) -> None:
        """Judge again what is kept, as after rules or mutes changed; what was seen and every place stays.

        `only` says of which entries another verdict is possible: after a mute, those of one author.
        """
        turned = self._judge(now, ruling, only)
        self._sets_out()
        self.turns += 1
        if turned:
            self._view.want_others(self._verdicts.hidden, self._place(around))

    def keep_out(self, out: KeptOut) -> frozenset[str]:
        """What these people said is no more, nor what they passed on; the keys of the posts that went.

        No other post moves, and what comes of them later is not for here to refuse.
        """
        theirs: list[Entry] = []
        for key, entry in self._entries.items():
            if out.has(entry.post.author):
                theirs.append(entry)
                if not self.why_hidden(key):
                    self.rate.discount(entry.stands_at)
            elif (left := entry.without(out)) is not entry:
                self._entries[key] = left
                self.renewals.append(key)
        if theirs:
            self._let_go({entry.key for entry in theirs}, max(map(place_of, theirs)))
        self.turns += 1  # their boosts counted too
        self.revision += 1
        return frozenset(str(entry.key) for entry in theirs)

    @property
    def is_full(self) -> bool:
        """There is no room for more that is read back."""
        return self.stored >= self._limit * (READ_BACK if self.is_read else 1)

    @property
    def is_over(self) -> bool:
        """It holds more than it may, as after somebody read back and follows again."""
        return self.stored > self._most

    def sift(self, judge: Judge | None, now: datetime, *, around: str | None = None) -> None:
        """Show only what passes the judge, as of now; None: everything again. `sift_on` looks at the rest."""
        self._sift_judge = judge
        self._now = self._sift_now = now
        self._sets_out()
        self.turns += 1
        self._view.sift(None if judge is None else self._passes, self._place(around))

    def sift_on(self, goes_on: Callable[[], bool]) -> bool:
        """Look at more of the posts as long as one may go on; say whether there are more still."""
        if self.is_sifting:
            self._moment.now = self._sift_now
            self._view.sift_on(goes_on)
            self.revision += 1
            self.sights += 1
        return self.is_sifting

    @property
    def is_sifting(self) -> bool:
        """The filter has not looked at everything yet; nothing that stands on the screen moves for what it finds."""
        return self._view.is_sifting

    @property
    def sifted(self) -> tuple[int, int] | None:
        """How many posts pass the filter, of how many it has looked at; None without a filter."""
        return self._view.sifted

    def _sets_out(self) -> None:
        """The reader changes the view."""
        self._moment.now = self._sift_now
        self.sights += 1
        self.revision += 1

    def _passes(self, key: str) -> bool:
        return self._sift_judge is not None and self._sift_judge(self._entries[key], self._moment)

    def _place(self, key: str | None) -> Place | None:
        entry = None if key is None else self._entries.get(key)
        return None if entry is None else place_of(entry)
