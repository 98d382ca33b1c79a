"""`hashtui pick` without anything that it could do: which acts there are."""

import click

from hashtui.cli import options
from hashtui.cli.acts import help_of, misunderstood
from hashtui.cli.commands import PICK_ACTS

_HELP = help_of(
    PICK_ACTS,
    "Pick posts for an anthology, put them in order, and ask their authors.",
    (
        "A KEY is a post's key or address, or the number of a pick that `hashtui pick list` tells. The dashboard picks",
        "with p and shows picks with P. Each of these has its own --help.",
    ),
    (
        "hashtui pick add https://piaille.fr/@anna/1 --chapter 'La matinée'",
        "hashtui pick caption 1 'Le moment de la journée'",
        "hashtui pick ask 1; hashtui pick permission 1 asked",
    ),
)


@click.command("pick", context_settings=options.CONTEXT, help=_HELP)
@click.argument("words", nargs=-1, metavar="ACT")
@options.usual
def command(words: tuple[str, ...]) -> int:
    """Say what was not understood."""
    is_post = bool(words) and ("://" in words[0] or words[0].startswith("at:"))
    raise misunderstood("pick", PICK_ACTS, words, is_object=is_post, meant="add, remove, note or caption")
