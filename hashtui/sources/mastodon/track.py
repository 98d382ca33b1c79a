"""How far one tag's timeline was read: its newest page, the holes behind it, the posts that vanished from it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.tag import Tag
from hashtui.sources.mastodon.answers import TagRefused
from hashtui.sources.mastodon.decode import Status
from hashtui.sources.mastodon.ids import order
from hashtui.sources.trail import SKEW

MOST_DOUBTS = 200
"""Vanished posts that wait to be looked at."""
MOST_ROWS = 400
"""Posts that are looked for on the pages read later."""
FULL = 20
"""Rows of a page behind which there may be more where nothing was before: the least that servers give asked for 40."""


@dataclass(slots=True)
class Hole:
    """A stretch between what was known and a page that did not reach down to it."""

    floor: str | None
    """The newest id known before; None when none was: then `since` is the floor."""
    ceiling: str
    """The oldest id read above it."""
    since: datetime
    until: datetime
    pages: int = 0
    """Pages read to fill it."""
    found: int = 0
    is_opening: bool = False
    """It reaches back from the first page to the time asked for, not between two pages."""
    is_check: bool = False
    """Nothing is missing in it: what is known there may have changed while nobody listened."""
    told_until: datetime | None = None
    """The end of the Gap that was told; so its filling is told too."""
    told_at: datetime | None = None

    def narrow(self, page: Sequence[Status]) -> bool:
        """Take a page read below the ceiling; say whether that closes the hole."""
        below = [status for status in page if order(status.row_id) < order(self.ceiling)]
        if not below:
            return True
        lowest = min(below, key=lambda status: order(status.row_id))
        self.ceiling = lowest.row_id
        self.until = min(self.until, lowest.post.created_at)
        if self.floor is None:
            return lowest.post.created_at < self.since
        return order(self.ceiling) <= order(self.floor)


def is_streamable(tag: Tag) -> bool:
    """Whether Mastodon's streaming server calls this tag what its publisher does.

    streaming/utils.js keeps letters, numbers, `_`, `·` and ZWNJ; Rails keeps vowel signs and `・` too, so streams of
    such tags stay silent for ever (protocols A.2).
    """
    return all(unicodedata.category(char)[0] in "LN" or char in "_·\u200c" for char in tag.name)


@dataclass(slots=True)
class Track:
    """One followed tag at one server."""

    tag: Tag
    due: float = 0.0
    """When it is to be asked next, monotonic."""
    is_open: bool = False
    """Its first page was read."""
    refusal: TagRefused | None = None
    """Why the server will not take this tag."""
    etag: str | None = None
    unchanged: int = 0
    """How often in a row the server said that nothing changed."""
    page: tuple[str, ...] = ()
    """The ids of the newest page, as last read; boosts left out."""
    rows: set[str] = field(default_factory=set)
    """The ids of all that came lately, by page or by stream; boosts left out."""
    was_away: bool = False
    """For a while nothing was heard: what is known may have been changed or taken back."""
    newest: str | None = None
    newest_at: datetime | None = None
    oldest: str | None = None
    hole: Hole | None = None
    filled: Hole | None = None
    """A hole that was told and now is filled, to be told."""
    doubts: list[str] = field(default_factory=list)
    """Ids that vanished from the page and are to be looked at."""
    has_streamed: bool = False
    """Its stream has been up since it was asked last."""
    missed: set[str] = field(default_factory=set)
    """Keys found by asking that the stream should have brought."""
    is_proven: bool = False
    """Its stream has brought something: until then it may be one of those that stay silent for ever (GoToSocial)."""
    is_silent: bool = False
    """Its stream brings nothing, or less than it should, so it is asked for at full pace."""

    def __post_init__(self) -> None:
        self.is_silent = not is_streamable(self.tag)

    @property
    def is_trusted(self) -> bool:
        """Its stream brings everything, as far as is known."""
        return self.is_proven and not self.is_silent and not self.missed

    def hear(self, status: Status) -> None:
        """Its stream brought something."""
        if status.post.boosted_by is None:
            self.rows.add(status.row_id)
        self.missed.clear()
        self.is_proven, self.is_silent = True, False

    def take(self, page: Sequence[Status], now: datetime) -> None:
        """Take in the newest page: what vanished from it, and whether a hole opened behind it."""
        ids = {status.row_id for status in page}
        self._doubt(ids)
        self.check(page)
        before = min(self.page, key=order, default=None) if self.was_away else None
        self.page = tuple(status.row_id for status in page if status.post.boosted_by is None)
        if self.is_open and page:
            self._find_hole(page, now, before)
        self.was_away = False
        self.stretch(page)
        # A post may be dated far ahead: what was not heard yet is no newer than now.
        self.newest_at = min(now + SKEW, max((s.post.created_at for s in page), default=self.newest_at or now))
        self.is_open = True

    def open_back_to(self, since: datetime, page: Sequence[Status]) -> None:
        """The first page was read, and what is wanted begins at `since`: find out whether there is more below."""
        lowest = min(page, key=lambda status: order(status.row_id), default=None)
        if lowest is not None and lowest.post.created_at >= since:
            self.hole = Hole(None, lowest.row_id, since, lowest.post.created_at, is_opening=True)

    def stretch(self, page: Sequence[Status]) -> None:
        """Take in how far up and down this page reaches."""
        ids = sorted((status.row_id for status in page), key=order)
        if ids:
            self.oldest = min(self.oldest or ids[0], ids[0], key=order)
            self.newest = max(self.newest or ids[-1], ids[-1], key=order)

    def check(self, page: Sequence[Status], ceiling: str | None = None) -> None:
        """What came lately and belongs on this page, read below the ceiling, but is not there: it may be deleted."""
        ids = {status.row_id for status in page}
        lowest = min(ids, key=order, default=None)
        if lowest is not None:
            inside = {row for row in self.rows if order(row) > order(lowest)}
            if ceiling is not None:
                inside = {row for row in inside if order(row) < order(ceiling)}
            self._take_doubts(inside - ids)
            self.rows -= inside
        self.rows.update(status.row_id for status in page if status.post.boosted_by is None)
        if len(self.rows) > MOST_ROWS:
            self.rows = set(sorted(self.rows, key=order)[-MOST_ROWS // 2 :])

    def _find_hole(self, page: Sequence[Status], now: datetime, before: str | None) -> None:
        """`before`: the oldest id of the page before, when that is to be read once more."""
        lowest = min(page, key=lambda status: order(status.row_id))
        if self.newest is None and len(page) < FULL:
            return
        joins = self.newest is not None and order(lowest.row_id) <= order(self.newest)
        if joins and (before is None or order(lowest.row_id) <= order(before)):
            return
        if self.hole is None:
            since = self.newest_at or now
            self.hole = Hole(before or self.newest, lowest.row_id, since, lowest.post.created_at, is_check=joins)
        elif not joins:
            # A second one above the first: both are read in one go, from the top.
            self.hole.ceiling, self.hole.until, self.hole.is_check = lowest.row_id, lowest.post.created_at, False

    def _doubt(self, ids: set[str]) -> None:
        """What was on the page before and now is not, though nothing could have pushed it off its end."""
        lowest = min(ids, key=order, default=None)
        shrunk = len(ids) < len(self.page)
        inside = (one for one in self.page if shrunk or lowest is None or order(one) > order(lowest))
        self._take_doubts(set(inside) - ids)

    def _take_doubts(self, ids: set[str]) -> None:
        fresh = sorted(ids.difference(self.doubts), key=order, reverse=True)
        self.doubts += fresh[: MOST_DOUBTS - len(self.doubts)]
