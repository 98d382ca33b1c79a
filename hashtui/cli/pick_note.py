"""`hashtui pick note`: what the person says of a pick to themselves."""

import click

from hashtui.anthology.picks import Picks
from hashtui.cli import options
from hashtui.cli.picked import tell_of


@click.command("note", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY TEXT")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Keep a note on a pick, for yourself alone: it is never exported. An empty TEXT takes it away.

    \b
    hashtui pick note 3 'ask Léa for the picture'
    """
    return tell_of(words, "note", "TEXT", Picks.with_note)
