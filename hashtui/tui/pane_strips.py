"""The strips a pane is made of, each made once for as long as it looks the same."""

from collections.abc import Callable, Sequence
from typing import Protocol

from textual.strip import Strip

from hashtui.reading.entry import Entry
from hashtui.reading.mark import Mark
from hashtui.tui.mark_line import mark_line
from hashtui.tui.pane_header import PaneHeader, joined
from hashtui.tui.post_rows import PLAIN, Dress, Setting, rows_of
from hashtui.tui.typeset import Ink, Line, Run, plain, width_of
from hashtui.tui.who import name_ink

CACHED_POSTS = 1024
CACHED_MARKS = 64
MARGIN = 3
"""Columns of selection, unseen mark and air at the right."""


class MakeStrip(Protocol):
    """Makes a strip of a line, exactly as wide as asked."""

    def __call__(self, line: Line, width: int, *, lit: bool = False) -> Strip: ...


class PaneStrips:
    """Posts, header and words of one pane as strips, kept by post and never by row.

    The same strip comes back while entry, dress, setting, cursor and unseen mark are the same, so that whoever paints
    can tell by identity what has changed.
    """

    def __init__(self, make: MakeStrip, *, tags: bool = False) -> None:
        """With `tags` there are several in the pane: a peak says of which it is."""
        self._tags = tags
        self._make = make
        self._setting: Setting | None = None
        self._shape = (0, False)
        self._lines: dict[str, tuple[Entry, Dress, tuple[Line, ...]]] = {}
        self._posts: dict[str, tuple[tuple[Line, ...], tuple[str, bool], tuple[Strip, ...]]] = {}
        self._header: tuple[PaneHeader, list[Strip]] | None = None
        self._words: tuple[tuple[str, ...], list[Strip]] = ((), [])
        self._marks: dict[tuple[Mark, ...], Strip] = {}
        self._blank: Strip | None = None
        self._wall: Strip | None = None

    def settle(self, width: int, *, walled: bool, setting: Callable[[int], Setting]) -> bool:
        """Take this width and this setting (given the columns posts have); say whether posts have other rows now."""
        wanted = setting(max(1, width - MARGIN - (1 if walled else 0)))
        if self._shape != (width, walled):
            self._shape = (width, walled)
            self.forget()
        if wanted == self._setting:
            return False
        self._setting = wanted
        self._lines.clear()
        self.forget()
        return True

    def fits(self, width: int, *, walled: bool) -> bool:
        """Whether the strips are those of this width."""
        return self._shape == (width, walled)

    def forget(self) -> None:
        """Drop every strip: the styles or the width are others now."""
        self._posts.clear()
        self._header = None
        self._words = ((), [])
        self._marks.clear()
        self._blank = None
        self._wall = None

    def lines_of(self, entry: Entry, dress: Dress = PLAIN) -> tuple[Line, ...]:
        """A post's rows, before the columns for selection and unseen."""
        kept = self._lines.get(entry.key)
        if kept is not None and kept[0] is entry and kept[1] == dress:
            return kept[2]
        if self._setting is None:
            return ()
        lines = rows_of(entry, self._setting, dress)
        if len(self._lines) > CACHED_POSTS:
            self._lines.clear()
            self._posts.clear()
        self._lines[entry.key] = (entry, dress, lines)
        return lines

    def dress_of(self, entry: Entry) -> Dress | None:
        """In what its rows were asked for last; None when they are not kept."""
        kept = self._lines.get(entry.key)
        return None if kept is None else kept[1]

    def post(self, entry: Entry, dress: Dress = PLAIN, *, cursor: str, lit: bool, unseen: str) -> tuple[Strip, ...]:
        """A post's strips, with these marks in its first two columns."""
        lines = self.lines_of(entry, dress)
        look, border = (cursor + unseen, lit), name_ink(dress.level)
        kept = self._posts.get(entry.key)
        if kept is not None and kept[0] is lines and kept[1] == look:
            return kept[2]
        first, others = _marks(cursor, unseen, border), _marks(cursor, " ", border)
        strips = tuple(self._row((*(others if number else first), *line), lit=lit) for number, line in enumerate(lines))
        self._posts[entry.key] = (lines, look, strips)
        return strips

    def marks(self, marks: tuple[Mark, ...]) -> Strip:
        """The row that tells of these."""
        kept = self._marks.get(marks)
        if kept is None and self._setting is not None:
            setting = self._setting
            line = mark_line(marks, setting.width, setting.times, setting.glyphs, tags=self._tags)
            kept = self._row((*_marks(" ", " "), *line))
            if len(self._marks) >= CACHED_MARKS:
                self._marks.clear()
            self._marks[marks] = kept
        return kept or self.blank()

    def blank(self) -> Strip:
        """An empty row."""
        if self._blank is None:
            self._blank = self._row(())
        return self._blank

    def header(self, header: PaneHeader, rows: int) -> list[Strip]:
        """The header's strips; of those that look as before, the very same."""
        if self._header is not None and self._header[0] == header and len(self._header[1]) == rows:
            return self._header[1]
        width, walled = self._shape
        lines = list(header.lines(width - 1 if walled else width, rows=rows))
        if walled:
            glyphs = header.glyphs
            lines = joined(lines, glyphs.wall, glyphs.cross_heavy if header.focused else glyphs.cross_light)
        strips = [self._make(line, width) for line in lines]
        before = self._header[1] if self._header is not None and len(self._header[1]) == rows else strips
        strips = [old if old == new else new for old, new in zip(before, strips, strict=True)]
        self._header = (header, strips)
        return strips

    def words(self, paragraphs: Sequence[str]) -> list[Strip]:
        """Paragraphs of our own, wrapped; one that is indented stays so, and what stands beside a key hangs there."""
        wanted = tuple(paragraphs)
        if self._words[0] != wanted:
            self._words = (wanted, [strip for paragraph in wanted for strip in self._paragraph(paragraph)])
        return self._words[1]

    def _paragraph(self, paragraph: str) -> list[Strip]:
        bare = paragraph.strip(" ")
        indent = paragraph[: len(paragraph) - len(paragraph.lstrip(" "))]
        key, gap, words = bare.partition("  ") if indent else ("", "", bare)
        if not gap:
            key, words = "", bare
        label = indent + key + gap
        room = (self._setting.width if self._setting is not None else 1) - 1 - width_of(label)
        rows = plain(words, max(1, room), Ink.META)
        margins = [label, *[" " * width_of(label)] * len(rows)]
        return [self._row((Run("   " + margin, Ink.META), *row)) for margin, row in zip(margins, rows, strict=False)]

    def _row(self, line: Line, *, lit: bool = False) -> Strip:
        width, walled = self._shape
        if not walled:
            return self._make(line, width, lit=lit)
        if self._wall is None:
            stroke = self._setting.glyphs.wall if self._setting is not None else " "
            self._wall = self._make((Run(stroke, Ink.RULE),), 1)
        return Strip.join([self._make(line, width - 1, lit=lit), self._wall])


def _marks(cursor: str, unseen: str, border: Ink = Ink.CURSOR) -> Line:
    """The first two columns; a mark that is absent has the ink of the text, so that no change of ink is drawn.

    The border of what is selected says by its colour what the badge says.
    """
    return (
        Run(cursor, Ink.TEXT if cursor.isspace() else border),
        Run(unseen, Ink.TEXT if unseen.isspace() else Ink.UNSEEN),
    )
