"""A widget that paints lines of ink: the ground of panes, bars and views."""

from abc import abstractmethod
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from hashtui.config.rules import ROLES
from hashtui.tui.looks import Look, read_look
from hashtui.tui.typeset import Ink, Line, width_of


class Painted(Widget):
    """Paints the strips `paint` gives, as they are: no markup, no layout, nothing kept by row.

    Line filters (the gate against control characters, NO_COLOR) are applied here, once a strip, because lines that
    are painted this way do not pass Textual's own styling.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"ink--{ink.value}" for ink in Ink),
        *(f"look--{role}" for role in ("dim", *ROLES)),
        "ink--ground",
        "ink--lit",
    }

    DEFAULT_CSS = """
    Painted {
        & > .ink--ground, & > .ink--text { color: $foreground; background: $background; }
        & > .ink--lit { background: $surface; }
        & > .ink--name { color: $text-primary; text-style: none; }
        & > .ink--trusted { color: $text-accent; text-style: bold; }
        & > .ink--vouched { color: $text-success; }
        & > .ink--handle, & > .ink--time, & > .ink--meta, & > .ink--alt { color: $text-muted; }
        & > .ink--tag, & > .ink--mention { color: $text-secondary; }
        & > .ink--link { color: $text-accent; text-style: underline; }
        & > .ink--code { color: $text-success; }
        & > .ink--quote, & > .ink--emphasis { text-style: italic; }
        & > .ink--strong, & > .ink--title { text-style: bold; }
        & > .ink--warning { color: $text-warning; text-style: bold; }
        & > .ink--unseen, & > .ink--cursor, & > .ink--news { color: $text-accent; text-style: bold; }
        & > .ink--rule { color: $text-muted; }
        & > .ink--state-live { color: $text-success; }
        & > .ink--state-part { color: $text-warning; }
        & > .ink--state-down { color: $text-warning; text-style: bold; }
        & > .ink--state-refused { color: $text-error; text-style: bold; }
        & > .ink--demo { text-style: bold reverse; }
        & > .ink--key { color: $text-accent; text-style: bold; }
        & > .look--dim { color: $text-muted; }
        & > .look--primary { color: $text-primary; }
        & > .look--secondary { color: $text-secondary; }
        & > .look--accent { color: $text-accent; }
        & > .look--warning { color: $text-warning; }
        & > .look--error { color: $text-error; }
        & > .look--success { color: $text-success; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes, markup=False)
        self._styles_of_ink: dict[tuple[Ink, str, bool], Style] = {}
        self._ground: Color | None = None

    @abstractmethod
    def paint(self, width: int, height: int) -> Sequence[Strip]:
        """The strips from the top, each exactly `width` cells; fewer than `height` leaves the rest empty."""

    def forget_styles(self) -> None:
        """Drop what was made with the styles of before; widgets that keep strips drop them too."""
        self._styles_of_ink.clear()
        self._ground = None

    def notify_style_update(self) -> None:
        """Textual calls this when the theme or the style sheet changed."""
        super().notify_style_update()
        self.forget_styles()

    def style_of(self, ink: Ink, look: str = "", *, lit: bool = False) -> Style:
        """The Rich style of an ink with a look over it, on the ground or on a lit row."""
        key = (ink, look, lit)
        style = self._styles_of_ink.get(key)
        if style is None:
            style = self.get_component_rich_style(f"ink--{ink.value}")
            if look:
                style += self._style_of_look(read_look(look))
            if lit:
                style += Style(bgcolor=self.get_component_rich_style("ink--lit").bgcolor)
            self._styles_of_ink[key] = style
        return style

    def _style_of_look(self, look: Look) -> Style:
        """The colour of a role, or of what is dimmed, and the attributes; dim is a colour that can still be read."""
        role = "dim" if "dim" in look.attributes else look.role
        colour = self.get_component_rich_style(f"look--{role}").color if role and not self.app.no_color else None
        return Style(
            color=colour,
            bold="bold" in look.attributes or None,
            italic="italic" in look.attributes or None,
            underline="underline" in look.attributes or None,
            reverse="reverse" in look.attributes or None,
            dim=("dim" in look.attributes and self.app.no_color) or None,
        )

    def strip(self, line: Line, width: int, *, lit: bool = False) -> Strip:
        """A line as a strip of exactly `width` cells, padded on the right, through the line filters."""
        used = 0
        runs: list[tuple[str, Style]] = []
        for text, ink, look in line:
            if text:
                runs.append((text, self.style_of(ink, look, lit=lit)))
                used += width_of(text)
        if used < width:
            runs.append((" " * (width - used), self.style_of(Ink.TEXT, lit=lit)))
        segments = [Segment("".join(text for text, _ in same), style) for style, same in groupby(runs, itemgetter(1))]
        if self._ground is None:
            self._ground = self.background_colors[1]  # asks every ancestor, so once is enough
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self._ground)
        strip = Strip(segments, max(used, width))
        return strip if used <= width else strip.crop(0, width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What Textual's compositor asks for: the painted strips, the very same objects while nothing changed."""
        width, height = self.size
        strips = list(self.paint(width, height)[:height])
        if len(strips) < height:
            strips += [self.strip((), width)] * (height - len(strips))
        rows = strips[crop.y : crop.bottom]
        if crop.x == 0 and crop.width >= width:
            return rows
        return [strip.crop(crop.x, crop.right) for strip in rows]
