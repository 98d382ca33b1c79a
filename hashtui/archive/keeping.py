"""Nothing is kept for ever, unless the person wants it: what was kept first goes first, a little at a time."""

from datetime import timedelta
from itertools import takewhile

from hashtui.archive.codec import stamp
from hashtui.archive.connection import Connection
from hashtui.archive.forgetting import remove
from hashtui.archive.kept import Keep
from hashtui.archive.saving import last_post
from hashtui.clock import Clock

EVERY = 600.0
"""Seconds from one look to the next."""
_SOME = 300
"""Posts that go at once."""
_PAGES = 400
"""Pages that are given back to the disk at once."""
_ENOUGH = 0.95
"""Of the size allowed, so much is left when posts had to go."""
_MICROSECOND = timedelta(microseconds=1)
_A_DAY = timedelta(days=1) // _MICROSECOND
_MEASURES = ("page_count", "freelist_count", "page_size")


class Keeping:
    """Keeps the archive as young and as small as it is wanted. `step` is short, and made by the thread that writes."""

    def __init__(self, connection: Connection, keep: Keep, clock: Clock) -> None:
        self._run = connection.plain.execute
        self._connection = connection
        self._keep = keep
        self._clock = clock
        self._next = clock.monotonic() if keep.age is not None or keep.octets is not None else float("inf")
        self._goal = 0
        """Posts with smaller numbers go, since the file is too large."""
        self._merge: int | None = None
        """Pages of the index of words to be put together next: only then is the room of what went there free."""

    @property
    def is_due(self) -> bool:
        """It is time for a step."""
        return self._clock.monotonic() >= self._next

    def put_off(self) -> None:
        """It could not be done now."""
        self._next = self._clock.monotonic() + EVERY

    def step(self) -> int:
        """Let some go that are too many, posts and what was heard of them, or give some room back; how many rows went.

        sqlite3.Error.
        """
        begun = self._clock.monotonic()
        self._run("BEGIN IMMEDIATE")
        gone = self._let_go()
        self._run("COMMIT")
        if not gone and self._merge is not None:
            self._put_together(self._merge)
        elif not gone:
            pages, free, size = self._measures()
            if free > _PAGES or (free and pages * size > (self._keep.octets or pages * size)):
                # A statement without columns is stepped once by `execute`, which gives back a single page.
                self._connection.plain.executescript(f"PRAGMA incremental_vacuum({_PAGES})")
            else:
                self._next = begun + EVERY
        return gone

    def _let_go(self) -> int:
        before = max(self._too_old(), self._too_many())
        query = "SELECT id FROM posts WHERE id < ? ORDER BY id LIMIT ?"
        posts = [number for (number,) in self._run(query, (before, _SOME))]
        if posts:
            remove(self._connection.plain, posts, journal=False)
        heard = self._run("SELECT id, post FROM journal ORDER BY id LIMIT ?", (10 * _SOME,)).fetchall()
        entries = [number for number, _ in takewhile(lambda row: row[1] < before, heard)]
        if before and entries:
            self._run("DELETE FROM journal WHERE id <= ?", (entries[-1],))
            return len(posts) + len(entries)
        return len(posts)

    def _too_old(self) -> int:
        """The posts with smaller numbers were kept for long enough."""
        if self._keep.age is None:
            return 0
        day = (stamp(self._clock.now()) - self._keep.age // _MICROSECOND) // _A_DAY
        found = self._run("SELECT post FROM days WHERE day >= ? ORDER BY day LIMIT 1", (day,)).fetchone()
        if found is None:  # nothing was kept since
            return last_post(self._connection.plain) + 1
        return int(found[0])

    def _too_many(self) -> int:
        """The same, when the file is too large: as many as should do. Then the index is put in order, and measured."""
        most = self._keep.octets
        if most is None or self._merge is not None:
            return 0
        if self._goal:
            if self._run("SELECT 1 FROM posts WHERE id < ?", (self._goal,)).fetchone() is None:
                self._goal, self._merge = 0, -_PAGES
            return self._goal
        pages, free, size = self._measures()
        octets = (pages - free) * size
        if octets <= most:
            return 0
        (posts,) = self._run("SELECT count(*) FROM posts").fetchone()
        some = 1 + int(posts * (1 - most * _ENOUGH / octets))
        found = self._run("SELECT id FROM posts ORDER BY id LIMIT 1 OFFSET ?", (some,)).fetchone()
        self._goal = 0 if found is None else int(found[0])
        return self._goal

    def _measures(self) -> tuple[int, int, int]:
        """The pages of the file, those of them that are free, and their size."""
        pages, free, size = (int(self._run(f"PRAGMA {name}").fetchone()[0]) for name in _MEASURES)
        return pages, free, size

    def _put_together(self, pages: int) -> None:
        """So many pages of the index of words; less than none begins with all of it, and what went is left out."""
        before = self._connection.plain.total_changes
        self._run("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
        self._merge = abs(pages) if self._connection.plain.total_changes - before > 1 else None
