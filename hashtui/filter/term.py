"""What a kind of term is, and how one is made of a function."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hashtui.filter.complaint import quoted
from hashtui.filter.times import Present
from hashtui.filter.tokens import Token
from hashtui.filter.tree import Term

MakeTerm = Callable[[Token, Present | None], Term]


@dataclass(frozen=True, slots=True)
class TermKind:
    """A kind of term: how it is written, when it is true, and what makes one of its token.

    `make` raises ValueError with the reason, in words for the person, when the token's value makes no sense.
    """

    key: str
    """The kind of its token or, where it is written `name:value`, its name."""
    form: str
    """One term of the kind."""
    says: str
    """When it is true."""
    make: MakeTerm
    lacks: str = ""
    """Where it is never true, because a network does not tell: a clause, or nothing."""
    values: tuple[str, ...] = ()
    """What may stand behind the colon, where that is one of few words."""

    @property
    def meaning(self) -> str:
        """When it is true, and where never."""
        return f"{self.says} ({self.lacks})" if self.lacks else self.says


def term(
    key: str, *, form: str, says: str, lacks: str = "", values: Iterable[str] = ()
) -> Callable[[MakeTerm], TermKind]:
    """Make the decorated function the maker of the terms of `key`: a token's Kind, or a name's."""

    def enter(make: MakeTerm) -> TermKind:
        return TermKind(key, form, says, make, lacks, tuple(values))

    return enter


def nearest(written: str, known: Iterable[str], meant: Mapping[str, str] | None = None) -> str | None:
    """The one of the known words that was meant; `meant` are other words for them."""
    word = written.lower()
    if meant is not None and word in meant:
        return meant[word]
    others = {} if meant is None or len(word) < 4 else dict(meant)
    near = difflib.get_close_matches(word, [*known, *others], n=1, cutoff=0.6)
    return others.get(near[0], near[0]) if near else None


def one_of(token: Token, known: Iterable[str], meant: Mapping[str, str] | None = None) -> str:
    """The token's value, which must be one of the known. ValueError with the nearest."""
    words = tuple(known)
    value = token.value.lower()
    if value in words:
        return value
    refuse_list(token)
    near = nearest(value, words, meant)
    more = f"it knows {', '.join(words)}" if near is None else f"did you mean `{token.name}:{near}`?"
    raise ValueError(f"`{token.name}:` does not know {quoted(token.value)}; {more}")


def refuse_list(token: Token) -> None:
    """ValueError when several values stand there with commas: each is a term of its own."""
    parts = [part for part in token.value.split(",") if part]
    if "," in token.value and parts:
        either = " | ".join(f"{token.name}:{part}" for part in parts[:4])
        meant = f"({either})" if len(parts) > 1 else either
        raise ValueError(f"`{token.name}:` takes one value, without a comma; did you mean {quoted(meant)}?")
