"""Posts that were found in the archive, one of them selected: reading, copying, picking them, and walking through."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType

from hashtui.archive.kept import State
from hashtui.filter import Present
from hashtui.filter.completion import Vocabulary
from hashtui.post.folding import Needle
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.foot import Foot
from hashtui.tui.found_reader import FoundReader
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page import Page
from hashtui.tui.picks_here import PicksHere
from hashtui.tui.reader import ReaderView
from hashtui.tui.reader_layout import Galley, Laid
from hashtui.tui.search_layout import found_post, instead, rule
from hashtui.tui.searching import Searching
from hashtui.tui.sheet import grouped
from hashtui.tui.typeset import Line

NEAR_END = 5
"""So many posts before the last one more are looked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the view asks of the deck beneath."""

    searching: Callable[[Callable[[], None]], Searching]
    """Makes what searches; it tells the view of everything new."""
    read: Callable[[Entry, Callable[[], str], Callable[[int], str]], FoundReader]
    """Makes the view of a post: where it stands among what was found, and how to walk on from there."""
    in_place: Callable[[Entry], Awaitable[str]]
    """Selects the post in a pane with its tag; why that cannot be, or nothing."""
    present: Callable[[], Present]
    state: Callable[[], State] | None
    vocabulary: Vocabulary
    asked: Callable[[], str]
    """What was asked last in this session."""
    keep: Callable[[str], None]
    """Keeps that."""


class FoundPosts(PicksHere):
    """The list of what was found so far, as each post is now: words that were taken back meanwhile are not shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("open_post", "browser", "copy_link", "copy_text", "search_in_pane", "peak_before", "peak_after"),
    ]

    def __init__(self, desk: Desk, ground: Ground, lore: Lore) -> None:
        super().__init__(ground, lore)
        self._desk = desk
        self.searching = desk.searching(self._told)
        self._needles: tuple[Needle, ...] = ()
        self._posts: tuple[Entry, ...] = ()
        self._rows: dict[tuple[str, Level, bool, bool, datetime | None], list[Line]] = {}
        self._rows_as = 0, ""
        """The width and the day the rows are set for."""
        self._out = NOBODY
        """Who was forgotten while it was open."""

    @property
    @abstractmethod
    def is_typing(self) -> bool:
        """Letters are text: no post is selected."""

    def keep_out(self, out: KeptOut) -> bool:
        self._out = KeptOut(self._out.names | out.names)
        self._rows.clear()
        self._told()
        return True

    def begin(self, needles: tuple[Needle, ...]) -> None:
        """Something else is looked for."""
        self._needles = needles
        self._chosen, self.moved = 0, False
        self._rows.clear()
        self._page.move_to(0)

    def _told(self) -> None:
        """Something was found, or how far it came."""
        if self.is_mounted:
            results = self.searching.results
            found = () if results is None else tuple(results.entries)
            self._posts = tuple([one for one in found if not self._out.has(one.post.author)])
            self._chosen = max(0, min(self._chosen, len(self._posts) - 1))
            self.lay()

    def lay(self) -> None:
        sheet = self.sheet()
        results = self.searching.results
        self.show_crumbs("hashtui", ("search",), self._position())
        self.query_one("#rule-found", Page).show([rule(results, sheet)])
        if (sheet.width, sheet.day(sheet.now)) != self._rows_as:
            self._rows.clear()
            self._rows_as = sheet.width, sheet.day(sheet.now)
        galley = Galley(sheet, -1 if self.is_typing else self._chosen)
        for entry in map(self._as_it_is, self._posts):
            gone, picked = entry.deleted_at is not None, entry.key in sheet.picked
            shape = entry.key, sheet.level_of(entry.post.author), gone, picked, entry.post.edited_at
            rows = self._rows.get(shape)
            if rows is None:
                rows = self._rows[shape] = found_post(entry, self._needles, sheet)
            galley.add(rows)
        lines = galley.lines
        if not self._posts:
            state = None if self._desk.state is None else self._desk.state()
            lines = instead(self.searching, state, sheet)
        self.laid = Laid(tuple(lines), tuple(galley.places))
        self._page.show(self.laid.lines)
        if self._posts and not self.is_typing and self._chosen >= len(self._posts) - NEAR_END:
            self.searching.more()

    def _position(self) -> Sequence[str]:
        return (f"{self._chosen + 1} of {grouped(len(self._posts))}",) if self._posts and not self.is_typing else ()

    def settle_in(self) -> None:
        if self.moved:
            super().settle_in()

    def _entry(self) -> Entry | None:
        """The selected post as it is now."""
        entry = self._posts[self._chosen] if self._posts and not self.is_typing else None
        return None if entry is None else self._as_it_is(entry)

    def _as_it_is(self, entry: Entry) -> Entry:
        return self.lore.state_of(entry.key) or entry

    def action_search_in_pane(self) -> None:
        """The selected post in the pane that shows it."""
        entry = self._entry()
        if entry is not None:
            self.query_one(Foot).ask(lambda _: "Reading back to it …")
            self.run_worker(self._go_there(entry), exclusive=True)

    async def _go_there(self, entry: Entry) -> None:
        words = await self._desk.in_place(entry)
        self.query_one(Foot).fall_silent()
        if words:
            self.say(words)
        elif self.is_current:
            self.dismiss(None)

    def action_open_post(self) -> None:
        """Read the selected post in a view of its own."""
        entry = self._entry()
        if entry is None or not self.places:
            return
        if self.places[self._chosen].start > self._page.last_seen or self.chosen_row < 0:
            self.show_chosen()
        else:
            self.app.push_screen(self._reading(entry))

    def _reading(self, entry: Entry) -> FoundReader:
        place = f"found {self._chosen + 1} of {grouped(len(self._posts))}"
        return self._desk.read(entry, lambda: place, self._walk)

    def action_peak_before(self) -> None:
        """The one found before, as in the view of a post."""
        self._to_found(-1)

    def action_peak_after(self) -> None:
        self._to_found(1)

    def _to_found(self, step: int) -> None:
        why_not = self._why_not(self._chosen + step)
        if why_not:
            self.say(why_not)
        else:
            self._chosen, self.moved = self._chosen + step, True
            self.lay()
            self.show_chosen()

    def _why_not(self, wanted: int) -> str:
        """Why there is no such post; nothing where there is."""
        results = self.searching.results
        if wanted < 0:
            return "This is the first that was found."
        if wanted >= len(self._posts):
            is_whole = results is None or not results.is_busy
            return "This is the last that was found." if is_whole else "The next one is still being looked for."
        return ""

    def _walk(self, step: int) -> str:
        """Read the next one that was found, or the one before; why that cannot be, or nothing."""
        wanted = self._chosen + step
        why_not = self._why_not(wanted)
        if why_not:
            return why_not
        self._chosen, self.moved = wanted, True
        self.app.switch_screen(self._reading(self._as_it_is(self._posts[wanted])))
        self.lay()
        self.show_chosen()
        return ""

    def open_link(self, number: int) -> None:
        entry = self._entry()
        if entry is not None:
            links = entry.post.body.links if entry.deleted_at is None else ()
            none = f"There is no link [{number}] in this post."
            self.say(self.ground.opener.open(links[number - 1]) if number <= len(links) else none)

    def action_browser(self) -> None:
        self._with_link(self.ground.opener.open)

    def action_copy_link(self) -> None:
        self._with_link(self.ground.opener.copy)

    def _with_link(self, do: Callable[[str], str]) -> None:
        entry = self._entry()
        if entry is not None:
            self.say(do(entry.post.url or entry.post.key))

    def action_copy_text(self) -> None:
        entry = self._entry()
        if entry is not None:
            gone = entry.deleted_at is not None
            said = "Its author deleted it: there is no text to copy."
            self.say(said if gone else self.ground.opener.copy(entry.post.body.text))

    def picked_entry(self) -> Entry | str:
        return self._entry() or "There is no post here."

    def say(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self.lore.tell(ReaderView.Noticed(words))
