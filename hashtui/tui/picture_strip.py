"""The pictures of the post being read: drawn in quarters of cells under its thread, each with its description."""

from collections.abc import Sequence

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.tui.glyphs import ASCII, UNICODE, Glyphs
from hashtui.tui.painted import Painted
from hashtui.tui.pictures import Cell, Colour, Picture, Pictures, shown_of
from hashtui.tui.typeset import Ink, Line, Run, plain

_MARGIN = 5
"""Cells before a picture: where the words of the post begin."""
_SHARE = 0.36
"""Of the screen's rows, so many are a picture's at most."""
_LOW = 16
"""Under so many rows there is room for the words alone."""
_LEAST_COLUMNS = 6
_MOST_WORDS = 3
"""Rows of a description."""
_COLOURS = ("256", "truecolor")
"""With fewer a picture cannot be made out."""


class PictureStrip(Painted):
    """One picture at a time, and always its description. It takes no row while there is nothing to show.

    Nothing is fetched before a post is shown; what its author marked as sensitive, or put behind a warning, only when
    the person asks for it.
    """

    DEFAULT_CSS = """
    PictureStrip { height: 0; max-height: 75%; }
    """

    def __init__(
        self,
        pictures: Pictures,
        glyphs: Glyphs = UNICODE,
        *,
        key: str = "I",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`key` is what the person presses for the next picture, or to see what is sensitive."""
        super().__init__(id=id)
        self._pictures, self._glyphs, self._key = pictures, glyphs, key
        self._post: Post | None = None
        self._number = 0
        self._picture: Picture | None = None
        self._state = ""
        """Why there is no picture yet, or none at all; empty when it is there."""
        self._held = False
        """It waits until the person asks for it."""
        self._fitted_to = Size(0, 0)
        self._drawn: tuple[tuple[Picture, int, int, Colour], list[list[Cell]]] | None = None
        self._strips: tuple[tuple[int, int], tuple[Strip, ...]] | None = None

    def show(self, post: Post) -> None:
        """From now on the pictures of this post. Telling the same post again changes nothing."""
        if self._post is not None and post.key == self._post.key and post.media == self._post.media:
            return
        self._post, self._number = post, 0
        self._begin(asked=False)

    def next_or_reveal(self) -> str:
        """Show what is held back, else the next picture; what there is to say when neither can be."""
        count = 0 if self._post is None else len(shown_of(self._post))
        if not count:
            return "This post has no picture."
        if self._held:
            self._begin(asked=True)
        elif count == 1:
            return "This post has one picture." if not self._state else ""
        else:
            self._number = (self._number + 1) % count
            self._begin(asked=True)
        return ""

    def _begin(self, *, asked: bool) -> None:
        self.workers.cancel_group(self, "picture")
        self._picture, self._state, self._held = None, "", False
        shown = () if self._post is None else shown_of(self._post)
        if self._post is None or not shown:
            self._lay()
            return
        if self.app.no_color or self.app.console.color_system not in _COLOURS:
            self._state = "pictures need more colours than this terminal has"
        elif self._glyphs == ASCII:
            self._state = "pictures need shapes that this terminal does not have"
        elif not asked and (self._post.sensitive or self._post.content_warning):
            self._state, self._held = f"sensitive: {self._key} shows it", True
        else:
            self._state = "fetching…"
            self.run_worker(self._get(shown[self._number][1]), exclusive=True, group="picture")
        self._lay()

    async def _get(self, url: str) -> None:
        try:
            self._picture = await self._pictures.get(url, self._ground_colour())
        except SourceError as error:
            self._state = f"not shown: {clean_line(str(error))}"
        else:
            self._state = ""
        self._lay()

    def _ground_colour(self) -> Colour:
        ground = self.background_colors[1]
        return ground.r, ground.g, ground.b

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._fit)

    def _fit(self, screen: Screen[object]) -> None:
        """The screen may have another size, by which the picture's is measured."""
        if screen.size != self._fitted_to:
            self._lay()

    def forget_styles(self) -> None:
        super().forget_styles()
        self._strips = None

    def _lay(self) -> None:
        """Take as many rows as picture and words need."""
        self._strips, self._fitted_to = None, self.screen.size
        self.styles.height = len(self._cells()) + len(self._words())
        self.refresh()

    def _cells(self) -> list[list[Cell]]:
        size = self.screen.size
        rows, columns = int(size.height * _SHARE), size.width - 2 * _MARGIN
        if self._picture is None or size.height < _LOW or columns < _LEAST_COLUMNS:
            return []
        made_for = self._picture, columns, rows, self._ground_colour()
        if self._drawn is None or self._drawn[0] != made_for:
            self._drawn = made_for, self._picture.in_cells(columns, rows, self._ground_colour())
        return self._drawn[1]

    def _words(self) -> Sequence[Line]:
        """Which picture it is, how it is with it, and its description."""
        shown = () if self._post is None else shown_of(self._post)
        if not shown:
            return ()
        media = shown[self._number][0]
        head = media.kind.value if len(shown) == 1 else f"{media.kind.value} {self._number + 1} of {len(shown)}"
        state = f" · {self._state}" if self._state else ""
        more = f" · {self._key} next" if len(shown) > 1 and not self._held else ""
        alt = " ".join((media.alt or "no description").split())
        width = max(8, self.screen.size.width - _MARGIN - 1)
        lines = plain(f"{head}{state}{more}: {alt}", width, Ink.ALT)
        most = min(_MOST_WORDS, self.screen.size.height // 6)
        if len(lines) > most > 0:
            lines = [*lines[: most - 1], *plain(_cut(lines[most - 1]), width, Ink.ALT)[:1]]
        return [(Run(" " * _MARGIN, Ink.TEXT), *line) for line in lines[:most]]

    def paint(self, width: int, height: int) -> Sequence[Strip]:
        if self._strips is None or self._strips[0] != (width, height):
            drawn = [self._row(row, width) for row in self._cells()]
            self._strips = (width, height), (*drawn, *(self.strip(line, width) for line in self._words()))
        return self._strips[1]

    def _row(self, cells: Sequence[Cell], width: int) -> Strip:
        blank = self.style_of(Ink.TEXT)
        segments = [Segment(" " * _MARGIN, blank)]
        for cell in cells:
            style = Style(color=Color.from_rgb(*cell.colour), bgcolor=Color.from_rgb(*cell.ground))
            segments.append(Segment(cell.shape, style))
        used = _MARGIN + len(cells)
        segments.append(Segment(" " * max(0, width - used), blank))
        return Strip(Strip(segments, max(used, width)).simplify().crop(0, width))


def _cut(line: Line) -> str:
    return "".join(run.text for run in line).rstrip()[:-1] + "…"
