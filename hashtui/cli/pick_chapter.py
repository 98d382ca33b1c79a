"""`hashtui pick chapter`: the chapter a pick stands in."""

import click

from hashtui.anthology.picks import Picks
from hashtui.cli import options
from hashtui.cli.picked import tell_of


@click.command("chapter", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY TITLE")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Put a pick into a chapter, behind what is in it already. An empty TITLE takes it out of its chapter.

    \b
    hashtui pick chapter 3 'La matinée'
    """
    return tell_of(words, "chapter", "TITLE", Picks.with_chapter)
