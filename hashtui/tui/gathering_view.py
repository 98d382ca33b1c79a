"""A view of what many posts say together: they are read in slices first, and stay as they are until asked anew."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from time import monotonic, thread_time
from typing import ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from hashtui.clock import LocalZone
from hashtui.post.clean import clean_text
from hashtui.post.kept_out import KeptOut
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.shown import stretch
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import Gathering
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.picks_here import PicksHere
from hashtui.tui.reach import Reach
from hashtui.tui.reach_words import beyond_words, reaching_words
from hashtui.tui.reader import ReaderView
from hashtui.tui.sheet import Sheet, counted, grouped
from hashtui.tui.spots_view import SpotsView
from hashtui.tui.summary_posts import PostsView
from hashtui.tui.summary_rows import AIR, Set, Spot, remark, stack
from hashtui.tui.summary_shown import Shown

SLICE = 0.012
"""Seconds of reading posts, or of summing them up, between two looks at the keys; those of the processor."""
PAUSE = 0.001
REACH_LOOK = 0.25
"""Seconds between two words of how far reading the archive has come."""
Gather = Callable[[Sequence[Entry], Sequence[Tag], Sensitivity], Gathering]
"""Reads these posts, with these tags, that sensitively."""
Read = Callable[[Entry, Sequence[str]], ReaderView]
"""Makes the view of a post, come to by these steps."""
Land = Callable[[Spot], None]
"""Shows in the panes what was selected last, when the view is left."""


class GatheringView(SpotsView, PicksHere):
    """Reads what is shown so that keys are heard meanwhile. What comes later is counted, and taken in by a key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("refresh")]

    def __init__(
        self, step: str, shown: Shown, gather: Gather, *, ground: Ground, lore: Lore, read: Read, land: Land
    ) -> None:
        super().__init__(shown.label, step, ground, lore)
        self.shown = shown
        self.entries: Mapping[str, Entry] = {}
        """The posts that were read, by key, oldest first."""
        self.chronicle: Chronicle | None = None
        """What they say together; None while they are read for the first time."""
        self._gather, self._read, self._land = gather, read, land
        self.gathering: Gathering | None = None
        """What is being read; None once it is read and summed up."""
        self._summing: Iterator[None] | None = None
        self._turns: Timer | None = None
        """While anything is read or summed up."""
        self._next_entries: Mapping[str, Entry] = {}
        self._rests_until = 0.0
        self._looked_at: object = None
        self._came = 0
        self._is_reaching = False
        """What the archive has of it is being read."""

    @abstractmethod
    def begin(self) -> None:
        """Note what must be noted at the moment at which reading begins."""

    @abstractmethod
    def sum_up(self, chronicle: Chronicle) -> Iterator[None]:
        """Make what is shown of what was read, part by part."""

    @abstractmethod
    def lay_made(self, sheet: Sheet, height: int, chosen: str) -> Set:
        """The page, once there is something to show."""

    def on_mount(self) -> None:
        reach = self.shown.reach
        if reach is None:
            self._begin()
        else:
            self._is_reaching = reach.is_wanted
            if not self._is_reaching:
                self._begin()
            self.run_worker(self._reach_back(reach), group="kept")
        self.set_interval(1.0, self.look)

    async def _reach_back(self, reach: Reach) -> None:
        """Have what is kept read first, and find out whether there is more."""
        if self._is_reaching:
            looks = self.set_interval(REACH_LOOK, self.lay)
            try:
                await reach.read()
            finally:
                looks.stop()
            if self._is_reaching:
                self._is_reaching = False
                self._begin()
        await reach.look_beyond()
        self.lay()

    def keep_out(self, out: KeptOut) -> bool:
        """What they said or passed on is not told for a moment longer: everything is read again first."""
        boosted = () if self.chronicle is None else (post.boosters for post in self.chronicle.posts.values())
        told = (*self.entries.values(), *self._next_entries.values())
        if any(out.has(entry.post.author) for entry in told) or any(not out.names.isdisjoint(by) for by in boosted):
            self.chronicle, self.entries = None, {}
            self._begin()
        return True

    def _begin(self) -> None:
        """Read what is shown now."""
        self._looked_at = self.shown.revision()
        found = self.shown.entries()
        self._next_entries = {entry.key: entry for entry in found}
        self.begin()
        self.gathering = self._gather(found, self.shown.tags, self.shown.sensitivity())
        self._summing = None
        self._take_turns()

    def sum_up_anew(self) -> None:
        """Something else is asked of the posts; of those still to be read it is asked anyway."""
        chronicle = self.chronicle if self.gathering is None else self.gathering.chronicle
        if chronicle is not None and (self.gathering is None or self._summing is not None):
            self._summing = self.sum_up(chronicle)
            self._take_turns()

    def _take_turns(self) -> None:
        if self._turns is None:
            # One timer over and over, and no chain of single ones: Textual drops a single one that the machine holds up
            self._turns = self.set_interval(PAUSE, self._go_on)
        self._go_on()

    def _go_on(self) -> None:
        """Read, then sum up, on for a moment, then let keys and paint have theirs."""
        if self._turns is None or monotonic() < self._rests_until:
            return
        until = thread_time() + SLICE
        gathering = self.gathering
        if self._summing is None and gathering is not None and not gathering.go_on(lambda: thread_time() < until):
            self._summing = self.sum_up(gathering.chronicle)
        while self._summing is not None and thread_time() < until:
            if next(self._summing, self) is self:
                self._made()
                return
        if self.chronicle is None:
            self.lay()
        else:
            self.lay_crumbs()
        self._rests_until = monotonic() + PAUSE

    def _made(self) -> None:
        """All is read and summed up: show what it says."""
        self._summing = None
        if self._turns is not None:
            self._turns.stop()
            self._turns = None
        if self.gathering is not None:
            self.chronicle, self.gathering = self.gathering.chronicle, None
            self.entries, self._came = self._next_entries, 0
        self.lay()
        self.put_cursor()

    def stretch(self) -> tuple[datetime, datetime]:
        """From the first of the posts that are summed up to after the last, and after now."""
        return stretch(self._next_entries.values(), self.ground.clock.now())

    def zone(self) -> tzinfo:
        """Whose clock the reader goes by."""
        return self.ground.zone or LocalZone()

    def warning_of(self, key: str) -> str:
        """`CW subject` of a post that has a content warning: its words are for who opens it."""
        entry = self._next_entries.get(key) or self.entries.get(key)
        warning = entry.post.content_warning if entry is not None else None
        return clean_text(f"CW {' '.join(warning.split())}") if warning else ""

    def look(self) -> None:
        """Count what came since; nothing else changes."""
        revision = self.shown.revision()
        if revision != self._looked_at and self.gathering is None and not self._is_reaching:
            self._looked_at = revision
            self._came = sum(entry.key not in self.entries for entry in self.shown.entries())
        self.lay_crumbs()

    @property
    def remark(self) -> Sequence[str]:
        if self.gathering is not None and self.chronicle is not None:
            return (self._progress(),)
        if self._came:
            key = first_label(self.ground.keys, "refresh")
            came = f"{grouped(self._came)} came since"
            return (f"{came} · {key} refreshes", came, f"+{self._came}") if key else (came, f"+{self._came}")
        return super().remark

    def _progress(self) -> str:
        gathering = self.gathering
        if gathering is None:
            return ""
        return f"reading {grouped(gathering.taken)} of {counted(gathering.of, 'post')}"

    def set_page(self, sheet: Sheet, height: int, chosen: str) -> Set:
        reach = self.shown.reach
        if self._is_reaching and reach is not None:
            said = (remark(one, sheet.width, indent=2) for one in reaching_words(reach, self.ground.keys, sheet))
            return stack([AIR, *said], "", sheet.glyphs)
        if self.chronicle is None:
            return stack([AIR, remark(f"{self._progress()} …", sheet.width, indent=2)], "", sheet.glyphs)
        words = "" if reach is None else beyond_words(reach, self.shown.panes, self._since(), sheet)
        if not words:
            return self.lay_made(sheet, height, chosen)
        above = stack([remark(words, sheet.width)], "", sheet.glyphs).lines
        made = self.lay_made(sheet, max(1, height - len(above)), chosen)
        return made.below(above)

    def _since(self) -> datetime | None:
        """Where the first of the posts stands that are summed up."""
        first = next(iter(self.entries.values()), None)
        return None if first is None else first.stands_at

    def keys_of(self, spot: Spot) -> Sequence[str]:
        """The posts behind it, oldest first."""
        return spot.keys

    def picked_entry(self) -> Entry | str:
        """The one post behind what is selected."""
        spot = self.chosen_spot
        found = [] if spot is None else [self.entries[key] for key in self.keys_of(spot) if key in self.entries]
        if len(found) == 1:
            return self.lore.state_of(found[0].key) or found[0]
        enter = first_label(self.ground.keys, "open_post")
        several = f"{counted(len(found), 'post')} stand behind this{f': {enter} shows them' if enter else ''}."
        return several if found else "There is no post behind this that could be picked."

    def open_spot(self, spot: Spot) -> None:
        found = [self.entries[key] for key in self.keys_of(spot) if key in self.entries]
        if len(found) == 1:
            self.app.push_screen(self._read(found[0], (self.step,)))
        elif found:
            steps = (self.step, spot.title)
            read = self._read
            ground, lore, words = self.ground, self.lore, spot.words
            view = PostsView(found, words, pane=self.label, steps=steps, ground=ground, lore=lore, read=read)
            self.app.push_screen(view)
        else:
            self.say("There is no post behind this that is shown.")

    def action_refresh(self) -> None:
        """Read again what is shown now; what was selected stays so if it is there still."""
        if self._is_reaching:
            self._is_reaching = False
            self.workers.cancel_group(self, "kept")
            self._begin()
            self.say("Not all was read: this is what is here.")
        elif self.gathering is None:
            self._begin()
            self.say("Refreshed.")

    def action_leave(self) -> None:
        """Back to the panes, at the time of what was selected."""
        spot = self.chosen_spot
        if self.moved and spot is not None and spot.at is not None:
            self._land(spot)
        self.leave()

    def leave(self) -> None:
        """Close it; what was read serves the pane from now on."""
        if self.chronicle is not None:
            self.shown.adopt(self.chronicle)
        self.dismiss(None)

    def action_close(self) -> None:
        self.action_leave()
