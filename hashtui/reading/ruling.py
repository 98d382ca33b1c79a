"""What rules say of an entry, as a timeline asks it: hidden by which, whether it matters, how it is stressed."""

from collections.abc import Callable
from dataclasses import dataclass

from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment


def _nobody(_: Entry, __: Moment) -> str:
    """No rule."""
    return ""


def _nothing(_: Entry, __: Moment) -> bool:
    """Nothing matters."""
    return False


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules in force, as plain questions."""

    hidden_by: Callable[[Entry, Moment], str] = _nobody
    """The name of the rule that hides it; empty when none does."""
    matters: Callable[[Entry, Moment], bool] = _nothing
    """Whether the reader wants to be led to it though nothing stresses it: what is stressed always matters."""
    style: Callable[[Entry, Moment], str] = _nobody
    """The words of the highlight that stresses it; empty when none does."""


NO_RULING = Ruling()
