"""`hashtui demo`: the dashboard on the built-in event, without network and account."""

import os
import sys

import click

from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration, system_means
from hashtui.cli.log import Log
from hashtui.cli.screen import THEMES, forbid_color, glyphs_here, require_a_screen
from hashtui.config.config import Config
from hashtui.config.places import usual_places
from hashtui.errors import UsageError
from hashtui.filter import read_panes
from hashtui.sources.demo.programme import ZONE
from hashtui.sources.demo.source import SEED, DemoSource, demo_clock
from hashtui.sources.source import Means
from hashtui.tui.app import run_dashboard
from hashtui.tui.dashboard import Dashboard
from hashtui.watch import Watch

TAGS = ("#capcomnet", "#paris20")


@click.command("demo", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="")
@click.option(
    "--seed", type=int, default=SEED, show_default=True, metavar="N", help="The same event again, or another."
)
@options.speed
@options.config
@options.no_color
@options.version
def command(words: tuple[str, ...], seed: int, speed: float | None, config_file: str | None, no_color: bool) -> int:
    """Show the dashboard on the built-in event: made-up people on #capcomnet and #paris20, no network, no account."""
    if words:
        raise UsageError(f"the demo has its own tags, {' and '.join(TAGS)}; add panes in it with a")
    require_a_screen("hashtui tail '#capcomnet', from real servers")
    forbid_color(no_color)
    config = accepted(read_configuration(config_file, THEMES))
    return run_dashboard(demo_dashboard(config, seed=seed, speed=speed))


def demo_dashboard(config: Config, *, seed: int, speed: float | None) -> Dashboard:
    """The dashboard of the event; `speed` None leaves out all waiting. Nothing of it is remembered."""
    means = system_means()
    clock = demo_clock(means.clock, speed)
    source = DemoSource(Means(clock, means.wire), seed=seed, clock=clock)
    return Dashboard(
        watch=Watch([source], clock, log=Log(usual_places().log), close=means.wire.aclose, alertness=None),
        clock=clock,
        panes=read_panes(TAGS),
        environment=dict(os.environ),
        look=config.look,
        keys=config.keys,
        demo=True,
        zone=ZONE,
        glyphs=glyphs_here(),
        platform=sys.platform,
    )
