"""`hashtui export`: posts, or what was picked of them, as a book, a page, Markdown, a table or open data."""

import asyncio
import gc
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.downloading import download
from hashtui.anthology.formats import FORMATS, Format
from hashtui.anthology.words import counted, headline
from hashtui.anthology.writing import place_of, taken_places, write_anthology
from hashtui.archive.reader import Reader
from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration, system_means
from hashtui.cli.choosing import Wish, make_chosen
from hashtui.cli.exported import reading_from
from hashtui.cli.gathered import NOTHING_RECORDED
from hashtui.cli.nothing import say_nothing_found
from hashtui.cli.output import OutputError, is_terminal, say
from hashtui.cli.picked import NOTHING_PICKED, Picked
from hashtui.config.rules import rules_of
from hashtui.errors import ArchiveError, UsageError
from hashtui.filter import Present, read_panes
from hashtui.filter.rules import Rules
from hashtui.post.clean import clean_line, clean_text
from hashtui.wire.picture import fetch_picture

_STDOUT = "-"


@click.command("export", context_settings=options.CONTEXT)
@options.panes
@click.option(
    "--format", "form", type=click.Choice([*FORMATS]), help="The form; without it, as the name given with -o ends."
)
@options.from_
@options.config
@options.since
@options.until
@click.option("--picks", "picks_only", is_flag=True, help="Only what was picked, in its order and chapters.")
@click.option("--title", metavar="TEXT", help="Its title; without one, the PANEs and the days.")
@click.option("--licence", metavar="TEXT", help="What you say of rights, in place of the usual note.")
@click.option("--gaps", is_flag=True, help="In jsonl: also where posts may be missing, in lines as tail prints them.")
@click.option("--pictures", is_flag=True, help="Download the pictures of picks whose authors gave permission.")
@options.output
@options.force
@options.usual
def command(
    panes: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    config_file: str | None,
    since: datetime | None,
    until: datetime | None,
    picks_only: bool,
    title: str | None,
    licence: str | None,
    gaps: bool,
    pictures: bool,
    output: str | None,
    force: bool,
) -> int:
    """Make a book (epub), a page (html), Markdown (md), a table (csv) or open data (jsonl) of posts.

    The posts are those of the archive (`hashtui record`) or, with --from, of JSON Lines files; a PANE says which of
    them, `is:picked` those that were picked. Everybody is credited with their profile and every post with its original;
    what its author deleted, or refused, is left out. Beside open data a README tells its fields.
    """
    gc.disable()  # as for a summary: it is over in seconds, and makes no cycles worth speaking of
    now = datetime.now(UTC)
    present = Present(now)
    filters = read_panes(panes, present, subscribes=False)
    if since is not None and until is not None and since >= until:
        raise UsageError("--since is not before --until: no time is left between them")
    chosen = _fitting(_form(form, output), pictures=pictures, gaps=gaps)
    place = None if output in (None, _STDOUT) else _place(place_of(output, Path()), chosen, force=force)
    rules = rules_of(accepted(read_configuration(config_file)), present)
    named, said = clean_line(title or "") or None, clean_text((licence or "").strip()) or None
    wish = Wish(filters, now, since, until, picks_only, named, said, bool(files), chosen.tells_states, gaps)
    anthology = _made(wish, files, rules)
    if pictures:
        anthology = asyncio.run(_with_pictures(anthology))
    _write(anthology, chosen, place, force=force)
    return 0


def _made(wish: Wish, files: tuple[str, ...], rules: Rules) -> Anthology:
    """The anthology; picks hold whole posts, and need no archive."""
    try:
        with reading_from(files) as reader:
            if reader is None and not wish.picks_only:
                raise UsageError(NOTHING_RECORDED)
            anthology = make_chosen(wish, reader, rules)
            if not anthology.posts:
                _say_why_nothing(files, reader, picks_only=wish.picks_only)
            return anthology
    except ArchiveError as error:
        if not wish.picks_only or files:
            raise
        say(f"{error}; the picks are exported as they were kept with them")
        return make_chosen(wish, None, rules)


def _say_why_nothing(files: Sequence[str], reader: Reader | None, *, picks_only: bool) -> None:
    if picks_only:
        say("none of what you picked is what was asked for" if Picked().picks else NOTHING_PICKED)
    else:
        say_nothing_found(files, 0 if reader is None else reader.count())


async def _with_pictures(anthology: Anthology) -> Anthology:
    means = system_means()
    if is_terminal(sys.stderr):
        say("asking for pictures …")
    try:
        downloaded = await download(anthology, partial(fetch_picture, means.wire))
    finally:
        await means.wire.aclose()
    for trouble in downloaded.trouble:
        say(trouble)
    say(downloaded.words)
    return replace(anthology, pictures=downloaded.pictures)


def _fitting(form: Format, *, pictures: bool, gaps: bool) -> Format:
    """The form, if it has a place for what is asked for beside the posts. UsageError when it has none."""
    if pictures and not form.holds_pictures:
        holding = " and ".join(one.name for one in FORMATS.values() if one.holds_pictures)
        raise UsageError(f"--pictures has no place in {form.name}: {holding} hold pictures")
    if gaps and not form.tells_states:
        telling = " and ".join(one.name for one in FORMATS.values() if one.tells_states)
        raise UsageError(
            f"--gaps has no place in {form.name}: {telling} has lines for them; a colophon tells them anyway"
        )
    return form


def _form(form: str | None, output: str | None) -> Format:
    """The form that is asked for, by its name or by that of the file."""
    if form is not None:
        chosen = FORMATS[form]
    else:
        suffix = Path(output or "").suffix.removeprefix(".").lower()
        found = next((one for one in FORMATS.values() if one.suffix == suffix), None)
        if found is None:
            raise UsageError(f"--format says which form: {', '.join(FORMATS)}; or name a file with -o that ends so")
        chosen = found
    if not chosen.is_text and output in (None, _STDOUT) and is_terminal(sys.stdout):
        raise UsageError(f"{chosen.name} is nothing to be read on a terminal: name a file with -o FILE")
    return chosen


def _place(path: Path, form: Format, *, force: bool) -> Path:
    """Where to write, judged before anything is read. UsageError when that cannot be."""
    taken = taken_places(path, form)
    if taken and not force:
        raise UsageError(f"{taken[0]} exists: --force replaces it")
    return path


def _write(anthology: Anthology, form: Format, place: Path | None, *, force: bool) -> None:
    if place is None:
        _put(form.write(anthology)[form.suffix])
        return
    for written in write_anthology(anthology, form, place, force=force):
        say(f"written to {written}")
    say(_told(anthology))


def _told(anthology: Anthology) -> str:
    left_out = (f"{counted(number, 'post')} {why}" for why, number in anthology.colophon.left_out.items() if number)
    beside = ", ".join(left_out)
    return f"{headline(anthology)}{f'; left out: {beside}' if beside else ''}"


def _put(octets: bytes) -> None:
    """The octets on stdout. BrokenPipeError when nobody reads them any more."""
    if sys.stdout is None:
        raise BrokenPipeError
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(octets)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error
