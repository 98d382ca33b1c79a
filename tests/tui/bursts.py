"""Posts of an hour with something in it that many tell at once."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hashtui.post.post import Post
from tests.posts import author, post

SENTENCE = (
    "garden window letter bridge coffee morning pencil harbour ticket window lantern meadow copper saddle violin "
    "market pepper orchard button candle river marble thunder velvet walnut anchor basket cinema domino engine"
)
WORDS = SENTENCE.split()


def calm(minutes: int, *, a_minute: int = 2, tag: str = "capcomnet", first: int = 10_000) -> list[Post]:
    """Every minute a few people say a few words each about nothing in particular."""
    random = Random(5)
    posts = []
    for number in range(minutes * a_minute):
        at = number / a_minute
        text = " ".join(random.sample(WORDS, 5))
        one = post(first + number, f"{text.capitalize()}.", tags=(tag,), minutes=at)
        posts.append(replace(one, author=author(f"calm{number % 90}", f"Calm {number % 90}")))
    return posts


def burst(minute: float, what: str, *, voices: int = 20, tag: str = "capcomnet", first: int = 20_000) -> list[Post]:
    """So many people tell it within two minutes from then on, each in other words."""
    random = Random(int(minute))
    posts = []
    for number in range(voices):
        text = f"{' '.join(random.sample(WORDS, 3))} {what} {' '.join(random.sample(WORDS, 2))}"
        one = post(first + int(minute) * 100 + number, text, tags=(tag,), minutes=minute + 2 * number / voices)
        posts.append(replace(one, author=author(f"told{number}", f"Told {number}")))
    return posts


def hour_with(*told: tuple[float, str], minutes: int = 60, voices: int = 20) -> Sequence[Post]:
    """A calm hour in which these things are told at these minutes, in order of time."""
    posts = [*calm(minutes), *(one for minute, what in told for one in burst(minute, what, voices=voices))]
    return sorted(posts, key=lambda one: (one.created_at, one.key))
