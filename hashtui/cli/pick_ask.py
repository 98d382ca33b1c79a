"""`hashtui pick ask`: the request to the author of a pick, to be posted or sent."""

import click

from hashtui.anthology.asking import ask
from hashtui.cli import options
from hashtui.cli.output import put, say
from hashtui.cli.picked import Picked
from hashtui.clock import LocalZone
from hashtui.errors import UsageError
from hashtui.post.pick import Permission


@click.command("ask", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Print a polite request to the author of a pick, short enough to be posted. It is sent nowhere.

    It says which post is meant, what for, that no is fine, and how to answer: in French to who wrote French, else in
    English.

    \b
    hashtui pick ask 3 | wl-copy
    """
    if len(words) != 1:
        raise UsageError("of which pick? hashtui pick ask KEY")
    pick = Picked().named(words[0])
    put(ask(pick, LocalZone()))
    if pick.permission is Permission.NOT_ASKED:
        say(f"once it is sent: hashtui pick permission {words[0]} asked")
    return 0
