"""Every term there is, and how a token becomes one."""

import re
from collections.abc import Callable
from dataclasses import replace

from hashtui.errors import FilterError
from hashtui.filter import dates, levels, numbers, people, traits, words
from hashtui.filter.complaint import quoted
from hashtui.filter.slips import AROUND, slip
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
    levels.trust,
    dates.since,
    dates.until,
    dates.age,
)
TERMS: dict[str, TermKind] = {kind.key: kind for kind in _KINDS}
"""Every kind of term, by the kind of its token or, where it is written `name:value`, by its name."""
_NEXT = re.compile(r"\s+([^\s|()]+)")
_ONE_OF = re.compile(r"(?<![^\s(|-])(lang|has|is|net):([^\s|()]+)\|$", re.IGNORECASE)

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
    if token.kind is Kind.WORD:
        wrong = slip(text, token.start, token.value, _names(), _MEANT) or _half(text, token, present)
        if wrong is not None:
            raise FilterError(wrong, text=text, start=token.start, end=token.end)
    kind = TERMS.get(key)
    if kind is None:
        raise FilterError(_unknown(token), text=text, start=token.start, end=token.end)
    try:
        return replace(kind.make(token, present), name=key, place=(token.start, token.end))
    except ValueError as error:
        start = token.end - len(token.value) if token.kind is Kind.NAMED else token.start
        whole = _without_space(text, token, kind, present)
        said = f"{error}; without a space: {quoted(whole)}" if whole and whole not in str(error) else str(error)
        raise FilterError(said, text=text, start=start, end=token.end) from error


def _without_space(text: str, token: Token, kind: TermKind, present: Present | None) -> str:
    """The term that it is together with what stands behind the space; nothing if that is none either."""
    behind = _NEXT.match(text, token.end) if token.kind is Kind.NAMED else None
    if behind is None:
        return ""
    value = token.value + behind[1]
    return f"{token.name}:{value}" if _is_term(kind, replace(token, value=value), present) else ""


def _half(text: str, token: Token, present: Present | None) -> str | None:
    """What is wrong with the second word of `lang:fr|en`."""
    before = _ONE_OF.search(text[max(0, token.start - AROUND) : token.start])
    if before is None:
        return None
    name = before[1].lower()
    if not _is_term(TERMS[name], replace(token, kind=Kind.NAMED, name=name), present):
        return None
    either = f"({name}:{before[2]} | {name}:{token.value})"
    return f"each value is a term of its own: {quoted(either)}; a word behind such a `|` needs quotes"


def _is_term(kind: TermKind, token: Token, present: Present | None) -> bool:
    try:
        kind.make(token, present)
    except ValueError:
        return False
    return True


def _names() -> tuple[str, ...]:
    return tuple(name for name in TERMS if name.isidentifier())


def _unknown(token: Token) -> str:
    near = nearest(token.name, _names(), _MEANT)
    if near is not None:
        return f"{quoted(token.name + ':')} is not a term; did you mean `{near}:`?"
    known = ", ".join(f"{name}:" for name in _names())
    return f"{quoted(token.name + ':')} is not a term; there are {known}. Words with a colon need quotes"
