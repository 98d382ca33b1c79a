"""`hashtui config check`: every mistake in the configuration, with its place."""

import click

from hashtui.cli import options
from hashtui.cli.asking import read_configuration
from hashtui.cli.config import is_there
from hashtui.cli.output import escaped, put, say_lines
from hashtui.cli.screen import THEMES
from hashtui.config.places import config_path
from hashtui.errors import ConfigError


@click.command(context_settings=options.CONTEXT)
@options.config
def command(config_file: str | None) -> int:
    """Say every mistake with its place."""
    path = config_path(config_file)
    if config_file is None and not is_there(path):
        put(f"{escaped(str(path))}: not there; the defaults hold (hashtui config init writes one)")
        return 0
    reading = read_configuration(config_file, THEMES)
    say_lines(str(complaint) for complaint in reading.complaints)
    if reading.errors:
        return ConfigError.exit_code
    put(f"{escaped(str(path))}: right")
    return 0
