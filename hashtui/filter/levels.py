"""The term about how far a post's author is trusted."""

import re
from collections.abc import Mapping

from hashtui.filter.complaint import quoted
from hashtui.filter.numbers import COMPARE
from hashtui.filter.term import nearest, refuse_list, term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Token
from hashtui.filter.tree import Term
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level

_LEVELS = {level.word: level for level in Level if level.plain is level}
_SIGNS = {"=<": "<=", "=>": ">=", "==": "=", "≤": "<=", "≥": ">="}
_WRITTEN = re.compile(r"(=<|=>|==|≤|≥|!=|[<>]=?|=|)(.*?)(\+?)", re.DOTALL)
_MEANT: Mapping[str, str] = {
    other: level.word
    for level, others in (
        (Level.MUTED, ("blocked", "block", "mute", "ignored", "silenced", "×", "x")),
        (Level.UNKNOWN, ("stranger", "strangers", "none", "nobody", "new")),
        (Level.KNOWN, ("follows", "followed", "following", "imported", "list", "listed", "familiar", "·", ".")),
        (Level.VOUCHED, ("vouch", "voucher", "strong", "strongly", "◇", "◆", "#", "+")),
        (Level.TRUSTED, ("trust", "friend", "friends", "sure", "usual", "follow", "star", "all", "yes", "★", "*")),
    )
    for other in others
}
"""Other words and signs for the levels."""
_SCORES = ((0.6, "vouched"), (0.3, "vouched"), (0.1, "known"), (0.0, "unknown"))


@term(
    "trust",
    form="trust:>=vouched",
    says="so far you trust its author, or those you trust vouch: " + " < ".join(_LEVELS),
    values=(">=vouched", ">=known", ">=trusted", *reversed(_LEVELS)),
)
def trust(token: Token, _: Present | None) -> Term:
    sign, word, more = _WRITTEN.fullmatch(token.value).groups()  # type: ignore[union-attr]  # fits all
    if _number(word) < 0:
        refuse_list(token)
    level = _LEVELS.get(word.lower())
    if level is None or more or sign not in ("", *COMPARE):
        raise ValueError(_misunderstood(token.value, sign, word + more))
    compare = COMPARE[sign or "="]

    def judge(entry: Entry, moment: Moment) -> bool:
        return compare(moment.level_of(entry.post.author).plain, level)

    return Term(f"trust:{sign or '='}{level.word}", judge)


def _misunderstood(value: str, sign: str, word: str) -> str:
    bare = word.removesuffix("+") or word
    meant = next((plain for score, plain in _SCORES if _number(bare) >= score), None) or nearest(bare, _LEVELS, _MEANT)
    if sign == "!=":
        return f"there is no `!=`: write `-trust:{meant or 'muted'}`"
    compared = ">=" if word != bare or _number(bare) >= 0 else _SIGNS.get(sign, sign)
    if not word:
        return f"a level is missing after `trust:{sign}`: {_known()}; `trust:>=vouched`"
    did_you = f"; did you mean `trust:{compared}{meant}`?" if meant is not None else ""
    if sign in _SIGNS and bare.lower() in _LEVELS:
        return f"{quoted(sign)} is written {_SIGNS[sign]}{did_you}"
    return f"{quoted(value)} is no level: {_known()}{did_you}"


def _known() -> str:
    return f"`trust:` knows {', '.join(_LEVELS)}"


def _number(word: str) -> float:
    """The number that is written there, up to 1; less than 0 when none is."""
    return min(1.0, float(word.replace(",", "."))) if re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{1,9})?", word) else -1.0
