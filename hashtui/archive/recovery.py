"""What can be read of a damaged archive, saved into a new one. The damaged file is kept beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hashtui.archive.codec import encode
from hashtui.archive.pages import Pages, Record, Value
from hashtui.archive.rebuilding import rebuild_all
from hashtui.config.writing import name_aside

_LETTERS = {type(None): "-", int: "n", str: "t", bytes: "b"}
_TABLES = {
    "-t": "sources",
    "-tt": "tags",
    "-ttnb": "people",
    "nnb": "portraits",
    "-tnnnnbbb--": "posts",
    "-tnnnnbbbnn": "posts",
    "-nnnnb": "versions",
    "-ntb": "copies",
    "nnnnb": "boosts",
    "-nnnb": "journal",
    "-nnb": "gaps",
    "ttn": "forgotten",
    "-nn": "days",
}
"""The tables that are saved, by the kinds of their columns: no two of the file are alike, and a page does not say to
which table it belongs. The places of the sources are not among them: what is lost is asked for again."""
_SOME = 1_000
_LOST = """
INSERT OR IGNORE INTO people SELECT DISTINCT person, 'lost:' || person, '@lost', 0, ? FROM posts
"""


def move_aside(place: Path, now: datetime) -> Path:
    """Give the damaged file, with its log, a name of its own; OSError when that fails."""
    aside = name_aside(place, now, "corrupt")
    log = place.with_name(f"{place.name}-wal")
    with suppress(FileNotFoundError):  # or it goes just now, with the last one who reads
        log.replace(aside.with_name(f"{aside.name}-wal"))
    place.with_name(f"{place.name}-shm").unlink(missing_ok=True)
    place.replace(aside)
    return aside


def recover(damaged: Path, connection: sqlite3.Connection) -> int:
    """Save what can be read into this new archive, in one transaction; how many posts.

    sqlite3.Error when it cannot be written, OSError when the damaged file cannot be read at all.
    """
    pages = Pages(damaged)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table, rows in _gathered(pages.records()):
            marks = ",".join("?" * len(rows[0]))
            connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608  # our own names
        connection.execute(_LOST, (encode(["lost:", "@lost"]),))
        count = rebuild_all(connection)
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        pages.close()
    return count


def _gathered(records: Iterator[Record]) -> Iterator[tuple[str, list[tuple[Value, ...]]]]:
    """The rows of each table, many at a time."""
    waiting: dict[str, list[tuple[Value, ...]]] = {}
    for record in records:
        table = _table_of(record)
        if table is None:
            continue
        values = record.values if record.rowid is None else (record.rowid, *record.values[1:])
        rows = waiting.setdefault(table, [])
        rows.append(values)
        if len(rows) == _SOME:
            yield table, waiting.pop(table)
    yield from waiting.items()


def _table_of(record: Record) -> str | None:
    shape = "".join(_LETTERS.get(type(value), "?") for value in record.values)
    return _TABLES.get(shape) if (record.rowid is None) == (shape[:1] != "-") else None
