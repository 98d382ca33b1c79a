"""Terms that compare numbers."""

import operator
import re
from collections.abc import Callable
from operator import attrgetter

from hashtui.filter.complaint import quoted
from hashtui.filter.meant import meant_number
from hashtui.filter.term import MakeTerm, TermKind, term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Token
from hashtui.filter.tree import Term
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_COMPARISON = re.compile(r"(<=|>=|[<>=])?([0-9]{1,12})")
_ODD_SIGN = re.compile(r"(=<|=>|==|≤|≥|!=)(.*)", re.DOTALL)
_MEANT = {"=<": "<=", "=>": ">=", "==": "=", "≤": "<=", "≥": ">="}

Count = Callable[[Entry], int | None]
"""A number of an entry; None when nobody told it."""


def read_comparison(name: str, written: str, *, alone: str = "=") -> tuple[str, int]:
    """A sign of `COMPARE` and a number; `alone` is the sign of a bare number. ValueError with what is wrong."""
    found = _COMPARISON.fullmatch(written)
    if found is None and written in COMPARE:
        raise ValueError(f"the number follows {quoted(written)} without a space: `{name}:{written}5`")
    if found is None:
        odd = _ODD_SIGN.fullmatch(written)
        if odd is not None and odd[1] in _MEANT:
            raise ValueError(f"{quoted(odd[1])} is written {_MEANT[odd[1]]}: `{name}:{_MEANT[odd[1]]}{odd[2][:20]}`")
        if odd is not None:
            raise ValueError(f"there is no `!=`: write `-{name}:{odd[2][:20]}`")
        sign, rest = re.match(r"([<>]?=?)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]  # fits all
        number = meant_number(rest)
        meant = f"`{name}:>=5`" if number is None else f"did you mean `{name}:{sign}{number}`?"
        raise ValueError(f"{quoted(written)} is no number of 0 or more, with `<` `<=` `=` `>=` or `>`: {meant}")
    return found[1] or alone, int(found[2])


def _compared(count: Count) -> MakeTerm:
    def make(token: Token, _: Present | None) -> Term:
        sign, limit = read_comparison(token.name, token.value)
        if (sign, limit) == ("<", 0):
            raise ValueError(f"nothing is less than 0: `{token.name}:=0`")
        return Term(f"{token.name}:{sign}{limit}", _judge(count, sign, limit))

    return make


def _judge(count: Count, sign: str, limit: int) -> Judge:
    match sign:
        case "<":
            return lambda entry, _: (number := count(entry)) is not None and number < limit
        case "<=":
            return lambda entry, _: (number := count(entry)) is not None and number <= limit
        case "=":
            return lambda entry, _: count(entry) == limit
        case ">=":
            return lambda entry, _: (number := count(entry)) is not None and number >= limit
        case _:
            return lambda entry, _: (number := count(entry)) is not None and number > limit


def _number(name: str, form: str, says: str, count: Count, lacks: str = "") -> TermKind:
    return term(name, form=form, says=says, lacks=lacks)(_compared(count))


tags = _number("tags", "tags:>5", "so many hashtags of its own; < <= = >= >", lambda entry: len(entry.post.tags))
boosts = _number("boosts", "boosts:>=20", "passed on so often", attrgetter("post.counts.boosts"), "not told by feeds")
favourites = _number(
    "favourites", "favourites:>=5", "liked so often", attrgetter("post.counts.favourites"), "not told by feeds"
)
replies = _number(
    "replies", "replies:0", "answered so often", attrgetter("post.counts.replies"), "not told by feeds and Nostr"
)
followers = _number(
    "followers",
    "followers:<1000",
    "so many people follow its author",
    attrgetter("post.author.followers"),
    "not told by feeds and Nostr",
)
length = _number("length", "length:<500", "so many characters of text", lambda entry: len(entry.post.body.text))
