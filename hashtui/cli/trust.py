"""`hashtui trust` without anything that it could do: which acts there are."""

import click

from hashtui.cli import options
from hashtui.cli.acts import help_of, misunderstood
from hashtui.cli.commands import TRUST_ACTS

_HELP = help_of(
    TRUST_ACTS,
    "Say whom you trust, and ask why somebody has a badge.",
    (
        "A HANDLE is @anna@piaille.fr, @lea.example, an npub, the address of a profile, or a pattern for many:",
        "'@*@mairie.example'. Each of these has its own --help.",
    ),
    (
        "hashtui trust add @anna@piaille.fr --level sure --note 'met in Lyon'",
        "hashtui trust import following_accounts.csv",
        "hashtui trust why @ben@mamot.fr --from day.jsonl",
    ),
)


@click.command("trust", context_settings=options.CONTEXT, help=_HELP)
@click.argument("words", nargs=-1, metavar="ACT")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Say what was not understood."""
    is_handle = bool(words) and words[0].startswith("@")
    raise misunderstood("trust", TRUST_ACTS, words, is_object=is_handle, meant="add, mute, remove or why")
