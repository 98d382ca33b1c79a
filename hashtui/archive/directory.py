"""Numbers for what is said again and again: sources, tags, people."""

import sqlite3

from hashtui.archive.codec import pack_person
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author
from hashtui.post.tag import Tag

MOST_PEOPLE = 20_000
"""Accounts remembered between two looks into the file."""
MOST_SETS = 5_000
"""Sets of tags, of which few differ, remembered in the same way."""


class Directory:
    """What one writer knows of these tables. After a transaction that failed it must be cleared."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sources: dict[str, int] = {}
        self._tags: dict[str, int] = {}
        self._sets: dict[frozenset[Tag], list[int]] = {}
        self._people: dict[str, tuple[Author, int, int]] = {}
        self._kept_out: KeptOut | None = None
        self.doubted: set[int] = set()
        """Posts of which the file knows a newer state than the watch."""

    def clear(self) -> None:
        """Forget what was read, so that it is read again. What is doubted is no matter of the file."""
        self._sources.clear()
        self._tags.clear()
        self._sets.clear()
        self._people.clear()
        self._kept_out = None

    def source(self, url: str) -> int:
        """The number of this source."""
        number = self._sources.get(url)
        if number is None:
            number = self._sources[url] = self._number("sources", "url", url, ())
        return number

    def tag(self, tag: Tag) -> int:
        """The number of this tag."""
        number = self._tags.get(tag.name)
        if number is None:
            number = self._tags[tag.name] = self._number("tags", "name", tag.name, (tag.told,))
        return number

    def tags(self, tags: frozenset[Tag]) -> list[int]:
        """Their numbers, the least first. The list is not to be changed."""
        numbers = self._sets.get(tags)
        if numbers is None:
            if len(self._sets) >= MOST_SETS:
                self._sets.clear()
            numbers = self._sets[tags] = sorted(map(self.tag, tags))
        return numbers

    def person(self, author: Author) -> tuple[int, int]:
        """The numbers of the account and of its portrait: what it says of itself now."""
        known = self._people.get(author.key)
        if known is not None and _same(known[0], author):
            return known[1], known[2]
        if len(self._people) >= MOST_PEOPLE:
            self._people.clear()
        number, portrait = self._portrayed(author)
        self._people[author.key] = author, number, portrait
        return number, portrait

    @property
    def kept_out(self) -> KeptOut:
        """Who asked to leave, and stays out."""
        if self._kept_out is None:
            rows = self._connection.execute("SELECT name FROM forgotten").fetchall()
            self._kept_out = KeptOut(frozenset(str(name) for (name,) in rows))
        return self._kept_out

    def is_forgotten(self, author: Author) -> bool:
        """It was asked to leave, and stays out."""
        kept_out = self.kept_out
        return bool(kept_out.names) and kept_out.has(author)

    def _portrayed(self, author: Author) -> tuple[int, int]:
        run, packed = self._connection.execute, pack_person(author)
        found = run("SELECT id, portrait, body FROM people WHERE key = ?", (str(author.key),)).fetchone()
        handle = str(author.handle)
        if found is None:
            row = (str(author.key), handle, packed)
            return run("INSERT INTO people (key, handle, portrait, body) VALUES (?, ?, 0, ?)", row).lastrowid or 0, 0
        number, newest, body = found
        if body == packed:
            return number, newest
        former = "SELECT portrait FROM portraits WHERE person = ? AND body = ?"
        older = run(former, (number, packed)).fetchone()
        if older is not None:
            return number, older[0]
        run("INSERT INTO portraits VALUES (?, ?, ?)", (number, newest, body))
        (last,) = run("SELECT max(portrait) FROM portraits WHERE person = ?", (number,)).fetchone()
        portrait = max(newest, last) + 1
        run("UPDATE people SET handle = ?, portrait = ?, body = ? WHERE id = ?", (handle, portrait, packed, number))
        return number, portrait

    def _number(self, table: str, column: str, name: str, more: tuple[str, ...]) -> int:
        found = self._connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (str(name),)).fetchone()  # noqa: S608  # our own names
        if found is not None:
            return int(found[0])
        values = (str(name), *map(str, more))
        marks = ", ".join("?" * len(values))
        return self._connection.execute(f"INSERT INTO {table} VALUES (NULL, {marks})", values).lastrowid or 0  # noqa: S608  # our own names


def _same(one: Author, other: Author) -> bool:
    """They differ in figures at most."""
    return one is other or (
        one.name == other.name
        and one.handle == other.handle
        and one.about == other.about
        and one.url == other.url
        and one.bot == other.bot
        and one.since == other.since
        and one.verified == other.verified
        and one.fields == other.fields
    )
