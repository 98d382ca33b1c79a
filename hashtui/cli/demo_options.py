"""What the demo takes on the command line, with a screen and without."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from hashtui.cli import options
from hashtui.cli.opening import DEMO_TAGS
from hashtui.errors import UsageError
from hashtui.sources.demo.source import SEED

_Command = TypeVar("_Command", bound=Callable[..., object])
_words = click.argument("words", nargs=-1, metavar="")
_seed = click.option(
    "--seed", type=int, default=SEED, show_default=True, metavar="N", help="The same event again, or another."
)


def demo(command: _Command) -> _Command:
    """All of it."""
    looks = options.pane_sensitivity(options.plain(options.no_color(options.version(command))))
    return _words(_seed(options.speed(options.config(looks))))


def refuse_words(given: Sequence[str]) -> None:
    """The demo is asked for nothing. UsageError when it is."""
    if given:
        raise UsageError(f"the demo has its own tags, {' and '.join(DEMO_TAGS)}; add panes in it with a")
