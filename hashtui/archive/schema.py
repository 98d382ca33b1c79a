"""The tables of the archive, as numbered steps: each makes a file of the step before into one of its own."""

import sqlite3

from hashtui.errors import ArchiveError

APPLICATION = 0x68617368
"""What says in the file's header that it is an archive of ours."""

# The row of the journal in `days` is for whoever lets the journal go by days; nobody does so yet.
FIRST = """
CREATE TABLE sources (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, spelling TEXT NOT NULL);
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, handle TEXT NOT NULL, portrait INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX people_by_handle ON people (handle);
CREATE TABLE portraits (person INTEGER NOT NULL, portrait INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (person, portrait)) WITHOUT ROWID;
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, stands_at INTEGER NOT NULL, person INTEGER NOT NULL,
    portrait INTEGER NOT NULL, state INTEGER NOT NULL, tags BLOB NOT NULL, heard BLOB NOT NULL, body BLOB NOT NULL,
    deleted_at INTEGER, deleted_by INTEGER
);
CREATE INDEX posts_standing ON posts (stands_at) WHERE deleted_at IS NULL;
CREATE INDEX posts_deleted ON posts (stands_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX posts_by_person ON posts (person);
CREATE TABLE names (hash INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (hash, post)) WITHOUT ROWID;
CREATE TABLE new_names (hash INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (hash, post)) WITHOUT ROWID;
CREATE VIEW all_names AS SELECT hash, post FROM names UNION ALL SELECT hash, post FROM new_names;
CREATE TABLE tagged (tag INTEGER NOT NULL, stands_at INTEGER NOT NULL, post INTEGER NOT NULL,
    PRIMARY KEY (tag, stands_at, post)) WITHOUT ROWID;
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, post INTEGER NOT NULL, state INTEGER NOT NULL, source INTEGER NOT NULL,
    at INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX versions_of ON versions (post, state);
CREATE TABLE copies (
    id INTEGER PRIMARY KEY, post INTEGER NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (post, key)
);
CREATE TABLE boosts (
    post INTEGER NOT NULL, person INTEGER NOT NULL, portrait INTEGER NOT NULL, at INTEGER NOT NULL,
    heard BLOB NOT NULL, PRIMARY KEY (post, person)
) WITHOUT ROWID;
CREATE INDEX boosts_in_time ON boosts (at);
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, kind INTEGER NOT NULL, post INTEGER NOT NULL,
    heard BLOB NOT NULL
);
CREATE INDEX journal_in_time ON journal (due);
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, heard BLOB NOT NULL, UNIQUE (heard)
);
CREATE TABLE cursors (source INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (source, name)) WITHOUT ROWID;
CREATE TABLE forgotten (name TEXT PRIMARY KEY, handle TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE days (day INTEGER PRIMARY KEY, post INTEGER NOT NULL, entry INTEGER NOT NULL);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (said, content='', tokenize='ascii', columnsize=0);
"""

# By person alone, new posts would each be written into a page of their own. So each 16,384 posts that follow each other
# are a part of the index, and new ones all come into the last. The index of words is merged less often, eight parts of
# it at once: that is a sixth less work, and searches are as fast.
SECOND = """
DROP INDEX posts_by_person;
CREATE INDEX posts_by_writer ON posts (id >> 14, person);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
"""

# The words of the index of words, in their order.
THIRD = """
CREATE VIRTUAL TABLE spellings USING fts5vocab (words, instance);
"""

# Numbers are never given twice: the journal speaks of posts and people by them, for longer than these are kept.
STEPS = (FIRST, SECOND, THIRD)
"""Step n makes a file of schema n - 1 into one of schema n."""


def schema_of(connection: sqlite3.Connection) -> int:
    """The number of the file's schema; 0 for an empty file. sqlite3.Error when it cannot be told."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_schema(connection: sqlite3.Connection, name: str, known: int = len(STEPS)) -> int:
    """The number of the file's schema. ArchiveError when a newer hashtui wrote it, or something else altogether."""
    number = schema_of(connection)
    if number > known:
        raise ArchiveError(
            f"{name} was written by a newer hashtui (its schema is {number}, this one knows up to {known}): "
            "use that one, or let this one keep its posts elsewhere with XDG_DATA_HOME"
        )
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_empty = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
    if owner != APPLICATION and not is_empty:
        raise ArchiveError(f"{name} is a database of another program: move it elsewhere, and hashtui begins its own")
    return number


def migrate(connection: sqlite3.Connection, name: str, steps: tuple[str, ...] = STEPS) -> int:
    """Bring the file to the newest schema, each step in a transaction of its own; how many were taken.

    ArchiveError when it is none of ours, or newer; sqlite3.Error when it cannot be written: it is then as it was.
    """
    taken = 0
    while (number := check_schema(connection, name, len(steps))) < len(steps):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if schema_of(connection) == number:  # nobody else did it meanwhile
                for statement in statements(steps[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {number + 1}")
                taken += 1
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return taken


def statements(script: str) -> list[str]:
    """The single statements of a script."""
    found, begun = [], ""
    for line in script.splitlines():
        begun += line + "\n"
        if sqlite3.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    return found
