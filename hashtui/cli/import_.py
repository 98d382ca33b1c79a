"""`hashtui import`: JSON Lines into the archive."""

import asyncio
from collections.abc import Iterable, Sequence

import click

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Condition
from hashtui.cli import options
from hashtui.cli.archived import archive_to_write, say_how_it_is, written_to_the_end
from hashtui.cli.output import say
from hashtui.clock import SystemClock
from hashtui.config.places import usual_places
from hashtui.errors import ArchiveError, UsageError
from hashtui.post.sighting import Heard, Sighting
from hashtui.sources.lines.whole import WholeFile
from hashtui.watch import Watch

AT_ONCE = 64
"""After so many lines the archive is asked whether it has room for more."""
ROOM = 10_000_000


@click.command("import", context_settings=options.CONTEXT)
@click.argument("files", nargs=-1, metavar="FILE...")
@options.usual
def command(files: tuple[str, ...]) -> int:
    """Read JSON Lines files, as tail and export write them, into the archive; - is standard input.

    Reading the same again changes nothing: every post is kept once, with its sources, edits, deletions and boosts as
    the lines tell them. Who was forgotten stays out.
    """
    if not files:
        raise UsageError("name the files to read: hashtui import posts.jsonl (- is standard input)")
    clock = SystemClock()
    opened = [WholeFile(name, clock) for name in dict.fromkeys(files)]
    archive = archive_to_write(clock)
    with written_to_the_end(archive):
        before = _count(archive)
        read = asyncio.run(_import(archive, opened, clock))
        after = _count(archive)
    unreadable = sum(file.unreadable for file in opened)
    if unreadable:
        lines = "1 line" if unreadable == 1 else f"{unreadable} lines"
        say(f"{lines} could not be read: {next(file.complaint for file in opened if file.complaint)}")
    say(f"{_posts(read)} read; {usual_places().archive} keeps {_posts(after)} now, {before} before")
    return 0


async def _import(archive: Archive, files: Sequence[WholeFile], clock: SystemClock) -> int:
    """Have the archive take all that the files say; how many posts that were. ArchiveError when it cannot."""
    watch = Watch((), clock, room=ROOM, lose_unknown=archive.lose)
    watch.attach(archive)
    keys: set[str] = set()
    looking = asyncio.ensure_future(say_how_it_is(archive, clock))
    for number, heard in enumerate(_heard(files), 1):
        watch.admit(heard)
        if isinstance(heard, Sighting):
            keys.add(heard.post.key)
        if number % AT_ONCE == 0:
            await archive.room()
    await archive.flush()
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    if archive.state.condition is Condition.BROKEN:
        raise ArchiveError(f"{usual_places().archive} cannot be written: {archive.state.words}")
    return len(keys)


def _heard(files: Sequence[WholeFile]) -> Iterable[Heard]:
    for file in files:
        yield from file.read()


def _count(archive: Archive) -> int:
    reader = archive.reader()
    try:
        return reader.count(None)
    finally:
        reader.close()


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"
