"""The words of a post: cut out of its text in any script, brought to stems under which the same words meet."""

import re
import unicodedata
from functools import lru_cache
from sys import intern
from urllib.parse import urlsplit

from hashtui.post.body import Role
from hashtui.post.folding import UNSPACED, fold
from hashtui.post.post import Post
from hashtui.reading.summary.said import GAP, NOTHING_SAID, Said
from hashtui.reading.summary.stems import stem_of, telling_stem

LONGEST_TEXT = 6_000
"""Characters of a post that are read. No post is that long; what claims to be one must not hold up the others."""
MOST_WORDS = 300
"""Words of a post that are kept."""
A_SENTENCE = 5
"""So many words in the same order two people do not come upon by themselves."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d\u0859-\u085b"
    "\u08d3-\u0963\u0966-\u096f\u0971-\u0df3\u0f18-\u0f39\u0f3e-\u0fbc\u135d-\u135f\u1712-\u1734\u1752-\u1773"
    "\u180b-\u180d\u1b00-\u1b44\u1b80-\u1bad\u1c24-\u1c37\u1dc0-\u1dff\u200c\u20d0-\u20f0\ufe20-\ufe2f"
)
"""Marks that stand inside words, which `\\w` does not know: with whole blocks of the Indic scripts."""
_TOKEN = re.compile(
    rf"""
      (?: https?:// | www\. ) \S+
    | @ [\w.-]+ (?: @ [\w.-]+ )?
    | (?<!\w) (?i: [ldjmtscn] | (?: jus | lors | pres | puis | quel | quoi )? qu | aujourd | (?: da | que | su ) ll )
      ['’] (?=\w)
    | (?<=\w) ['’] (?i: s | re | ve | ll | d | t | m ) (?!\w)
    | ( \d{{1,2}} [ ] [-–:] [ ] \d{{1,2}} (?![\w:–-]) | \d+ (?: [.,:–-] \d+ )* (?!\w) )
    | ( [{UNSPACED}] [{UNSPACED}{_MARKS}]* )
    | ( [^\W_{UNSPACED}] (?: [^\W{UNSPACED}] | [{_MARKS}] )* )
    """,
    re.VERBOSE,
)
"""Links, handles, elisions and clitics are passed over; groups: a number or score, a run without spaces, a word."""
_NUMBER, _RUN, _WORD = 1, 2, 3
_PASSED_ON = re.compile(r"\s*(?:RT|MT)\s+(?=@)")
_OPENS_SENTENCE = frozenset(".!?…:;|•–—\n")
_BESIDE = frozenset(" \t\"“«»('’‘*")
_NEIGHBOURLY = frozenset((" ", "-", "‑"))


def read_words(post: Post) -> Said:
    """What the post says. Costs tens of microseconds: ask `Entry.said`, which does it once."""
    text, body = post.body.text[:LONGEST_TEXT], post.body
    links = tuple(dict.fromkeys(intern(bare_link(url)) for url in body.links)) if body.spans or body.attached else ()
    for span in body.spans:
        if (span.role is Role.LINK or span.role is Role.MENTION) and span.end <= len(text):
            text = f"{text[: span.start]}{'@' * (span.end - span.start)}{text[span.end :]}"
    mentions = tuple(intern(handle.lower()) for handle in post.mentions)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    surfaces, anchors, words = _read(text)
    if not (surfaces or links or mentions):
        return NOTHING_SAID
    told = tuple(dict.fromkeys((*anchors, *links, *mentions)))
    return Said(tuple(surfaces), told, links, mentions, _sentence(words, links))


def page_of(link: str) -> str:
    """Where a bare address leads, whatever it says besides."""
    return link.partition("?")[0]


@lru_cache(maxsize=4_096)
def bare_link(url: str) -> str:
    """One spelling for addresses that lead to the same page: no scheme, no `www.`, no fragment, no tracking."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return str(url)
    kept = [part for part in parts.query.split("&") if part and not part.startswith(("utm_", "fbclid=", "gclid="))]
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}" or str(url)


def _sentence(words: list[str], links: tuple[str, ...]) -> int:
    """What is equal where the same is said; a few words are a sentence with the page they lead to."""
    if len(words) < A_SENTENCE and not (words and links):
        return 0
    pages = () if len(words) >= A_SENTENCE else tuple(page_of(link) for link in links)
    return hash((*words, *pages)) or 1


def _read(text: str) -> tuple[list[str], list[str], list[str]]:
    """The words as they are written, with gaps, the anchors among them, and all words in lower case."""
    surfaces: list[str] = []
    anchors: list[str] = []
    names: list[str] = []
    words: list[str] = []
    capitals = 0
    passed_on = _PASSED_ON.match(text)
    end = passed_on.end() if passed_on else 0
    for found in _TOKEN.finditer(text, end):
        kind = found.lastindex
        if kind is None:
            continue
        begin, surface = found.start(), found[kind]
        near, end = text[end:begin] in _NEIGHBOURLY, found.end()
        if kind == _RUN:
            near, written = False, _pairs(surface)
            words += written
        elif kind == _NUMBER:
            written = [intern(surface.replace(" ", "").replace("–", "-"))] if len(surface) > 1 else []
            anchors += map(stem_of, written)
        else:
            words.append(surface.lower())
            stem = telling_stem(surface)
            written = [intern(surface)] if stem else []
            if surface[0].isupper():
                capitals += 1
                if stem and _is_inside(text, begin):
                    names.append(stem)
        if surfaces and surfaces[-1] and not (written and near):
            surfaces.append(GAP)
        surfaces += written
        if len(surfaces) >= MOST_WORDS:
            break
    if capitals * 2 <= len(words) or len(words) < 4:
        anchors += names
    return surfaces[:MOST_WORDS], anchors, words


def _pairs(run: str) -> list[str]:
    """Pairs of neighbouring characters stand for the words of a script that puts no spaces between them."""
    folded = fold(run)[:MOST_WORDS]
    return [intern(folded[at : at + 2]) for at in range(len(folded) - 1)] or [intern(folded)]


def _is_inside(text: str, begin: int) -> bool:
    """The word that begins there stands inside a sentence and is no hashtag."""
    at = begin - 1
    while at >= 0 and text[at] in _BESIDE:
        at -= 1
    return at >= 0 and text[at] not in _OPENS_SENTENCE and text[begin - 1] not in "#@"
