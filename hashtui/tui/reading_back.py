"""What the archive keeps, read into a pane a page at a time, from where it was read to before, without a hole."""

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from hashtui.reading.order import Place, place_of
from hashtui.reading.timeline import Timeline
from hashtui.tui.pane import Pane
from hashtui.watch import Watch
from hashtui.watch.recalling import Page, Recalling

MOST_PAGES = 5
"""So many pages are read at once when nothing of them is shown: a filter may leave all of one out."""


@dataclass(frozen=True, slots=True)
class Came:
    """What one page was."""

    posts: int = 0
    shown: int = 0
    """Those of them that stand in the pane."""
    end: Place | None = None
    """Where the oldest stands; None: nothing older is kept."""


class ReadingBack:
    """Puts what is kept into panes. What a pane has let go of comes back, though the watch still knows it."""

    def __init__(self, recalling: Recalling, watch: Watch) -> None:
        self._recalling, self._watch = recalling, watch
        self._read_out = WeakKeyDictionary[Timeline, Place | None]()
        """The panes in which the oldest stands that is kept, and where."""

    def newest(self, pane: Pane) -> Came:
        """The newest that is kept, at once. ArchiveError."""
        return self._put(pane, self._recalling.newest(frozenset(pane.filter.tags)))

    async def page(self, pane: Pane, since: datetime | None = None) -> Came:
        """The next page below what was read into the pane so far; nothing from before `since`. ArchiveError."""
        place = pane.timeline.reached
        came = self._put(pane, await self._recalling.older(frozenset(pane.filter.tags), place, since))
        if came.end is None and since is None:
            self._read_out[pane.timeline] = place
        return came

    def may_have_older(self, pane: Pane) -> bool:
        """Whether nobody has come to the end of what is kept; anew when the pane has let go of something."""
        timeline = pane.timeline
        return timeline not in self._read_out or self._read_out[timeline] != timeline.reached

    async def older(self, pane: Pane) -> Came:
        """The next page of which anything is shown, within reason. ArchiveError."""
        timeline = pane.timeline
        if timeline.reached is None and len(timeline):
            timeline.reached = place_of(timeline.at(len(timeline) - 1))
        came = Came()
        for _ in range(MOST_PAGES):
            page = await self.page(pane)
            came = Came(came.posts + page.posts, came.shown + page.shown, page.end)
            if came.shown or page.end is None:
                break
        return came

    async def place_of(self, key: str) -> Place | None:
        """Where that post stands; None when it is not kept. ArchiveError."""
        return await self._recalling.place_of(key)

    async def has_older(self, pane: Pane) -> bool:
        """Whether anything is kept from before what was read into the pane. ArchiveError."""
        reached = pane.timeline.reached
        return reached is not None and await self._recalling.has_older(frozenset(pane.filter.tags), reached)

    def _put(self, pane: Pane, page: Page) -> Came:
        """The watch has told the sinks what it did not know; of the rest the pane is told here."""
        timeline, shown = pane.timeline, 0
        for kept in reversed(page.posts):
            if timeline.entry(kept.key) is None and (known := self._watch.known(kept.key)) is not None:
                timeline.take(known)
            shown += timeline.position(kept.key) is not None
        if page.end is not None:
            timeline.reached = page.end if timeline.reached is None else min(timeline.reached, page.end)
        return Came(len(page.posts), shown, page.end)
