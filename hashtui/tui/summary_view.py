"""The summary of what a pane shows, or of all panes: frozen while it is read, every line of it leading to its posts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from hashtui.post.clean import clean_text
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.summarise import Wish, synthesis
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.summary_markdown import markdown
from hashtui.tui.foot import Hints
from hashtui.tui.gathering_view import Gather, GatheringView, Land, Read
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.sheet import Sheet, counted
from hashtui.tui.summary_layout import lay_summary
from hashtui.tui.summary_moments import moments_of
from hashtui.tui.summary_rows import Set, Spot
from hashtui.tui.summary_shown import Shown
from hashtui.tui.summary_spots import BOOSTS, HIDDEN, peak_id

DIGEST = 25
"""Posts to keep, as many as the largest screen shows; a smaller one shows the best of them first."""


class SummaryView(GatheringView):
    """Peaks, what to keep, topics, people, links, resonance, questions, warnings, languages."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("summary", "summary_all", "sensitivity")]

    def __init__(
        self,
        shown: Shown,
        gather: Gather,
        *,
        ground: Ground,
        lore: Lore,
        read: Read,
        land: Land,
        other: "Callable[[], SummaryView]",
        of_all: bool,
    ) -> None:
        """It is `of_all` panes or of one; `other` makes the other one."""
        super().__init__("summary", shown, gather, ground=ground, lore=lore, read=read, land=land)
        self.summary: Summary | None = None
        """What is shown; None while the posts are read for the first time."""
        self._hidden = 0
        self._other, self._of_all = other, of_all

    def begin(self) -> None:
        self._hidden = self.shown.hidden()

    def sum_up(self, chronicle: Chronicle) -> Iterator[None]:
        since, until = self.stretch()
        wish = Wish(self.shown.panes, since, until, limit=DIGEST, hidden=self._hidden)
        summary = yield from synthesis(chronicle, wish)
        self.summary = self._covered(summary)

    def _covered(self, summary: Summary) -> Summary:
        """The words of posts with a content warning are not told here."""
        digest = tuple(
            replace(told, text=clean_text(warning), spans=()) if (warning := self.warning_of(told.key)) else told
            for told in summary.digest
        )
        questions = tuple(
            replace(one, text=clean_text(warning)) if (warning := self.warning_of(one.key)) else one
            for one in summary.questions
        )
        return replace(summary, digest=digest, questions=questions)

    def lay_made(self, sheet: Sheet, height: int, chosen: str) -> Set:
        if self.summary is None:
            return Set((), ())
        return lay_summary(self.summary, sheet, height, chosen)

    def keys_of(self, spot: Spot) -> Sequence[str]:
        """The posts behind it; what belongs to a wave is counted among all posts and nowhere else."""
        if spot.keys or self.chronicle is None:
            return spot.keys
        if spot.id.startswith("count:posts"):
            return tuple(self.entries)
        posts = self.chronicle.posts
        told = [posts[key] for key in self.entries if key in posts and not posts[key].in_wave]
        if spot.id.startswith(BOOSTS):
            return [one.entry.key for one in told if one.boosters or one.entry.post.counts.boosts]
        return [one.entry.key for one in told if spot.holds(one.entry)]

    def open_spot(self, spot: Spot) -> None:
        if spot.id.startswith(HIDDEN):
            key = first_label(self.ground.keys, "hidden")
            self.say(f"What is hidden is not summed up{f'; {key} shows it in the pane' if key else ''}.")
        else:
            super().open_spot(spot)

    def action_sensitivity(self) -> None:
        """More or fewer peaks, of the same posts; the pane keeps that."""
        following = self.shown.sensitivity().next
        self.shown.put_sensitivity(following)
        if self.gathering is not None:
            self.gathering.chronicle.sensitivity = following
        if self.chronicle is not None:
            self.chronicle.sensitivity = following
        self.sum_up_anew()
        self.say(f"Peaks: {following}.")

    def action_copy_link(self) -> None:
        """Copy all of it as Markdown."""
        if self.summary is None:
            self.say("Nothing to copy yet.")
            return
        text = markdown(self.summary, self.zone(), f"{self.label}: summary")
        size = f"the summary as Markdown, {counted(len(text.splitlines()), 'line')}"
        self.say(self.ground.opener.copy(text, size))

    def action_summary(self) -> None:
        """The key that opened it closes it; in the summary of all panes it leads to that of the one."""
        self._close_or_switch(switch=self._of_all)

    def action_summary_all(self) -> None:
        """The key that opened it closes it; in the summary of one pane it leads to that of all."""
        self._close_or_switch(switch=not self._of_all)

    def _close_or_switch(self, *, switch: bool) -> None:
        if switch:
            self.app.switch_screen(self._other())
        else:
            self.action_leave()

    def open_link(self, number: int) -> None:
        """Go to the peak with that number."""
        moments = () if self.summary is None else moments_of(self.summary.peaks)
        if number <= len(moments) and self.go_to(peak_id(moments[number - 1])):
            return
        self.say(f"There is no peak {number} here.")

    def hints(self) -> Hints:
        return (
            (("post_up", "post_down"), "line"),
            (("open_post",), "posts"),
            (("pane_next",), "section"),
            (("refresh",), "refresh"),
            (("sensitivity",), f"peaks: {self.shown.sensitivity()}"),
            (("copy_link",), "copy all"),
            (("copy_text",), "copy line"),
            (("leave",), "back"),
        )
