"""`hashtui summary`: what many posts say together, as text, Markdown or JSON."""

import gc
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from os import get_terminal_size
from pathlib import Path

import click

from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.gathered import gather, read_recorded
from hashtui.cli.nothing import say_nothing_found
from hashtui.cli.output import is_terminal, put, say
from hashtui.cli.sifting import counts_authors, sift
from hashtui.cli.standings import trusted_by
from hashtui.clock import LocalZone
from hashtui.config.rules import rules_of
from hashtui.config.writing import PRIVATE, write_new, write_whole
from hashtui.errors import UsageError
from hashtui.filter import PaneFilter, Present, read_panes, tags_of
from hashtui.post.json import json_line
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.summary.gathering import gathered, main_tags
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.summary_json import summary_object
from hashtui.reading.summary.summary_markdown import markdown
from hashtui.reading.summary.summary_text import text

WIDTH = 80
"""Columns of the text where nobody says how many there are."""
DIGEST = 15
_STDOUT = "-"
_LONG_AGO = datetime.fromtimestamp(0, UTC)
_INSTANT = timedelta(milliseconds=1)


@click.command("summary", context_settings=options.CONTEXT)
@options.panes
@options.from_
@options.config
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    show_default=True,
    help="Output form.",
)
@click.option(
    "--limit", callback=options.count, metavar="N", help=f"Posts of the digest at most; {DIGEST} when nothing is said."
)
@options.since
@options.until
@options.sensitivity
@options.output
@options.force
@options.usual
def command(
    panes: tuple[str, ...],
    files: tuple[str, ...],
    config_file: str | None,
    form: str,
    limit: int | None,
    since: datetime | None,
    until: datetime | None,
    sensitivity: str,
    output: str | None,
    force: bool,
) -> int:
    """Say what many posts say together: peaks, a digest with reasons, people, links, what was corrected or left out.

    The posts are those of the archive (`hashtui record`) or, with --from, of JSON Lines files, as `hashtui tail
    --format json` prints them. Without a PANE all of them
    count. The same posts give the same summary, to the byte, whatever their order. Peaks are looked for in the tags of
    the PANEs, else in those that most posts have. Clocks are this machine's; in JSON they are UTC.
    """
    gc.disable()  # a quarter of the time, for what is over in seconds and makes no cycles worth speaking of
    now = datetime.now(UTC)
    present = Present(now)
    filters = read_panes(panes, present, subscribes=False)
    if since is not None and until is not None and since >= until:
        raise UsageError("--since is not before --until: no time is left between them")
    rules = rules_of(accepted(read_configuration(config_file)), present)
    place = None if output in (None, _STDOUT) else _place(output, force=force)
    asked = tags_of(filters)
    posts = gather(files, asked)
    everything = read_recorded().entries if asked and not files and counts_authors(filters, rules) else ()
    trust = trusted_by(posts)
    sifted = sift(
        posts.entries, filters, rules=rules, trust=trust, now=now, since=since, until=until, everything=everything
    )
    tags = _tags(filters, sifted.entries)
    chronicle = gathered(
        sifted.entries, posts.boosts, trust.standing_of, tags=tags, sensitivity=Sensitivity(sensitivity)
    )
    if not sifted.entries:
        say_nothing_found(files, len(posts.entries))
    first, end = _span(sifted.entries, since, until)
    panes_asked = tuple(str(pane) for pane in filters)
    summary = summarise(chronicle, Wish(panes_asked, first, end, limit=limit or DIGEST, hidden=sifted.hidden))
    content = _written(summary, form)
    if place is None:
        put(content)
    else:
        _write(place, content, force=force)
    return 0


def _tags(filters: Sequence[PaneFilter], entries: Sequence[Entry]) -> tuple[Tag, ...]:
    """The tags peaks are looked for in: those of the panes, else those that the posts are about."""
    asked = tuple(dict.fromkeys(tag for pane in filters for tag in pane.tags))
    return asked or main_tags(entries)


def _span(entries: Sequence[Entry], since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    """The time that is meant: what was asked for, else from the first post to just after the last."""
    times = [entry.stands_at for entry in entries]
    first = since or min(times, default=until or _LONG_AGO)
    end = until or max(times, default=first - _INSTANT) + _INSTANT
    return (first, max(first, end)) if since is not None else (min(first, end), end)


def _written(summary: Summary, form: str) -> str:
    match form:
        case "json":
            return json_line(summary_object(summary)) + "\n"
        case "md":
            return markdown(summary, zone=LocalZone())
        case _:
            return text(summary, zone=LocalZone(), width=_width())


def _width() -> int:
    if not is_terminal(sys.stdout):
        return WIDTH
    try:
        return get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


def _place(output: str, *, force: bool) -> Path:
    """Where to write, judged before anything is read. UsageError when that cannot be."""
    path = Path(output).expanduser()
    if path.is_dir():
        raise UsageError(f"{path} is a directory: name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"there is no directory {path.parent}")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no ordinary file: leave -o out and redirect there")
    if path.exists() and not force:
        raise UsageError(f"{path} exists: --force replaces it")
    return path


def _write(path: Path, content: str, *, force: bool) -> None:
    try:
        if force:
            write_whole(path, content.encode("utf-8"), path.stat().st_mode & 0o777 if path.exists() else PRIVATE)
        else:
            write_new(path, content.encode("utf-8"))
    except FileExistsError as error:
        raise UsageError(f"{path} exists: --force replaces it") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    say(f"written to {path}")
