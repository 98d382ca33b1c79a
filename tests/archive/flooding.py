"""Posts without end, numbered, as a watch hands them to the archive."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from hashtui.archive import Archive
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Admitted, Change, Sighting
from hashtui.post.tag import Tag
from tests.posts import SOURCE, post

TAGS = (Tag.of("capcomnet"), Tag.of("paris20"))


def numbered(number: int, *, tag: Tag | None = None, text: str = "") -> Admitted:
    """Post of that number, one a second."""
    said = text or f"Here is post number {number}, with a few words more: tout est dit, пост номер {number}."
    tag = tag or TAGS[number % 2]
    one = post(number, said, tags=(tag.name,), minutes=number / 60)
    heard = Sighting(one, SOURCE, one.created_at + timedelta(seconds=2), frozenset({tag}), clean_line(str(number)))
    return Admitted(Change.POST, heard, frozenset({tag}), (SOURCE,), heard)


def key_of(number: int) -> str:
    """Its key."""
    return f"https://social.example/users/ana/statuses/{number}"


def flood(first: int, count: int) -> Iterator[Admitted]:
    """So many from that number on."""
    return map(numbered, range(first, first + count))


def handles(archive: Archive) -> set[str]:
    """Of all accounts that it knows of."""
    found = archive.reader()._connection.rows("SELECT handle FROM people", (), tuple[str])
    return {handle for (handle,) in found}


async def until(archive: Archive, is_so: Callable[[], bool]) -> None:
    """Have the thread that writes come round until it is so, a hundred times at most."""
    for _ in range(100):
        if is_so():
            return
        await archive.turn()
    pytest.fail("it did not come to that")
