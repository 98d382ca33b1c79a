"""What may be written to a terminal, told by tokens: everything that is not on the list of what we write is a leak."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

CONTEXT = 40
"""Bytes shown before and behind a leak."""


class Writer(Enum):
    """Who writes, and so what is on the list."""

    DASHBOARD = "dashboard"
    COLOURED = "a command on a terminal"
    PLAIN = "a command into a file"


@dataclass(frozen=True, slots=True)
class Leak:
    """A token nobody may write, and where."""

    token: bytes
    at: int
    around: bytes

    @property
    def acts(self) -> bool:
        """It steers the terminal; others only hide, or draw what is no letter."""
        return _ACTING.search(self.token.decode("utf-8", "replace")) is not None

    def __str__(self) -> str:
        return f"{self.token!r} at {self.at} in {self.around!r}"


_STYLE = re.compile(rb"\x1b\[(?:0|(?:\d;)*(?:\d|[34]8;2(?:;\d{1,3}){3}(?:;48;2(?:;\d{1,3}){3})?))m")
"""An end of all styles, or attributes and true colours."""
_MOVE = re.compile(rb"\x1b\[\d{1,4};\d{1,4}H")
_LINE_END = re.compile(rb"\r{0,2}\n")
_FRAME = re.compile(rb"\x1b\[\?2026([hl])")
"""Synchronized output: words stand between these two."""
_MODE = re.compile(
    rb"\x1b\[\?(?:1000|1003|1004|1006|1015|1016|1049|2004|2048|25|7)[hl]"  # mouse, focus, screen, paste, cursor, wrap
    rb"|\x1b\[\?(?:2026|2048)\$p"  # may synchronized output and resize be used?
    rb"|\x1b\[>\d{1,2}u|\x1b\[<u"  # the keyboard of kitty, on and off
    rb"|\x1b\[0m\x1b\[2J\x1b\[H"  # the screen wiped before it is left
)
"""What Textual 8.2 says of itself, before the first frame, between frames and after the last."""
_COPY = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/]*={0,2}\x07")
_SIMPLE_STYLE = re.compile(rb"\x1b\[[0-2]m")
_WORDS = re.compile(rb"[\x20-\x7e\x80-\xff]+")
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_UNWANTED = re.compile(
    "[\x80-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
"""C1 controls, what reorders or hides text, and what fonts of icons draw: none of it stands between words."""


def leaks(output: bytes, writer: Writer = Writer.DASHBOARD, *, may_copy: bool = False) -> list[Leak]:
    """Everything written that is not on the list. `may_copy`: a key asked for the clipboard."""
    match writer:
        case Writer.DASHBOARD:
            found = _of_dashboard(output, (_MODE, _COPY) if may_copy else (_MODE,))
        case Writer.COLOURED:
            found = _unlisted(output, 0, (_LINE_END, _SIMPLE_STYLE))
        case Writer.PLAIN:
            found = _unlisted(output, 0, (_LINE_END,))
        case _:
            assert_never(writer)
    return [Leak(token, at, output[max(0, at - CONTEXT) : at + CONTEXT]) for token, at in found]


def _of_dashboard(output: bytes, between: Sequence[re.Pattern[bytes]]) -> Iterator[tuple[bytes, int]]:
    """Styles, moves and words only inside frames, modes only outside of them; all of it before the first frame."""
    inside = (_STYLE, _MOVE, _LINE_END)
    start, is_framed = 0, True
    for edge in _FRAME.finditer(output):
        piece = output[: edge.start()]
        if start == 0:
            yield from _unlisted(piece, 0, (*inside, *between))
        elif is_framed:
            yield from _unlisted(piece, start, inside)
        else:
            yield from _unlisted(piece, start, between, words=False)
        start, is_framed = edge.end(), edge[1] == b"h"
    yield from _unlisted(output, start, between, words=False)


def _unlisted(
    output: bytes, place: int, wanted: Sequence[re.Pattern[bytes]], *, words: bool = True
) -> Iterator[tuple[bytes, int]]:
    while place < len(output):
        if words and (said := _WORDS.match(output, place)) is not None:
            yield from _unwanted(said.group(), place)
            place = said.end()
        elif (found := next((hit for one in wanted if (hit := one.match(output, place))), None)) is not None:
            place = found.end()
        else:
            yield output[place : place + 1], place
            place += 1


def _unwanted(words: bytes, place: int) -> Iterator[tuple[bytes, int]]:
    if words.isascii():
        return
    try:
        text = words.decode()
    except UnicodeDecodeError as error:
        yield words[error.start : error.end], place + error.start
        return
    for found in _UNWANTED.finditer(text):
        yield found.group().encode("utf-8", "surrogatepass"), place + len(text[: found.start()].encode())
