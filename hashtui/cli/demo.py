"""`hashtui demo`: the dashboard on the built-in event, without network and account."""

import click

from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.opening import DEMO_TAGS, opened_demo
from hashtui.cli.screen import THEMES, forbid_color, glyphs_here, require_a_screen
from hashtui.errors import UsageError
from hashtui.sources.demo.source import SEED
from hashtui.tui.app import run_dashboard


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
        raise UsageError(f"the demo has its own tags, {' and '.join(DEMO_TAGS)}; add panes in it with a")
    require_a_screen("hashtui tail '#capcomnet', from real servers")
    forbid_color(no_color)
    config = accepted(read_configuration(config_file, THEMES))
    return run_dashboard(opened_demo(config, config_file, THEMES, seed=seed, speed=speed, glyphs=glyphs_here()))
