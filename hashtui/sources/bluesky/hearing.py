"""What the events of the stream mean to those who follow tags: posts, edits, deletions, boosts, counts."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Boost, Deletion, Heard, Sighting, Tally
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.decode import POST, decode_record, is_hidden, parent_of, post_key
from hashtui.sources.bluesky.events import Commit, Naming, Operation, Standing, read_event
from hashtui.sources.bluesky.known import Deed, Known
from hashtui.sources.bluesky.match import Sieve
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.waiting import WaitingRoom
from hashtui.sources.shape import Record


class Hearing:
    """Makes of each event what is told of it, and remembers that. Nothing is told twice, whatever is replayed."""

    def __init__(
        self,
        source: CleanLine,
        people: People,
        is_visitor: Callable[[], bool],
        room: WaitingRoom,
        known: Known | None = None,
    ) -> None:
        """`is_visitor`: nobody is logged in, so what is meant for members only is not shown."""
        self._source = source
        self._people = people
        self._is_visitor = is_visitor
        self._room = room
        self._known = Known() if known is None else known
        self._tags: frozenset[Tag] = frozenset()
        self.sieve = Sieve(self._tags, self._known)
        """What picks out of the firehose the events that mean something here."""
        self.turn = asyncio.Lock()
        """Held by who tells something until it is taken: nothing is told twice, nor the end of a post before it."""
        self.unreadable = 0
        self.withholds = False
        """Something was left out because it is not for visitors."""

    def follow(self, tags: frozenset[Tag]) -> None:
        """From now on these tags are looked for."""
        self._tags = tags
        self.sieve = Sieve(tags, self._known)

    def begin(self) -> datetime | None:
        """A listening begins. What the last one had heard and not told is to be heard again: from when on."""
        left = self._room.abandon()
        for waiting in left:
            if isinstance(waiting.what, Boost):
                self._known.undo(waiting.name)
            else:
                self._known.forget(waiting.name)
        return min((waiting.seen_at for waiting in left), default=None)

    def hear(self, frame: bytes, now: datetime, live_from: datetime | None = None) -> Iterator[Heard]:
        """What this event tells. It counts as told once the next is asked for.

        What the network saw before `live_from` was held already.
        """
        try:
            event = read_event(frame, now)
            match event:
                case Commit():
                    if not self._known.has_seen(event.print):
                        yield from self._commit(event, now, held=live_from is not None and event.at < live_from)
                        if not self._room.holds(event.print):
                            self._known.note(event.print)
                case Standing(did=did, is_active=False):
                    for told in self._known.of_author(did):
                        yield from self._gone(told.post.key, now)
                case Naming():
                    self._people.rename(event.did, event.handle)
        except Malformed:
            self.unreadable += 1

    def pass_on(self, sighting: Sighting) -> Sighting:
        """What was found by search is known from now on, as what came by the stream."""
        self._known.tell(sighting.post, held=sighting.held)
        return sighting

    def remember(self, sighting: Sighting) -> None:
        """An earlier run told this: what becomes of it is heard."""
        if sighting.post.key not in self._known:
            self._known.tell(sighting.post, held=True)

    def renamed(self, dids: Iterable[str], now: datetime) -> Iterator[Heard]:
        """More is known of these people: their posts are told again, or taken back where they are not for visitors."""
        named = frozenset(dids)
        for uri, boost in self._room.boosts():
            if boost.by.key in named:
                yield from self._let_go(uri, now)
        for did in sorted(named):
            author = self._people.author(did)
            for told in self._known.of_author(did):
                if told.post.key in self._room:
                    yield from self._let_go(told.post.key, now)
                elif self._is_withheld(did):
                    yield from self._gone(told.post.key, now)
                elif told.post.author != author:
                    post = replace(told.post, author=author)
                    yield self._sighting(post, now, held=told.held)
                    self._known.tell(post)

    def overdue(self, now: datetime) -> Iterator[Heard]:
        """What has waited long enough for the name of who it is by."""
        for waiting in self._room.overdue():
            yield from self._let_go(waiting.name, now)

    def tallies(self, now: datetime) -> Iterator[Tally]:
        """The counts that changed since they were asked for last."""
        for told in self._known.stirred():
            yield Tally(told.post.key, told.counts, self._source, now)

    def _commit(self, commit: Commit, now: datetime, *, held: bool) -> Iterator[Heard]:
        uri = f"at://{commit.did}/{commit.collection}/{commit.rkey}"
        match commit.operation:
            case Operation.DELETE:
                self._known.undo(uri)
                if commit.collection == POST:
                    yield from self._gone(uri, now)
            case Operation.CREATE | Operation.UPDATE if commit.record is not None:
                match commit.collection:
                    case "app.bsky.feed.post":
                        yield from self._post(commit, commit.record, uri, now, held=held)
                    case "app.bsky.feed.like":
                        self._known.do(Deed.LIKE, uri, _subject(commit.record))
                    case "app.bsky.feed.repost":
                        yield from self._boost(commit, commit.record, uri, now)

    def _post(self, commit: Commit, record: Record, uri: str, now: datetime, *, held: bool) -> Iterator[Heard]:
        parent = parent_of(record)
        if parent is not None:
            self._known.do(Deed.ANSWER, uri, parent)
        key, did = post_key(commit.did, commit.rkey), commit.did
        if commit.operation is Operation.UPDATE:
            yield from self._let_all_go(key, now)
        told = self._known.told(key)
        if is_hidden(record) and self._is_visitor():
            self.withholds = True
            yield from self._gone(key, now)
            return
        post = self._read(commit, record, None if told is None else told.post)
        if post is None or (told is None and self._tags.isdisjoint(post.tags)):
            return
        if self._is_withheld(did):
            yield from self._gone(key, now)
            return
        self._people.want(did)
        if told is None and self._room.has_room and self._people.awaits(did):
            self._room.enter(key, post, commit.at, commit.print, held=held)
        else:
            yield self._sighting(post, now, held=held)
        self._known.tell(post, held=held)

    def _read(self, commit: Commit, record: Record, before: Post | None) -> Post | None:
        """The post as it is now; None when that is as it was `before`."""
        author = self._people.author(commit.did)
        post = decode_record(record, commit.did, commit.rkey, commit.at, author, self._people.handle_of)
        if before is not None:
            # Its time stays: an edit may claim another one.
            post = replace(post, created_at=before.created_at, counts=before.counts)
            is_old = commit.operation is Operation.CREATE
            if is_old or post == replace(before, edited_at=None, author=author):
                return None
        return replace(post, edited_at=commit.at) if commit.operation is Operation.UPDATE else post

    def _boost(self, commit: Commit, record: Record, uri: str, now: datetime) -> Iterator[Heard]:
        subject = _subject(record)
        if not self._known.is_news(uri, subject):
            return
        yield from self._let_go(subject, now)
        self._people.want(commit.did)
        created_at = min(record.time("createdAt") or commit.at, commit.at)
        boost = Boost(clean_line(subject), self._people.author(commit.did), created_at, self._source, now)
        if self._room.has_room_for_boosts and self._people.awaits(commit.did):
            self._room.enter(uri, boost, commit.at, commit.print)
        else:
            yield boost
        self._known.do(Deed.BOOST, uri, subject)

    def _let_go(self, name: str, now: datetime) -> Iterator[Heard]:
        """Tell the post or the boost of this name if it waits, by what is known now of who it is by."""
        waiting = self._room.leave(name)
        if waiting is None:
            return
        match waiting.what:
            case Boost(by=by) as boost:
                if not self._is_withheld(by.key):
                    yield replace(boost, by=self._people.author(by.key))
            case Post(author=author) if self._is_withheld(author.key):
                self._known.forget(name)
            case Post(author=author) as waited:
                post = replace(waited, author=self._people.author(author.key))
                yield self._sighting(post, now, held=waiting.held)
                self._known.tell(post)
        self._room.left(name)
        self._known.note(waiting.print)

    def _let_all_go(self, key: str, now: datetime) -> Iterator[Heard]:
        """Tell the post with this key if it waits, and the boosts of it that do."""
        yield from self._let_go(key, now)
        for uri, boost in self._room.boosts():
            if boost.key == key:
                yield from self._let_go(uri, now)

    def _gone(self, key: str, now: datetime) -> Iterator[Heard]:
        yield from self._let_all_go(key, now)
        told = self._known.told(key)
        if told is not None:
            yield Deletion(told.post.key, self._source, now)
            self._known.forget(key)

    def _is_withheld(self, did: str) -> bool:
        if not (self._is_visitor() and self._people.is_private(did)):
            return False
        self.withholds = True
        return True

    def _sighting(self, post: Post, now: datetime, *, held: bool) -> Sighting:
        return Sighting(post, self._source, now, local_id=str(post.key), held=held)


def _subject(record: Record) -> str:
    subject = record.record("subject")
    return (subject.text("uri") if subject is not None else None) or ""
