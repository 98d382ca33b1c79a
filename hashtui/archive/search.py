"""Looking for posts in the archive: an index says which may be meant, the filter's own judge says which are."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from hashtui.archive.candidates import Candidates, Stretch, stretch_of
from hashtui.archive.codec import moment
from hashtui.archive.glance import Glance
from hashtui.archive.narrowing import Narrow, both, narrowed
from hashtui.archive.rows import STANDS_AT, UNREADABLE, Columns
from hashtui.filter.tree import Node
from hashtui.post.sighting import Admitted
from hashtui.reading.entry import Entry

FIRST_LOOK = 64
"""Of the newest posts so many are looked at before the index of words is asked: what is common stands among them."""
MOST_AT_ONCE = 2_048
"""Rows that are read at once."""
AT_ONCE = 128
"""The same of those that an index names one by one."""
STEP = 16
"""Rows between two looks whether there are enough, or time is up."""
COMMON = 0.05
"""While at least so many of the posts looked at are what is meant, looking on is faster than the index of words."""
NARROWEST, WINDOW, MOST_IN_WINDOW = 512, 8_192, 65_536
"""Posts among which the index of words is asked at once: at least, where it cannot be said how many, at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found since the call before."""

    entries: tuple[Entry, ...]
    """Newest first by where they stand and their key."""
    admitted: tuple[Admitted, ...]
    """The same in the same order, as the archive has them."""
    looked_at: int
    """Posts that were looked at so far, in all calls."""
    is_whole: bool
    """There is nothing more."""
    back_to: datetime | None
    """Every post that stands later was looked at, or ruled out by an index."""


class Search:
    """One expression, looked for page by page. It can be given up from another thread between two chunks of rows.

    What it finds is just what the judge passes, in the order of time; the tree only says what need not be judged.
    """

    def __init__(
        self,
        candidates: Candidates,
        tree: Node | None,
        judge: Callable[[Entry], bool],
        now: datetime,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """`tree` None: every post is looked at. What the judge passes must pass the tree too."""
        bounds = Narrow(since=since, until=until)
        narrow = bounds if tree is None else both(narrowed(tree, now), bounds)
        self._looking = _Looking(candidates, narrow, None if tree is None else candidates.glance(tree, now), judge)
        self._steps = self._looking.walk()
        self._is_whole = self._is_over = False

    @property
    def unreadable(self) -> int:
        """Rows that made no sense."""
        return self._looking.candidates.unreadable

    def give_up(self) -> None:
        """Nobody wants it any more."""
        self._is_over = True

    def page(self, limit: int, seconds: float | None = None) -> Found:
        """The next posts: so many, or what there is when the time is up. ArchiveError when it cannot be read."""
        until = None if seconds is None else monotonic() + seconds
        looking = self._looking
        while len(looking.found) < limit and not self._is_whole and not self._is_over:
            if next(self._steps, self) is self:
                self._is_whole = True
            if until is not None and monotonic() >= until:
                break
        found = [looking.found.popleft() for _ in range(min(limit, len(looking.found)))]
        entries, admitted = tuple(entry for entry, _ in found), tuple(one for _, one in found)
        left = bool(looking.found)
        back_to = entries[-1].stands_at if left and entries else looking.back_to
        return Found(entries, admitted, looking.looked_at, self._is_whole and not left, back_to)


class _Looking:
    """What a search has looked at, step by step. It knows nothing of its steps, or the two would be garbage together:
    thousands of values that wait to be collected, all at once, in the middle of another search."""

    def __init__(
        self, candidates: Candidates, narrow: Narrow, glance: Glance | None, judge: Callable[[Entry], bool]
    ) -> None:
        self.candidates = candidates
        self._narrow = narrow
        self._glance = glance
        self._judge = judge
        self.found: deque[tuple[Entry, Admitted]] = deque()
        self.looked_at = self._met = self._meant = 0
        self.back_to: datetime | None = None

    def walk(self) -> Iterator[None]:
        """Row by row from the newest; by the index of words as soon as that is shorter."""
        candidates = self.candidates
        narrow = candidates.look_for(self._narrow)
        stretch, many = stretch_of(narrow.since, narrow.until), FIRST_LOOK
        while narrow.words is None or not self._met or self._meant >= self._met * COMMON:
            rows = candidates.chunk(stretch, many)
            yield from self._look_at(rows)
            if len(rows) < many:
                return
            stretch, many = stretch.behind(rows[-1]), min(2 * many, MOST_AT_ONCE)
        self._met = self._meant = 0  # what an index of words names is most often meant
        few = candidates.few_by_word(stretch)
        if few is not None:
            for start in range(0, len(few), AT_ONCE):
                yield from self._look_at(candidates.rows_of(few[start : start + AT_ONCE]))
            return
        left: Stretch | None = stretch
        many = min(max(candidates.reach(AT_ONCE) or WINDOW, NARROWEST), MOST_IN_WINDOW)
        while left is not None:
            rows, left = candidates.window_by_word(left, many)
            yield from self._look_at(rows)
            many = min(2 * many, MOST_IN_WINDOW)
            if left is not None:
                self.back_to = moment(left.at)

    def _look_at(self, rows: list[Columns]) -> Iterator[None]:
        glance, unmet = self._glance, rows
        for number, row in enumerate(rows):
            self.looked_at += 1
            self._met += 1
            is_out = False
            try:
                if glance is not None and self._meant * 2 < self._met:  # else a glance is most often one look more
                    if unmet:
                        glance.meet(unmet)
                        unmet = []
                    is_out = glance.rules_out(row)
            except UNREADABLE:
                self.candidates.unreadable += 1
                continue
            for kept in () if is_out else self.candidates.whole(row):
                entry = Entry.first(kept.admitted)
                if self._judge(entry):
                    self._meant += 1
                    self.found.append((entry, kept.admitted))
            if number % STEP == STEP - 1:
                self.back_to = moment(row[STANDS_AT])
                yield
        if rows:
            self.back_to = moment(rows[-1][STANDS_AT])
        yield
