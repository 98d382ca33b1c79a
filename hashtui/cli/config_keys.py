"""`hashtui config show keys`: every action with its keys."""

import click

from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.output import put
from hashtui.config.actions import ACTIONS
from hashtui.config.keys import keys_of


@click.command(context_settings=options.CONTEXT)
@options.config
def command(config_file: str | None) -> int:
    """Print every action with its keys."""
    keys = keys_of(accepted(read_configuration(config_file)).keys)
    widths = (max(len(a.id) for a in ACTIONS), max(len(" ".join(k)) for k in keys.values()))
    for action in ACTIONS:
        put(f"{action.id:{widths[0]}}  {' '.join(keys[action.id]):{widths[1]}}  {action.words}")
    return 0
