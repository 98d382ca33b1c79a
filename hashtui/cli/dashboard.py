"""`hashtui`: the dashboard on the sources of the configuration or of `--source`."""

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import click

from hashtui.cli import options
from hashtui.cli.asking import accepted, chosen_sources, make_sources, read_configuration, system_means
from hashtui.cli.commands import COMMANDS
from hashtui.cli.demo import demo_dashboard
from hashtui.cli.log import Log
from hashtui.cli.output import say
from hashtui.cli.screen import THEMES, forbid_color, glyphs_here, require_a_screen
from hashtui.config.config import Config
from hashtui.config.places import Places, usual_places
from hashtui.config.remembered import Memory, PanePlace, recall, remember
from hashtui.errors import ConfigError, FilterError
from hashtui.filter import PaneFilter, read_pane, read_panes
from hashtui.post.clean import clean_line
from hashtui.sources.demo.programme import ZONE
from hashtui.sources.demo.record import NAME
from hashtui.sources.demo.source import SEED, SPEED, demo_clock
from hashtui.sources.source import Means, Source, Trending
from hashtui.tui.app import run_dashboard
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.shell_hint import parent_shell
from hashtui.watch import Watch

_HELP = """Follow hashtags live, side by side: hashtui '#capcomnet' '#paris20'.

A PANE is what to follow: '#capcomnet', 'capcomnet', '#a | #b -#c', 'Title = #a'. Without one: the panes of last
time, or a question. Quote what has a #: to most shells it begins a comment.

\b
Commands:
""" + "\n".join(f"  {row.form:36} {row.words}" for row in COMMANDS)


@click.command("hashtui", help=_HELP, context_settings=options.CONTEXT)
@options.panes
@options.sources
@options.config
@options.no_color
@options.version
def command(panes: tuple[str, ...], urls: tuple[str, ...], config_file: str | None, no_color: bool) -> int:
    asked = read_panes(panes)
    forbid_color(no_color)
    config = accepted(read_configuration(config_file, THEMES))
    wanted = chosen_sources(config, urls)
    reads_input = any(source.url == "jsonl:-" for source in wanted)
    require_a_screen(f"hashtui tail {shlex.join(panes) or 'PANE...'}", reads_input=reads_input)
    made_up = [source.url == NAME for source in wanted]
    means = system_means()
    if all(made_up):
        means = Means(demo_clock(means.clock, SPEED), means.wire)
    sources = make_sources(wanted, means)
    places = usual_places()
    memory = recall(places.session, datetime.now(UTC))
    if memory.trouble:
        say(memory.trouble)
    keeping = _Keeping(places, memory)
    trending = _trending(sources)
    setup = Dashboard(
        watch=Watch(sources, means.clock, log=Log(places.log), close=means.wire.aclose),
        clock=means.clock,
        panes=asked or _remembered(memory) or _configured(config),
        environment=dict(os.environ),
        look=config.look,
        keys=config.keys,
        remember=keeping.remember,
        past=memory.history,
        busy=trending.busy if trending is not None else None,
        busy_where=trending.url.partition("://")[2] if trending is not None else "",
        demo_setup=lambda: demo_dashboard(config, seed=SEED, speed=SPEED),
        demo=any(made_up),
        zone=ZONE if all(made_up) else None,
        glyphs=glyphs_here(),
        platform=sys.platform,
        parent_shell=None if panes else parent_shell(),
    )
    try:
        return run_dashboard(setup)
    finally:
        if keeping.trouble:
            say(keeping.trouble)


class _Keeping:
    """Remembers the panes of this session over those of the sessions before; what fails is told at the end."""

    def __init__(self, places: Places, memory: Memory) -> None:
        self._file = places.session
        self._memory = memory
        self.trouble = ""

    def remember(self, panes: Sequence[PaneFilter], posts: int, places: Sequence[PanePlace] = ()) -> None:
        expressions = [str(pane) for pane in panes]
        memory = self._memory.with_panes(expressions, posts=posts, at=datetime.now(UTC), places=places)
        try:
            remember(self._file, memory)
        except ConfigError as error:
            self.trouble = str(error)


def _trending(sources: Sequence[Source]) -> Trending | None:
    """The first source that knows what is busy now."""
    return next((source for source in sources if isinstance(source, Trending)), None)


def _remembered(memory: Memory) -> tuple[PaneFilter, ...]:
    """The panes of last time; what this version cannot read is left out, and that is said."""
    panes: list[PaneFilter] = []
    for expression in memory.panes:
        try:
            panes.append(read_pane(expression))
        except FilterError as error:
            say(f"a pane of last time is not restored: {expression}: {error}")
    return tuple(panes)


def _configured(config: Config) -> tuple[PaneFilter, ...]:
    """The panes of the configuration, which were judged when it was read."""
    return tuple(
        replace(read_pane(pane.show), title=clean_line(pane.title)) if pane.title else read_pane(pane.show)
        for pane in config.panes
    )
