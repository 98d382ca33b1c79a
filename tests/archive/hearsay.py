"""Everything a watch can hear, at random: few posts, through several sources, edited, copied, counted, taken back."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Network, Post
from hashtui.post.sighting import Boost, Cursor, Deletion, Gap, Heard, Report, Sighting, State, Tally
from hashtui.post.tag import Tag
from tests.posts import NOON, author, post

SOURCES = tuple(map(clean_line, ("https://social.example", "https://other.example", "bluesky")))
TAGS = tuple(map(Tag.of, ("capcomnet", "Paris20", "東京")))
_PEOPLE = ("ana", "bo", "chloe", "dee", "eva")


def hearsay(seed: int, length: int = 250) -> list[Heard]:
    """So many things heard one after another; the same for the same seed."""
    random = Random(seed)
    posts = [_post(random, number) for number in range(12)]
    begun = NOON + timedelta(hours=1)
    return [_one(random, random.choice(posts), begun + timedelta(seconds=turn)) for turn in range(length)]


def _one(random: Random, one: Post, at: datetime) -> Heard:
    source = random.choice(SOURCES)
    match random.randrange(40):
        case 0:
            return Deletion(one.key, source, at)
        case 1 | 2 | 3 | 4:
            return Tally(one.key, _counts(random), source, at)
        case 5 | 6 | 7 | 8:
            by = replace(_person(random), posts=random.randrange(50))
            return Boost(one.key, by, at - timedelta(seconds=random.randrange(60)), source, at)
        case 9 | 10:
            filled = random.choice([None, at])
            since = NOON + timedelta(minutes=random.randrange(50))
            reason, tags = clean_line("cut off"), frozenset(random.sample(TAGS, random.randrange(2)))
            found = None if filled is None else random.randrange(3)
            return Gap(source, since, since + timedelta(minutes=5), reason, filled, found, at, tags)
        case 11:
            return Cursor(source, clean_line("stream"), clean_line(str(random.randrange(1000))), at)
        case 12:
            return Report(source, State.LIVE, clean_line(""), at)
        case _:
            return _sighting(random, one, source, at)


def _sighting(random: Random, one: Post, source: str, at: datetime) -> Sighting:
    said = replace(one, counts=_counts(random), author=_aged(random, one.author))
    match random.randrange(8):
        case 0 | 1:
            minutes = random.randrange(1, 4)
            text = clean_text(f"{one.body.text} Edit number {minutes}, with more words.")
            said = replace(said, body=Body(text), edited_at=one.created_at + timedelta(minutes=minutes))
        case 2:  # a bridge's copy of it
            key = clean_line(f"https://bridge.example/{one.key.rpartition('/')[2]}")
            said = replace(said, key=key, url=None, network=Network.BLUESKY, echo_of=(one.key,))
            said = replace(said, author=author("bridge"))
        case 3:  # another server draws it its own way
            said = replace(said, body=Body(clean_text(one.body.text + " ")), content_warning=clean_text("words"))
        case _:
            pass
    asked = frozenset(random.sample(TAGS, random.randrange(3)))
    local_id = random.choice(["", "4711", said.key.rpartition("/")[2], str(said.key)])
    return Sighting(said, clean_line(source), at, asked, local_id, held=random.random() < 0.3)


def _post(random: Random, number: int) -> Post:
    tags = tuple(str(tag.spelling) for tag in random.sample(TAGS, random.randrange(1, 3)))
    return replace(post(number, f"This is what post {number} says to all.", tags=tags), author=_person(random))


def _person(random: Random) -> Author:
    return author(random.choice(_PEOPLE))


def _aged(random: Random, one: Author) -> Author:
    """The account, with what it says of itself and how many follow it now."""
    name = clean_line(random.choice(["Ana P.", "Ana", "アナ"]))
    return replace(one, name=name, followers=random.randrange(5), posts=random.choice([None, 3, 4]))


def _counts(random: Random) -> Counts:
    def some() -> int | None:
        return random.choice([None, 0, 1, 2, 5])

    return Counts(some(), some(), some())
