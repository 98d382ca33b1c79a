"""The archive of this user, as commands open it."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Keep
from hashtui.archive.opening import open_archive
from hashtui.archive.reader import Reader
from hashtui.cli.output import say
from hashtui.clock import Clock, SystemClock
from hashtui.config.config import ArchiveConfig
from hashtui.config.places import usual_places
from hashtui.post.clean import clean_line

_LONGEST_COMMAND = 80
FOREVER = Keep()


def called_as() -> str:
    """How the program was called, short, for others who find the archive taken: `hashtui record '#paris20'`."""
    words = clean_line(shlex.join(["hashtui", *sys.argv[1:]]))
    return words if len(words) <= _LONGEST_COMMAND else f"{words[:_LONGEST_COMMAND]}…"


def keep_of(config: ArchiveConfig) -> Keep:
    """How much is kept, as the configuration says it; nothing means everything."""
    return Keep(config.keep or None, config.most or None)


def opened_archive(clock: Clock, *, keep: Keep = FOREVER, write: bool = True) -> Archive:
    """The archive; what a person should know of its opening is said. ArchiveError when it cannot be used."""
    archive = open_archive(usual_places().archive, clock=clock, command=called_as(), keep=keep, write=write)
    for words in archive.said:
        say(words)
    return archive


@contextmanager
def reading_archive() -> Iterator[Reader | None]:
    """A reader of what is recorded; None when nothing ever was. ArchiveError when it cannot be read."""
    if not usual_places().archive.exists():
        yield None
        return
    archive = opened_archive(SystemClock(), write=False)
    try:
        reader = archive.reader()
        try:
            yield reader
        finally:
            reader.close()
    finally:
        archive.close()
