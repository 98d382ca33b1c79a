"""How far back a summary reaches: what of the archive belongs to it is read into its panes before it is drawn."""

from collections.abc import Callable, Sequence
from datetime import datetime

from hashtui.errors import ArchiveError
from hashtui.reading.mark import LeftOff
from hashtui.tui.pane import Pane
from hashtui.tui.recall import Recall

MOST = 20_000
"""Posts that are read for one pane: some seconds. Who wants more of them has the command."""


class Reach:
    """The way back of a summary: to where the panes fill themselves, or to where their reader left off.

    What is read stays in the panes, below what they had. It may be given up at any time.
    """

    def __init__(
        self, recall: Recall, panes: Sequence[Pane], begins: Callable[[Pane], datetime | None] | None = None
    ) -> None:
        """`begins` tells when that of a pane is to begin; without it, it begins where the pane does."""
        self._recall, self._begins = recall, begins
        self.panes = tuple(panes)
        self.posts = 0
        """So many were read."""
        self.back_to: datetime | None = None
        """Where the last one read stands."""
        self.cut: datetime | None = None
        """From when on all was asked for, where that was too much; None: everything is here."""
        self.older = False
        """It begins where the panes do, and the archive keeps posts from before."""
        self.trouble = ""
        """Why the archive cannot be read."""

    @property
    def here(self) -> int:
        """So many posts the panes have by now."""
        return sum(pane.timeline.stored for pane in self.panes)

    @property
    def is_wanted(self) -> bool:
        """Something of it is not here yet."""
        return any(not self._recall.is_filled(pane) or self._lacks(pane) for pane in self.panes)

    def _since(self, pane: Pane) -> datetime | None:
        return None if self._begins is None else self._begins(pane)

    def _lacks(self, pane: Pane) -> bool:
        since, reached = self._since(pane), pane.timeline.reached
        return since is not None and reached is not None and reached[0] > since

    async def read(self) -> None:
        """Read what is not here, page after page."""
        try:
            for pane in self.panes:
                await self._recall.filled(pane)
                since, before = self._since(pane), self.posts
                while since is not None and self._lacks(pane):
                    if self.posts - before >= MOST or pane.timeline.is_full:
                        self.cut = min(since, self.cut or since)
                        break
                    came = await self._recall.page(pane, since)
                    if came.end is None:
                        break
                    self.posts += came.posts
                    self.back_to = came.end[0]
        except ArchiveError as error:
            self.trouble = str(error)

    async def look_beyond(self) -> None:
        """Find out whether older posts are kept."""
        try:
            for pane in self.panes if self._begins is None else ():
                self.older = self.older or await self._recall.has_older(pane)
        except ArchiveError as error:
            self.trouble = str(error)


def left_at(pane: Pane) -> datetime | None:
    """When its reader left it, as long as what came since was not all seen."""
    return min((mark.at for mark in pane.timeline.marks if isinstance(mark, LeftOff)), default=None)
