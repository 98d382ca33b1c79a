"""Words that were hardly meant as words: terms without a colon, signs of other languages and keyboards.

Taken as words they would be looked for and never found: silently false. So they are refused with what to write.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from hashtui.filter.complaint import quoted

COMPARED = frozenset(
    ("tags", "boosts", "favourites", "replies", "followers", "length", "per_author", "trust", "age", "since", "until")
)
"""Terms behind which a `<` is no word."""
DASHES = "‐‑‒–—―−﹣－"
AROUND = 200
"""So far a slip is looked for before and behind a word: an expression may be long."""
_CURLY = {"“": "”", "”": "”", "„": "“”", "‟": "”", "«": "»", "＂": "＂", "‘": "’", "'": "'"}
_SINGLE = "‘'"
_TERM = re.compile(r"([^\w#＃@＠\"]*)(\w[\w-]*?)([:：﹕∶]|[<>]=?|[≤≥]|=[<>]?)(.+)", re.DOTALL)
_SIGNED = re.compile(r"([^\w\"#＃@＠]*)([#＃@＠]\w.*)", re.DOTALL)
_STARRED = re.compile(r"\*+(?:\w+\*?)?|\w+\*+")
_STANDS_FOR = {
    "&": "terms side by side must all be true",
    "｜": "`|` stands for it here",
    "¦": "`|` stands for it here",
}
_LONE_NAME = re.compile(r"(?<![^\s(|-])([A-Za-z_]+)\s+$")
_DAY = re.compile(r"(?<![^\s(|-])((?:since|until):[0-9]{4}-[0-9]{2}-[0-9]{2})\s+$", re.IGNORECASE)
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.IGNORECASE)
_ITSELF = "to look for it as it stands, put it in double quotes"


def slip(text: str, start: int, word: str, names: Collection[str], meant: Mapping[str, str]) -> str | None:
    """What is wrong with the word at that place of the text, when it was hardly meant as one.

    `names` are those of terms, `meant` other words for them.
    """
    return next(filter(None, _slips(text, start, word, names, meant)), None)


def _slips(text: str, start: int, word: str, names: Collection[str], meant: Mapping[str, str]) -> Iterator[str | None]:
    yield _curly(text, start, word)
    yield _term(word, names, meant)
    yield _dash(word)
    yield _signed(word)
    yield _operator(word)
    yield _torn(text[max(0, start - AROUND) : start], word, names)
    if _STARRED.fullmatch(word):
        bare = word.strip("*")
        example = f": `{bare}` finds all that begins so" if bare else " in handles and hosts"
        yield f"`*` stands for nothing in a word{example}; {_ITSELF}" if bare else f"`*` means something only{example}"


def _curly(text: str, start: int, word: str) -> str | None:
    ends = _CURLY.get(word[0])
    if ends is None:
        return None
    closing = re.search(rf"[{ends}](?=[\s|()]|$)", text[start + 1 : start + 1 + AROUND])
    if word[0] in _SINGLE and (closing is None or closing.start() < len(word) - 1):
        return None  # 'tis, 'n': a letter as any other
    said = text[start + 1 : start + 1 + closing.start()] if closing is not None else word[1:]
    phrase = '"' + said.replace("\\", "\\\\").replace('"', '\\"').strip() + '"'
    return f"a phrase stands in straight double quotes, not in `{word[0]}`: {quoted(phrase)}"


def _term(word: str, names: Collection[str], meant: Mapping[str, str]) -> str | None:
    found = _TERM.fullmatch(word)
    if found is None or found[4].startswith("//"):
        return None
    before, written, sign, value = found.groups()
    plain = unicodedata.normalize("NFKC", written).lower().replace("-", "_")
    colon = unicodedata.normalize("NFKC", sign) in {":", "∶"}
    name = plain if plain in names else meant.get(plain, "") if colon or value[:1].isdecimal() else ""
    if not name or not (colon or name in COMPARED or sign == "="):
        return None
    says = "" if colon or (sign == "=" and name not in COMPARED) else sign
    right = f"{'-' if set(before) & set('!~¬' + DASHES) else ''}{name}:{says}{value}"
    return f"{quoted(word)} would be looked for as a word; did you mean {quoted(right)}? {_ITSELF.capitalize()}"


def _dash(word: str) -> str | None:
    if word[0] not in DASHES:
        return None
    meant = f": {quoted('-' + word[1:])}" if word[1:] else ", which stands immediately before what it excludes: `-#tag`"
    return f"`{word[0]}` is not the `-` that excludes{meant}; {_ITSELF}"


def _signed(word: str) -> str | None:
    found = _SIGNED.fullmatch(word)
    if found is not None:
        sign = unicodedata.normalize("NFKC", found[2][0]) + found[2][1:]
        right = f"-{sign}" if found[1] and found[1][-1] in "!~¬！" else sign
        return f"{quoted(word)} would be looked for as a word; did you mean {quoted(right)}? {_ITSELF.capitalize()}"
    if re.search(r"[,;][#＃]\w", word):
        return f"tags stand apart: `#a #b` for both, `#a | #b` for either; {_ITSELF}"
    return None


def _operator(word: str) -> str | None:
    said = _STANDS_FOR.get(word[0]) if len(set(word)) == 1 else None
    return None if said is None else f"{quoted(word)} is no operator: {said}; {_ITSELF}"


def _torn(before: str, word: str, names: Collection[str]) -> str | None:
    """What belongs to the term before, were it not for a space."""
    named = _LONE_NAME.search(before)
    if word[0] in ":：" and word[1:2].isalnum() and word[-1] != ":" and named is not None and named[1].lower() in names:
        return f"no space stands before the colon: {quoted(f'{named[1].lower()}:{word[1:]}')}"
    day = _DAY.search(before)
    if day is not None and _CLOCK.fullmatch(word):
        return f"a day and a time are one term: {quoted(f'{day[1]}T{word}')}; {_ITSELF}"
    return None
