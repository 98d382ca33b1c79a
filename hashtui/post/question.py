"""Whether a text asks something: a question mark of any script that ends a sentence."""

import re

from hashtui.post.body import Body, Role
from hashtui.post.folding import is_unspaced

WIDE = "？﹖︖"
"""Question marks behind which the next sentence begins without a space."""
ARMENIAN = "՞"
"""It stands inside the word that asks."""
GREEK = ";"
"""The Greek question mark, as NFC writes it."""
_MARK = re.compile(f"[?؟{ARMENIAN}⁇⁈⁉‽⸮፧⳺⳻꘏꛷❓❔\U0001e95f{WIDE}{GREEK}]")
_GREEK_LETTER = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_OPENING = frozenset("([{<")
_JOINING = frozenset("=&/%#@-:;,")
"""Behind a mark they go on with what is no sentence: `?=`, `?&`."""


def asks(body: Body) -> bool:
    """A question mark ends a sentence in it, outside links and code.

    A mark alone asks nothing, nor does one in parentheses (?) or in front of a word: `?page=2`.
    """
    text = body.text
    if _MARK.search(text) is None:
        return False
    begins = next((at for at, character in enumerate(text) if character.isalnum()), len(text))
    silent = [(span.start, span.end) for span in body.spans if span.role in (Role.LINK, Role.CODE)]
    passed, silent_until = 0, 0
    for mark in _MARK.finditer(text, begins):
        at = mark.start()
        while passed < len(silent) and silent[passed][0] <= at:
            silent_until = max(silent_until, silent[passed][1])
            passed += 1
        if at >= silent_until and _ends_a_sentence(text, at):
            return True
    return False


def _ends_a_sentence(text: str, at: int) -> bool:
    """The mark at this place does; something stands before it."""
    mark, end = text[at], at + 1
    if mark == GREEK:
        return _GREEK_LETTER.match(text, at - 1) is not None
    if mark == ARMENIAN:
        return True
    before = at - 1
    while text[before].isspace():
        before -= 1
    if text[before] in _OPENING:
        return False
    if end == len(text) or mark in WIDE or text[end].isspace() or is_unspaced(text[end]):
        return True
    return not (text[end].isalnum() or text[end] in _JOINING)
