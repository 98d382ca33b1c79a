"""Under which of some tags posts stand: few sets of tags are had by thousands of posts."""

from collections.abc import Iterable, Sequence

from hashtui.post.tag import Tag
from hashtui.reading.summary.weighed import Weighed


def places_of(posts: Iterable[Weighed], tags: Sequence[Tag]) -> list[tuple[int, ...]]:
    """Of each post the places of those of the tags that it has, in their order."""
    had = [post.entry.tags for post in posts]
    places = {those: tuple(place for place, tag in enumerate(tags) if tag in those) for those in frozenset(had)}
    return list(map(places.__getitem__, had))
