"""Whom the person had forgotten: what those said may still stand in a pane, and is neither picked nor exported."""

from collections.abc import Callable

from hashtui.archive.reader import Reader
from hashtui.errors import ArchiveError


def kept_out(records: Callable[[], Reader] | None) -> frozenset[str]:
    """Their handles in lower case, as they are kept now; nobody's where nothing is recorded. It reads the disk."""
    if records is None:
        return frozenset()
    try:
        reader = records()
        try:
            return frozenset(handle.lower() for handle in reader.forgotten())
        finally:
            reader.close()
    except ArchiveError:
        return frozenset()
