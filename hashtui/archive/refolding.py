"""The index of words made anew while the archive is used, a slice at a time: another Python folds otherwise."""

import sqlite3

from hashtui.archive.connection import Connection
from hashtui.archive.indexing import folded_of, indexed
from hashtui.archive.rebuilding import folding_mark, is_folded_so, mark_folding, rebuild_words
from hashtui.archive.rows import COLUMNS, UNREADABLE, Columns, read_row
from hashtui.archive.saving import WORDS, last_post, post_of
from hashtui.archive.unfolded import NOTE, Unfolded, unfolded

AT_ONCE = 1_000
"""With no more posts than that it is done at once."""
SLICE = 400
"""Posts between two looks at what else is to be written."""
REST = 0.04
"""Seconds between two slices: as much as one takes, for whoever reads or writes meanwhile."""


class Refolding:
    """Work for the thread that writes: `begin`, then `step` while it `is_due`. What it has done stays done.

    Until all is done nobody looks words up in the index: posts are looked at one by one.
    """

    def __init__(self, connection: Connection) -> None:
        self._plain = connection.plain
        self._left: Unfolded | None = None

    @property
    def is_due(self) -> bool:
        """There is more to do."""
        return self._left is not None

    @property
    def words(self) -> str:
        """What is done, as one clause; empty when nothing is."""
        if self._left is None:
            return ""
        done = 100 * max(0, self._left.done) // max(1, self._left.end)
        return f"the index of words is made anew, {done} % is done; until then every post is looked at by a search"

    def begin(self) -> None:
        """See what is to be done, and go on with what was begun. sqlite3.Error."""
        self._left = None
        if is_folded_so(self._plain):
            return
        begun = unfolded(self._plain)
        if begun is not None and begun.mark == folding_mark():
            self._left = begun
            return
        end = last_post(self._plain)
        self._plain.execute("BEGIN IMMEDIATE")
        try:
            if self._count(AT_ONCE + 1) <= AT_ONCE:
                rebuild_words(self._plain)
            else:
                self._plain.execute("INSERT INTO words (words) VALUES ('delete-all')")
                self._plain.execute("INSERT OR REPLACE INTO notes VALUES ('folding', '')")
                self._note(Unfolded(folding_mark(), -1, end))
            self._plain.execute("COMMIT")
        except sqlite3.Error:
            self._undo()
            raise
        self._left = unfolded(self._plain)

    def step(self) -> None:
        """The next slice. sqlite3.Error."""
        self._plain.execute("BEGIN IMMEDIATE")
        try:
            left = unfolded(self._plain)
            if left is None:  # somebody made all of it anew
                left = Unfolded(folding_mark(), 0, 0)
            query = f"SELECT {COLUMNS} FROM posts WHERE id > ? AND id <= ? ORDER BY id LIMIT {SLICE}"  # noqa: S608  # ours
            found: list[Columns] = self._plain.execute(query, (left.done, left.end)).fetchall()
            self._plain.executemany(WORDS, self._words_of(found))
            if len(found) < SLICE:
                mark_folding(self._plain)
            else:
                self._note(Unfolded(left.mark, found[-1][0], left.end))
            self._plain.execute("COMMIT")
        except sqlite3.Error:
            self._undo()
            raise
        self._left = unfolded(self._plain)

    def _words_of(self, found: list[Columns]) -> list[tuple[int, str]]:
        words: list[tuple[int, str]] = []
        for columns in found:
            try:
                row = read_row(columns)
                if row.deleted_at is None:
                    post = post_of(self._plain, row.person, row.portrait, row.body, row.key)
                    words.append((row.id, indexed(folded_of(post))))
            except UNREADABLE:
                continue
        return words

    def _count(self, most: int) -> int:
        query = "SELECT count(*) FROM (SELECT 1 FROM posts LIMIT ?)"
        return int(self._plain.execute(query, (most,)).fetchone()[0])

    def _note(self, left: Unfolded) -> None:
        self._plain.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (NOTE, str(left)))

    def _undo(self) -> None:
        if self._plain.in_transaction:
            self._plain.execute("ROLLBACK")
