"""What the demo takes on the command line, with a screen and without."""

from collections.abc import Sequence

import click

from hashtui.cli.opening import DEMO_TAGS
from hashtui.errors import UsageError
from hashtui.sources.demo.source import SEED

words = click.argument("words", nargs=-1, metavar="")
seed = click.option(
    "--seed", type=int, default=SEED, show_default=True, metavar="N", help="The same event again, or another."
)


def refuse_words(given: Sequence[str]) -> None:
    """The demo is asked for nothing. UsageError when it is."""
    if given:
        raise UsageError(f"the demo has its own tags, {' and '.join(DEMO_TAGS)}; add panes in it with a")
