"""The oracle: every logical post with its newest version, how it left the server, whether it must be archived."""

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SCHEMA = """
create table if not exists posts (
    id text primary key, uri text not null, version integer not null, text text not null, text_hash text not null,
    created_at text not null, via text not null default 'never', deleted integer not null default 0,
    must_archive integer not null default 1)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One post as the server knows it. `via` is never, stream, REST or both."""

    id: str
    uri: str
    version: int
    text: str
    text_hash: str
    created_at: str
    via: str
    deleted: bool
    must_archive: bool


class Ledger:
    """The rows, in a SQLite file or in memory. Only the server writes; a test may read the file while it runs."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(str(path or ":memory:"), isolation_level=None, check_same_thread=False)
        self._db.execute(_SCHEMA)

    def published(self, post_id: str, uri: str, text: str, created_at: datetime, must_archive: bool) -> None:
        """A new post, not served yet. An id used again is a new version."""
        self._db.execute(
            "insert into posts (id, uri, version, text, text_hash, created_at, must_archive) values (?,?,1,?,?,?,?)"
            " on conflict (id) do update set version = version + 1, text = excluded.text,"
            " text_hash = excluded.text_hash",
            (post_id, uri, text, text_hash(text), created_at.isoformat(), int(must_archive)),
        )

    def edited(self, post_id: str, text: str) -> None:
        """A new version of it."""
        self._db.execute(
            "update posts set version = version + 1, text = ?, text_hash = ? where id = ?",
            (text, text_hash(text), post_id),
        )

    def deleted(self, post_id: str) -> None:
        """It is gone."""
        self._db.execute("update posts set deleted = 1 where id = ?", (post_id,))

    def served(self, post_id: str, via: str) -> None:
        """It left the server whole, by `stream` or by `REST`."""
        self._db.execute(
            "update posts set via = case when via in ('never', ?) then ? else 'both' end where id = ?",
            (via, via, post_id),
        )

    def entries(self) -> list[Entry]:
        """All rows, oldest first."""
        rows = self._db.execute(
            "select id, uri, version, text, text_hash, created_at, via, deleted, must_archive from posts order by rowid"
        )
        return [Entry(a, b, c, d, e, f, g, bool(h), bool(i)) for a, b, c, d, e, f, g, h, i in rows]

    def expected(self) -> Mapping[str, str]:
        """What must be there at the end: uri to text hash of every post that stands and must be archived."""
        return {e.uri: e.text_hash for e in self.entries() if e.must_archive and not e.deleted}

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def text_hash(text: str) -> str:
    """How texts are compared."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
