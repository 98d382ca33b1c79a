"""Every ink can be read on every ground it is drawn on, in every theme, whatever colours the terminal has."""

from itertools import product

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from hashtui.config.rules import ROLES
from hashtui.tui.painted import Painted
from hashtui.tui.terminal import TerminalCare
from hashtui.tui.typeset import Ink

WCAG = 4.5
LINUX = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
Triplet = tuple[int, int, int]


def palette(words: str, *, dark: bool) -> TerminalTheme:
    """The sixteen colours of a terminal; its own ground and text are black and white, or white and black."""
    colours = [(int(w[:2], 16), int(w[2:4], 16), int(w[4:], 16)) for w in words.split()]
    ends: list[Triplet] = [(0, 0, 0), (255, 255, 255)]
    ground, text = ends if dark else reversed(ends)
    return TerminalTheme(ground, text, colours[:8], colours[8:])


def light_of(colour: Triplet) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def ratio(style: Style, system: ColorSystem, terminal: TerminalTheme) -> float:
    """The contrast of text in this style on a terminal of so many colours."""
    text, ground = style.color or Color.default(), style.bgcolor or Color.default()
    lights = sorted(
        light_of(colour.downgrade(system).get_truecolor(terminal, foreground=front))
        for colour, front in ((text, True), (ground, False))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


class Sheet(Painted):
    """Something painted."""

    def paint(self, width: int, height: int) -> list[Strip]:
        return []


class Painting(TerminalCare):
    def compose(self) -> ComposeResult:
        yield Sheet()


def every_style(sheet: Painted) -> dict[str, Style]:
    looks = ("", "dim", "bold", *ROLES)
    return {
        f"{ink.value} {look} {'lit' if lit else ''}": sheet.style_of(ink, look, lit=lit)
        for ink, look, lit in product(Ink, looks, (False, True))
    }


@pytest.mark.parametrize(
    ("system", "environment"),
    [
        (ColorSystem.TRUECOLOR, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}),
        (ColorSystem.EIGHT_BIT, {"TERM": "xterm-256color"}),
        (ColorSystem.STANDARD, {"TERM": "linux"}),
    ],
    ids=["true colour", "256 colours", "16 colours"],
)
async def test_every_ink_can_be_read_on_every_ground_in_every_theme(
    system: ColorSystem, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "COLORTERM", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    app = Painting()
    poor: list[str] = []

    async with app.run_test() as pilot:
        sheet = app.query_one(Sheet)
        for name, theme in BUILTIN_THEMES.items():
            app.theme = name
            await pilot.pause()
            for what, style in every_style(sheet).items():
                least = min(ratio(style, system, palette(words, dark=theme.dark)) for words in (LINUX, XTERM))
                if least < WCAG:
                    poor.append(f"{name}: {what}: {least:.2f}")

    assert not poor


async def test_a_lit_row_stands_on_another_ground_where_there_are_colours_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    async with Painting().run_test() as pilot:
        sheet = pilot.app.query_one(Sheet)

        assert sheet.style_of(Ink.TEXT).bgcolor != sheet.style_of(Ink.TEXT, lit=True).bgcolor


async def test_painted_things_need_no_app_of_ours() -> None:
    class Other(App[None]):
        def compose(self) -> ComposeResult:
            yield Sheet()

    async with Other().run_test() as pilot:
        assert pilot.app.query_one(Sheet).style_of(Ink.NAME, "bold warning").bold
