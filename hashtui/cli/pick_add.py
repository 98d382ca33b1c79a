"""`hashtui pick add`: these posts are picked."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from hashtui.cli import options
from hashtui.cli.archived import reading_archive
from hashtui.cli.gathered import NOTHING_RECORDED, read_files
from hashtui.cli.kept_out import kept_out
from hashtui.cli.output import say
from hashtui.cli.picked import Picked, words_of
from hashtui.clock import SystemClock
from hashtui.config.complaint import quoted
from hashtui.errors import UsageError
from hashtui.post.pick import Pick
from hashtui.reading.entry import Entry


@click.command("add", context_settings=options.CONTEXT)
@click.argument("names", nargs=-1, metavar="KEY-or-URL...")
@options.from_
@click.option("--chapter", metavar="TITLE", help="Put them into this chapter.")
@click.option("--caption", metavar="TEXT", help="What stands under them in the anthology.")
@options.usual
def command(names: tuple[str, ...], files: tuple[str, ...], chapter: str | None, caption: str | None) -> int:
    """Pick posts, in this order, behind those that are picked already.

    They are looked for in the archive, or with --from in JSON Lines files. A pick keeps the whole post, whatever
    becomes of both. Of what is picked already only chapter and caption change. Unless all are found, none is picked.

    \b
    hashtui pick add https://piaille.fr/@anna/1 --chapter 'La matinée'
    hashtui search prize --format json | jq -r .key | xargs hashtui pick add
    hashtui pick add 'https://piaille.fr/users/a/statuses/1' --from day.jsonl
    """
    if not names:
        raise UsageError("which post? its key or its address: hashtui pick add https://piaille.fr/@anna/1")
    entries = _found(names, files)
    picked = Picked()
    picks, told = picked.picks, []
    for entry in entries:
        again = " already" if entry.key in picks.keys else ""
        picks = picks.added([Pick(entry.post, datetime.now(UTC))])
        if chapter is not None:
            picks = picks.with_chapter(entry.key, chapter)
        if caption is not None:
            picks = picks.with_caption(entry.key, caption)
        pick = picks.picks[picks.place(entry.key)]
        told.append(f"picked{again}: {entry.post.author.handle or entry.post.author.name}, {words_of(pick)}")
    picked.keep(picks)
    for words in told:
        say(words)
    return 0


def _found(names: Sequence[str], files: Sequence[str]) -> list[Entry]:
    """The posts of these keys or addresses, each once. UsageError when one of them is not there."""
    found: dict[str, Entry] = {}
    out = kept_out()
    with _looking_in(files) as find:
        for name in map(str.strip, names):
            entry = find(name) or find(name.rstrip("/"))
            if entry is None:
                where = f"in {', '.join(files)}" if files else "in the archive"
                raise UsageError(f"there is no post {quoted(name)} {where}: it goes by its key or its address")
            if entry.deleted_at is not None:
                raise UsageError(f"{quoted(name)}: its author deleted it")
            if out.has(entry.post.author):
                raise UsageError(
                    f"{quoted(name)}: you had {entry.post.author.handle} forgotten, and nothing of them is picked"
                )
            found.setdefault(entry.key, entry)
    return list(found.values())


@contextmanager
def _looking_in(files: Sequence[str]) -> Iterator[Callable[[str], Entry | None]]:
    """Finds a post by its key or address: in these files or, where none is named, in the archive."""
    if files:
        entries = read_files(files, SystemClock()).entries
        by_name = {str(entry.post.url): entry for entry in entries} | {entry.key: entry for entry in entries}
        yield by_name.get
        return
    with reading_archive() as reader:
        if reader is None:
            raise UsageError(NOTHING_RECORDED)

        def find(name: str) -> Entry | None:
            kept = reader.post(name)
            return None if kept is None else Entry.first(kept.admitted)

        yield find
