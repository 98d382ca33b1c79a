"""`hashtui pick decide`: what becomes of a pick that its author deleted."""

import click

from hashtui.cli import options
from hashtui.cli.heard_since import as_heard
from hashtui.cli.output import say
from hashtui.cli.picked import Picked
from hashtui.config.complaint import quoted
from hashtui.errors import UsageError
from hashtui.post.pick import IfDeleted

_DECISIONS = {"keep": IfDeleted.KEEP, "drop": IfDeleted.DROP, "undecided": IfDeleted.UNDECIDED}


@click.command("decide", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY keep|drop|undecided")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Decide on a pick that its author deleted: until you do it is kept out of exports.

    \b
    hashtui pick decide 3 keep
    """
    if len(words) != 2 or words[1] not in _DECISIONS:
        raise UsageError("hashtui pick decide KEY keep|drop|undecided")
    picked = Picked()
    picks = as_heard(picked.picks)
    key = picked.named(words[0]).key
    pick = picks.picks[picks.place(key)]
    if pick.deleted_at is None:
        raise UsageError(f"{quoted(words[0])}: its author has not deleted it, there is nothing to decide")
    picked.keep(picks.with_decision(key, _DECISIONS[words[1]]))
    exported = "it is exported" if picked.named(key).is_exported else "it is kept out of exports"
    say(f"{pick.post.author.handle or key}: {words[1]}, {exported}")
    return 0
