"""`hashtui pick remove`: these are picked no longer."""

import click

from hashtui.cli import options
from hashtui.cli.output import say
from hashtui.cli.picked import Picked
from hashtui.errors import UsageError


@click.command("remove", context_settings=options.CONTEXT)
@click.argument("names", nargs=-1, metavar="KEY...")
@options.usual
def command(names: tuple[str, ...]) -> int:
    """Take picks out, with all that was said of them. A KEY is a key, an address, or a number of hashtui pick list.

    \b
    hashtui pick remove 3
    hashtui pick remove https://piaille.fr/@anna/1
    """
    if not names:
        raise UsageError("which pick? its number, key or address: hashtui pick list tells them")
    picked = Picked()
    gone = list(dict.fromkeys(map(picked.named, names)))
    picked.keep(picked.picks.without(pick.key for pick in gone))
    for pick in gone:
        say(f"no longer picked: {pick.post.author.handle or pick.key}")
    return 0
