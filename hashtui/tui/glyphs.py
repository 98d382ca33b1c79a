"""The shapes the screen is drawn with, and their plain forms for terminals that have no others."""

import re
from dataclasses import dataclass

from hashtui.post.sighting import State
from hashtui.tui.typeset import Ink


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of shapes, each one cell wide."""

    live: str = "●"
    part: str = "◐"
    down: str = "◌"
    refused: str = "✕"
    cursor: str = "▌"
    cursor_away: str = "▏"
    unseen: str = "•"
    heavy: str = "━"
    light: str = "─"
    wall: str = "│"
    cross_heavy: str = "┼"
    cross_light: str = "┼"
    focus: str = "▸"
    news: str = "▲"
    peak: str = "▴"
    star: str = "★"
    strongly: str = "◆"
    vouched: str = "◇"
    known: str = "·"
    replies: str = "↩"
    boosts: str = "↻"
    likes: str = "♡"
    edited: str = "✎"
    picked: str = "¶"
    hidden: str = "×"
    choice: str = "○"
    quotes: str = "“”"
    more: str = "…more"
    dotted: str = "┄"
    dash: str = "–"
    playing: str = "▶"
    paused: str = "‖"
    at_end: str = "■"
    left_page: str = "‹"
    right_page: str = "›"
    arrows: str = "←→"
    updown: str = "↑↓"
    bars: str = " ▏▎▍▌▋▊▉█"
    spark: str = "▁▂▃▄▅▆▇█"


UNICODE = Glyphs()
ASCII = Glyphs(
    live="o", part="~", down="-", refused="x", cursor="|", cursor_away=":", unseen="*", heavy="=", light="-", wall="|",
    cross_heavy="+", cross_light="+", focus=">", news="^", peak="^", star="*", strongly="#", vouched="+", known=".",
    replies="re:", boosts="rt:", likes="fav:", edited="ed", picked="P", hidden="x", choice="o", quotes='""',
    more="...more", dotted=".", dash="-", playing=">", paused="|", at_end="#", left_page="<", right_page=">",
    arrows="<>", updown="^v", bars=" ########", spark="_.,-=+*#",
)  # fmt: skip


def glyphs_for(term: str, encoding: str) -> Glyphs:
    """The set a terminal can draw: the Linux console and anything that is not UTF-8 get ASCII."""
    plain = term in ("linux", "dumb", "vt100", "vt220", "ansi") or "utf" not in encoding.lower()
    return ASCII if plain else UNICODE


_PLAIN_FORMS = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═‐‑‒–—―▔▁▂▃▄", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║▏▎▍▌▐▕", "|"),
        **dict.fromkeys("┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┣┤┥┫┬┯┳┴┷┻┼┿╂╋╔╗╚╝╠╣╦╩╬", "+"),
        **dict.fromkeys("▅▆▇█▉▊▋▀░▒▓■□▪▫", "#"),
        **dict.fromkeys("←◀◂‹", "<"),
        **dict.fromkeys("→▶▸›", ">"),
        **dict.fromkeys("↑▲▴", "^"),
        **dict.fromkeys("↓▼▾", "v"),
        **dict.fromkeys("•★☆", "*"),
        **dict.fromkeys("●○◉", "o"),
        **dict.fromkeys("✕✗✘×", "x"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("…◐◑", "~"),
        "◌": "-", "◆": "#", "◇": "+", "↩": "r", "↻": "b", "♡": "f", "✎": "e", "✓": "v", "⌫": "<",
        "¶": "P", "‖": "|", "≥": ">", "≤": "<",
    }
)  # fmt: skip
"""What draws frames and marks, each cell for cell by what every terminal has."""
_LONE_DOT = re.compile(r"(?<!\w)·(?!\w)")


def in_ascii(text: str) -> str:
    """The text as wide as it was, its frames and marks in ASCII; letters and the dot of `col·legi` stay."""
    return text if text.isascii() else _LONE_DOT.sub("-", text).translate(_PLAIN_FORMS)


def shape_of(state: State, glyphs: Glyphs = UNICODE) -> tuple[str, Ink]:
    """A state's shape, and the ink it is drawn in."""
    match state:
        case State.LIVE | State.ENDED:
            return glyphs.live, Ink.STATE_LIVE
        case State.POLLING | State.CATCHING_UP | State.STARTING | State.WAITING:
            return glyphs.part, Ink.STATE_PART
        case State.RECONNECTING | State.NO_NETWORK:
            return glyphs.down, Ink.STATE_DOWN
        case State.REFUSED | State.BROKEN:
            return glyphs.refused, Ink.STATE_REFUSED
