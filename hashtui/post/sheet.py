"""A sheet on which marked-up text is set as plain text: white space collapses, blocks part, margins stand."""

import re

from hashtui.post.body import Role
from hashtui.post.clean import CleanLine
from hashtui.post.stretch import Stretch, shared_length

_SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML calls white space: a no-break space is none."""
_PARAGRAPH = 2


class Opened:
    """A stretch whose end is not yet known; it starts with the first word written after it was opened."""

    __slots__ = ("part", "role", "start")

    def __init__(self, role: Role | None) -> None:
        self.role = role
        self.start: int | None = None
        self.part = 0


class Sheet:
    """The text so far and its stretches. Line ends, spaces and margins wait until a word needs them."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._parts: list[str] = []
        self._length = 0
        self._unstarted: list[Opened] = []
        self._line_ends = 0
        self._space = False
        self._margins: list[str] = []
        self._margin = ""
        self._last_margin = ""
        self._bullet: str | None = None

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Running text: its white space collapses, as browsers do it."""
        flat = _SPACE.sub(" ", text)
        if flat.startswith(" "):
            self._space = True
            flat = flat[1:]
        if not flat:
            return
        ends_open = flat.endswith(" ")
        self.put(flat[:-1] if ends_open else flat)
        self._space = ends_open

    def write_exactly(self, text: str) -> None:
        """Preformatted text: every space and line end counts."""
        for place, line in enumerate(text.split("\n")):
            if place:
                self.end_line()
            if line:
                self.put(line)

    def put(self, words: str) -> None:
        """Words as they are, after whatever they were waiting for."""
        self._start_line()
        if self._space:
            self._space = False
            self._add(" ")
        for opened in self._unstarted:
            self._start(opened)
        self._unstarted.clear()
        self._add(words)

    def append(self, words: str) -> None:
        """Words right behind the last one, whatever waits; at the start of a line as ever."""
        waiting, self._space = self._space, False
        ends, self._line_ends = self._line_ends, 0
        self.put(words)
        self._space, self._line_ends = waiting, ends

    def end_line(self) -> None:
        """A line end, one more when asked again."""
        self._line_ends = min(self._line_ends + 1, _PARAGRAPH)
        self._space = False

    def part_row(self) -> None:
        """What follows begins on a line of its own."""
        self._part(1)

    def end_row(self) -> None:
        """The next row of the list comes right below, whatever blocks this one held."""
        self._space = False
        if self._bullet is None:
            self._line_ends = 1

    def part_block(self) -> None:
        """What follows is one blank line apart."""
        self._part(_PARAGRAPH)

    def indent(self, margin: str, bullet: str | None = None) -> None:
        """From here every line begins with `margin`, the next one with `bullet` in its place."""
        if bullet is not None:
            self._bullet = (self._margin if self._bullet is None else self._bullet) + bullet
        self._margins.append(margin)
        self._margin = "".join(self._margins)

    def outdent(self) -> None:
        """Back to the margin before."""
        self._margins.pop()
        self._margin = "".join(self._margins)
        self._bullet = None

    def open(self, role: Role | None) -> Opened:
        """A stretch begins with the next word; its role may be told when it is closed."""
        opened = Opened(role)
        self._unstarted.append(opened)
        return opened

    def close(self, opened: Opened, role: Role | None = None, target: CleanLine | None = None) -> None:
        """The stretch ends with the last word written; without a word or a role it never was."""
        role = role or opened.role
        if opened.start is None:
            self._unstarted.remove(opened)
        elif role is not None:
            self.stretches.append(Stretch(opened.start, self._length, role, target))

    def words_of(self, opened: Opened) -> str:
        """What was written since it was opened."""
        return "" if opened.start is None else "".join(self._parts[opened.part :])

    def _part(self, line_ends: int) -> None:
        self._space = False
        if self._bullet is None:
            self._line_ends = max(self._line_ends, line_ends)

    def _start_line(self) -> None:
        """Write the line ends that are due and the margin of the new line."""
        if self._parts and not self._line_ends and self._bullet is None:
            return
        if self._parts:
            if self._line_ends == _PARAGRAPH:
                # A blank line inside a quotation still belongs to it.
                shared = shared_length(self._last_margin, self._margin)
                self._add("\n" + self._margin[:shared].rstrip(" "))
            self._add("\n")
        self._line_ends = 0
        self._space = False
        for opened in self._unstarted:
            if opened.role is Role.QUOTE:
                self._start(opened)
        margin = self._margin if self._bullet is None else self._bullet
        if margin:
            self._add(margin)
        self._bullet = None
        self._last_margin = self._margin

    def _start(self, opened: Opened) -> None:
        if opened.start is None:
            opened.start = self._length
            opened.part = len(self._parts)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
