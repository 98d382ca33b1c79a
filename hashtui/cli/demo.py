"""`hashtui demo`: the dashboard on the built-in event, without network and account."""

from dataclasses import replace

import click

from hashtui.cli import demo_options, options
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.opening import opened_demo
from hashtui.cli.screen import THEMES, forbid_color, glyphs_here, require_a_screen
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.app import run_dashboard


@click.command("demo", context_settings=options.CONTEXT)
@demo_options.demo
def command(
    words: tuple[str, ...],
    seed: int,
    speed: float | None,
    config_file: str | None,
    sensitivity: Sensitivity | None,
    no_color: bool,
) -> int:
    """Show the dashboard on the built-in event: made-up people on #capcomnet and #paris20, no network, no account."""
    demo_options.refuse_words(words)
    require_a_screen("hashtui tail '#capcomnet', from real servers")
    forbid_color(no_color)
    config = accepted(read_configuration(config_file, THEMES))
    setup = opened_demo(config, config_file, THEMES, seed=seed, speed=speed, glyphs=glyphs_here())
    return run_dashboard(replace(setup, sensitivity=sensitivity or setup.sensitivity))
