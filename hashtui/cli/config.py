"""`hashtui config`: where the configuration is, what it comes to, whether it is right, and a file to start from."""

from pathlib import Path

import click

from hashtui.cli import options
from hashtui.cli.commands import CONFIG_ACTS
from hashtui.cli.output import escaped, put, say
from hashtui.cli.program import load
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.config.places import config_path
from hashtui.errors import UsageError


@click.command("config", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="path|show [keys]|check|init")
@options.config
@options.no_color
@options.version
def command(words: tuple[str, ...], config_file: str | None, no_color: bool) -> int:
    """Where the configuration is, what it comes to, whether it is right; or write one to start from.

    \b
    path       the file, whether it exists or not
    show       the effective configuration as TOML, secrets masked
    show keys  every action with its keys
    check      every mistake with its place
    init       write a commented file, unless there is one
    """
    if words == ("path",):
        return _path(config_file)
    row = next((row for row in CONFIG_ACTS if row.name == " ".join(("config", *words))), None)
    if row is None:
        raise UsageError(_misunderstood(words))
    code: object = click.get_current_context().invoke(load(row), config_file=config_file)
    return code if isinstance(code, int) else 0


def is_there(path: Path) -> bool:
    """Whether there is such a file, as far as one may look."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _path(config_file: str | None) -> int:
    path = config_path(config_file)
    put(escaped(str(path)))
    if not is_there(path):
        say("there is no such file yet; hashtui config init writes one")
    return 0


def _misunderstood(words: tuple[str, ...]) -> str:
    acts = ("path", "show", "check", "init")
    act, others = (words[0], " ".join(words[1:])) if words else ("", "")
    if not act:
        return f"hashtui config needs one of {', '.join(acts)}"
    if act not in acts:
        return f"there is no hashtui config {quoted(act)}{did_you_mean(act, acts)}"
    if act == "show":
        return f"hashtui config show knows only keys, not {quoted(others)}{did_you_mean(others, ['keys'])}"
    return f"hashtui config {act} takes nothing more, not {quoted(others)}"
