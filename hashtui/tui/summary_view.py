"""The summary of what a pane shows, or of all panes: frozen while it is read, every line of it leading to its posts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import ClassVar

from textual.binding import BindingType

from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import Gathering
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.summary_markdown import markdown
from hashtui.tui.foot import Hints
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.reader import ReaderView
from hashtui.tui.sheet import Sheet, counted, grouped
from hashtui.tui.spots_view import SpotsView
from hashtui.tui.summary_layout import lay_summary
from hashtui.tui.summary_posts import PostsView
from hashtui.tui.summary_rows import AIR, Set, Spot, remark, stack
from hashtui.tui.summary_shown import Shown
from hashtui.tui.summary_spots import BOOSTS

SLICE = 0.012
"""Seconds of reading posts between two looks at the keys."""
PAUSE = 0.001
DIGEST = 25
"""Posts to keep, as many as the largest screen shows; a smaller one shows the best of them first."""
_NEXT = {
    Sensitivity.CALM: Sensitivity.NORMAL,
    Sensitivity.NORMAL: Sensitivity.SENSITIVE,
    Sensitivity.SENSITIVE: Sensitivity.CALM,
}
Gather = Callable[[Sequence[Entry], Sequence[Tag], Sensitivity], Gathering]
"""Reads these posts, with these tags, that sensitively."""


class SummaryView(SpotsView):
    """Reads the posts in slices, so that keys are heard meanwhile; then nothing on it changes unless it is asked."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("summary", "summary_all", "refresh", "sensitivity")]

    def __init__(
        self,
        shown: Shown,
        gather: Gather,
        *,
        ground: Ground,
        lore: Lore,
        read: Callable[[Entry, Sequence[str]], ReaderView],
        land: Callable[[Spot], None],
    ) -> None:
        """`read` makes the view of a post, come to by these steps; `land` is told what was selected when one left."""
        super().__init__(shown.label, "summary", ground, lore)
        self._shown, self._gather, self._read, self._land = shown, gather, read, land
        self._entries: Mapping[str, Entry] = {}
        self._next_entries: Mapping[str, Entry] = {}
        self._gathering: Gathering | None = None
        self._chronicle: Chronicle | None = None
        self._revision: object = None
        self._looked_at: object = None
        self._came = 0
        self._hidden = 0
        self.summary: Summary | None = None
        """What is shown; None while the posts are read for the first time."""

    def on_mount(self) -> None:
        self._begin()
        self.set_interval(1.0, self.look)

    def _begin(self) -> None:
        """Read what is shown now."""
        shown = self._shown
        self._revision = self._looked_at = shown.revision()
        entries = shown.entries()
        self._next_entries = {entry.key: entry for entry in entries}
        self._gathering = self._gather(entries, shown.tags, shown.sensitivity())
        self._go_on()

    def _go_on(self) -> None:
        """Read on for a moment, then let keys and paint have theirs."""
        gathering = self._gathering
        if gathering is None:
            return
        until = monotonic() + SLICE
        if gathering.go_on(lambda: monotonic() < until):
            self.lay()
            self.set_timer(PAUSE, self._go_on)
        else:
            self._gathering, self._chronicle = None, gathering.chronicle
            self._entries, self._came, self._hidden = self._next_entries, 0, self._shown.hidden()
            self._sum_up()

    def _sum_up(self) -> None:
        chronicle, now = self._chronicle, self.ground.clock.now()
        if chronicle is None:
            return
        times = [entry.stands_at for entry in self._entries.values()]
        since = min(times, default=now)
        until = max(now, max(times, default=now)) + timedelta(microseconds=1)
        wish = Wish(self._shown.panes, since, until, limit=DIGEST, hidden=self._hidden)
        self.summary = summarise(chronicle, wish)
        self.lay()
        self.put_cursor()

    def look(self) -> None:
        """Count what came since; nothing else changes."""
        revision = self._shown.revision()
        if revision != self._looked_at and self._gathering is None:
            self._looked_at = revision
            self._came = sum(entry.key not in self._entries for entry in self._shown.entries())
        self.lay_crumbs()

    @property
    def remark(self) -> Sequence[str]:
        if self._gathering is not None and self.summary is not None:
            return (self._progress(),)
        if self._came:
            key = first_label(self.ground.keys, "refresh")
            came = f"{grouped(self._came)} came since"
            return (f"{came} · {key} refreshes", came, f"+{self._came}") if key else (came,)
        rows = len({(place.column, place.lines.start) for place in self._set.places})
        here = self._here()
        if here is None:
            return ()
        starts = sorted({(place.column, place.lines.start) for place in self._set.places})
        return (f"{starts.index((here.column, here.lines.start)) + 1} of {rows}",)

    def _progress(self) -> str:
        gathering = self._gathering
        if gathering is None:
            return ""
        return f"reading {grouped(gathering.taken)} of {counted(gathering.of, 'post')}"

    def set_page(self, sheet: Sheet, height: int, chosen: str) -> Set:
        if self.summary is None:
            return stack([AIR, remark(f"{self._progress()} …", sheet.width, indent=2)], "", sheet.glyphs)
        return lay_summary(self.summary, sheet, height, chosen)

    def open_spot(self, spot: Spot) -> None:
        found = [self._entries[key] for key in self._keys_of(spot) if key in self._entries]
        if len(found) == 1:
            self.app.push_screen(self._read(found[0], (self.step,)))
        elif found:
            steps = (self.step, spot.title)
            view = PostsView(
                found, spot.words, pane=self.label, steps=steps, ground=self.ground, lore=self.lore, read=self._read
            )
            self.app.push_screen(view)
        else:
            self.say("There is no post behind this that is shown.")

    def _keys_of(self, spot: Spot) -> Sequence[str]:
        """The posts behind it, oldest first; what belongs to a wave is counted nowhere else."""
        if spot.keys or self._chronicle is None:
            return spot.keys
        posts = self._chronicle.posts
        if spot.id.startswith("count:posts"):
            return tuple(self._entries)
        told = [posts[key] for key in self._entries if key in posts and not posts[key].in_wave]
        if spot.id.startswith(BOOSTS):
            return [one.entry.key for one in told if one.boosters or one.entry.post.counts.boosts]
        return [one.entry.key for one in told if spot.holds(one.entry)]

    def action_refresh(self) -> None:
        """Sum up what is shown now; what was selected stays so if it is there still."""
        if self._gathering is None:
            self._begin()
            self.say("Refreshed.")

    def action_sensitivity(self) -> None:
        """More or fewer peaks, of the same posts; the pane keeps that."""
        following = _NEXT[self._shown.sensitivity()]
        self._shown.put_sensitivity(following)
        if self._chronicle is not None:
            self._chronicle.sensitivity = following
            self._sum_up()
        self.say(f"Peaks: {following}.")

    def action_copy_link(self) -> None:
        """Copy all of it as Markdown."""
        if self.summary is None:
            self.say("Nothing to copy yet.")
            return
        text = markdown(self.summary, self.sheet().now.astimezone(self.ground.zone).tzinfo, self.label)
        size = f"the summary as Markdown, {counted(len(text.splitlines()), 'line')}"
        self.say(self.ground.opener.copy(text, size))

    def action_summary(self) -> None:
        """The key that opened it closes it."""
        self.action_leave()

    def action_summary_all(self) -> None:
        """The key that opened it closes it."""
        self.action_leave()

    def action_leave(self) -> None:
        """Back to the panes, at the time of what was selected."""
        spot = self.chosen_spot
        if self.moved and spot is not None and spot.at is not None:
            self._land(spot)
        self.dismiss(None)

    def action_close(self) -> None:
        self.action_leave()

    def open_link(self, number: int) -> None:
        """Go to the peak with that number."""
        peaks = () if self.summary is None else self.summary.peaks
        wanted = None if number > len(peaks) else peaks[number - 1]
        found = [
            place
            for place in self._set.places
            if wanted is not None and place.spot.id.startswith(f"peak:{wanted.tag}:{wanted.start.isoformat()}")
        ]
        if not self._go(found[:1], lambda one: (one.lines.start,)):
            self.say(f"There is no peak {number} here.")

    def hints(self) -> Hints:
        return (
            (("post_up", "post_down"), "line"),
            (("open_post",), "posts"),
            (("pane_next",), "section"),
            (("refresh",), "refresh"),
            (("sensitivity",), f"peaks: {self._shown.sensitivity()}"),
            (("copy_link",), "copy all"),
            (("copy_text",), "copy line"),
            (("leave",), "back"),
        )
