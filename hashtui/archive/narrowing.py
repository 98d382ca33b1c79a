"""What a post must have so that an expression can be true of it, as far as the archive's indexes know: never less."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from hashtui.archive.indexing import tokens
from hashtui.filter.durations import read_duration
from hashtui.filter.ranking import needle_of
from hashtui.filter.times import read_time
from hashtui.filter.tokens import Kind
from hashtui.filter.tree import And, Node, Not, Or, Term
from hashtui.post.folding import Needle, is_unspaced
from hashtui.post.tag import Tag

MOST_TOKENS = 40
"""Of a longer phrase the beginning is looked up."""
MOST_LOOKED_UP = 4_000
"""Characters of a question to FTS5: what is longer takes longer to look up than it spares."""
DEEPEST = 20
"""Parentheses inside each other: FTS5 refuses those inside many more, and calls itself once for each."""
_SHORT = re.compile(r'\("[0-9a-z]{1,3}" \*\)')
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Narrow:
    """What may be looked up instead of looking at every post. What is None narrows nothing."""

    words: str | None = None
    """In the language of FTS5."""
    tags: frozenset[Tag] | None = None
    """It has one of these."""
    writers: tuple[str, ...] | None = None
    """Its author goes by one of these handles, as `read_handle` reads them."""
    since: datetime | None = None
    """It stands then or later."""
    until: datetime | None = None
    """It stands before then."""


ANYTHING = Narrow()


def narrowed(node: Node, now: datetime) -> Narrow:
    """What every post has that the expression is true of; ages are counted from `now`."""
    match node:
        case Term():
            return _of_term(node, now)
        case Not():
            return ANYTHING
        case And():
            return both(*(narrowed(part, now) for part in node.parts))
        case Or():
            return _either([narrowed(part, now) for part in node.parts])
        case _:
            assert_never(node)


def both(*parts: Narrow) -> Narrow:
    """All of these at once; of tags and writers those that are fewer."""
    words = [f"({part.words})" for part in parts if part.words is not None]
    # Many words begin with these few letters: looked up beside a longer one that costs much and rules out little.
    words = [one for one in words if not _SHORT.fullmatch(one)] or words[:1]
    return Narrow(
        _bounded(" AND ".join(words[:DEEPEST])) or next((one for one in words if _bounded(one)), None),
        min((part.tags for part in parts if part.tags is not None), key=len, default=None),
        min((part.writers for part in parts if part.writers is not None), key=len, default=None),
        max((part.since for part in parts if part.since is not None), default=None),
        min((part.until for part in parts if part.until is not None), default=None),
    )


def _either(parts: list[Narrow]) -> Narrow:
    """Any of these: what one of them does not ask for is not asked for."""
    words = [part.words for part in parts if part.words is not None]
    tags = [part.tags for part in parts if part.tags is not None]
    writers = [part.writers for part in parts if part.writers is not None]
    since = [part.since for part in parts if part.since is not None]
    until = [part.until for part in parts if part.until is not None]
    every = len(parts)
    return Narrow(
        _bounded(" OR ".join(f"({one})" for one in words)) if len(words) == every else None,
        frozenset[Tag]().union(*tags) if len(tags) == every else None,
        tuple(handle for some in writers for handle in some) if len(writers) == every else None,
        min(since) if len(since) == every else None,
        max(until) if len(until) == every else None,
    )


def _of_term(term: Term, now: datetime) -> Narrow:
    if term.tag is not None:
        return Narrow(tags=frozenset((term.tag,)))
    value = term.text.partition(":")[2]
    match term.name:
        case Kind.WORD | Kind.PHRASE:
            return Narrow(words=looked_up(needle_of(term)))
        case "from":
            return Narrow(writers=(value,))
        case "since":
            return Narrow(since=read_time(value, None))
        case "until":
            return Narrow(until=read_time(value, None))
        case "age":
            return _of_age(value, now)
        case _:
            return ANYTHING


def looked_up(needle: Needle) -> str | None:
    """The needle in the language of FTS5; None when it has no letter or digit to look up.

    Its last word may go on in the text, unless it ends where no word does.
    """
    found = tokens(needle.folded)
    if not found:
        return None
    goes_on = len(found) <= MOST_TOKENS and needle.folded.endswith(found[-1]) and not is_unspaced(found[-1][-1])
    return f'"{" ".join(found[:MOST_TOKENS])}"{" *" if goes_on else ""}'


def _bounded(words: str) -> str | None:
    depth = deepest = 0
    for character in words:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return words if words and len(words) <= MOST_LOOKED_UP and deepest <= DEEPEST else None


def _of_age(value: str, now: datetime) -> Narrow:
    try:
        then = now - read_duration(value.lstrip("<>="))
    except OverflowError:
        return ANYTHING
    return Narrow(since=then) if value.startswith("<") else Narrow(until=then + _INSTANT)
