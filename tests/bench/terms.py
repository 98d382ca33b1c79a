"""What a term costs for a post: every row of the filter language, beside looking for a word in the bare text."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

from hashtui.filter import Present, parse
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Post
from hashtui.post.tag import Tag
from hashtui.reading.authored import Authored
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from tests.bench.figures import Promise, Result, spread
from tests.posts import NOON, SOURCE

POSTS = 20_000
FIELDS = (
    "#a",
    "lang:fr",
    "has:image",
    "has:link",
    "is:bot",
    "is:reply",
    "is:question",
    "is:unread",
    "net:bluesky",
    "boosts:>=20",
    "tags:>5",
    "length:>100",
    "from:u5",
    "server:h5.example",
    "link:x.example",
    "@bo",
    "since:11:00",
    "age:<1h",
    "trust:muted",
)
WORDS = ("wagon", "zzz", '"the wagon"', "日")
OTHERS = ("per_author:<=3/h", "from:*bot*", "/wagon/", "#a -is:bot wagon", "-(lang:fr | has:image)")
MOST_OF_A_FIELD = 0.5
MOST_OF_A_WORD = 0.75
"""Times what the control takes: case-folding the text and looking for a word in it."""
_VOCABULARY = (
    "le prix de la",
    "relation citoyenne",
    "wagon Sésame",
    "guichet",
    "l’été",
    "train the a of",
    "mairie Gaëlle à",
)


def entries() -> list[Entry]:
    """Posts of about 200 characters, with accents, by 500 people."""
    chance = random.Random(4)
    people = [
        Author(
            clean_line(f"https://h{n % 50}.example/users/u{n}"),
            clean_line(f"@u{n}@h{n % 50}.example"),
            clean_line(f"Person {n}"),
            followers=n,
        )
        for n in range(500)
    ]
    tags = [Tag.of(name) for name in "abc"]
    link = (Span(3, 10, Role.LINK, clean_line("https://x.example/1")),)
    found = []
    for n in range(POSTS):
        text = " ".join(chance.choices(_VOCABULARY, k=16))
        post = Post(
            key=clean_line(f"https://h.example/{n}"),
            network=Network.MASTODON,
            created_at=NOON - timedelta(seconds=POSTS - n),
            author=people[n % len(people)],
            body=Body(clean_text(text), link if n % 5 == 0 else ()),
            tags=tuple(tags[: 1 + n % 3]),
            language=clean_line("fr") if n % 3 else None,
            counts=Counts(1, n % 40, 2),
            media=(Media(MediaKind.IMAGE),) if n % 4 == 0 else (),
        )
        found.append(Entry(post, frozenset(post.tags), NOON, SOURCE, (SOURCE,), ""))
    return found


def each(posts: list[Entry], does: Callable[[Entry], object]) -> float:
    """Microseconds of processor for a post."""
    began = time.process_time()
    for one in posts:
        does(one)
    return (time.process_time() - began) / len(posts) * 1e6


def judged(posts: list[Entry], judge: Judge, moment: Moment) -> float:
    """Microseconds of processor for a post."""
    began = time.process_time()
    for one in posts:
        judge(one, moment)
    return (time.process_time() - began) / len(posts) * 1e6


def control(entry: Entry, _: Moment) -> bool:
    """The least that looking for a word could be without keeping anything."""
    return "wagon" in entry.post.body.text.casefold()


def run(_seconds: float, rounds: int) -> Result:
    """Everything, interleaved in rounds: each looks at all posts once, however long that takes."""
    posts = entries()
    authored = Authored()
    moment = Moment(NOON, authored=authored.count)
    rows = [
        ("counting a post of its author", spread([each(posts, authored.see)], ".2f")),
        ("folding a post, once", spread([each(posts, lambda one: one.folded)], ".2f")),
    ]
    judges: dict[str, Judge] = {"control: a word in text.casefold()": control}
    judges |= {text: parse(text, Present(NOON)).judge for text in (*FIELDS, *WORDS, *OTHERS)}
    times: dict[str, list[float]] = {text: [] for text in judges}
    for _ in range(rounds):
        for text, judge in judges.items():
            times[text].append(judged(posts, judge, moment))
    rows += [(text, spread(taken, ".2f")) for text, taken in times.items()]
    bare = median(times["control: a word in text.casefold()"])
    return Result(
        ("what", "us of processor a post"),
        tuple(rows),
        (
            Promise(
                "the dearest field over the control", _dearest(times, FIELDS) / bare, MOST_OF_A_FIELD, at_least=False
            ),
            Promise("the dearest word over the control", _dearest(times, WORDS) / bare, MOST_OF_A_WORD, at_least=False),
        ),
    )


def _dearest(times: dict[str, list[float]], of: tuple[str, ...]) -> float:
    return max(median(times[text]) for text in of)
