"""From a command line to an exit code: finds the command, runs it, and turns what goes wrong into one sentence."""

import os
from collections.abc import Sequence
from importlib import import_module

import click

from hashtui.cli.arguments import read_arguments
from hashtui.cli.commands import COMMANDS, DASHBOARD, Row
from hashtui.cli.output import OutputError, abandon_stdout, prepare_output, say, say_lines
from hashtui.cli.signals import SignalledError, ended_by_signals, raise_it
from hashtui.config.environment import scrub_environment
from hashtui.errors import FilterError, HashtuiError, UsageError
from hashtui.filter import complain


def run(argv: Sequence[str]) -> int:
    """The exit code. Only a bug passes as an exception."""
    prepare_output()
    scrub_environment(os.environ)  # Textual reads its variables when it is imported
    os.umask(0o077)
    try:
        with ended_by_signals(raise_it):
            return _run(argv)
    except SignalledError as signalled:
        return signalled.exit_code
    except BrokenPipeError:
        abandon_stdout()
        return 0
    except OutputError as error:
        say(str(error))
        abandon_stdout()
        return 2
    except FilterError as error:
        first, *others = complain(error).splitlines()
        say_lines([f"hashtui: {first}", *others])
        return error.exit_code
    except HashtuiError as error:
        say(str(error))
        return error.exit_code
    except click.ClickException as error:
        message = error.format_message()
        say(f"{message[:1].lower()}{message[1:].rstrip('.')} (hashtui --help)")
        return UsageError.exit_code


def _run(argv: Sequence[str]) -> int:
    rows = {row.name: row for row in COMMANDS}
    asked = read_arguments(argv, rows)
    row, name, words = rows.get(asked.command, DASHBOARD), asked.command, asked.words
    act = next((act for act in row.acts if words and act.name == words[0]), None)
    if act is not None:
        row, name, words = act, f"{name} {act.name}", words[1:]
    command = load(row, plain="--plain" in asked.options)
    arguments = [*asked.options, "--", *words]
    try:
        with command.make_context(f"hashtui {name}".strip(), arguments) as context:
            code = command.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    return code if isinstance(code, int) else 0


def load(row: Row, *, plain: bool = False) -> click.Command:
    """The command of that row, loaded now; `plain` the one without a screen, where there are two."""
    module = row.plain if plain and row.plain else row.module
    command: object = getattr(import_module(f"hashtui.cli.{module}"), "command", None)
    if not isinstance(command, click.Command):
        raise TypeError(f"hashtui.cli.{module} has no command")
    return command
