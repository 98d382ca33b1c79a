"""Every term there is, and how a token becomes one."""

from collections.abc import Callable
from dataclasses import replace

from hashtui.errors import FilterError
from hashtui.filter import dates, numbers, people, traits, words
from hashtui.filter.complaint import quoted
from hashtui.filter.term import TermKind, nearest
from hashtui.filter.times import Present
from hashtui.filter.tokens import Kind, Token
from hashtui.filter.tree import Term

ReadTerm = Callable[[str, Token, Present | None], Term]
"""The term that a token of this text means; FilterError when it means none."""

_KINDS: tuple[TermKind, ...] = (
    words.word,
    words.phrase,
    words.pattern,
    traits.tagged,
    people.mentions,
    people.author,
    people.server,
    traits.network,
    traits.language,
    traits.has,
    traits.is_,
    traits.link,
    numbers.tags,
    numbers.boosts,
    numbers.favourites,
    numbers.replies,
    numbers.followers,
    numbers.length,
    people.per_author,
    people.trust,
    dates.since,
    dates.until,
    dates.age,
)
TERMS: dict[str, TermKind] = {kind.key: kind for kind in _KINDS}
"""Every kind of term, by the kind of its token or, where it is written `name:value`, by its name."""

_MEANT = {
    "author": "from", "by": "from", "user": "from", "account": "from", "host": "server", "instance": "server",
    "domain": "server", "site": "link", "url": "link", "network": "net", "source": "net", "language": "lang",
    "likes": "favourites", "faves": "favourites", "favs": "favourites", "stars": "favourites", "reblogs": "boosts",
    "reposts": "boosts", "retweets": "boosts", "shares": "boosts", "comments": "replies", "answers": "replies",
    "after": "since", "before": "until", "older": "age", "newer": "age", "hashtags": "tags", "chars": "length",
    "size": "length", "level": "trust", "rate": "per_author", "contains": "has",
}  # fmt: skip
"""Other words for the names of terms."""


def terms_table() -> str:
    """Every term and when it is true, as a table of Markdown."""
    rows = [f"| `{kind.form}` | {kind.meaning} |" for kind in _KINDS]
    return "\n".join(["| term | true when |", "|---|---|", *rows])


def read_term(text: str, token: Token, present: Present | None) -> Term:
    """The term this token means; FilterError with its place when there is none: never a term that is false."""
    key = token.name if token.kind is Kind.NAMED else token.kind
    kind = TERMS.get(key)
    if kind is None:
        raise FilterError(_unknown(token), text=text, start=token.start, end=token.end)
    try:
        return replace(kind.make(token, present), name=key, place=(token.start, token.end))
    except ValueError as error:
        start = token.end - len(token.value) if token.kind is Kind.NAMED else token.start
        raise FilterError(str(error), text=text, start=start, end=token.end) from error


def _unknown(token: Token) -> str:
    names = [name for name, kind in TERMS.items() if name == kind.key and name.isidentifier()]
    near = nearest(token.name, names, _MEANT)
    if near is not None:
        return f"{quoted(token.name + ':')} is not a term; did you mean `{near}:`?"
    known = ", ".join(f"{name}:" for name in names)
    return f"{quoted(token.name + ':')} is not a term; there are {known}. Words with a colon need quotes"
