"""Hashtags, equal when the servers would call them equal."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from hashtui.post.clean import CleanLine, clean_tag

LONGEST = 512
"""Code points of a tag that count. Servers have no limit, but what is longer is not a tag somebody follows."""
CACHED_UP_TO = 64

HASH_SIGNS = "#\uff03"
JOINERS = "_\u00b7\u30fb\u200c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
"""What a Mastodon server keeps in a tag besides letters and digits: Mastodon's app/lib/hashtag_normalizer.rb."""
UNFOLDED = "æœßþĳ"
STROKED = str.maketrans("đðħıĸłŋøŧ", "ddhiklnot")
"""The letters of U+00C0-U+017F that Mastodon folds to ASCII though Unicode does not decompose them."""

ALPHABETIC_MARKS = """
345 363-36f 5b0-657 659-6dc 6e1-6e8 6ed-73f 7a6-7b0 816-817 81b-82c 897 8d4-8df 8e3-8e9 8f0-93b
93e-94c 94e-94f 955-983 9be-9cc 9d7-9e3 a01-a03 a3e-a4c a51-a83 abe-acc ae2-afc b01-b03 b3e-b4c
b56-bcc bd7-c04 c3e-c4c c55-c83 cbe-ccc cd5-d03 d3e-d4c d57-d83 dcf-e3a e4d eb1-eb9 ebb-ebc ecd
f71-f83 f8d-fbc 102b-1036 1038 103b-109d 1712-1713 1732-1733 1752-1773 17b6-17c8 1885-1938 1a17-1a5e
1a61-1a74 1abf-1ac0 1acc-1ace 1b00-1b04 1b35-1b43 1b80-1ba9 1bac-1bad 1be7-1bf1 1c24-1c36 1dd3-1df4
2de0-2dff a674-a67b a69e-a69f a802 a80b-a827 a880-a8c3 a8c5 a8ff-a92a a947-a952 a980-a983 a9b4-a9bf
a9e5-aabe aaeb-aaf5 abe3-abea fb1e 10376-10a0f 10d24-10d69 10eab-10ecd 10ef3 10ef5 10ef7-10ef8
10efa-10efc 11000-11045 11073-11074 11080-110b8 110c2-11132 11145-11146 11180-111bf 111ce-11234
11237-112e8 11300-11303 1133e-1134c 11357-11363 113b8-113cd 11435-11441 11443-11445 114b0-114c1
115af-115be 115dc-1163e 11640-116b5 1171d-1172a 1182c-11838 11930-1193c 11940-11942 119d1-119df
119e4-11a0a 11a35-11a3e 11a51-11a97 11b60-11c3e 11c92-11d41 11d43 11d47-11d96 11df0-11f40
1611e-1612e 16f4f-16f92 16ff0-16ff1 1bc9e 1e000-1e08f 1e6e3-1e6f5 1e947
"""
"""The combining marks that are Alphabetic (vowel signs are, viramas and most tone marks are not), which Python's
unicodedata does not know. From DerivedCoreProperties of Unicode 17; ranges run on over code points that are no
marks, so they say something of marks only."""
SQUARED_LETTERS = frozenset((*range(0x1F130, 0x1F14A), *range(0x1F150, 0x1F16A), *range(0x1F170, 0x1F18A)))
"""Alphabetic too, though they are symbols."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One hashtag. Two tags are equal when their normal forms are, however they are spelled."""

    name: str
    """The normal form: what a Mastodon server calls the tag. Never empty."""
    spelling: CleanLine = field(compare=False)
    """As somebody wrote it, without the `#`, safe to draw."""

    @classmethod
    def of(cls, spelling: str) -> "Tag":
        """The tag so spelled, with or without its `#`. ValueError when nothing of it remains."""
        return _known(spelling) if len(spelling) <= CACHED_UP_TO else _read(spelling)

    @property
    def told(self) -> str:
        """What to write down so that the same tag is read back: the spelling, unless it lost what makes the tag."""
        return self.spelling if normal_form(self.spelling) == self.name else self.name

    def __str__(self) -> str:
        return f"#{self.spelling}"


def normal_form(spelling: str) -> str:
    """What servers compare tags by; of an emoji tag, which Mastodon has not, its case-folded NFKC. May be empty."""
    text = spelling[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    elif text.isalnum():
        return text.lower()
    name = text.translate(_LETTERS)
    # Taking a character out may let its neighbours compose: go on until the form is one that stays.
    while not unicodedata.is_normalized("NFKC", name):
        name = unicodedata.normalize("NFKC", name).translate(_LETTERS)
    return name[:LONGEST] or _symbol_form(spelling)


def _read(spelling: str) -> Tag:
    bare = clean_tag(spelling[:LONGEST])
    name = normal_form(spelling)
    if not (name and bare and clean_tag(name)):  # a filler is a letter to servers, nothing to the eye
        raise ValueError(f"not a hashtag: {spelling[:100]!r}")
    return Tag(name, bare)


_known = lru_cache(maxsize=4096)(_read)


def _symbol_form(spelling: str) -> str:
    """The form of a tag without a letter or digit. Empty when it is only punctuation: nobody calls that a tag."""
    if all(unicodedata.category(c)[0] in "PZCM" for c in unicodedata.normalize("NFKC", spelling[:LONGEST])):
        return ""
    form = clean_tag(spelling[:LONGEST])
    before = ""
    while form != before:  # both steps may leave something to the other
        before, form = form, clean_tag(unicodedata.normalize("NFKC", form).casefold())
    # Making it safe may have joined the halves of a letter from outside the Basic Multilingual Plane.
    return form.translate(_LETTERS) or form


class _Letters(dict[int, str]):
    """What becomes of each code point of a tag in NFKC, found when first met."""

    LIMIT = 8192  # a hostile stream may show every character there is; those past this are looked up each time

    def __missing__(self, code: int) -> str:
        letters = "".join(_fold(c) for c in chr(code).lower())
        if len(self) < self.LIMIT:
            self[code] = letters
        return letters


def _fold(letter: str) -> str:
    """One lower-case letter as the servers fold it; nothing when it is no part of a tag."""
    if "\u00c0" <= letter <= "\u017f" and letter.isalpha() and letter not in UNFOLDED:
        return unicodedata.normalize("NFD", letter)[0].translate(STROKED)
    if letter in JOINERS or letter.isalpha() or letter.isdecimal() or ord(letter) in SQUARED_LETTERS:
        return letter
    category = unicodedata.category(letter)
    if category == "Nl" or (category[0] == "M" and _is_alphabetic_mark(ord(letter))):
        return letter
    return ""


def _is_alphabetic_mark(code: int) -> bool:
    return any(first <= code <= last for first, last in _MARK_RANGES)


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.partition("-") for part in text.split())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in pairs)


_MARK_RANGES = _ranges(ALPHABETIC_MARKS)
_LETTERS = _Letters()
