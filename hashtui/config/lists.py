"""Lists of accounts from elsewhere: what Mastodon exports as CSV, and plain lists of handles."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from hashtui.config.handles import Named, read_named
from hashtui.post.clean import CleanLine, clean_line

MOST_HANDLES = 20_000
"""Accounts read of one list."""
MOST_LISTS = 200
LARGEST = 8 << 20
"""Bytes of a file or an answer that are looked at."""
_LONGEST_LINE = 4_000
_HEADER = "account address"
_COMMENT = re.compile(r"(?:^|\s)[#;].*|^//.*")
_APART = re.compile(r"[\s,;]+")
_NO_LIST = re.compile(r"\s*(?:(<)(?!https?:)|\{|\[\s*[\[{\"\]])")


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in a list."""

    lists: tuple[tuple[CleanLine, tuple[CleanLine, ...]], ...]
    """The name of each, and its handles or keys, each once."""
    unreadable: int = 0
    """Lines without an account."""
    complaint: str = ""
    """The first of them, with its number."""
    beyond: int = 0
    """Accounts beyond those that are kept."""

    @property
    def accounts(self) -> int:
        """How many there are in all."""
        return sum(len(handles) for _, handles in self.lists)


def read_lists(raw: bytes, name: str, *, alone: bool = False) -> Listed:
    """The lists in these bytes. ValueError when they are no list at all.

    `name` is for what stands in no list of its own; `alone`: for everything, whatever lists are named there.
    """
    text = _text(raw)
    _refuse_others(text)
    found: dict[str, dict[str, None]] = {}
    unreadable, beyond, complaint = 0, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        try:
            group, names = _read(line, is_first=number == 1)
        except ValueError as error:
            unreadable += 1
            complaint = complaint or f"line {number}: {error}"
            continue
        if not names:
            continue
        own = clean_line(name if alone or not group else group)
        handles = found.setdefault(own, {}) if own in found or len(found) < MOST_LISTS else {}
        for one in map(str, names):
            if own in found and (len(handles) < MOST_HANDLES or one in handles):
                handles[one] = None
            else:
                beyond += 1
    lists = tuple((clean_line(own), tuple(map(clean_line, handles))) for own, handles in found.items())
    return Listed(lists, unreadable, complaint, beyond)


def _refuse_others(text: str) -> None:
    """ValueError when that is something else."""
    opened = _NO_LIST.match(text)
    if opened is not None:
        kind = "a web page" if opened[1] else "JSON"
        raise ValueError(f"it is {kind}, not a list: one handle a line, or a CSV that Mastodon exports")
    header = [cell.lower() for cell in _cells(text.partition("\n")[0][:_LONGEST_LINE])]
    if header[0] == _HEADER and "hide notifications" in header:
        raise ValueError("it names those you muted there, who are not to be known by that: see hashtui trust mute")


def _text(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    if b"\0" in raw[:1000]:
        raise ValueError("it is no text")
    return raw.decode("utf-8-sig", "replace")


def _read(line: str, *, is_first: bool) -> tuple[str, Sequence[Named]]:
    """The list that the line names, and the accounts on it; no accounts where it says nothing. ValueError."""
    if len(line) > _LONGEST_LINE:
        raise ValueError("it is too long")
    bare = _COMMENT.sub("", line).strip()
    if not bare:
        return "", ()
    cells = _cells(bare)
    if is_first and cells[0].lower() == _HEADER:
        return "", ()
    if len(cells) > 1 and not _is_named(cells[0]) and cells[0] and _is_named(cells[1]):
        return cells[0], (read_named(cells[1]),)
    names = list(_named([piece for cell in cells for piece in _APART.split(cell) if piece]))
    return "", names or (_single(bare),)


def _single(written: str) -> Named:
    named = read_named(written)
    if named.is_glob:
        raise ValueError(f"`{named}` is no single account: give it to hashtui trust add")
    return named


def _cells(line: str) -> list[str]:
    try:
        cells = next(csv.reader([line], skipinitialspace=True), [])
    except csv.Error:
        cells = line.split(",")
    return [cell.strip() for cell in cells] or [""]


def _named(pieces: Sequence[str]) -> Iterator[Named]:
    """The accounts among what is written side by side; words beside them are somebody's remarks."""
    for piece in pieces:
        with suppress(ValueError):
            yield _single(piece)


def _is_named(piece: str) -> bool:
    try:
        _single(piece)
    except ValueError:
        return False
    return True
