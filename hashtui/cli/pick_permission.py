"""`hashtui pick permission`: whether the author agrees to stand in the anthology."""

from datetime import UTC, datetime

import click

from hashtui.cli import options
from hashtui.cli.output import say
from hashtui.cli.picked import Picked
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.errors import UsageError
from hashtui.post.pick import Permission


@click.command("permission", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="KEY asked|granted|refused|'not asked'")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Say whether the author of a pick was asked, and what they answered. What was refused is never exported.

    \b
    hashtui pick permission 3 asked
    hashtui pick permission https://piaille.fr/@anna/1 granted
    """
    known = [one.value for one in Permission]
    if len(words) < 2:
        raise UsageError(f"hashtui pick permission KEY {'|'.join(known)}")
    answer = " ".join(words[1:]).lower().replace("-", " ").replace("_", " ")
    if answer not in known:
        near = did_you_mean(answer, known) or f": it is one of {', '.join(known)}"
        raise UsageError(f"{quoted(answer)} is no permission{near}")
    picked = Picked()
    key = picked.named(words[0]).key
    picked.keep(picked.picks.with_permission(key, Permission(answer), datetime.now(UTC)))
    pick = picked.named(key)
    out = "; it is kept out of exports" if not pick.is_exported else ""
    say(f"{pick.post.author.handle or key}: {answer}{out}")
    return 0
