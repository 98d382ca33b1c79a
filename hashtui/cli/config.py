"""`hashtui config`: where the configuration is, what it comes to, whether it is right, and a file to start from."""

from pathlib import Path

import click
import tomli_w

from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.output import put, say, say_lines
from hashtui.cli.screen import THEMES
from hashtui.config.actions import ACTIONS
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.config.config import Config, SourceConfig
from hashtui.config.keys import keys_of
from hashtui.config.places import usual_places
from hashtui.config.settings import example_file
from hashtui.config.writing import write_new
from hashtui.errors import ConfigError, UsageError

_MASK = "***"
_ACTS = ("path", "show", "check", "init")


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
    match words:
        case ("path",):
            return _path(config_file)
        case ("show",):
            return _show(config_file)
        case ("show", "keys"):
            return _show_keys(config_file)
        case ("check",):
            return _check(config_file)
        case ("init",):
            return _init(config_file)
        case _:
            raise UsageError(_misunderstood(words))


def _misunderstood(words: tuple[str, ...]) -> str:
    act, others = (words[0], " ".join(words[1:])) if words else ("", "")
    if not act:
        return f"hashtui config needs one of {', '.join(_ACTS)}"
    if act not in _ACTS:
        return f"there is no hashtui config {quoted(act)}{did_you_mean(act, _ACTS)}"
    if act == "show":
        return f"hashtui config show knows only keys, not {quoted(others)}{did_you_mean(others, ['keys'])}"
    return f"hashtui config {act} takes nothing more, not {quoted(others)}"


def _file(config_file: str | None) -> Path:
    return usual_places().config if config_file is None else Path(config_file)


def _path(config_file: str | None) -> int:
    path = _file(config_file)
    put(str(path))
    if not path.exists():
        say("there is no such file yet; hashtui config init writes one")
    return 0


def _check(config_file: str | None) -> int:
    path = _file(config_file)
    if config_file is None and not path.exists():
        put(f"{path}: not there; the defaults hold (hashtui config init writes one)")
        return 0
    reading = read_configuration(config_file, THEMES)
    say_lines(str(complaint) for complaint in reading.complaints)
    if reading.errors:
        return ConfigError.exit_code
    put(f"{path}: right")
    return 0


def _init(config_file: str | None) -> int:
    path = _file(config_file)
    try:
        write_new(path, example_file().encode("utf-8"))
    except FileExistsError as error:
        raise ConfigError("is there already, and stays as it is", place=str(path)) from error
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", place=str(path)) from error
    put(str(path))
    return 0


def _show(config_file: str | None) -> int:
    put(tomli_w.dumps(_effective(accepted(read_configuration(config_file, THEMES)))))
    return 0


def _show_keys(config_file: str | None) -> int:
    keys = keys_of(accepted(read_configuration(config_file)).keys)
    widths = (max(len(a.id) for a in ACTIONS), max(len(" ".join(k)) for k in keys.values()))
    for action in ACTIONS:
        put(f"{action.id:{widths[0]}}  {' '.join(keys[action.id]):{widths[1]}}  {action.words}")
    return 0


def _effective(config: Config) -> dict[str, object]:
    details = [_details(source) for source in config.sources]
    content: dict[str, object] = {"sources": [source.url for source in config.sources]}
    content["look"] = {
        "theme": config.look.theme,
        "density": config.look.density.value,
        "time": config.look.time.value,
    }
    content["keys"] = {
        action_id: keys[0] if len(keys) == 1 else list(keys) for action_id, keys in keys_of(config.keys).items()
    }
    content["source"] = [detail for detail in details if len(detail) > 1]
    content["pane"] = [
        {"show": pane.show} if pane.title is None else {"show": pane.show, "title": pane.title} for pane in config.panes
    ]
    return {name: value for name, value in content.items() if value}


def _details(source: SourceConfig) -> dict[str, object]:
    """What is set for this source; the token and the command's arguments, which may hold one, are masked."""
    details: dict[str, object] = {"url": source.url}
    if source.token is not None:
        details["token"] = _MASK
    if source.token_env is not None:
        details["token_env"] = source.token_env
    if source.token_command:
        program, *arguments = source.token_command
        details["token_command"] = [program, *(_MASK for _ in arguments)]
    if source.insecure:
        details["insecure"] = True
    return details
