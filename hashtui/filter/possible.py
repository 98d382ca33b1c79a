"""What can be said of an entry while only some of the terms can be asked: yes, no, or that it depends on the others."""

from collections.abc import Callable
from typing import assert_never

from hashtui.filter.tree import And, Node, Not, Or, Term
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment

Guess = Callable[[Entry, Moment], bool | None]
"""True and False hold whatever the other terms say; None: it depends on them."""


def possible(node: Node, tells: Callable[[Term], bool]) -> Guess:
    """The tree's judgement as far as the terms that `tells` is true of decide it."""
    match node:
        case Term():
            return node.judge if tells(node) else _unknown
        case Not():
            return _not(possible(node.part, tells))
        case And():
            return _decided([possible(part, tells) for part in node.parts], by=False)
        case Or():
            return _decided([possible(part, tells) for part in node.parts], by=True)
        case _:
            assert_never(node)


def _unknown(_: Entry, __: Moment) -> bool | None:
    return None


def _not(part: Guess) -> Guess:
    def guess(entry: Entry, moment: Moment) -> bool | None:
        said = part(entry, moment)
        return None if said is None else not said

    return guess


def _decided(parts: list[Guess], *, by: bool) -> Guess:
    """One part that says `by` decides; only when all say the other does that hold."""
    known = [part for part in parts if part is not _unknown]
    otherwise: bool | None = None if len(known) < len(parts) else not by

    def guess(entry: Entry, moment: Moment) -> bool | None:
        said_all = otherwise
        for part in known:
            said = part(entry, moment)
            if said is by:
                return by
            if said is None:
                said_all = None
        return said_all

    return guess
