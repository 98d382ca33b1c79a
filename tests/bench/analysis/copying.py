"""How well near-copies are known: posts edited a little and posted again, and what is held for a copy and is none."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.reading.entry import Entry
from hashtui.reading.summary.gathering import gathered
from tests.bench.analysis.scenes import Scene
from tests.bench.analysis.sketches import MinHash, SimHash

EDITS = (3, 6)
"""How many edits were made."""
COPIED = 100
"""Posts of a day that are copied, with each number of edits."""
FEWEST_WORDS = 15
"""Words that a post has that is worth copying."""
REALLY_ALIKE = 0.5
"""Share of all words, stop words too, from which two posts are nearly the same to a reader."""
WHOLE_SENTENCE = 7
"""Words in a row that nobody writes by chance as somebody else did."""
_LEFT_OUT = re.compile(r"https?://\S+|[\w-]+(?:\.[\w-]+)+/\S*|[@#]\S+")
_WORD = re.compile(r"\w+")
_LETTERS = "abcdefghilmnoprstuv"
_SMALL = ("vraiment", "so", "ah", "voilà", "well", "bon", "oui", "yes", "alors", "now")
_SIGNS = ("👀", "!!", "…", "👇", "🚨", "»", "😮", "->")


@dataclass(frozen=True, slots=True)
class Copying:
    """How one method does on one day."""

    recall: dict[int, float]
    """By number of edits: the share of the copies that are known."""
    false: float
    """The share of the posts that are nobody's copy, and are held for one."""


Known = Callable[[Sequence[Entry]], dict[str, str]]
"""From posts in order of time to the key of the first of the near-copies each belongs to; its own when it is none."""


def copyings(scene: Scene, *, rivals: bool = True) -> dict[str, Copying]:
    """Ours, `ours`, and the rivals on the same posts."""
    posts, copies = _with_copies(scene)
    texts = {entry.key: entry.post.body.text for entry in posts}
    own = [
        entry.key for entry in posts
        if entry.key not in scene.truth.bad and all(entry.key not in made for made in copies.values())
    ]  # fmt: skip
    methods: dict[str, Known] = {"ours": _ours}
    if rivals:
        methods |= {"MinHash": _minhash, "SimHash, k = 3": _simhash}
    results = {}
    for name, known in methods.items():
        original = known(posts)
        recall = {
            edits: sum(original[copy] in (of, original[of]) for copy, of in made.items()) / len(made)
            for edits, made in copies.items()
        }
        wrong = sum(original[key] != key and not _alike(texts[key], texts[original[key]]) for key in own)
        results[name] = Copying(recall, wrong / len(own))
    return results


def edited(text: str, edits: int, random: Random) -> str:
    """The text as somebody posts it again who wants it to look like their own."""
    words = text.split()
    for _ in range(edits):
        at = random.randrange(len(words))
        match random.randrange(6):
            case 0:
                words[at] = _mistyped(words[at], random)
            case 1 if len(words) > 4:
                del words[at]
            case 2:
                words.insert(at, random.choice(_SMALL))
            case 3:
                words[at - 1], words[at] = words[at], words[at - 1]
            case 4:
                words[at] = words[at].swapcase()
            case _:
                words.insert(at, random.choice(_SIGNS))
    return " ".join(words)


def _mistyped(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    return word[:at] + random.choice(_LETTERS) + word[at + random.randrange(2) :]


def _with_copies(scene: Scene) -> tuple[list[Entry], dict[int, dict[str, str]]]:
    """The day's posts, some plain and copied a few minutes later; by edits, the keys of copies and what they copy."""
    random = Random(scene.seed)
    told = [entry for entry in scene.posts if entry.key not in scene.truth.bad]
    plain = {entry.key: " ".join(_LEFT_OUT.sub(" ", entry.post.body.text).split()) for entry in told}
    worth = [entry for entry in told if len(plain[entry.key].split()) >= FEWEST_WORDS]
    chosen = random.sample(worth, min(COPIED, len(worth)))
    posts = {entry.key: entry for entry in scene.posts}
    copies: dict[int, dict[str, str]] = {edits: {} for edits in EDITS}
    for entry in chosen:
        posts[entry.key] = _saying(entry, plain[entry.key], entry.key)
        for edits in EDITS:
            copy = _saying(entry, edited(plain[entry.key], edits, random), f"{entry.key}/{edits}", after=edits)
            posts[copy.key] = copy
            copies[edits][copy.key] = entry.key
    return sorted(posts.values(), key=lambda entry: (entry.stands_at, entry.key)), copies


def _saying(entry: Entry, text: str, key: str, after: int = 0) -> Entry:
    post = replace(
        entry.post,
        key=clean_line(key),
        body=Body(clean_text(text)),
        created_at=entry.stands_at + timedelta(minutes=after),
    )
    return replace(entry, post=post, placed_at=post.created_at)


def _ours(posts: Sequence[Entry]) -> dict[str, str]:
    chronicle = gathered(posts, tags=Scene.tags)
    return {key: post.original for key, post in chronicle.posts.items()}


def _minhash(posts: Sequence[Entry]) -> dict[str, str]:
    return _first_of([entry.key for entry in posts], list(map(MinHash().meet, map(_words, posts))))


def _simhash(posts: Sequence[Entry]) -> dict[str, str]:
    return _first_of([entry.key for entry in posts], list(map(SimHash().meet, map(_words, posts))))


def _words(entry: Entry) -> list[str]:
    return [word for word in dict.fromkeys(entry.said.stems) if word]


def _first_of(keys: Sequence[str], copied: Sequence[int | None]) -> dict[str, str]:
    first: list[int] = []
    for number, other in enumerate(copied):
        first.append(number if other is None else first[other])
    return {key: keys[number] for key, number in zip(keys, first, strict=True)}


def _alike(text: str, other: str) -> bool:
    mine, theirs = (_WORD.findall(_LEFT_OUT.sub(" ", one).lower()) for one in (text, other))
    if len(set(mine) & set(theirs)) >= REALLY_ALIKE * len(set(mine) | set(theirs)):
        return True
    rows = {tuple(mine[at : at + WHOLE_SENTENCE]) for at in range(len(mine) - WHOLE_SENTENCE + 1)}
    return any(tuple(theirs[at : at + WHOLE_SENTENCE]) in rows for at in range(len(theirs) - WHOLE_SENTENCE + 1))
