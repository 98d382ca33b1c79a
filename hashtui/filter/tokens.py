"""The smallest parts of an expression, and where they stand in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hashtui.errors import FilterError
from hashtui.filter.complaint import quoted

LONGEST = 10_000
"""Code points of an expression; beyond that it is no expression a person wrote."""
HASHES = "#＃"
_ENDS = frozenset("|()")
INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""What comes along when text is copied and nobody sees; as a class of a regex. Joiners, which letters need, are not."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_NAMED = re.compile(r"([A-Za-z_]+):(?!//)")


class Kind(StrEnum):
    """What a token is. The value is how it is called in messages."""

    WORD = "a word"
    PHRASE = "a phrase"
    REGEX = "a /regex/"
    TAG = "a #tag"
    HANDLE = "a @handle"
    NAMED = "a name:value"
    MINUS = "`-`"
    BAR = "`|`"
    OPEN = "`(`"
    CLOSE = "`)`"
    AND = "`and`"
    OR = "`or`"
    NOT = "`not`"


_MARKS: Final = {"|": Kind.BAR, "(": Kind.OPEN, ")": Kind.CLOSE}
OPERATORS: Final = {"and": Kind.AND, "or": Kind.OR, "not": Kind.NOT}
"""Words that are operators, whatever their case."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: what it is, the span `[start:end]` it fills, and what it says."""

    kind: Kind
    start: int
    end: int
    value: str = ""
    """Without quotes, slashes, `#`, `@` or the name; escapes of a phrase are resolved, those of a regex kept."""
    name: str = ""
    """NAMED: what stands before the colon, in lower case. REGEX: its flags, `i` or nothing."""


def spell(token: Token) -> str:
    """The token as it is written canonically."""
    match token.kind:
        case Kind.PHRASE:
            return '"' + token.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Kind.REGEX:
            return f"/{token.value}/{token.name}"
        case Kind.TAG:
            return f"#{token.value}"
        case Kind.HANDLE:
            return f"@{token.value}"
        case Kind.NAMED:
            return f"{token.name}:{token.value}"
        case Kind.WORD:
            return token.value
        case _:
            return token.kind.value.strip("`")


def scan(text: str) -> Iterator[Token]:
    """The tokens one by one; FilterError at the first thing that is none."""
    if len(text) > LONGEST:
        message = f"the expression is longer than {LONGEST:,} characters"
        raise FilterError(message, text=text, start=LONGEST, end=len(text))
    at = 0
    while at < len(text):
        if text[at].isspace() or _INVISIBLE.match(text, at):
            at += 1
            continue
        token = _token(text, at)
        yield token
        at = token.end


def ends_token(text: str, at: int) -> bool:
    """No token goes on at this place."""
    return at >= len(text) or text[at].isspace() or text[at] in _ENDS


def _token(text: str, at: int) -> Token:
    first = text[at]
    if first in _MARKS:
        return Token(_MARKS[first], at, at + 1)
    match first:
        case "-":
            return _minus(text, at)
        case '"':
            return _phrase(text, at)
        case "/":
            return _regex(text, at)
    end = at
    while not ends_token(text, end):
        end += 1
    if first in HASHES:
        return _tag(text, at, end)
    if first == "@":
        if end == at + 1:
            raise FilterError("a handle is missing after `@`", text=text, start=at, end=end)
        return Token(Kind.HANDLE, at, end, _INVISIBLE.sub("", text[at + 1 : end]))
    return _word(text, at, end)


def _minus(text: str, at: int) -> Token:
    if ends_token(text, at + 1) and text[at + 1 : at + 2] != "(":
        message = "`-` stands immediately before what it excludes: `-#tag`"
        raise FilterError(message, text=text, start=at, end=at + 1)
    if text[at + 1] == "-":
        message = "`--` means nothing here: one `-` excludes"
        raise FilterError(message, text=text, start=at, end=at + 2)
    return Token(Kind.MINUS, at, at + 1)


def _phrase(text: str, at: int) -> Token:
    said: list[str] = []
    end = at + 1
    while end < len(text) and text[end] != '"':
        if text[end] == "\\":
            if text[end + 1 : end + 2] not in {'"', "\\"}:
                message = 'in a phrase `\\` stands before `"` or `\\` only; a backslash itself is `\\\\`'
                raise FilterError(message, text=text, start=end, end=min(end + 2, len(text)))
            end += 1
        said.append(text[end])
        end += 1
    if end >= len(text):
        raise FilterError('the closing `"` is missing', text=text, start=at, end=len(text))
    end += 1
    if not "".join(said).strip():
        raise FilterError("the phrase is empty", text=text, start=at, end=end)
    if not ends_token(text, end) and not _INVISIBLE.match(text, end):
        message = 'a space is missing after the closing `"`'
        raise FilterError(message, text=text, start=end, end=end + 1)
    return Token(Kind.PHRASE, at, end, "".join(said))


def _regex(text: str, at: int) -> Token:
    close = at + 1
    while close < len(text) and text[close] != "/":
        close += 2 if text[close] == "\\" else 1
    if close >= len(text):
        message = "the closing `/` of the regex is missing; a word that begins with `/` needs quotes"
        raise FilterError(message, text=text, start=at, end=len(text))
    if close == at + 1:
        raise FilterError("the regex is empty", text=text, start=at, end=close + 1)
    end = close + 1
    while not ends_token(text, end):
        end += 1
    flags = text[close + 1 : end]
    if flags not in {"", "i"}:
        message = f"after a regex comes `i` or nothing, not {quoted(flags)}"
        raise FilterError(message, text=text, start=close + 1, end=end)
    return Token(Kind.REGEX, at, end, text[at + 1 : close], flags)


def _tag(text: str, at: int, end: int) -> Token:
    value = text[at + 1 : end]
    if not value:
        raise FilterError("a tag's name is missing after `#`", text=text, start=at, end=end)
    for place, character in enumerate(value, at + 1):
        if character in HASHES or character in ",;":
            what = "no second `#`" if character in HASHES else f"no `{character}`"
            message = f"a tag holds {what}; tags stand apart: `#a #b` for both, `#a | #b` for either"
            raise FilterError(message, text=text, start=place, end=place + 1)
    return Token(Kind.TAG, at, end, value)


def _word(text: str, at: int, end: int) -> Token:
    value = _INVISIBLE.sub("", text[at:end])
    operator = OPERATORS.get(value.lower())
    if operator is not None:
        return Token(operator, at, end)
    named = _NAMED.match(value)
    if named is None:
        return Token(Kind.WORD, at, end, value)
    name = named[1].lower()
    if named.end() == len(value):
        message = f"a value is missing after {quoted(name + ':')}{_value_behind(text, end, name)}"
        raise FilterError(message, text=text, start=at, end=end)
    return Token(Kind.NAMED, at, end, value[named.end() :], name)


def _value_behind(text: str, end: int, name: str) -> str:
    """Advice on a value that stands too far away."""
    several = re.match(r"\(\s*([^\s|()]+)\s*\|\s*([^\s|()]+)\s*\)", text[end:])
    if several is not None:
        return f": each is a term of its own, {quoted(f'({name}:{several[1]} | {name}:{several[2]})')}"
    behind = re.match(r"\s+([^\s|()]+)", text[end:])
    apart = f": no space stands behind the colon, {quoted(name + ':' + behind[1])}" if behind is not None else ""
    return f"{apart}; a word that ends with a colon needs quotes"
