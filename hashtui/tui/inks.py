"""The colours of a theme made readable: at least 4.5 to 1 on every ground they are drawn on, with few colours too."""

from collections.abc import Iterable, Mapping

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from hashtui.config.rules import ROLES

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: of text against its ground."""
_STEPS = 40
_MUTED = 0.6
"""How much of the text's colour there is in what is said in a lower voice."""

_SIXTEEN = {
    "black": "#000000", "red": "#aa0000", "blue": "#0000aa", "magenta": "#aa00aa", "white": "#aaaaaa",
    "bright_red": "#ff5555", "bright_green": "#55ff55", "bright_yellow": "#ffff55", "bright_magenta": "#ff55ff",
    "bright_cyan": "#55ffff", "bright_white": "#ffffff",
}  # fmt: skip
"""What Rich takes them to be: it shows exactly these where there are no more than sixteen colours."""
_DARK = {
    "primary": "bright_cyan", "secondary": "bright_magenta", "accent": "bright_yellow", "warning": "bright_yellow",
    "error": "bright_red", "success": "bright_green",
}  # fmt: skip
_LIGHT = {
    "primary": "blue", "secondary": "magenta", "accent": "blue", "warning": "red", "error": "red", "success": "black",
}  # fmt: skip
"""Each terminal has its own idea of the sixteen; these can be read on black, and on white, in all the usual ones."""


def luminance(colour: Color) -> float:
    """The relative luminance of WCAG: 0 is black, 1 is white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """From 1, the same, to 21, black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def shown_in(colour: Color, system: str | None) -> Color:
    """The colour a terminal of 256 colours shows for it."""
    if system != "256":
        return colour
    return Color(*RichColor.from_rgb(*colour.rgb).downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def readable(variables: Mapping[str, str], *, dark: bool, ansi: bool, system: str | None) -> dict[str, str]:
    """What to put over a theme's variables. `system` is Rich's word: `truecolor`, `256`, `standard`."""
    if ansi:  # the terminal's own ground and text, and its sixteen colours by name
        inks = {f"text-{role}": f"ansi_{name}" for role, name in (_DARK if dark else _LIGHT).items()}
        return inks | {"text-muted": "ansi_default", "text-disabled": "ansi_default"}
    if system == "standard":
        return _of_sixteen(dark=dark)
    grounds = [Color.parse(variables[name]) for name in ("background", "surface")]
    end = Color(255, 255, 255) if luminance(grounds[0]) < 0.18 else Color(0, 0, 0)
    text = _towards(end, Color.parse(variables["foreground"]), grounds, system)
    muted = _towards(end, grounds[0].blend(text, _MUTED), grounds, system)
    inks = {
        f"text-{role}": _towards(end, Color.parse(variables[f"text-{role}"]), grounds, system).hex6 for role in ROLES
    }
    return inks | _others(grounds[0].hex6, text.hex6, muted.hex6, inks["text-primary"])


def _others(ground: str, text: str, muted: str, lit: str) -> dict[str, str]:
    """What follows from these: what is chosen in a list is as easy to read as the names."""
    return {
        "foreground": text,
        "text-muted": muted,
        "text-disabled": muted,
        "block-cursor-foreground": ground,
        "block-cursor-background": lit,
    }


def _of_sixteen(*, dark: bool) -> dict[str, str]:
    inks = {f"text-{role}": _SIXTEEN[name] for role, name in (_DARK if dark else _LIGHT).items()}
    names = ("black", "bright_white", "white") if dark else ("bright_white", "black", "black")
    ground, text, muted = (_SIXTEEN[name] for name in names)
    grounds = dict.fromkeys(("background", "surface", "panel"), ground)
    return inks | grounds | _others(ground, text, muted, inks["text-primary"])


def _towards(end: Color, colour: Color, grounds: Iterable[Color], system: str | None) -> Color:
    """The colour, as little nearer to black or white as it takes to be read on all grounds."""
    shown = [shown_in(ground, system) for ground in grounds]
    for step in range(_STEPS):
        nearer = colour.blend(end, step / _STEPS)
        if all(contrast(shown_in(nearer, system), ground) >= CONTRAST for ground in shown):
            return nearer
    return end
