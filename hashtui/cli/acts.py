"""A command that is nothing without an act, such as `hashtui pick`: its help, and what is said when none is meant."""

from collections.abc import Sequence

from hashtui.cli.commands import Row
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.errors import UsageError


def help_of(acts: Sequence[Row], first: str, last: Sequence[str], examples: Sequence[str]) -> str:
    """The first line, a table of the acts, what is to be said of all of them, examples."""
    forms = [(act.form.partition(" [")[0], act.words) for act in acts]
    width = max(len(form) for form, _ in forms) + 2
    table = (f"{form:<{width}}{words}" for form, words in forms)
    return "\n".join((first, "", "\b", *table, "", *last, "", "\b", *examples))


def misunderstood(
    command: str, acts: Sequence[Row], words: Sequence[str], *, is_object: bool, meant: str
) -> UsageError:
    """What to say of words that begin with no act; `is_object`: the first is what an act, as `meant`, is done to."""
    names = [act.name for act in acts]
    if not words:
        return UsageError(f"hashtui {command} needs one of {', '.join(names)}")
    if is_object:
        return UsageError(f"what is to become of {quoted(words[0])}? hashtui {command} {meant}")
    near = did_you_mean(words[0], names) or f": it is one of {', '.join(names)}"
    return UsageError(f"there is no hashtui {command} {quoted(words[0])}{near}")
