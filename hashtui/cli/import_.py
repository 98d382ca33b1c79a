"""`hashtui import`: JSON Lines into the archive."""

import asyncio
from collections.abc import Iterable, Sequence

import click

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Condition
from hashtui.archive.reader import Reader
from hashtui.cli import options
from hashtui.cli.archived import archive_to_write, say_how_it_is, written_to_the_end
from hashtui.cli.output import say
from hashtui.cli.retelling import Retelling
from hashtui.clock import SystemClock
from hashtui.config.places import usual_places
from hashtui.errors import ArchiveError, UsageError
from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Deletion, Heard, Sighting
from hashtui.sources.lines.whole import WholeFile
from hashtui.watch import Watch

AT_ONCE = 64
"""After so many lines the archive is asked whether it has room for more."""
ROOM = 10_000_000
TOLD_AGAIN = 3
"""So often all is told again to an archive that broke meanwhile."""
SOME = 3
"""Posts that are named of those that are not in it."""


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
    retelling, setbacks = Retelling(archive), archive.setbacks
    retelling.watch = watch
    keys: set[str] = set()
    looking = asyncio.ensure_future(say_how_it_is(archive, clock))
    for number, heard in enumerate(_heard(files), 1):
        watch.admit(heard)
        if isinstance(heard, Sighting):
            keys.add(heard.post.key)
        if number % AT_ONCE == 0:
            await retelling.room()
    await archive.flush()
    for _ in range(TOLD_AGAIN):
        if not retelling.tell():
            break
        await archive.flush()
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    if archive.state.condition is Condition.BROKEN or archive.unwritten:
        raise ArchiveError(
            f"{usual_places().archive}: {archive.state.words}; import the same again when it is put right"
        )
    if archive.setbacks != setbacks:
        _check_all_there(archive, watch, keys)
    return len(keys)


def _check_all_there(archive: Archive, watch: Watch, keys: Iterable[str]) -> None:
    """It broke meanwhile: ArchiveError when it does not have all of these posts."""
    reader = archive.reader()
    try:
        out = KeptOut(reader.forgotten_names())
        missing = [key for key in sorted(keys) if not _is_there(reader, watch, key, out)]
    finally:
        reader.close()
    if missing:
        some = ", ".join(missing[:SOME]) + (" and more" if len(missing) > SOME else "")
        raise ArchiveError(
            f"{usual_places().archive} was damaged meanwhile, and {_posts(len(missing))} of these files "
            f"{'is' if len(missing) == 1 else 'are'} not in it ({some}): import the same again"
        )


def _is_there(reader: Reader, watch: Watch, key: str, out: KeptOut) -> bool:
    known = watch.known(key)
    return reader.post(key) is not None or known is None or out.has(known.sighting.post.author)


def _heard(files: Sequence[WholeFile]) -> Iterable[Heard]:
    """What they say; what was taken back last, in whatever order the lines and files tell it."""
    gone: list[Deletion] = []
    for file in files:
        for heard in file.read():
            if isinstance(heard, Deletion):
                gone.append(heard)
            else:
                yield heard
    yield from gone


def _count(archive: Archive) -> int:
    reader = archive.reader()
    try:
        return reader.count(None)
    finally:
        reader.close()


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"
