"""The foot of a view: its keys, or for five seconds what was just said."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from hashtui.tui.glyphs import Glyphs
from hashtui.tui.key_names import Keys, key_label, keys_label
from hashtui.tui.page import Page
from hashtui.tui.typeset import Ink, Line, Run, line_width, plain

Hints = Sequence[tuple[tuple[str, ...], str]]
"""Action ids whose keys stand together, and the word for them, the most needed first."""
NOTICE_SECONDS = 5.0
_NOTICE_ROWS = 4
_LOW = 16
"""Under so many rows of screen there is no rule above the keys."""
FIXED_KEYS: Keys = {"link": tuple("123456789"), "complete": ("tab",), "keep": ("enter",)}
"""Keys of a view alone, which are no row of the registry."""


class Foot(Vertical):
    """A rule and a row of keys. A notice takes the row of the keys, and more rows when a link needs them."""

    DEFAULT_CSS = """
    Foot { height: auto; dock: bottom; }
    Foot > Page { height: 1; }
    """

    def __init__(self, keys: Keys, hints: Hints, glyphs: Glyphs, *, rows: int = 1) -> None:
        """`keys` are those in force, now and later.

        `rows`: so many for the keys when they do not fit in one, on a screen that is not low.
        """
        super().__init__()
        self._rows = rows
        self._keys = keys
        self._hints = hints
        self._glyphs = glyphs
        self._notice = ""
        self._question: Callable[[int], str] | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Page(id="rule")
        yield Page(id="words")

    def on_resize(self) -> None:
        self._set()

    def on_mount(self) -> None:
        self._set()
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._set())

    def offer(self, hints: Hints) -> None:
        """Name these keys from now on."""
        if hints != self._hints:
            self._hints = hints
            self._set()

    def say(self, words: str) -> None:
        """Show this for five seconds."""
        self._notice = words
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(NOTICE_SECONDS, self._forget_notice)
        self._set()

    def ask(self, words: Callable[[int], str]) -> None:
        """Show this question, made for a width, until it is answered or left."""
        self._notice, self._question = "", words
        self._set()

    def fall_silent(self) -> None:
        """Show neither a notice nor a question any more."""
        self._question = None
        self._forget_notice()

    def _forget_notice(self) -> None:
        self._notice = ""
        self._set()

    @property
    def text(self) -> str:
        """The words on it."""
        return self.query_one("#words", Page).text

    def _set(self) -> None:
        width = max(1, self.size.width)
        rule, words = self.query_one("#rule", Page), self.query_one("#words", Page)
        rule.display = self.screen.size.height >= _LOW
        rule.show([(Run(self._glyphs.light * width, Ink.RULE),)])
        room = max(1, width - 2)
        if self._question is not None:
            lines = [(Run(" ", Ink.TEXT), *row) for row in plain(self._question(room), room, Ink.NEWS)][:_NOTICE_ROWS]
        elif self._notice:
            lines = [(Run(" ", Ink.TEXT), *row) for row in plain(self._notice, room, Ink.NEWS)][:_NOTICE_ROWS]
        else:
            rows = self._rows if rule.display else 1
            lines = hint_lines(self._hints, {**FIXED_KEYS, **self._keys}, room, self._glyphs, rows)
        words.styles.height = len(lines)
        words.show(lines)


def hint_line(hints: Hints, keys: Keys, room: int, glyphs: Glyphs) -> Line:
    """As many hints as fit, in their order; the last of them, how to leave, is always there."""
    pieces = [piece for ids, word in hints if (piece := _piece(ids, word, keys, glyphs))]
    while len(pieces) > 1 and sum(line_width(piece) + 2 for piece in pieces) - 2 > room:
        pieces.pop(-2)
    line: list[Run] = [Run(" ", Ink.TEXT)]
    for i, piece in enumerate(pieces):
        line += ([Run("  ", Ink.TEXT)] if i else []) + list(piece)
    return tuple(line)


def hint_lines(hints: Hints, keys: Keys, room: int, glyphs: Glyphs, rows: int) -> list[Line]:
    """The hints on as few rows as they need, of at most so many; what does not fit there is left out."""
    lines: list[Line] = []
    left = list(hints)
    while len(lines) < rows - 1 and line_width(hint_line(left, keys, 1_000_000, glyphs)) - 1 > room:
        fitting = 1
        while line_width(hint_line(left[: fitting + 1], keys, 1_000_000, glyphs)) - 1 <= room:
            fitting += 1
        lines.append(hint_line(left[:fitting], keys, room, glyphs))
        left = left[fitting:]
    return [*lines, hint_line(left, keys, room, glyphs)]


def _piece(ids: tuple[str, ...], word: str, keys: Keys, glyphs: Glyphs) -> Line:
    shown: list[str] = []
    for action_id in ids:
        in_force = keys.get(action_id, ())
        if in_force:
            shown.append(keys_label(in_force) if len(in_force) > 2 else key_label(in_force[0]))
    label = "".join(shown) if all(len(one) == 1 for one in shown) else " ".join(shown)
    if label == "↑↓":
        label = glyphs.updown
    return (Run(label, Ink.KEY), Run(f" {word}", Ink.TEXT)) if label else ()
