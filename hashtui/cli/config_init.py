"""`hashtui config init`: a commented file to start from."""

import click

from hashtui.cli import options
from hashtui.cli.output import escaped, put
from hashtui.config.places import config_path
from hashtui.config.settings import example_file
from hashtui.config.writing import write_new
from hashtui.errors import ConfigError


@click.command(context_settings=options.CONTEXT)
@options.config
def command(config_file: str | None) -> int:
    """Write a commented file, unless there is one."""
    path = config_path(config_file)
    try:
        write_new(path, example_file().encode("utf-8"))
    except FileExistsError as error:
        raise ConfigError("is there already, and stays as it is", place=str(path)) from error
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", place=str(path)) from error
    put(escaped(str(path)))
    return 0
