"""What one relay has told: so that nothing is told twice, and edits, deletions and names reach what they are about."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Author
from hashtui.post.sighting import Deletion, Follow, Sighting
from hashtui.sources.nostr.decode import LONGEST_KEY, decode, expires, key_of, moment, written_at
from hashtui.sources.nostr.event import Event, is_hex
from hashtui.sources.nostr.text import NameOf
from hashtui.sources.recent import Recent

MOST_KEPT = 50_000
"""Posts and deletions remembered; the oldest heard are forgotten first."""
MOST_NAMELESS = 2_000
"""People whose posts wait for their name."""
POSTS_WAITING = 20
"""Posts of one of them."""


@dataclass(slots=True)
class _Told:
    """The version of a post that was told last."""

    event_id: str
    pubkey: str
    made_at: int
    """When this version was made, in seconds since 1970 by its author's clock."""
    created_at: datetime
    expires_at: int | None = None
    """In seconds since 1970, when this version is over."""
    is_gone: bool = False


class Known:
    """The posts of one relay by key. `author` and `name_of` say what is known of people."""

    def __init__(self, source: CleanLine, author: Callable[[str], Author], name_of: NameOf) -> None:
        self._source = source
        self._author = author
        self._name_of = name_of
        self._told = Recent[str, _Told](MOST_KEPT)
        self._addresses = Recent[str, str](MOST_KEPT)
        """The addresses of articles by the ids of their versions."""
        self._deletions = Recent[tuple[str, str], int](MOST_KEPT)
        """What somebody deleted, by its id or address and their key: when."""
        self._nameless = Recent[str, dict[str, Sighting]](MOST_NAMELESS)
        self._expiring: list[tuple[int, str]] = []

    def read(self, event: Event, now: datetime, *, held: bool) -> Sighting | None:
        """The sighting this post is, whether it was told or not; None when it is gone or makes no sense."""
        try:
            key = key_of(event)
            if self._is_deleted(event, key) or _is_past(event, now):
                return None
            post = decode(event, self._author(event.pubkey), self._name_of)
        except Malformed:
            return None
        return Sighting(post, self._source, now, local_id=event.id, held=held)

    def news(self, event: Event, follow: Follow, now: datetime, *, held: bool) -> Sighting | None:
        """The sighting to tell, when this post is followed and new, or a newer version of what was told."""
        sighting = self.read(event, now, held=held)
        if sighting is None or follow.tags.isdisjoint(sighting.post.tags):
            return None
        post = sighting.post
        told = self._told.get(post.key)
        if held and follow.since is not None and moment(event.created_at) < follow.since:
            return None
        if told is not None:
            if told.is_gone or not _is_newer(event, told):
                return None
            edited = replace(post, created_at=min(told.created_at, post.created_at), edited_at=moment(event.created_at))
            sighting = replace(sighting, post=edited, held=False)
        return sighting

    def note(self, event: Event, sighting: Sighting) -> None:
        """This is told now."""
        post = sighting.post
        until = expires(event)
        self._told.put(post.key, _Told(event.id, event.pubkey, event.created_at, post.created_at, until))
        if event.id != post.key:
            self._addresses.put(event.id, post.key)
        if until is not None and len(self._expiring) < MOST_KEPT:
            heapq.heappush(self._expiring, (until, post.key))
        if not post.author.name:
            waiting = self._nameless.get(event.pubkey, {})
            waiting[post.key] = sighting
            if len(waiting) > POSTS_WAITING:
                del waiting[next(iter(waiting))]
            self._nameless.put(event.pubkey, waiting)

    def remember(self, sighting: Sighting) -> bool:
        """An earlier run told this; whether that is news, and could have been."""
        post, event_id = sighting.post, sighting.local_id
        if post.key in self._told or not is_hex(event_id, 64) or not is_hex(post.author.key, 64):
            return False
        made_at = int((post.edited_at or post.created_at).timestamp())
        self._told.put(post.key, _Told(event_id, str(post.author.key), made_at, post.created_at))
        if event_id != post.key:
            self._addresses.put(event_id, str(post.key))
        return True

    def key_of(self, name: str) -> CleanLine | None:
        """The key of the post that was told, and is still there, under this id or address."""
        key = self._addresses.get(name, name)
        return clean_line(key) if self.is_told(key) else None

    def is_told(self, key: str) -> bool:
        """Whether the post was told and is still there."""
        told = self._told.get(key)
        return told is not None and not told.is_gone

    def named(self, pubkey: str, now: datetime) -> Iterator[Sighting]:
        """Their posts that were told without a name, once more with what is known of them now."""
        author = self._author(pubkey)
        for sighting in self._nameless.pop(pubkey, {}).values():
            if self.is_told(sighting.post.key):
                yield replace(sighting, post=replace(sighting.post, author=author), received_at=now)

    def delete(self, event: Event, now: datetime) -> Iterator[Deletion]:
        """What their deletion (NIP-09) takes away: posts of their own only. It may have overtaken its post."""
        for name in event.values("e"):
            if is_hex(name, 64):
                self._deletions.put((name, event.pubkey), event.created_at)
                key = self._addresses.get(name, name)
                told = self._told.get(key)
                if told is not None and told.pubkey == event.pubkey and told.event_id == name:
                    yield from self._lose(key, told, now)
        for name in event.values("a"):
            if len(name) > LONGEST_KEY:
                continue
            known = self._deletions.get((name, event.pubkey), event.created_at)
            self._deletions.put((name, event.pubkey), max(known, event.created_at))
            told = self._told.get(name)
            if told is not None and told.pubkey == event.pubkey and told.made_at <= event.created_at:
                yield from self._lose(name, told, now)

    def expire(self, now: datetime) -> Iterator[Deletion]:
        """The posts whose time is over (NIP-40)."""
        while self._expiring and self._expiring[0][0] <= now.timestamp():
            until, key = heapq.heappop(self._expiring)
            told = self._told.get(key)
            if told is not None and told.expires_at == until:
                yield from self._lose(key, told, now)

    def _lose(self, key: str, told: _Told, now: datetime) -> Iterator[Deletion]:
        if not told.is_gone:
            told.is_gone = True
            yield Deletion(clean_line(key), self._source, now)

    def _is_deleted(self, event: Event, key: str) -> bool:
        if (event.id, event.pubkey) in self._deletions:
            return True
        at = self._deletions.get((key, event.pubkey)) if event.address else None
        return at is not None and event.created_at <= at


def oldest_first(events: Iterable[Event]) -> list[Event]:
    """By their authors' clocks; of one second in any order, but always the same."""
    return sorted(events, key=lambda event: (written_at(event), event.id))


def _is_past(event: Event, now: datetime) -> bool:
    until = expires(event)
    return until is not None and until <= now.timestamp()


def _is_newer(event: Event, told: _Told) -> bool:
    """Of two versions from the same second the one with the lower id counts (NIP-01)."""
    return (-event.created_at, event.id) < (-told.made_at, told.event_id)
