"""What the index of words lacks while it is made anew: whoever changes a post must not take out what is not in it."""

import sqlite3
from dataclasses import dataclass

NOTE = "refolding"


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Posts with numbers above `done` up to `end` are not in the index. `mark` is how the others are folded."""

    mark: str
    done: int
    end: int

    def __str__(self) -> str:
        """As it is noted in the file."""
        return f"{self.done} {self.end} {self.mark}"

    def has(self, post: int) -> bool:
        """The index lacks it."""
        return self.done < post <= self.end


def unfolded(connection: sqlite3.Connection) -> Unfolded | None:
    """What it lacks; None: nothing. sqlite3.Error."""
    found = connection.execute("SELECT value FROM notes WHERE name = ?", (NOTE,)).fetchone()
    if found is None:
        return None
    done, _, rest = str(found[0]).partition(" ")
    end, _, mark = rest.partition(" ")
    return Unfolded(mark, int(done), int(end))


def is_unfolded(connection: sqlite3.Connection, post: int) -> bool:
    """The index lacks this post. sqlite3.Error."""
    left = unfolded(connection)
    return left is not None and left.has(post)
