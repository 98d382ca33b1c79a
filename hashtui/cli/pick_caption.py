"""`hashtui pick caption`: what stands under a pick in the anthology."""

import click

from hashtui.anthology.picks import Picks
from hashtui.cli import options
from hashtui.cli.picked import tell_of


@click.command("caption", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY TEXT")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Say what stands under a pick in the anthology. An empty TEXT takes it away.

    \b
    hashtui pick caption 3 'Le moment de la journée'
    """
    return tell_of(words, "caption", "TEXT", Picks.with_caption)
