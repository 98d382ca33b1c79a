"""The questions an expression can ask: one function each, entered by `@term`."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from hashtui.errors import FilterError
from hashtui.filter.complaint import quoted
from hashtui.filter.tokens import Kind, Token, spell
from hashtui.filter.tree import Term
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment

ReadTerm = Callable[[str, Token], Term]
"""The term that a token of this text means; FilterError when it means none."""
MakeTerm = Callable[[Token], Term]


@dataclass(frozen=True, slots=True)
class TermKind:
    """A kind of term: how it is written, when it is true, and what makes one of its token.

    `make` raises ValueError with the reason, in words for the person, when the token's value makes no sense.
    """

    form: str
    says: str
    make: MakeTerm


TERMS: dict[str, TermKind] = {}
"""Every kind of term, by the kind of its token or, where it is written `name:value`, by its name."""


def term(key: str, *, form: str, says: str) -> Callable[[MakeTerm], MakeTerm]:
    """Enter the decorated function as the maker of the terms of `key`: a token's Kind, or a name's."""

    def enter(make: MakeTerm) -> MakeTerm:
        TERMS[key] = TermKind(form, says, make)
        return make

    return enter


def read_term(text: str, token: Token) -> Term:
    """The term this token means; FilterError with its place when there is none: never a term that is false."""
    key = token.name if token.kind is Kind.NAMED else token.kind
    kind = TERMS.get(key)
    if kind is None:
        raise FilterError(_unknown(token), text=text, start=token.start, end=token.end)
    try:
        return kind.make(token)
    except ValueError as error:
        raise FilterError(str(error), text=text, start=token.start, end=token.end) from error


def _unknown(token: Token) -> str:
    known = ", ".join(kind.form for kind in TERMS.values())
    if token.kind is not Kind.NAMED:
        return f"{quoted(spell(token))} is {token.kind.value}, which is not a term of this version; it knows {known}"
    name = f"{token.name}:"
    near = difflib.get_close_matches(name, [f"{key}:" for key in TERMS], n=1)
    meant = f"; did you mean `{near[0]}`?" if near else ""
    return f"{quoted(name)} is not a term of this version; it knows {known}{meant}"


@term(Kind.TAG, form="#tag", says="tagged so, by its own tags or by the one it was asked for")
def tagged(token: Token) -> Term:
    try:
        tag = Tag.of(token.value)
    except ValueError as error:
        raise ValueError(f"{quoted(spell(token))} has no letter or digit that could make a tag") from error

    def judge(entry: Entry, _: Moment) -> bool:
        return tag in entry.tags

    return Term(_spelled(tag), judge, tag, (token.start, token.end))


def _spelled(tag: Tag) -> str:
    """The tag as it is written, or by its normal form where that would not be read as the same tag again."""
    written = str(tag)
    as_is = not any(c.isspace() or c in "|()#＃" for c in tag.spelling) and Tag.of(written) == tag
    return written if as_is else f"#{tag.name}"
