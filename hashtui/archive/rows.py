"""A post's row: its newest state, and who gave it, as they are written down."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

import msgspec

from hashtui.archive.codec import Figures, Packed, encode
from hashtui.post.post import Counts, Post

COLUMNS = "id, key, stands_at, person, portrait, state, tags, heard, body, deleted_at, deleted_by"
Columns = tuple[int, str, int, int, int, int, bytes, bytes, bytes, int | None, int | None]
ID: Final = 0
KEY: Final = 1
STANDS_AT: Final = 2
"""Where these are among the columns."""
IN_ANY_PART = """p.id >> 14 IN (
WITH RECURSIVE parts (part) AS (
    SELECT (SELECT min(id) FROM posts) >> 14
    UNION ALL SELECT (SELECT min(id) FROM posts WHERE id > (part << 14) + 16383) >> 14 FROM parts WHERE part IS NOT NULL
) SELECT part FROM parts WHERE part IS NOT NULL)"""
"""What makes the index by writer, which comes in parts, answer for all posts, which go by the name `p`. Only parts with
posts are gone through: what was saved of a damaged file may have a number far beyond all others."""
ASKED_AT_ONCE = 500
"""Names looked up with one statement."""
UNREADABLE = (msgspec.DecodeError, ValueError, IndexError, KeyError, OverflowError, TypeError)
"""What a row can be answered with that makes no sense."""
_UNKNOWN = (None, None, None)
_KEY_ITSELF, _TAIL_OF_KEY = 1, 2


class Voice(msgspec.Struct, array_like=True):
    """How one source gave one copy of the post first."""

    source: int = 0
    at: int = 0
    local_id: str | int | None = None
    asked: list[int] = []
    held: bool = False
    key: str | None = None
    """Of the copy, where that is not the post's own."""
    gone: bool = False
    """This copy was taken back; others stand."""

    def packed(self, base: int) -> Packed:
        """As it is written down, its time counted from that one."""
        packed: Packed = [self.source, self.at - base, self.local_id, self.asked]
        if self.key is not None or self.held or self.gone:
            packed += (self.held, self.key, self.gone)
        return packed


class Tidings(msgspec.Struct, array_like=True):
    """What is known of the post beside what it says."""

    source: int = 0
    """Who gave the newest state."""
    at: int = 0
    """When."""
    voices: list[Voice] = []
    figures: Figures = ()
    """Of its author."""
    counts: Figures = ()
    last: int = 0
    """The number of the last state that was written down."""
    others: list[int] = []
    """Sources that gave it, and no voice is known of."""
    echoes: list[str] = []
    """The keys of its copies that stand beside it."""

    def packed(self, base: int) -> bytes:
        """As it is written down, its times counted from that one."""
        voices = [voice.packed(base) for voice in self.voices]
        packed: Packed = [self.source, self.at - base, voices, self.figures, self.counts]
        if self.last or self.others or self.echoes:
            packed += (self.last, self.others, self.echoes)
        return encode(packed)

    def shifted(self, base: int) -> "Tidings":
        """As it was read, with its times counted from that one."""
        self.at += base
        for voice in self.voices:
            voice.at += base
        return self


_TIDINGS = msgspec.msgpack.Decoder(Tidings)
_TAGS = msgspec.msgpack.Decoder(list[int])
unpack_tidings = _TIDINGS.decode
unpack_tags = _TAGS.decode


@dataclass(slots=True)
class Row:
    """One row of `posts`, and what became of it since it was read."""

    id: int
    key: str
    stands_at: int
    person: int
    portrait: int
    state: int
    tags: list[int]
    tidings: Tidings
    body: bytes
    deleted_at: int | None = None
    deleted_by: int | None = None
    is_new: bool = False
    is_changed: bool = False
    post: Post | None = None
    """The newest state, where it was written anew."""
    before: "Before | None" = field(default=None)
    """How it was in the file, when that matters to an index; None: it was not there, or all is as it was."""

    def remember(self) -> None:
        """Keep how it was, before the first change that an index sees."""
        if self.before is None and not self.is_new:
            self.before = Before(self.stands_at, tuple(self.tags), self.person, self.portrait, self.body)


@dataclass(frozen=True, slots=True)
class Before:
    """What the indexes say of a row."""

    stands_at: int
    tags: tuple[int, ...]
    person: int
    portrait: int
    body: bytes


def columns_of(name: str) -> str:
    """The columns of `posts` where it goes by another name."""
    return ", ".join(f"{name}.{column}" for column in COLUMNS.split(", "))


def read_row(values: Columns) -> Row:
    """The row of these columns. ValueError when it makes no sense."""
    number, key, stands_at, person, portrait, state, tags, heard, body, deleted_at, deleted_by = values
    tidings = unpack_tidings(heard).shifted(stands_at)
    return Row(
        number, key, stands_at, person, portrait, state, unpack_tags(tags), tidings, body, deleted_at, deleted_by
    )


def rows_named(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[Row]:
    """The rows that may go under these names, some of which may share no more than a hash with them.

    What makes no sense is left out.
    """
    hashes = list({hash_of(name) for name in names})
    for start in range(0, len(hashes), ASKED_AT_ONCE):
        some = hashes[start : start + ASKED_AT_ONCE]
        marks = ",".join("?" * len(some))
        query = f"SELECT {COLUMNS} FROM posts WHERE id IN (SELECT post FROM all_names WHERE hash IN ({marks}))"  # noqa: S608  # question marks
        for values in connection.execute(query, some).fetchall():
            try:
                row = read_row(values)
            except UNREADABLE:
                continue
            yield row


def hash_of(name: str) -> int:
    """What a key or URL is looked up by: six octets instead of a hundred.

    Posts that share it by chance are told apart by their keys; nobody makes many that do.
    """
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big", signed=True)


def counted(counts: Counts) -> Figures:
    """As it is written down."""
    found = (counts.replies, counts.boosts, counts.favourites)
    return () if found == _UNKNOWN else found


def larger(one: Figures, other: Figures) -> Figures:
    """Of each the larger one."""
    if not other or one == other:
        return one
    return tuple(map(_larger, one, other)) if one else other


def _larger(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def short_id(local_id: str, key: str) -> str | int | None:
    """A server's own id; a number where the key says it."""
    if not local_id:
        return None
    if local_id == key:
        return _KEY_ITSELF
    return _TAIL_OF_KEY if local_id == key[key.rfind("/") + 1 :] else str(local_id)


def long_id(short: str | int | None, key: str) -> str:
    """The id that was so shortened."""
    match short:
        case None:
            return ""
        case str():
            return short
        case 1:
            return str(key)
        case _:
            return key[key.rfind("/") + 1 :]
