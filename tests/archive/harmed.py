"""An archive that is written, and what others do to its file meanwhile."""

import sqlite3
from pathlib import Path

from hashtui.archive import Archive, open_archive
from hashtui.clock import HandClock
from tests.archive.flooding import flood


async def with_posts(place: Path, count: int = 50) -> Archive:
    """An archive that is written, and has so many."""
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, count):
        archive.take(one)
    await archive.flush()
    return archive


def asides(place: Path) -> int:
    """How many damaged files were kept."""
    return len(list(place.parent.glob("archive.corrupt-*.sqlite3")))


def run_in(place: Path, *statements: str) -> None:
    """What another program does to the file."""
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        other.execute(statement)
    other.close()


def take_its_head(place: Path) -> None:
    """Its first page is gone."""
    place.write_bytes(bytes(4096) + place.read_bytes()[4096:])
