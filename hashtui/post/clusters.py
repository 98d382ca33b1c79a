"""Which marks, joiners and selectors may follow which base, so that no stack of them leaves its cell."""

import re
import unicodedata

from hashtui.post.code_points import DOTTED_CIRCLE, KIND

LONGEST_RUN = 64
"""Marks that are looked at behind one base: re-ordering a long run costs its square."""
MOST_INHERITED = 3
MOST_MARKS = 8
MOST_PARTS = 12
"""Pictographs joined into one."""

_NEEDS_COMPANY = re.compile("[A-Z]")
_RUN = re.compile("[A-Z]+")
_TAGS = re.compile("T+")
_LONG_RUN = re.compile(f"(?<=[ISXK]{{{LONGEST_RUN}}})[ISXK]+")
_FINE_RUNS = frozenset(("I", "II", "S", "SS", "X", "IS", "SI", "SX", "XS", "SSS"))
"""Runs that any base carries, most of those that occur."""
_TAG_BLOCK, _TAG_END = 0xE0000, "\U000e007f"
_FLAGS = frozenset(
    "".join(chr(_TAG_BLOCK + ord(letter)) for letter in name) + _TAG_END for name in ("gbeng", "gbsct", "gbwls")
)


def settle(text: str) -> str:
    """The text in NFC, without the marks, joiners and selectors that have no place; marks without a base get one.

    Takes text of translated code points only.
    """
    for _ in range(4):
        kinds = text.translate(KIND)
        if _NEEDS_COMPANY.search(kinds) and _LONG_RUN.search(kinds):
            text = _cut_long_runs(text, kinds)
        text = unicodedata.normalize("NFC", text)
        kinds = text.translate(KIND)
        settled = _fit_runs(text, kinds) if _NEEDS_COMPANY.search(kinds) else text
        if settled == text:
            break
        text = settled
    return text


def _cut_long_runs(text: str, kinds: str) -> str:
    pieces: list[str] = []
    done = 0
    for run in _LONG_RUN.finditer(kinds):
        pieces.append(text[done : run.start()])
        done = run.end()
    return "".join(pieces) + text[done:]


def _fit_runs(text: str, kinds: str) -> str:
    pieces: list[str] = []
    done = 0
    parts_until, parts = -1, 0
    for found in _RUN.finditer(kinds):
        start, end = found.span()
        run, base = found.group(), kinds[start - 1] if start else " "
        if run in _FINE_RUNS and base != " ":
            continue
        parts = parts + 1 if parts_until == start - 1 else 1
        fitted = _Run(base, kinds[end : end + 1] or " ", parts).fit(run, text[start:end])
        if fitted.endswith("\u200d"):
            parts_until = end
        pieces += text[done:start], fitted
        done = end
    return "".join(pieces) + text[done:]


class _Run:
    """What stands behind one base: code points are taken one by one while they have a place there."""

    __slots__ = ("_after", "_base", "_inherited", "_kept", "_kept_kinds", "_marks", "_parts")

    def __init__(self, base: str, after: str, parts: int) -> None:
        self._base = base
        self._after = after
        self._parts = parts
        self._kept = ""
        self._kept_kinds = ""
        self._inherited = 0
        self._marks = 0

    def fit(self, kinds: str, text: str) -> str:
        """What of the run may stay."""
        place = 0
        while place < len(kinds):
            kind, char = kinds[place], text[place]
            following = kinds[place + 1 : place + 2]
            if kind == "T":
                place += self._take_tags(kinds, text, place)
                continue
            if kind in "ISX":
                self._take_mark(kind, char)
            elif kind in "ZN":
                self._take_joiner(kind, char, following)
            elif kind == "M":
                self._take_skin_tone(char)
            elif self._selects(kind):
                self._keep(kind, char)
                self._inherited += 1
                self._marks += 1
            place += 1
        return self._kept

    def _keep(self, kind: str, char: str) -> None:
        self._kept += char
        self._kept_kinds += kind

    def _last(self) -> str:
        return self._kept_kinds[-1:] or self._base

    def _take_mark(self, kind: str, char: str) -> None:
        if self._base == " ":
            self._kept += DOTTED_CIRCLE
            self._base = "."
        if self._marks >= MOST_MARKS or (kind == "I" and self._inherited >= MOST_INHERITED):
            return
        self._marks += 1
        self._inherited += kind == "I"
        self._keep(kind, char)

    def _take_joiner(self, kind: str, char: str, following: str) -> None:
        last, after = self._last(), following or self._after
        joins_letters = self._base in "jo" and last in "joISX" and after in "joISX"
        joins_pictures = (
            kind == "Z"
            and self._base in "eb"
            and last in "ebVM"
            and not following
            and after in "eb"
            and self._parts < MOST_PARTS
        )
        if joins_letters or joins_pictures or last == "X":
            self._keep(kind, char)

    def _take_skin_tone(self, char: str) -> None:
        if not (self._base in "eb" and self._kept_kinds in ("", "V")):
            self._base, self._kept_kinds = "m", ""
            self._inherited = self._marks = 0
            self._kept += char
            return
        self._keep("M", char)

    def _selects(self, kind: str) -> bool:
        match kind:
            case "V":
                return self._base in "ebd" and not self._kept_kinds
            case "K":
                return self._base == "d" and self._kept_kinds in ("", "V")
            case "W":
                return self._base == "h" and not self._kept_kinds
            case _:
                return self._base == "o" and not self._kept_kinds

    def _take_tags(self, kinds: str, text: str, place: int) -> int:
        """Keep the flag spelled from `place` on if it is one of the three; say how many tags were read."""
        found = _TAGS.match(kinds, place)
        length = found.end() - place if found else 1
        spelled = text[place : place + length]
        if self._base == "b" and not self._kept_kinds and spelled in _FLAGS:
            self._kept += spelled
            self._kept_kinds += "T"
        return length
