"""What a peak is about: the words that are new in it against the rest of its tag's day, counted in people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import sqrt

from hashtui.post.folding import is_unspaced
from hashtui.reading.summary.lexicon import Lexicon
from hashtui.reading.summary.said import GAP
from hashtui.reading.summary.weighed import Weighed

WORDS = 5
LOOKED_AT = 24
GLUED_FROM = 3.0
FEWEST_PEOPLE = 4


def label(
    inside: Iterable[str], everyone: int, posts: Mapping[str, Weighed], lexicon: Lexicon, tag_has: Mapping[str, Weighed]
) -> tuple[str, ...]:
    """Words and phrases, the most telling first. `inside`: the peak's posts; `tag_has`: all posts of the tag."""
    keys = [key for key in inside if not posts[key].in_wave]
    here = frozenset(keys)
    people = {posts[key].entry.post.author.key for key in keys}
    said: dict[str, set[str]] = {}
    for key in keys:
        author = posts[key].entry.post.author.key
        for word in posts[key].words:
            said.setdefault(word, set()).add(author)
    share = len(people) / max(1, everyone)
    likely = sorted(said, key=lambda word: (-len(said[word]), word))[: 4 * LOOKED_AT]
    telling: list[tuple[float, str]] = []
    for word in likely:
        count = len(said[word])
        if count < 2 and len(people) > 2:
            continue
        elsewhere = {
            tag_has[key].entry.post.author.key
            for key in lexicon.posts(word)
            if key not in here and key in tag_has and not tag_has[key].in_wave
        }
        expected = len(elsewhere) * share
        telling.append((2 * (sqrt(count) - sqrt(expected + 0.25)), word))
    best = [word for _, word in sorted(telling, key=lambda one: (-one[0], one[1]))[:LOOKED_AT]]
    return _glued(best, keys, posts, said, lexicon, len(keys))[:WORDS]


def _glued(
    best: list[str],
    keys: list[str],
    posts: Mapping[str, Weighed],
    said: Mapping[str, set[str]],
    lexicon: Lexicon,
    total: int,
) -> tuple[str, ...]:
    wanted = frozenset(best)
    pairs: dict[tuple[str, str], set[str]] = {}
    times: Counter[tuple[str, str]] = Counter()
    for key in keys:
        post = posts[key]
        stems = post.entry.said.stems
        for one, two in pairwise(stems):
            if one != GAP and two != GAP and one != two and one in wanted and two in wanted:
                pairs.setdefault((one, two), set()).add(post.entry.post.author.key)
                times[one, two] += 1
    after: dict[str, str] = {}
    before: dict[str, str] = {}
    for (one, two), who in sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        together = len(who)
        by_chance = len(said[one]) * len(said[two]) / max(1, total)
        if together < FEWEST_PEOPLE or (together - by_chance) / sqrt(together) < min(GLUED_FROM, 0.5 * sqrt(together)):
            continue
        if one not in after and two not in before and _head(one, before) != two:
            after[one], before[two] = two, one
    told: list[str] = []
    done: set[str] = set()
    for word in best:
        if word in done:
            continue
        chain = [_head(word, before)]
        while (following := after.get(chain[-1])) is not None:
            chain.append(following)
        done.update(chain)
        told.append(_phrase(chain, lexicon))
    return tuple(told)


def _head(word: str, before: Mapping[str, str]) -> str:
    while (earlier := before.get(word)) is not None:
        word = earlier
    return word


def _phrase(chain: list[str], lexicon: Lexicon) -> str:
    text = lexicon.surface(chain[0])
    for stem in chain[1:]:
        surface = lexicon.surface(stem)
        if is_unspaced(text[-1]) and is_unspaced(surface[0]):
            text += surface[1:] if text[-1] == surface[0] else surface
        else:
            text = f"{text} {surface}"
    return text
