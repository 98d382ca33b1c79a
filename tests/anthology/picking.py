"""Picks for tests: one a post, in chapters that are named where it matters."""

from collections.abc import Mapping
from datetime import timedelta

from hashtui.anthology.picks import Picks
from hashtui.post.clean import clean_line
from hashtui.post.pick import Pick
from hashtui.post.post import Post
from tests.posts import NOON, post

LATER = NOON + timedelta(hours=2)


def pick(number: int, chapter: str = "", text: str = "") -> Pick:
    """Post `number`, picked."""
    return picked(post(number, text), chapter)


def picked(one: Post, chapter: str = "") -> Pick:
    return Pick(one, LATER, clean_line(chapter))


def picks(chapters: Mapping[int, str] | int) -> Picks:
    """So many picks; or these, each with its chapter."""
    wanted = chapters if isinstance(chapters, Mapping) else dict.fromkeys(range(chapters), "")
    return Picks(tuple(pick(number, chapter) for number, chapter in wanted.items()))


def key(number: int) -> str:
    return post(number).key


def told(some: Picks) -> str:
    """Their numbers and chapters: `0a 1a 2`."""
    return " ".join(f"{one.key.rpartition('/')[2]}{one.chapter}" for one in some)
