"""Posts that say that another is wrong: a word of correcting, an author whose word weighs, and the same rare words."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import log

from hashtui.reading.summary.stop_words import STOP_WORDS
from hashtui.reading.summary.summary import Correction
from hashtui.reading.summary.weighed import Weighed
from hashtui.reading.summary.words import stem_of

VOICE = 0.5
"""What the author's word weighs at least."""
WITHIN = 7200.0
"""Seconds after what it corrects."""
SHARED = 2
RARE = 6.0
"""How rare the shared words are together, in nats."""
SMALL = 200
"""With fewer posts a word is no more common than among so many."""

_WORDS = """
rectificatif rectification rectifie erratum errata dementi dement dementie dementent faux fausse inexact inexacte intox
infox correctif correction corrige corrigee corrected rectificative fake false incorrect untrue debunked retracted
retraction hoax misinformation rectificacion correccion falso falsa bulo desmentido desmiente desmentida korrektur
berichtigung richtigstellung falsch falschmeldung fehlmeldung dementiert unwahr rettifica smentita smentito bufala
correzione inesatto correcao retificacao desmentida boato incorreto correctie rectificatie onjuist nepnieuws onwaar
"""
_PHRASES = """
not true, isn't true, not correct, isn't correct, not accurate, not the case, pas vrai, pas exact, pas exacte,
no es cierto, no es verdad, fe de erratas, stimmt nicht, nicht wahr, trifft nicht zu, non e vero, nao e verdade,
klopt niet, niet waar
"""
_UPDATE = "update"
"""It corrects when the post begins with it and a colon: elsewhere it is too common."""
_CUES = (*_WORDS.split(), *(" ".join(phrase.split()) for phrase in _PHRASES.split(",")))
_CUE = re.compile(rf"(?<!\w)(?:{'|'.join(_CUES)})(?!\w)|\A\W*{_UPDATE}\s*:")
"""In folded text."""
_STEMS = frozenset(stem_of(word) for cue in (*_CUES, _UPDATE) for word in cue.replace("'", " ").split()) - STOP_WORDS
"""A post without any of these has no cue: cheap to ask of every post."""


def corrections_of(posts: Sequence[Weighed], *, since: float = 0.0) -> tuple[Correction, ...]:
    """The corrections among the posts, in order of time; each corrects the earlier post it shares most with.

    `posts` come in order of time and hold what may be corrected; corrections from `since` on are told.
    """
    cued = [post for post in posts if post.voice >= VOICE and post.at >= since and _has_cue(post)]
    if not cued:
        return ()
    wanted = {word for post in cued for word in post.words if word not in _STEMS}
    where: dict[str, list[int]] = {}
    for number, post in enumerate(posts):
        for word in post.words:
            if word in wanted:
                where.setdefault(word, []).append(number)
    rarity = {word: log(max(SMALL, len(posts)) / len(numbers)) for word, numbers in where.items()}
    found = []
    for post in cued:
        if (target := _corrected(post, posts, where, rarity)) is not None:
            right, wrong = post.entry.post, target.entry.post
            who, what = wrong.author.handle, wrong.body.text
            found.append(
                Correction(right.key, wrong.key, right.author.handle, right.created_at, right.body.text, who, what)
            )
    return tuple(found)


def _has_cue(post: Weighed) -> bool:
    return not _STEMS.isdisjoint(post.words) and _CUE.search(post.entry.folded) is not None


def _corrected(
    post: Weighed, posts: Sequence[Weighed], where: Mapping[str, Sequence[int]], rarity: Mapping[str, float]
) -> Weighed | None:
    """The earlier post that the correction shares most with; of equal ones the earliest, answered and quoted first."""
    shared: dict[int, list[float]] = {}
    for word in post.words:
        numbers = where.get(word, ())
        first = bisect_left(numbers, post.at - WITHIN, key=lambda number: posts[number].at)
        for number in numbers[first : bisect_left(numbers, post.at, key=lambda number: posts[number].at)]:
            shared.setdefault(number, []).append(rarity[word])
    named = (post.entry.post.reply_to, post.entry.post.quote_of)
    fitting = [
        (posts[number].entry.key not in named, -sum(words), number)
        for number, words in shared.items()
        if len(words) >= SHARED and sum(words) >= RARE and _may_be_corrected(posts[number], post)
    ]
    return posts[min(fitting)[2]] if fitting else None


def _may_be_corrected(wrong: Weighed, post: Weighed) -> bool:
    return wrong.original != post.original and not _has_cue(wrong)
