"""`hashtui pick note`: what the person says of a pick to themselves."""

import click

from hashtui.anthology.picks import Picks
from hashtui.cli import options
from hashtui.cli.picked import tell_of


@click.command("note", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY TEXT")
@options.no_color
@options.version
def command(words: tuple[str, ...], no_color: bool) -> int:
    """Keep a note on a pick, for yourself alone: it is never exported. An empty TEXT takes it away.

    \b
    hashtui pick note 3 'ask Léa for the picture'
    """
    del no_color  # there is none in it
    return tell_of(words, "note", "TEXT", Picks.with_note)
