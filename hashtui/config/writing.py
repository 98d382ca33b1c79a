"""Writes files, private unless asked, so that at every moment the old one or the new one is there, whole."""

import os
import tempfile
from contextlib import ExitStack, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from hashtui.post.clean import clean_line


def private_folder(folder: Path) -> None:
    """Make the folder and those above it, for the owner only; what exists stays as it is. OSError on failure."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)


PRIVATE = 0o600
_LONGEST_PREFIX = 50
"""Of a name that is as long as names may be, the file beside it has a part."""


def write_whole(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Replace the file, or write it new, in one step that survives a crash. OSError: the old one stays."""
    with ExitStack() as undoing:
        written = _written_beside(path, content, mode, undoing)
        written.replace(path)
        undoing.pop_all()
    _sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, in one step: FileExistsError when one is there, OSError when it fails."""
    with ExitStack() as undoing:
        written = _written_beside(path, content, PRIVATE, undoing)
        try:
            path.hardlink_to(written)
        except FileExistsError:
            raise
        except OSError:  # a file system without second names
            path.open("xb").close()
            undoing.callback(_remove, path)
            written.replace(path)
            undoing.pop_all()
    _sync_folder(path.parent)


def _written_beside(path: Path, content: bytes, mode: int, undoing: ExitStack) -> Path:
    """The content in a file of another name in the same folder, whole on the disk; `undoing` takes it away."""
    private_folder(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:_LONGEST_PREFIX]}.", dir=path.parent)
    written = Path(name)
    undoing.callback(_remove, written)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, mode)  # whatever an odd umask took away
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return written


def move_aside(file: Path, now: datetime) -> Path:
    """Give a damaged file another name, so that nothing in it is lost; OSError when that fails."""
    aside = name_aside(file, now, "damaged")
    file.replace(aside)
    return aside


def name_aside(file: Path, now: datetime, word: str) -> Path:
    """A name beside the file that says what it is and since when, and that nothing has yet."""
    when, again = f"{now:%Y%m%d-%H%M%S}", count(2)
    aside = file.with_name(f"{file.stem}.{word}-{when}{file.suffix}")
    while aside.exists():  # another was damaged in the same second: neither may go
        aside = file.with_name(f"{file.stem}.{word}-{when}-{next(again)}{file.suffix}")
    return aside


def told_aside(file: Path, now: datetime, consequence: str, *, why: str = "") -> str:
    """Move a damaged file aside; the sentence that says so, or why it could not be."""
    try:
        aside = move_aside(file, now)
    except OSError as error:
        return f"{file} is damaged and cannot be moved aside ({error.strerror}): {consequence}"
    return told_damaged(file, aside, consequence, why=why)


def told_damaged(file: Path, aside: Path, consequence: str, *, why: str = "") -> str:
    """The sentence on a file that was moved aside."""
    return f"{file} was damaged{f' ({clean_line(why)})' if why else ''}: it is now {aside.name}, and {consequence}"


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name last; where a file system cannot sync a folder, the name is as good as it makes it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
