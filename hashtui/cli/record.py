"""`hashtui record`: the watch without a screen, into the archive, for as long as it is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click

from hashtui.archive.kept import Keep
from hashtui.cli import options
from hashtui.cli.archived import archive_to_write, written_to_the_end
from hashtui.cli.asking import accepted, chosen_sources, make_sources, read_configuration, system_means
from hashtui.cli.output import say
from hashtui.cli.recording import Recording
from hashtui.config.places import usual_places
from hashtui.errors import UsageError
from hashtui.filter import Present, read_panes
from hashtui.sources.demo.record import NAME


@click.command("record", context_settings=options.CONTEXT)
@options.follows
@options.for_
@options.usual
def command(
    panes: tuple[str, ...],
    urls: tuple[str, ...],
    config_file: str | None,
    duration: timedelta | None,
) -> int:
    """Collect into the archive, without a screen, until Ctrl-C or --for is over.

    A PANE says which tags to follow, as for the dashboard; every post with one of them is kept, whatever else the PANE
    asks for: that is asked when the archive is read. The dashboard, replay, summary, search and export read the same
    archive while it runs. After a restart it goes on where it stopped.
    """
    filters = read_panes(panes, Present(datetime.now(UTC)))
    if not filters:
        raise UsageError(
            "record needs something to follow: hashtui record '#capcomnet' (quoted: a bare # is a comment)"
        )
    config = accepted(read_configuration(config_file))
    chosen = chosen_sources(config, urls)
    if any(source.url == NAME for source in chosen):
        say("the demo is made up, and its posts go into the archive with all others: XDG_DATA_HOME keeps them apart")
    means = system_means()
    archive = archive_to_write(means.clock, keep=Keep.of(config.archive))
    with written_to_the_end(archive):
        means = replace(means, resume=archive.cursor)
        sources = make_sources(chosen, means)
        run = Recording(sources, means, filters, archive, duration=duration)
        tags = " ".join(dict.fromkeys(str(tag) for pane in filters for tag in pane.tags))
        say(f"recording {tags} into {usual_places().archive}")
        return run.run()
