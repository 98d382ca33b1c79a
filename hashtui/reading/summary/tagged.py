"""Under which of some tags posts stand: asked of every post several times, so it is looked up."""

from collections.abc import Sequence

from hashtui.post.tag import Tag
from hashtui.reading.summary.weighed import Weighed


class Tagged:
    """Some tags, and what posts have of them."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self._tags = tags
        self._known: dict[frozenset[Tag], tuple[int, ...]] = {}

    def of(self, post: Weighed) -> tuple[int, ...]:
        """The places of those of the tags that the post has, in their order."""
        tags = post.entry.tags
        found = self._known.get(tags)
        if found is None:
            found = self._known[tags] = tuple(place for place, tag in enumerate(self._tags) if tag in tags)
        return found
