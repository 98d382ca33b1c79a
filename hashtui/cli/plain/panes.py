"""What can be said about panes on `--plain`: going between them, adding, changing, closing, filtering; and undo."""

from collections.abc import Callable

from hashtui.cli.plain.deck import PlainDeck, PlainPane
from hashtui.cli.plain.reading import NO_PANE, Lines
from hashtui.cli.plain.words import closed, counted
from hashtui.errors import FilterError
from hashtui.filter import Present
from hashtui.tui.field_words import panes_of
from hashtui.tui.live_filter import read_live

FILTER_HINT = "No filter is on. A filter is an expression, such as lang:fr or has:image."


class Undo:
    """What can be taken back, the last first."""

    def __init__(self, key: Callable[[], str]) -> None:
        """`key` is what to type for it."""
        self._key = key
        self._done: list[tuple[str, Callable[[], None]]] = []

    def can(self, words: str, back: Callable[[], None], *, name: str = "", undone: str = "") -> Lines:
        """Remember how to take it back, under a name shorter than what is said; what was done, as it is said.

        `undone` is said when it was, instead of the name.
        """
        name = name or words
        self._done.append((undone or f"Undone: {name[0].lower()}{name[1:]}", back))
        key = self._key()
        return (f"{words} {key} undoes." if key else words,)

    def back(self) -> Lines:
        """Take the last thing back."""
        if not self._done:
            return ("Nothing to undo.",)
        words, back = self._done.pop()
        back()
        return (words,)


class PaneTalk:
    """The part of the conversation that is about panes."""

    def __init__(
        self, deck: PlainDeck, undo: Undo, present: Callable[[], Present], sentence: Callable[[PlainPane], str]
    ) -> None:
        """`present` is when and where an expression is typed; `sentence` says how a pane is."""
        self._deck = deck
        self._undo = undo
        self._present = present
        self._sentence = sentence

    def which(self) -> str:
        """The pane spoken of, by number where there are several, and how it is."""
        pane = self._deck.pane
        if pane is None:
            return NO_PANE
        number = f"Pane {self._deck.active + 1} of {len(self._deck.panes)}, " if len(self._deck.panes) > 1 else ""
        return f"{number}{self._sentence(pane)}"

    def go_to(self, index: int, otherwise: str) -> Lines:
        """Speak of the pane at that index from now on."""
        if not self._deck.panes:
            return (NO_PANE,)
        if not 0 <= index < len(self._deck.panes):
            return (otherwise,)
        self._deck.active = index
        return (self.which(),)

    def number(self, rest: str) -> Lines:
        return self.go_to(int(rest) - 1, f"There is no pane {rest}.")

    def left(self, _: str) -> Lines:
        return self.go_to(self._deck.active - 1, "This is the first pane.")

    def right(self, _: str) -> Lines:
        return self.go_to(self._deck.active + 1, "This is the last pane.")

    def move(self, step: int) -> Lines:
        """One place to the front or the back."""
        deck, pane = self._deck, self._deck.pane
        if pane is None:
            return (NO_PANE,)
        if not deck.move(step):
            return ("This is the first pane." if step < 0 else "This is the last pane.",)

        def back() -> None:
            if pane in deck.panes:
                deck.active = deck.panes.index(pane)
                deck.move(-step)

        return self._undo.can(f"{pane.filter.label} is pane {deck.active + 1} of {len(deck.panes)} now.", back)

    def add(self, rest: str) -> Lines:
        """Open what the words mean, each of them that is a tag a pane."""
        if not rest:
            return ("Say which: a, a blank and a #tag; several tags are several panes.",)
        try:
            filters = panes_of(rest, self._present())
        except FilterError as error:
            return complaint(error)
        if not filters:
            return ("That names no tag.",)
        self._deck.open(filters)
        return (self.which(),)

    def edit(self, rest: str) -> Lines:
        """Let the pane ask for something else."""
        pane = self._deck.pane
        if pane is None:
            return self.add(rest)
        if not rest:
            return (f"This pane asks for {pane.filter}. Say e, a blank and what it should ask for.",)
        try:
            new = panes_of(rest, self._present(), one=True)
        except FilterError as error:
            return complaint(error)
        if not new or str(new[0]) == str(pane.filter):
            return (f"This pane asks for {pane.filter} already.",) if new else ("That names no tag.",)
        at = self._deck.take_out(pane)
        opened = self._deck.open(new[:1], at=at)
        opened.go_on_from(pane)

        def back() -> None:
            there = at
            if opened in self._deck.panes:
                there = self._deck.take_out(opened)
            self._deck.put([self._deck.refill(pane)], min(there, len(self._deck.panes)))

        return (*self._undo.can(closed(f"Changed to {opened.filter}"), back), self.which())

    def close(self, _: str) -> Lines:
        """Close the pane."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        at = self._deck.take_out(pane)

        def back() -> None:
            self._deck.put([self._deck.refill(pane)], min(at, len(self._deck.panes)))

        return (*self._undo.can(closed(f"Closed {pane.filter.label}"), back), self.which())

    def filter(self, rest: str) -> Lines:
        """Tell only what matches; without words, everything again."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        try:
            live = read_live(rest, self._present())
        except FilterError as error:
            return complaint(error)
        if live is None and not pane.sieve:
            return (FILTER_HINT,)
        before = pane.sifting

        def back() -> None:
            pane.sift(before, self._present().now)

        pane.sift(None if live is None else (str(live), live.node.judge), self._present().now)
        count = len(pane.timeline)
        if live is None:
            said = f"The filter is off: {counted(count, 'post')}, {pane.unheard} unread."
            return self._undo.can(said, back, name="The filter is off.")
        whole = pane.timeline.sifted[1] if pane.timeline.sifted is not None else count
        said = f"Only {live}: {count} of {counted(whole, 'post')}, {pane.unheard} unread."
        return self._undo.can(said, back, name=f"Only {live}.")

    def hidden(self, _: str) -> Lines:
        """Tell hidden posts too, or no longer."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        timeline = pane.timeline
        pane.show_hidden(not timeline.shows_hidden)
        if not timeline.hidden:
            return ("Nothing is hidden.",)
        count = counted(timeline.hidden, "hidden post")
        if timeline.shows_hidden:
            return (f"{count} among the others from now on, told with the reason; Enter passes by.",)
        return (f"{count} no longer among the others.",)


def complaint(error: FilterError) -> Lines:
    """What is wrong in an expression, and at which words of it."""
    message = closed(error.message[:1].upper() + error.message[1:])
    place = " ".join(error.text[error.start : error.end].split())
    if place and place not in error.message and place != error.text.strip():
        return (f"{message} It is about {place}.",)
    return (message,)
