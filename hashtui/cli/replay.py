"""`hashtui replay`: the dashboard on what was recorded, at any speed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from hashtui.cli import options
from hashtui.cli.archived import archive_to_read
from hashtui.cli.gathered import NOTHING_RECORDED
from hashtui.cli.kept_out import kept_out
from hashtui.cli.output import say
from hashtui.cli.replaying import Playing
from hashtui.cli.screen import forbid_color, glyphs_here, require_a_screen
from hashtui.clock import SystemClock
from hashtui.errors import UsageError
from hashtui.filter import Present, read_panes
from hashtui.post.sighting import Heard
from hashtui.reading.summary.peak import Sensitivity
from hashtui.sources.lines.whole import WholeFile
from hashtui.tui.app import run_dashboard
from hashtui.watch.replay import Recording, Told

LONG = 8_000_000
"""Octets of a file that are read in about a second."""


@click.command("replay", context_settings=options.CONTEXT)
@options.panes
@options.from_
@options.speed
@options.since
@options.until
@options.config
@options.pane_sensitivity
@options.no_color
@options.version
def command(
    panes: tuple[str, ...],
    files: tuple[str, ...],
    speed: float | None,
    since: datetime | None,
    until: datetime | None,
    config_file: str | None,
    sensitivity: Sensitivity | None,
    no_color: bool,
) -> int:
    """Play what was recorded in the dashboard, an hour a minute or at any other --speed.

    It is read from the archive (`hashtui record`) or, with --from, from JSON Lines files.

    Space holds the time, ( and ) change the speed, = goes to a time, [ and ] go from peak to peak, a full stop goes to
    the next thing that was heard. Everything on the screen, summaries and trust too, is as of the moment that is
    played. Without a PANE: the tags that most posts have.
    """
    if since is not None and until is not None and since >= until:
        raise UsageError("--since is not before --until: no time is left between them")
    present = Present(datetime.now(UTC))
    filters = read_panes(panes, present, subscribes=False)
    forbid_color(no_color)
    require_a_screen("hashtui summary --from FILE", reads_input="-" in files)
    with _recording(files) as (recording, apart, name, is_written):
        playing = Playing(
            recording,
            name,
            config_file,
            glyphs_here(),
            speed=speed,
            since=since,
            until=until,
            is_written=is_written,
            apart=apart,
            out=kept_out(),
        )
        setup = playing.setup(filters, sensitivity or Sensitivity.NORMAL)
        try:
            return run_dashboard(setup)
        finally:
            playing.close()


@contextmanager
def _recording(files: Sequence[str]) -> Iterator[tuple[Recording, Recording, str, Callable[[], bool]]]:
    """What is played, the same to be looked into meanwhile, its name, and whether it is being written."""
    if files:
        told = _told(files)
        yield told, told, "standard input" if files[0] == "-" else files[0], lambda: False
        return
    with archive_to_read() as opened:
        if opened is None:
            raise UsageError(NOTHING_RECORDED)
        archive, reader = opened
        with closing(archive.reader()) as apart:
            yield reader, apart, "archive", lambda: archive.state.holder is not None


def _is_long(name: str) -> bool:
    """Reading it takes so long that somebody may wonder."""
    with suppress(OSError):
        return Path(name).stat().st_size > LONG
    return False


def _told(files: Sequence[str]) -> Told:
    told: list[Heard] = []
    for name in files:
        if _is_long(name):
            say(f"reading {name} …")
        file = WholeFile(name, SystemClock())
        told += file.read()
        if file.unreadable:
            lines = "1 line" if file.unreadable == 1 else f"{file.unreadable} lines"
            say(f"{lines} could not be read: {file.complaint}")
    return Told(told)
