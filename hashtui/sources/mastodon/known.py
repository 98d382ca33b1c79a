"""What one source has told already: so that nothing is told twice, and what changed is told again."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from hashtui.post.clean import CleanLine
from hashtui.post.post import Post
from hashtui.post.sighting import Deletion, Gap, Heard, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.decode import LONGEST_KEY, Status

MOST_KEPT = 50_000
"""Posts remembered by key; the oldest heard are forgotten first. The watch dedupes what comes back after that."""

H = TypeVar("H", Sighting, Deletion, Gap)
K = TypeVar("K")
V = TypeVar("V")


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
        self._told: OrderedDict[str, _Told] = OrderedDict()
        self._keys: OrderedDict[str, CleanLine] = OrderedDict()
        self._gone_ids: OrderedDict[str, None] = OrderedDict()
        self._owed: dict[object, Heard] = {}
        """What is noted as told and was not taken yet: a listening may be broken off at any time."""

    def key_of(self, local_id: str) -> CleanLine | None:
        """The key of the post with this local id."""
        return self._keys.get(local_id)

    def __contains__(self, key: str) -> bool:
        return key in self._told

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
        return self.owe(Sighting(post, self._source, now, everything, status.local_id, held))

    def hold(self, status: Status, tag: Tag, now: datetime) -> Sighting:
        """The sighting of a post that the person asked to go back to, whether it was told or not."""
        told = self._told.get(status.post.key)
        asked = frozenset((tag,)) | (told.asked if told else frozenset())
        self._note(status, _Told(_print(status.post), status.post.edited_at, asked, is_silent=False))
        return Sighting(status.post, self._source, now, asked, status.local_id, held=True)

    def meet(self, local_id: str, key: CleanLine | None) -> None:
        """Note whose id this is: what answers that post is read with it, whether the post itself is told or not."""
        if key is not None and self._keys.get(local_id) != key:
            _put(self._keys, local_id, key)

    def gone(self, local_id: str, now: datetime) -> Deletion | None:
        """The deletion to tell of the post with this local id: None when it was never told, or is gone already.

        An id never heard is remembered: the deletion may have overtaken its post.
        """
        if len(local_id) > LONGEST_KEY:
            return None
        key = self._keys.get(local_id)
        _put(self._gone_ids, local_id, None)
        told = self._told.get(key) if key else None
        if key is None or told is None or told.is_gone:
            return None
        told.is_gone = True
        return None if told.is_silent else self.owe(Deletion(key, self._source, now))

    def owe(self, heard: H) -> H:
        """This is to be told: remember it until it was taken."""
        self._owed[_name(heard)] = heard
        return heard

    def settle(self, heard: Heard) -> None:
        """This was taken."""
        name = _name(heard)
        if self._owed.get(name) is heard:
            del self._owed[name]

    def owed(self) -> list[Heard]:
        """What a listening that was broken off did not come to tell: posts, the oldest first, then all else."""
        found = list(self._owed.values())
        sightings = sorted((one for one in found if isinstance(one, Sighting)), key=lambda one: one.post.created_at)
        return [*sightings, *(one for one in found if not isinstance(one, Sighting))]

    def _note(self, status: Status, told: _Told) -> None:
        _put(self._told, status.post.key, told)
        _put(self._keys, status.local_id, status.post.key)


def _name(heard: Heard) -> object:
    """What is told anew is told instead of what was to be told of the same."""
    match heard:
        case Sighting():
            return heard.post.key
        case Gap():
            return heard.since, heard.tags, heard.filled_at
        case Deletion():
            return heard.key, Deletion
        case _:
            return heard


def _is_news(told: _Told, post: Post, asked: frozenset[Tag]) -> bool:
    if told.is_gone or (told.edited_at and (post.edited_at is None or post.edited_at < told.edited_at)):
        return False
    return not asked <= told.asked | frozenset(post.tags) or told.print_ != _print(post)


def _print(post: Post) -> tuple[object, ...]:
    """What makes two states of a post different to a reader."""
    return post.edited_at, post.counts, post.body.text, post.content_warning, post.media, post.poll, post.quote_of


def _put(table: OrderedDict[K, V], key: K, value: V) -> None:
    table[key] = value
    table.move_to_end(key)
    if len(table) > MOST_KEPT:
        table.popitem(last=False)
