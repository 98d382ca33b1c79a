"""Whether a file is what it should be: whole as SQLite sees it, and with every table and column of ours."""

import sqlite3
from functools import cache

from hashtui.archive.schema import STEPS, schema_of, statements
from hashtui.archive.trouble import Undecodable, is_damage

_TABLES = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_COLUMNS = """
SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'words%'
"""
_TEXTS = """
SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND c.type = 'TEXT' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'words%'
"""
Parts = frozenset[tuple[str, str]]


def is_whole(connection: sqlite3.Connection, schema: int | None = None) -> bool:
    """Whether the file is what SQLite and we make of it, of that schema, or as it says itself. It takes its time.

    sqlite3.Error when it cannot be told.
    """
    try:
        if not has_all(connection) or schema not in (None, schema_of(connection)):
            return False
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except Undecodable:
        return False
    except sqlite3.Error as error:
        if is_damage(error):
            return False
        raise
    return found is not None and found[0] == "ok"


def has_all(connection: sqlite3.Connection) -> bool:
    """Whether no table, index or column is missing, or another than it was made. sqlite3.Error."""
    tables, columns = _made_by(schema_of(connection))
    if not tables <= _parts(connection, _TABLES):
        return False
    found = _parts(connection, _COLUMNS)
    ours = {name for name, _ in columns}
    return columns == {column for column in found if column[0] in ours}


def is_text(connection: sqlite3.Connection) -> bool:
    """Whether what should be text is: `quick_check` does not ask. It takes its time. sqlite3.Error."""
    columns = connection.execute(_TEXTS).fetchall()
    try:
        for table, column in columns:
            for _ in connection.execute(f"SELECT {column} FROM {table}"):  # noqa: S608  # names of our own
                pass
    except sqlite3.Error as error:
        if is_damage(error):
            return False
        raise
    return True


def is_index_whole(connection: sqlite3.Connection) -> bool:
    """Whether the index of words is: `quick_check` does not look into it. It is a statement that writes nothing."""
    try:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.Error as error:
        if is_damage(error):
            return False
        raise
    return True


@cache
def _made_by(number: int) -> tuple[Parts, Parts]:
    """The tables and columns of a file of that schema."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in STEPS[:number]:
            for statement in statements(step):
                connection.execute(statement)
        return _parts(connection, _TABLES), _parts(connection, _COLUMNS)
    finally:
        connection.close()


def _parts(connection: sqlite3.Connection, query: str) -> Parts:
    return frozenset((str(one), str(other)) for one, other in connection.execute(query).fetchall())
