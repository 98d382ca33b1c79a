"""Posts that say that another is wrong: a word of correcting, an author whose word weighs, and the same rare words."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from math import inf, log

from hashtui.post.folding import fold
from hashtui.post.post import Post
from hashtui.reading.summary.stems import stem_of
from hashtui.reading.summary.stop_words import STOP_WORDS
from hashtui.reading.summary.summary import Correction
from hashtui.reading.summary.weighed import Weighed

VOICE = 0.5
"""What the author's word weighs at least."""
WITHIN = 7200.0
"""Seconds after what it corrects."""
SHARED = 2
"""Words."""
RARE = 6.0
"""How rare the shared words are together, in nats."""
SHARE = 0.35
"""So much of the shorter post is shared, or `ENOUGH` words."""
ENOUGH = 4
AS_MUCH = 0.5
"""Of what the correction shares with the post it is about: who shares that too tells the same."""
SMALL = 200
"""Among fewer posts a word counts as no more common than among so many."""
LOOKED_AT = 200
"""Earlier uses of a word that are looked at, the latest."""
MOST = 500
"""Corrections that are looked into, those of the weightiest voices: a storm of them must not take forever."""

_NOUNS = """
rectificatif erratum errata dementi richtigstellung berichtigung falschmeldung rettifica smentita retificacao
desmentido rectificacion rectificatie
"""
"""They correct wherever they stand: they mean nothing else."""
_FALSE = """
faux fausse fausses inexact inexacte infonde infondee intox infox fake false incorrect inaccurate untrue wrong hoax
debunked falso falsa bulo inexacto inexacta mentira falsch unwahr unzutreffend bufala inesatto inesatta incorreto boato
onjuist onwaar nepnieuws
"""
"""They correct at the beginning (`Faux : ...`) or after a copula (`c'est faux`); there are false notes elsewhere."""
_HEADS = "correction correctif rectification corrected correccion korrektur correzione correcao correctie update"
"""They correct at the beginning, before a colon."""
_PHRASES = """
not true, isn't true, not correct, isn't correct, not the case, n'est pas vrai, n'est pas exact, info inexacte,
information inexacte, fausse information, fausse info, fausse nouvelle, fausse rumeur, fausse alerte, false rumour,
false rumor, false alarm, no es cierto, no es verdad, fe de erratas, stimmt nicht, trifft nicht zu, non e vero,
nao e verdade, klopt niet
"""
_COPULAS = "c'est|est|sont|is|are|it's|that's|es|son|ist|sind|sono|e|sao|zijn"
_STRESS = """
a an un une una eine een um uma tout fait totalement completement completely totally simply just plain entirely
absolutely simplement donc total einfach vollig totalmente completamente helemaal gewoon
"""
"""What may stand between them: `it is never wrong` corrects nothing."""
_OPENING = r"\A\W*(?:@[\w.@-]+\W+)*(?:(?:non|no|nein|nee|nao|attention|info|alert[ea]?|achtung)\W+)?"


def _either(words: str, between: str | None = None) -> str:
    return "|".join(" ".join(word.split()) for word in words.split(between))


_CUE = re.compile(
    "|".join(
        (
            rf"(?<!\w)(?:{_either(_NOUNS)}|{_either(_PHRASES, ',')})(?!\w|\s*\?)",
            rf"(?<!\w)(?:{_COPULAS}) (?:(?:{_either(_STRESS)}) ){{0,2}}(?:{_either(_FALSE)})(?!\w|\s*\?)",
            rf"{_OPENING}(?:{_either(_FALSE)})\s*[:!,.–—]",
            rf"{_OPENING}(?:{_either(_HEADS)})\s*:",
        )
    )
)
"""In folded text. A question doubts, it does not correct."""
_CUE_STEMS = frozenset(map(stem_of, re.findall(r"\w+", f"{_NOUNS} {_FALSE} {_HEADS} {_PHRASES}")))
_OF_PHRASES = "true correct case vrai exact cierto verdad stimmt trifft vero verdade klopt"
_TELLING = sorted(frozenset(map(stem_of, f"{_NOUNS} {_FALSE} {_HEADS} {_OF_PHRASES}".split())) - STOP_WORDS)
"""A post with none of these has no cue, except the one that is overlooked."""
_OVERLOOKED = "ntox"
"""Of `intox`: without its x, as a stem, it is a stop word."""
_UNDER_INTOX = "\0intox"
"""No stem: under it those posts are found."""


def overlooked(post: Post) -> tuple[str, ...]:
    """What the post is to be found under besides its words. To look through all texts later would take too long."""
    return (_UNDER_INTOX,) if _OVERLOOKED in post.body.text else ()


def corrections_of(
    posts: Mapping[str, Weighed],
    find: Callable[[str], Sequence[str]],
    *,
    since: float = -inf,
    until: float = inf,
) -> tuple[Correction, ...]:
    """The corrections that stand from `since` until before `until`, in order of time; each corrects the earlier post
    that it shares most with.

    `posts` are by key and hold what may be corrected; `find` says which of them say a stem, or are found under what
    `overlooked` says. Waves correct nothing.
    """
    cued = [post for post in _cued(posts, find) if since <= post.at < until]
    if len(cued) > MOST:
        cued = sorted(sorted(cued, key=lambda post: (-post.weight, *_place(post)))[:MOST], key=_place)
    where: dict[str, list[Weighed]] = {}
    for word in {word for post in cued for word in post.words} - _CUE_STEMS:
        where[word] = sorted([post for key in find(word) if not (post := posts[key]).in_wave], key=lambda one: one.at)
    rarity = {word: log(max(SMALL, len(posts)) / max(1, len(uses))) for word, uses in where.items()}
    found = []
    for post in cued:
        if wrongs := _corrected(post, where, rarity):
            right, wrong = post.entry.post, wrongs[0].entry.post
            told = sorted(wrongs, key=_place)
            found.append(
                Correction(
                    key=right.key,
                    corrects=wrong.key,
                    handle=right.author.handle,
                    created_at=right.created_at,
                    text=right.content_warning or right.body.text,
                    wrong_handle=wrong.author.handle,
                    wrong_text=wrong.content_warning or wrong.body.text,
                    keys=tuple(one.entry.key for one in told),
                )
            )
    return tuple(found)


def _cued(posts: Mapping[str, Weighed], find: Callable[[str], Sequence[str]]) -> list[Weighed]:
    """Those with a word of correcting whose author's word weighs, in order of time."""
    keys = {key for stem in (*_TELLING, _UNDER_INTOX) for key in find(stem)}
    told = [post for key in keys if (post := posts[key]).voice >= VOICE and not post.in_wave]
    return sorted([post for post in told if _has_cue(post)], key=_place)


def _place(post: Weighed) -> tuple[float, str]:
    return post.at, post.entry.post.key


def _has_cue(post: Weighed) -> bool:
    return _CUE.search(fold(post.entry.post.body.text)) is not None


def _corrected(post: Weighed, where: Mapping[str, Sequence[Weighed]], rarity: Mapping[str, float]) -> list[Weighed]:
    """The earlier post that the correction shares most with (of equal ones the earliest, first what it answers), then
    those that share about as much: they tell the same.
    """
    shared: dict[str, tuple[Weighed, list[float]]] = {}
    told = [word for word in post.words if word in rarity]
    for word in told:
        uses = where[word]
        last = bisect_left(uses, post.at, key=lambda other: other.at)
        for other in reversed(uses[max(0, last - LOOKED_AT) : last]):
            if other.at < post.at - WITHIN:
                break
            shared.setdefault(other.entry.post.key, (other, []))[1].append(rarity[word])
    named = (post.entry.post.reply_to, post.entry.post.quote_of)
    fitting = [
        (key not in named, -sum(words), other.at, key)
        for key, (other, words) in shared.items()
        if _is_meant(other, words, len(told))
    ]
    fitting = [one for one in sorted(fitting)[:LOOKED_AT] if not _has_cue(shared[one[3]][0])]
    if not fitting:
        return []
    _, most, _, meant = fitting[0]
    others = (key for _, shares, _, key in fitting if key != meant and shares <= AS_MUCH * most)
    return [shared[key][0] for key in (meant, *others)]


def _is_meant(wrong: Weighed, shared: Sequence[float], told: int) -> bool:
    if len(shared) < SHARED or sum(shared) < RARE:
        return False
    return len(shared) >= min(ENOUGH, SHARE * min(told, len(wrong.words)))
