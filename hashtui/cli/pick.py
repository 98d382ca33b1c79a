"""`hashtui pick` without anything that it could do: which acts there are."""

import click

from hashtui.cli import options
from hashtui.cli.commands import PICK_ACTS
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.errors import UsageError

_WIDTH = 38
_HELP = "\n".join(
    (
        "Pick posts for an anthology, put them in order, and ask their authors.",
        "",
        "\b",
        *(f"{act.form.partition(' [')[0]:<{_WIDTH}}{act.words}" for act in PICK_ACTS),
        "",
        "A KEY is a post's key or address, or the number of a pick that `hashtui pick list` tells. The dashboard picks",
        "with p and shows picks with P. Each of these has its own --help.",
        "",
        "\b",
        "hashtui pick add https://piaille.fr/@anna/1 --chapter 'La matinée'",
        "hashtui pick caption 1 'Le moment de la journée'",
        "hashtui pick ask 1; hashtui pick permission 1 asked",
    )
)


@click.command("pick", context_settings=options.CONTEXT, help=_HELP)
@click.argument("words", nargs=-1, metavar="|".join(act.name for act in PICK_ACTS))
@options.no_color
@options.version
def command(words: tuple[str, ...], no_color: bool) -> int:
    """Say what was not understood."""
    del no_color  # there is none in it
    acts = [act.name for act in PICK_ACTS]
    if not words:
        raise UsageError(f"hashtui pick needs one of {', '.join(acts)}")
    if "://" in words[0] or words[0].startswith("at:"):
        raise UsageError(f"what is to become of {quoted(words[0])}? hashtui pick add, remove, note or caption")
    near = did_you_mean(words[0], acts) or f": it is one of {', '.join(acts)}"
    raise UsageError(f"there is no hashtui pick {quoted(words[0])}{near}")
