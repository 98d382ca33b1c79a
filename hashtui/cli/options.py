"""The options that several commands share, each with one meaning."""

import math
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import click

from hashtui import __version__
from hashtui.filter.durations import read_duration
from hashtui.filter.times import Present, read_time
from hashtui.reading.summary.peak import Sensitivity

_Command = TypeVar("_Command", bound=Callable[..., object])
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def count(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if value.isascii() and value.isdigit() and len(value) < 19 and int(value) > 0:
        return int(value)
    raise click.BadParameter(f"{value[:40]!r} is not a number of posts: write 1 or more")


def _duration(_: click.Context, __: click.Parameter, value: str | None) -> timedelta | None:
    try:
        return None if value is None else read_duration(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _time(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    try:
        return None if value is None else read_time(value, Present(datetime.now(UTC)))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _speed(_: click.Context, __: click.Parameter, value: str) -> float | None:
    """None stands for `max`: no waiting at all."""
    if value == "max":
        return None
    try:
        speed = float(value)
    except ValueError:
        speed = math.nan
    if not (0 < speed < math.inf):
        raise click.BadParameter(f"{value!r} is not a speed: write a number above 0, or max")
    return speed


panes = click.argument("panes", nargs=-1, metavar="[PANE]...")
sources = click.option(
    "--source", "urls", multiple=True, metavar="URL", help="Ask this source instead of the configured; repeatable."
)
config = click.option("--config", "config_file", metavar="FILE", help="Another configuration file.")
plain = click.option(
    "--plain",
    is_flag=True,
    expose_value=False,
    help="No screen: words only. To a pipe, posts; on a terminal, it answers.",
)
no_color = click.option("--no-color", is_flag=True, help="No colour anywhere; so does NO_COLOR.")
_no_color_anyway = click.option(
    "--no-color", is_flag=True, expose_value=False, help="No colour anywhere; there is none in this."
)
version = click.version_option(__version__, message="hashtui %(version)s")
format_ = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output form."
)
limit = click.option("--limit", callback=count, metavar="N", help="Stop after N posts.")
for_ = click.option("--for", "duration", callback=_duration, metavar="DURATION", help="Stop after 90s, 10m, 2h, 1d.")
since = click.option(
    "--since", callback=_time, metavar="T", help="How far back: a time, a date, 14:00, 2h, or now for nothing old."
)
until = click.option("--until", callback=_time, metavar="T", help="Until then: a time, a date, 14:00, 2h back, or now.")
from_ = click.option(
    "--from", "files", multiple=True, metavar="FILE", help="Read this JSON Lines file; - is standard input; repeatable."
)
sensitivity = click.option(
    "--sensitivity",
    type=click.Choice(["calm", "normal", "sensitive"]),
    default="normal",
    show_default=True,
    help="How little makes a peak.",
)


def _sensitivity(_: click.Context, __: click.Parameter, value: str | None) -> Sensitivity | None:
    return None if value is None else Sensitivity(value)


pane_sensitivity = click.option(
    "--sensitivity",
    type=click.Choice([one.value for one in Sensitivity]),
    callback=_sensitivity,
    help="How little makes a peak in every pane; else as a pane was left, at first normal.",
)
output = click.option("-o", "output", metavar="FILE", help="Write there, whole or not at all; - is standard output.")
force = click.option("--force", is_flag=True, help="Replace a file that exists.")
speed = click.option(
    "--speed", callback=_speed, default="60", show_default=True, metavar="X", help="1 = as it happened, 60, max."
)


def usual(command: _Command) -> _Command:
    """What every command takes, of one that has no colour in it."""
    return _no_color_anyway(version(command))


def follows(command: _Command) -> _Command:
    """What it takes to follow tags: panes, the sources, another configuration."""
    return panes(sources(config(command)))


def dashboard(command: _Command) -> _Command:
    """What the dashboard takes, with a screen and without."""
    return follows(pane_sensitivity(plain(no_color(version(command)))))


def wants_color(no_color: bool) -> bool:
    """Whether colour is wanted at all: neither the option, nor NO_COLOR, nor a terminal without."""
    return not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
