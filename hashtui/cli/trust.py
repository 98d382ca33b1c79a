"""`hashtui trust` without anything that it could do: which acts there are."""

import click

from hashtui.cli import options
from hashtui.cli.commands import TRUST_ACTS
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.errors import UsageError

_WIDTH = 32
_HELP = "\n".join(
    (
        "Say whom you trust, and ask why somebody has a badge.",
        "",
        "\b",
        *(f"{act.form.partition(' [')[0]:<{_WIDTH}}{act.words}" for act in TRUST_ACTS),
        "",
        "A HANDLE is @anna@piaille.fr, @lea.example, an npub, the address of a profile, or a pattern for many:",
        "'@*@mairie.example'. Each of these has its own --help.",
        "",
        "\b",
        "hashtui trust add @anna@piaille.fr --level sure --note 'met in Lyon'",
        "hashtui trust import following_accounts.csv",
        "hashtui trust why @ben@mamot.fr --from day.jsonl",
    )
)


@click.command("trust", context_settings=options.CONTEXT, help=_HELP)
@click.argument("words", nargs=-1, metavar="|".join(act.name for act in TRUST_ACTS))
@options.no_color
@options.version
def command(words: tuple[str, ...], no_color: bool) -> int:
    """Say what was not understood."""
    del no_color  # there is none in it
    acts = [act.name for act in TRUST_ACTS]
    if not words:
        raise UsageError(f"hashtui trust needs one of {', '.join(acts)}")
    if words[0].startswith("@"):
        raise UsageError(f"what is to become of {quoted(words[0])}? hashtui trust add, mute, remove or why")
    near = did_you_mean(words[0], acts) or f": it is one of {', '.join(acts)}"
    raise UsageError(f"there is no hashtui trust {quoted(words[0])}{near}")
