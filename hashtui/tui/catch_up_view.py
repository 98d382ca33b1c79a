"""Catching up with a pane: what came since one looked at it last, in classes, oldest first, with an end."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from hashtui.reading.missed import Missed
from hashtui.reading.summary.catch_up import CatchUp, catch_up
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.tui.catch_up_layout import lay_catch_up
from hashtui.tui.foot import Hints
from hashtui.tui.gathering_view import Gather, GatheringView, Land, Read
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.sheet import Sheet
from hashtui.tui.summary_rows import Set
from hashtui.tui.summary_shown import Shown


class CatchUpView(GatheringView):
    """Every unseen post is in one class; the pane's other posts only say what is usual."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("catch_up", "seen")]

    def __init__(
        self,
        shown: Shown,
        gather: Gather,
        missed: Callable[[], Missed],
        see: Callable[[Sequence[str]], None],
        *,
        ground: Ground,
        lore: Lore,
        read: Read,
        land: Land,
    ) -> None:
        """`see` has these posts marked as seen; the pane beneath says so and can take it back."""
        super().__init__("catch up", shown, gather, ground=ground, lore=lore, read=read, land=land)
        self._ask, self._see = missed, see
        self._missed = missed()
        self.caught: CatchUp | None = None
        """What is shown; None while the posts are read for the first time."""

    def begin(self) -> None:
        self._missed = self._ask()

    def sum_up(self, chronicle: Chronicle) -> Iterator[None]:
        _, until = self.stretch()
        yield from chronicle.seek()
        self.caught = catch_up(chronicle, self._missed.since, until, unseen=self._missed.unseen)

    def lay_made(self, sheet: Sheet, height: int, chosen: str) -> Set:
        if self.caught is None:
            return Set((), ())
        return lay_catch_up(self.caught, self.entries, sheet, chosen, self.warning_of)

    def action_seen(self) -> None:
        """Mark all of it as seen, and go back; there it can be undone."""
        if self.caught is None:
            return
        self._see([key for one in self.caught.classes for key in one.keys])
        self.leave()

    def action_catch_up(self) -> None:
        """The key that opened it closes it."""
        self.action_leave()

    def action_copy_link(self) -> None:
        """Copy the link of the selected post."""
        spot = self.chosen_spot
        entry = self.entries.get(spot.keys[0]) if spot is not None and len(spot.keys) == 1 else None
        if entry is None:
            self.say("Only a post has a link to copy.")
        else:
            self.say(self.ground.opener.copy(entry.post.url or entry.key))

    def open_link(self, number: int) -> None:
        """Links are opened in the view of a post."""
        self.say("Enter opens the post; there its links have numbers.")

    def hints(self) -> Hints:
        return (
            (("post_up", "post_down"), "post"),
            (("open_post",), "open"),
            (("pane_next",), "section"),
            (("seen",), "all seen"),
            (("refresh",), "refresh"),
            (("copy_link",), "copy link"),
            (("copy_text",), "copy text"),
            (("leave",), "back"),
        )
