"""Every statement of a session that writes fails once, in every way: nothing that was taken is lost or kept twice."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hashtui.archive import Condition, open_archive
from hashtui.archive.wholeness import is_whole
from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Admitted, Change, Cursor, Deletion, Heard
from tests.archive.events import admitted_by, heard_in_event
from tests.archive.failing import Failing, make_it_fail
from tests.archive.flooding import flood, key_of, numbered, until
from tests.posts import NOON, SOURCE

EVENT: tuple[Heard, ...] = heard_in_event()[:60]
WORDS = {
    sqlite3.SQLITE_FULL: "no room on the disk since ",
    sqlite3.SQLITE_IOERR: "the disk takes nothing (disk I/O error) since ",
    sqlite3.SQLITE_IOERR_READ: "the disk takes nothing (disk I/O error) since ",
    sqlite3.SQLITE_READONLY: "it cannot be written (attempt to write a readonly database) since ",
    sqlite3.SQLITE_BUSY: "another program has it locked",
}
"""What is said at most while it lasts; a damaged file is made anew without a word of that."""
CODES = [*WORDS, sqlite3.SQLITE_CORRUPT]


@dataclass(frozen=True)
class Kept:
    """What an archive has in the end."""

    posts: dict[str, Admitted]
    deleted: frozenset[str]
    journal: list[str]
    found: int
    """By a word that many say."""


def kept(place: Path) -> Kept:
    """All of it, after it was opened anew; it is whole, and nothing is said of it."""
    archive = open_archive(place, clock=HandClock(), command="a test")
    reader = archive.reader()
    journal = sorted(repr(heard) for _, heard in reader.heard(None, None, None))
    deleted = frozenset(one.key for one in reader.each(None, None, None, deleted=True))
    query = "SELECT count(*) FROM words WHERE words MATCH 'number'"
    (found,) = reader._connection.rows(query, (), tuple[int])[0]
    assert is_whole(reader._connection.plain)
    assert archive.said == ()
    posts = {one.key: one.admitted for one in reader.each(None, None, None)}
    reader.close()
    archive.close()
    return Kept(posts, deleted, journal, found)


async def session(place: Path) -> set[tuple[Condition, str]]:
    """Two batches with all that a watch tells; in which states the archive was meanwhile, in words."""
    seen = set()
    archive = open_archive(place, clock=HandClock(), command="a test")
    gone = replace(numbered(5), change=Change.DELETED, heard=Deletion(clean_line(key_of(5)), SOURCE, NOON))
    batches: Iterable[Iterable[Admitted]] = ((), (*flood(0, 10), gone))

    def is_written() -> bool:
        state = archive.state
        seen.add((state.condition, state.words.partition("since ")[0] + state.words.partition("since ")[1]))
        return not archive.unwritten

    admitted_by(EVENT, archive)
    for batch in batches:
        for one in batch:
            archive.take(one)
        archive.keep_cursor(Cursor(SOURCE, clean_line("stream"), clean_line("7"), NOON))
        await until(archive, is_written)
    await archive.turn()
    await archive.turn()
    assert (archive.state.condition, archive.state.words) == (Condition.WRITING, "")
    archive.close()
    assert archive.unwritten == 0
    return seen


@pytest.mark.parametrize("code", CODES, ids=["full", "i/o", "read", "readonly", "busy", "corrupt"])
async def test_whichever_statement_fails_nothing_is_lost_and_nothing_is_kept_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    failing = make_it_fail(monkeypatch, Failing(code, first=1 << 60))
    await session(tmp_path / "well.sqlite3")
    many, well = failing.counted, kept(tmp_path / "well.sqlite3")
    begun = next(n for n, said in enumerate(failing.done) if "notes VALUES" in said)

    for turn, first in enumerate(range(begun + 1 + code % 11, many, 11)):
        place = tmp_path / f"{first}.sqlite3"
        one = make_it_fail(monkeypatch, Failing(code, first, 1, late=turn % 3 == 1, rolls_back=turn % 3 == 2))
        seen = await session(place)
        one.stop()
        assert kept(place) == well, f"after the failure of {one.done[first - 1]!r}"
        assert {words for _, words in seen} <= {"", WORDS.get(code, "")} | {
            f"{WORDS.get(code)}: {n} posts wait" for n in range(99)
        }
