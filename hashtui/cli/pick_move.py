"""`hashtui pick move`: another place in the order."""

import click

from hashtui.cli import options
from hashtui.cli.output import say
from hashtui.cli.picked import Picked
from hashtui.config.complaint import quoted
from hashtui.errors import UsageError


@click.command("move", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY N")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Give a pick the number N. Between two picks of a chapter it is in that chapter.

    \b
    hashtui pick move 5 1
    """
    if len(words) != 2:
        raise UsageError("hashtui pick move KEY N: the pick, and the number it is to have")
    if not words[1].isdecimal() or len(words[1]) > 6 or int(words[1]) < 1:
        raise UsageError(f"{quoted(words[1])} is no place: the first is 1")
    picked = Picked()
    key = picked.named(words[0]).key
    picked.keep(picked.picks.moved(key, int(words[1]) - 1))
    pick = picked.named(key)
    chapter = f", in {quoted(pick.chapter)}" if pick.chapter else ""
    say(f"{pick.post.author.handle or key}: now {picked.picks.place(key) + 1} of {len(picked.picks)}{chapter}")
    return 0
