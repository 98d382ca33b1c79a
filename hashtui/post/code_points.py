"""What every code point may do on a terminal: be shown, be replaced, be dropped, or be shown in company only.

Tables for `str.translate`. FOR_BODY and FOR_LINE give what stands in a code point's place. KIND gives one letter per
code point, so that the rules on neighbours are patterns over a string of letters: capitals are the code points that
need the right company (marks, joiners, selectors), all others stand alone.
"""

import unicodedata
from collections.abc import Callable

REPLACEMENT = "\ufffd"
DOTTED_CIRCLE = "\u25cc"
TAB_AS = "    "

Fate = int | str | None
"""What `str.translate` puts there: None drops the code point."""


class Table(dict[int, Fate]):
    """A translation table that works out its rows when they are first needed and keeps a bounded number."""

    LARGEST = 16_384

    def __init__(self, rule: Callable[[int], Fate]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code_point: int) -> Fate:
        if len(self) >= self.LARGEST:
            self.clear()
        fate = self[code_point] = self._rule(code_point)
        return fate


def _read_ranges(text: str) -> tuple[range, ...]:
    bounds = (row.partition("-")[::2] for row in text.split())
    return tuple(range(int(first, 16), int(last or first, 16) + 1) for first, last in bounds)


def _is_in(code_point: int, ranges: tuple[range, ...]) -> bool:
    return any(code_point in some for some in ranges)


LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
SPACES = " \u3000\u1680"
"""The spaces that remain after translation: all others become U+0020."""

_PRIVATE = _read_ranges("e000-f8ff f0000-10ffff")
_YOUNGER_THAN_PYTHON = _read_ranges("20c1-20cf 1f000-1faff 2a6d7-3347f")
"""Emoji, currency signs and ideographs newer than Python's table: shown though it calls them unassigned."""
_VISIBLE_FORMATS = _read_ranges("600-605 6dd 70f 890-891 8e2 110bd 110cd")
_FILLERS = _read_ranges("34f 115f-1160 3164 ffa0 17b4-17b5 2060-206f fff0-fffb 16fe4 1d159 fe00-fe0e")
"""Code points that draw nothing, and the text selectors VS1 to VS15."""

_JOINERS = {0x200D: "Z", 0x200C: "N"}
_EMOJI_SELECTOR = 0xFE0F
_KEYCAP = 0x20E3
_VARIANTS = _read_ranges("e0100-e01ef")
_MONGOLIAN_SELECTORS = _read_ranges("180b-180f")
_TAGS = _read_ranges("e0000-e007f")
_SKIN_TONES = _read_ranges("1f3fb-1f3ff")
BLACK_FLAG = 0x1F3F4

_INHERITED_MARKS = _read_ranges("300-36f 1ab0-1aff 1dc0-1dff 20d0-20ff fe20-fe2f")
_CONJOINING_JAMO = _read_ranges("1161-11ff d7b0-d7ff")
"""Hangul vowels and finals: they join what stands before them, so they count as marks."""
_JOINING_SCRIPTS = _read_ranges(
    "620-6ff 710-7ff 840-86f 870-dff f00-109f 1700-17ff 1800-18af 1900-1aaf 1b00-1c4f a800-a82f a840-a8ff "
    "a900-aa5f aae0-aaff abc0-abff fb50-fdff fe70-fefc 10a00-10a5f 10ac0-10aff 10b80-10baf 10d00-10d3f "
    "10e80-10fff 11000-11fff 1e900-1e95f"
)
"""Scripts whose letters join or form conjuncts: there ZWJ and ZWNJ change what is read."""
_MONGOLIAN_LETTERS = _read_ranges("1820-18aa")
_IDEOGRAPHS = _read_ranges("3400-4dbf 4e00-9fff f900-faff 20000-3fffd")
_PICTOGRAPHS = _read_ranges(
    "a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 23cf 23e9-23f3 23f8-23fa 24c2 25aa-25ab "
    "25b6 25c0 25fb-25fe 2600-2604 260e 2611 2614-2615 2618 261d 2620 2622-2623 2626 262a 262e-262f "
    "2638-263a 2640 2642 2648-2653 265f-2660 2663 2665-2666 2668 267b 267e-267f 2692-2697 2699 269b-269c "
    "26a0-26a1 26a7 26aa-26ab 26b0-26b1 26bd-26be 26c4-26c5 26c8 26ce-26cf 26d1 26d3-26d4 26e9-26ea "
    "26f0-26f5 26f7-26fa 26fd 2702 2705 2708-270d 270f 2712 2714 2716 271d 2721 2728 2733-2734 2744 2747 "
    "274c 274e 2753-2755 2757 2763-2764 2795-2797 27a1 27b0 27bf 2934-2935 2b05-2b07 2b1b-2b1c 2b50 2b55 "
    "3030 303d 3297 3299 1f004 1f0cf 1f170-1f171 1f17e-1f17f 1f18e 1f191-1f19a 1f201-1f20f 1f21a 1f22f "
    "1f232-1f23a 1f23c-1f23f 1f249-1f25f 1f266-1f321 1f324-1f393 1f396-1f397 1f399-1f39b 1f39e-1f3f0 "
    "1f3f3-1f3f5 1f3f7-1f3fa 1f400-1f4fd 1f4ff-1f53d 1f549-1f54e 1f550-1f567 1f56f-1f570 1f573-1f57a "
    "1f587 1f58a-1f58d 1f590 1f595-1f596 1f5a4-1f5a5 1f5a8 1f5b1-1f5b2 1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 "
    "1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef 1f5f3 1f5fa-1f64f 1f680-1f6c5 1f6cb-1f6d2 1f6d5-1f6e5 1f6e9 "
    "1f6eb-1f6f0 1f6f3-1f6ff 1f7dc-1f7f0 1f90c-1f93a 1f93c-1f945 1f947-1f9ff 1fa6e-1faff"
)
"""Extended_Pictographic of Unicode 17, as far as assigned: what joins to an emoji sequence."""

VIRAMA_CLASS = 9
PLAIN = (
    r" -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0375-\u0377\u037a-\u037d\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1"
    r"\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u2328\u232b-\u23ff"
    r"\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d\U0001f300-\U0001f64f\U0001f680-\U0001f6d2\U0001f900-\U0001f9ff"
)
"""Code points that stay as they are among their like: what most posts are made of. The inside of a pattern's set."""


def _in_body(code_point: int) -> Fate:
    if code_point == 0x0A:
        return code_point
    if code_point == 0x09:
        return TAB_AS
    if code_point in _BREAKS:
        return "\n"
    return _anywhere(code_point)


def _in_line(code_point: int) -> Fate:
    if code_point == 0x09 or code_point in _BREAKS:
        return " "
    return _anywhere(code_point)


def _anywhere(code_point: int) -> Fate:
    if code_point < 0x20:
        return 0x2400 + code_point
    if code_point == 0x7F:
        return 0x2421
    if _needs_company(code_point):
        return code_point
    if _is_in(code_point, _FILLERS):
        return None
    if code_point & 0xFFFE == 0xFFFE or code_point == 0xFFFC or _is_in(code_point, _PRIVATE):
        return REPLACEMENT
    match unicodedata.category(chr(code_point)):
        case "Cc" | "Cs" | "Co":
            return REPLACEMENT
        case "Cn":
            return code_point if _is_in(code_point, _YOUNGER_THAN_PYTHON) else REPLACEMENT
        case "Cf":
            return code_point if _is_in(code_point, _VISIBLE_FORMATS) else None
        case "Me":
            return None
        case "Zs":
            return code_point if chr(code_point) in SPACES else " "
        case _:
            return code_point


def _needs_company(code_point: int) -> bool:
    return (
        code_point in _JOINERS
        or code_point in (_EMOJI_SELECTOR, _KEYCAP)
        or _is_in(code_point, _VARIANTS + _MONGOLIAN_SELECTORS + _TAGS)
    )


def _kind(code_point: int) -> Fate:
    """The letter that stands for a code point in the patterns of clusters.py.

    Z, N joiners; V emoji selector; K keycap; W variant of an ideograph; F Mongolian selector; T tag; M skin tone;
    I mark of any script; S mark of one script; X virama. Bases: space; d digit of a keycap; e pictograph; b black
    flag; o Mongolian and j other joining letters; h ideograph; `.` all else.
    """
    if code_point < 0x80:
        char = chr(code_point)
        return "d" if char in "0123456789#*" else " " if char in " \n" else "."
    if code_point in _JOINERS:
        return _JOINERS[code_point]
    if code_point == _EMOJI_SELECTOR:
        return "V"
    if code_point == _KEYCAP:
        return "K"
    for letter, ranges in _KIND_RANGES:
        if _is_in(code_point, ranges):
            return letter
    return _kind_by_category(code_point)


def _kind_by_category(code_point: int) -> str:
    char = chr(code_point)
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me"):
        if _is_in(code_point, _INHERITED_MARKS):
            return "I"
        return "X" if unicodedata.combining(char) == VIRAMA_CLASS else "S"
    if char in SPACES:
        return " "
    if category[0] == "L":
        if _is_in(code_point, _MONGOLIAN_LETTERS):
            return "o"
        return "j" if _is_in(code_point, _JOINING_SCRIPTS) else "."
    return "b" if code_point == BLACK_FLAG else "."


_BREAKS = frozenset(map(ord, LINE_BREAKS))
_KIND_RANGES = (
    ("W", _VARIANTS),
    ("F", _MONGOLIAN_SELECTORS),
    ("T", _TAGS),
    ("M", _SKIN_TONES),
    ("S", _CONJOINING_JAMO),
    ("h", _IDEOGRAPHS),
    ("b", (range(BLACK_FLAG, BLACK_FLAG + 1),)),
    ("e", _PICTOGRAPHS),
)

FOR_BODY = Table(_in_body)
FOR_LINE = Table(_in_line)
KIND = Table(_kind)
