"""What one source has told already: so that nothing is told twice, and what changed is told again."""

from dataclasses import dataclass
from datetime import datetime

from hashtui.post.clean import CleanLine
from hashtui.post.post import Post
from hashtui.post.sighting import Deletion, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.account import LONGEST_KEY
from hashtui.sources.mastodon.decode import Status
from hashtui.sources.owed import Owed
from hashtui.sources.recent import Recent

MOST_KEPT = 50_000
"""Posts remembered by key; the oldest heard are forgotten first. The watch dedupes what comes back after that."""


@dataclass(slots=True)
class _Told:
    """The state in which a post was told last."""

    print_: tuple[object, ...]
    edited_at: datetime | None
    asked: frozenset[Tag]
    is_silent: bool
    """It was seen but is too old to be told."""
    is_gone: bool = False


class Known:
    """The posts of one server by key, and the keys by the server's own ids."""

    def __init__(self, source: CleanLine) -> None:
        self._source = source
        self._told = Recent[str, _Told](MOST_KEPT)
        self._keys = Recent[str, CleanLine](MOST_KEPT)
        self._gone_ids = Recent[str, None](MOST_KEPT)
        self.owed = Owed()
        """What is noted as told and was not taken yet."""

    def key_of(self, local_id: str) -> CleanLine | None:
        """The key of the post with this local id."""
        return self._keys.get(local_id)

    def __contains__(self, key: str) -> bool:
        return key in self._told

    def stands(self, key: str) -> bool:
        """Whether the post was told and its deletion was not heard."""
        told = self._told.get(key)
        return told is not None and not told.is_silent and not told.is_gone

    def is_gone(self, local_id: str) -> bool:
        """Whether its deletion was heard."""
        return local_id in self._gone_ids

    def news(
        self, status: Status, asked: frozenset[Tag], now: datetime, *, held: bool = False, silent: bool = False
    ) -> Sighting | None:
        """The sighting to tell, when this status is new, newer, or was asked for by another tag.

        `silent` notes it as seen without telling it, now and later.
        """
        post = status.post
        if status.local_id in self._gone_ids or not status.is_shown:
            return None
        told = self._told.get(post.key)
        if told is not None and not _is_news(told, post, asked):
            return None
        silent = silent if told is None else told.is_silent
        everything = asked if told is None else told.asked | asked
        self._note(status, _Told(_print(post), post.edited_at, everything, silent))
        if silent:
            return None
        return self.owed.owe(Sighting(post, self._source, now, everything, status.local_id, held))

    def hold(self, status: Status, tag: Tag, now: datetime) -> Sighting:
        """The sighting of a post that the person asked to go back to, whether it was told or not."""
        told = self._told.get(status.post.key)
        asked = frozenset((tag,)) | (told.asked if told else frozenset())
        self._note(status, _Told(_print(status.post), status.post.edited_at, asked, is_silent=False))
        return Sighting(status.post, self._source, now, asked, status.local_id, held=True)

    def remember(self, sighting: Sighting) -> None:
        """An earlier run told this."""
        post = sighting.post
        if post.key not in self._told:
            self._told.put(post.key, _Told(_print(post), post.edited_at, sighting.asked, is_silent=False))
            self.meet(sighting.local_id, post.key)

    def meet(self, local_id: str, key: CleanLine | None) -> None:
        """Note whose id this is: what answers that post is read with it, whether the post itself is told or not."""
        if key is not None and self._keys.get(local_id) != key:
            self._keys.put(local_id, key)

    def gone(self, local_id: str, now: datetime) -> Deletion | None:
        """The deletion to tell of the post with this local id: None when it was never told, or is gone already.

        An id never heard is remembered: the deletion may have overtaken its post.
        """
        if len(local_id) > LONGEST_KEY:
            return None
        key = self._keys.get(local_id)
        self._gone_ids.put(local_id, None)
        told = self._told.get(key) if key else None
        if key is None or told is None or told.is_gone:
            return None
        told.is_gone = True
        return None if told.is_silent else self.owed.owe(Deletion(key, self._source, now))

    def _note(self, status: Status, told: _Told) -> None:
        self._told.put(status.post.key, told)
        self._keys.put(status.local_id, status.post.key)


def _is_news(told: _Told, post: Post, asked: frozenset[Tag]) -> bool:
    if told.is_gone or (told.edited_at and (post.edited_at is None or post.edited_at < told.edited_at)):
        return False
    return not asked <= told.asked | frozenset(post.tags) or told.print_ != _print(post)


def _print(post: Post) -> tuple[object, ...]:
    """What makes two states of a post different to a reader."""
    return post.edited_at, post.counts, post.body.text, post.content_warning, post.media, post.poll, post.quote_of
