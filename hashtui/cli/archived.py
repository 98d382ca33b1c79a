"""The archive of this user, as commands open it."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import assert_never

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Condition, Keep, State
from hashtui.archive.opening import FOREVER, open_archive
from hashtui.archive.reader import Reader
from hashtui.cli.output import say
from hashtui.clock import Clock, SystemClock
from hashtui.config.places import usual_places
from hashtui.errors import ArchiveError
from hashtui.post.clean import clean_line

_LONGEST_COMMAND = 80
LOOK_EVERY = 1.0
"""Seconds between two looks at the archive: is there room on the disk again?"""
LOOKS_AT_BROKEN = 5
"""So often it is hoped that a file which cannot be written can be again: opening it anew may help."""


def called_as() -> str:
    """How the program was called, short, for others who find the archive taken: `hashtui record '#paris20'`."""
    words = clean_line(shlex.join(["hashtui", *sys.argv[1:]]))
    return words if len(words) <= _LONGEST_COMMAND else f"{words[:_LONGEST_COMMAND]}…"


def opened_archive(clock: Clock, *, keep: Keep = FOREVER, write: bool = True) -> Archive:
    """The archive; what a person should know of its opening is said. ArchiveError when it cannot be used.

    Whoever writes it gives way to a command that is there to write it, and only reads meanwhile.
    """
    archive = _opened(clock, keep, write=write, gives_way=True)
    for words in archive.said:
        say(words)
    return archive


def archive_to_write(clock: Clock, *, keep: Keep = FOREVER, beside: bool = False) -> Archive:
    """The archive, for a command that is there to write it. ArchiveError when that cannot be done now, and why.

    `beside`: it may be that another process writes it meanwhile; else a dashboard that does gives way.
    """
    archive = _opened(clock, keep, insists=not beside)
    trouble = _why_not(archive.state, beside=beside)
    if trouble:
        archive.close()
        raise ArchiveError(trouble)
    for words in archive.said:
        say(words)
    return archive


@contextmanager
def written_to_the_end(archive: Archive) -> Iterator[None]:
    """Closed at the end, however that comes; what a person should know by then is said.

    ArchiveError when nothing else went wrong, and not all could be written.
    """
    known = archive.said
    try:
        yield
    finally:
        archive.close()
        for words in archive.said:
            if words not in known:
                say(words)
    if archive.unwritten:
        raise ArchiveError(f"{usual_places().archive} does not have all that was heard")


async def say_how_it_is(archive: Archive, clock: Clock, more: Callable[[], str] = lambda: "") -> None:
    """Say when the disk is full and when it is not any more. ArchiveError when nothing can be written for some time."""
    told, looks = Condition.WRITING, 0
    while True:
        state = archive.state
        looks = looks + 1 if state.condition is Condition.BROKEN else 0
        if looks > LOOKS_AT_BROKEN:
            raise ArchiveError(_cannot_be_written(state))
        if state.condition is not told:
            told = state.condition
            say(state.words or f"the archive is written again{more()}")
        await clock.sleep(LOOK_EVERY)


def _why_not(state: State, *, beside: bool) -> str:
    """Why it cannot be written; empty: it can, or will when there is room."""
    place = usual_places().archive
    match state.condition:
        case Condition.WRITING | Condition.FULL:
            return ""
        case Condition.READING:
            return "" if beside else f"{place} is {state.words}: only one program can write it, so end that one first"
        case Condition.IN_MEMORY:
            return state.words.rpartition(": ")[0] or state.words  # how long a session lasts is nothing to a command
        case Condition.BROKEN:
            return _cannot_be_written(state)
        case _:
            assert_never(state.condition)


def _cannot_be_written(state: State) -> str:
    return f"{usual_places().archive}: {state.words}"


def _opened(clock: Clock, keep: Keep, *, write: bool = True, gives_way: bool = False, insists: bool = False) -> Archive:
    place, called = usual_places().archive, called_as()
    return open_archive(
        place, clock=clock, command=called, keep=keep, write=write, gives_way=gives_way, insists=insists
    )


@contextmanager
def archive_to_read() -> Iterator[tuple[Archive, Reader] | None]:
    """What is recorded, with a reader of it; None when nothing ever was. ArchiveError when it cannot be read."""
    if not usual_places().archive.exists():
        yield None
        return
    archive = opened_archive(SystemClock(), write=False)
    try:
        reader = archive.reader()
        try:
            yield archive, reader
        finally:
            reader.close()
    finally:
        archive.close()


@contextmanager
def reading_archive() -> Iterator[Reader | None]:
    """A reader of what is recorded; None when nothing ever was. ArchiveError when it cannot be read."""
    with archive_to_read() as opened:
        yield None if opened is None else opened[1]
