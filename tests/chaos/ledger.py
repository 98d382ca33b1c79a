"""The oracle: every post of every half in its newest version, how it left the server, and what nobody could get."""

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SCHEMA = """
create table if not exists posts (
    number integer primary key, half text not null, id text not null, uri text not null, version integer not null,
    text text not null, text_hash text not null, created_at text not null, via text not null default 'never',
    served integer not null default 0, deleted integer not null default 0, must_archive integer not null default 1,
    copy_of text,
    unique (half, id));
create table if not exists gaps (
    half text not null, since text not null, until text not null, reason text not null,
    first integer not null, last integer not null, posts integer not null);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One post as one half knows it. `via` is never, stream, REST or both."""

    half: str
    id: str
    uri: str
    version: int
    text: str
    text_hash: str
    created_at: str
    via: str
    deleted: bool
    must_archive: bool
    copy_of: str | None
    """The original's identity, when a bridge carried the post here."""


@dataclass(frozen=True, slots=True)
class LostGap:
    """A stretch of posts that nobody could get: they were never served, and no replay reaches them any more."""

    half: str
    since: datetime
    until: datetime
    reason: str
    posts: int


class Ledger:
    """The rows, in a SQLite file or in memory. Only the server writes; a test may read the file while it runs."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(str(path or ":memory:"), isolation_level=None, check_same_thread=False)
        self._db.executescript(_SCHEMA)

    def published(
        self,
        half: str,
        post_id: str,
        uri: str,
        text: str,
        created_at: datetime,
        must_archive: bool,
        copy_of: str | None = None,
    ) -> None:
        """A new post, not served yet. An id used again is a new version."""
        self._db.execute(
            "insert into posts (half, id, uri, version, text, text_hash, created_at, must_archive, copy_of)"
            " values (?,?,?,1,?,?,?,?,?) on conflict (half, id) do update set version = version + 1,"
            " text = excluded.text, text_hash = excluded.text_hash",
            (half, post_id, uri, text, text_hash(text), created_at.isoformat(), int(must_archive), copy_of),
        )

    def edited(self, half: str, post_id: str, text: str) -> None:
        """A new version of it."""
        self._db.execute(
            "update posts set version = version + 1, text = ?, text_hash = ? where half = ? and id = ?",
            (text, text_hash(text), half, post_id),
        )

    def deleted(self, half: str, post_id: str) -> None:
        """It is gone."""
        self._db.execute("update posts set deleted = 1 where half = ? and id = ?", (half, post_id))

    def version(self, half: str, post_id: str) -> int:
        """Which version of it is the newest; 0 for one that was never here."""
        query = "select version from posts where half = ? and id = ?"
        row = self._db.execute(query, (half, post_id)).fetchone()
        return 0 if row is None else int(row[0])

    def served(self, half: str, post_id: str, via: str, version: int | None = None) -> None:
        """That version of it, or the newest, left the server whole, by `stream` or by `REST`."""
        self._db.execute(
            "update posts set via = case when via in ('never', ?) then ? else 'both' end,"
            " served = max(served, coalesce(?, version)) where half = ? and id = ?",
            (via, via, version, half, post_id),
        )

    def lost(self, half: str, post_id: str, reason: str) -> None:
        """Nobody can get it any more. If nobody got it before, that is a gap: its neighbours' if they are lost too.

        If somebody got it, but not its newest version, then nobody can be sure of it.
        """
        row = self._db.execute(
            "select number, created_at, via from posts where half = ? and id = ? and served < version and must_archive"
            " and not deleted",
            (half, post_id),
        ).fetchone()
        if row is None:
            return
        number, at, via = row
        self._db.execute("update posts set must_archive = 0 where number = ?", (number,))
        if via != "never":
            return
        query = "select rowid, last from gaps where half = ? order by last desc limit 1"
        gap = self._db.execute(query, (half,)).fetchone()
        if gap is not None and self._all_lost(half, gap[1], number):
            self._db.execute(
                "update gaps set since = min(since, ?), until = max(until, ?), first = min(first, ?),"
                " last = max(last, ?), posts = posts + 1 where rowid = ?",
                (at, at, number, number, gap[0]),
            )
        else:
            self._db.execute("insert into gaps values (?,?,?,?,?,?,1)", (half, at, at, reason, number, number))

    def uncertain(self, half: str, post_id: str) -> None:
        """Its newest state could not be had: whoever holds an older one, or none, is right too."""
        self._db.execute("update posts set must_archive = 0 where half = ? and id = ?", (half, post_id))

    def entries(self, half: str | None = None) -> list[Entry]:
        """All rows, oldest first; those of one half."""
        rows = self._db.execute(
            "select half, id, uri, version, text, text_hash, created_at, via, deleted, must_archive, copy_of from posts"
            " where ? is null or half = ? order by number",
            (half, half),
        )
        return [
            Entry(name, a, b, c, d, e, f, g, bool(gone), bool(must), copy)
            for name, a, b, c, d, e, f, g, gone, must, copy in rows
        ]

    def gaps(self, half: str | None = None) -> list[LostGap]:
        """What nobody could get, in order."""
        rows = self._db.execute(
            "select half, since, until, reason, posts from gaps where ? is null or half = ? order by first",
            (half, half),
        )
        moment = datetime.fromisoformat
        return [LostGap(name, moment(a), moment(b), why, count) for name, a, b, why, count in rows]

    def expected(self, half: str | None = None) -> Mapping[str, str]:
        """What must be there at the end: uri to text hash of every post that stands and must be archived.

        Over all halves a post that was carried from one to another counts once, as the original.
        """
        return {
            e.uri: e.text_hash
            for e in self.entries(half)
            if e.must_archive and not e.deleted and (half is not None or e.copy_of is None)
        }

    def possible(self, half: str | None = None) -> set[str]:
        """The uris that may be there at the end: all but what is deleted for certain."""
        return {e.uri for e in self.entries(half) if not e.deleted or not e.must_archive}

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _all_lost(self, half: str, after: int, before: int) -> bool:
        """Whether every post between two rows was lost too: then it is one gap."""
        (count,) = self._db.execute(
            "select count(*) from posts where half = ? and number > ? and number < ? and must_archive and not deleted",
            (half, after, before),
        ).fetchone()
        return bool(count == 0)


def text_hash(text: str) -> str:
    """How texts are compared."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
