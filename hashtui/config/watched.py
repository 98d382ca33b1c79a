"""Notices that a file was saved, however the editor does that."""

from pathlib import Path

Mark = tuple[int, int, int]
"""What changes when a file is saved: when it was written, its size, and which file it is."""


class WatchedFile:
    """A file that is looked at now and then.

    It counts as saved when it is another than before and has stayed the same from one look to the next: a file that
    is half-written, or gone for a moment while the editor renames, is no change.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._seen = mark_of(path)

    def was_saved(self) -> bool:
        """Look; whether it was saved since it was last said to be. Costs one look at the folder."""
        before, self._seen = self._seen, mark_of(self._path)
        if self._seen is None or self._seen == self._known or self._seen != before:
            return False
        self._known = self._seen
        return True


def mark_of(path: Path) -> Mark | None:
    """None where there is no file to read."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
