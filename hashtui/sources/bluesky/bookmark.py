"""How far the stream was taken in, from where on it is asked for again, and whether the server could keep that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Follow, Gap
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.events import Word
from hashtui.sources.bluesky.position import Cursor, Position, Unit, read_position, to_micros, to_moment

REPLAY = timedelta(minutes=11)
"""How far back the stream is played again for what is asked for first: a day of it is millions of posts.

Ten minutes, for who asks for ten asked a moment ago.
"""
NO_HOLE = timedelta(seconds=90)
"""How much later than the last event heard the first one may be without anything being missing: servers' clocks."""
LOOKED_AT = 8
"""Frames looked at to find one that says when it was."""


@dataclass(frozen=True, slots=True)
class Opening:
    """From where on a stream is asked for."""

    cursor: Cursor | None = None
    live_from: datetime | None = None
    """What was seen before was held already when it was asked for first."""
    age: timedelta = timedelta()
    """How long ago the cursor was."""
    is_lost: bool = False
    """There is something to go on from, which this server would not understand."""


class Bookmark:
    """Where we are in the stream: at the last event that was taken in, not at the last that came."""

    def __init__(self, source: CleanLine) -> None:
        self._source = source
        self._last: Position | None = None
        self._latest: datetime | None = None
        """The latest time of any event taken in: times are not quite in order."""
        self._heard_at: datetime | None = None
        self._began: datetime | None = None
        """When the first connection stood: until an event was taken in, the next one goes on from there."""
        self._asked_at: datetime | None = None
        self._served: frozenset[Tag] = frozenset()
        self._asked_for: frozenset[Tag] = frozenset()
        self._live_from: datetime | None = None
        self._opening = Opening()
        self._asked_likes = self._asks_likes = False
        self._is_outdated = False

    @property
    def is_blank(self) -> bool:
        """There is nothing to go on from."""
        return self._last is None and self._began is None

    @property
    def last(self) -> Position | None:
        """Where the last event stands that was taken in."""
        return self._last

    @property
    def heard_at(self) -> datetime | None:
        """When that was."""
        return self._heard_at

    @property
    def served(self) -> frozenset[Tag]:
        """The tags that are looked for."""
        return self._served

    def resume(self, position: Position, heard_at: datetime, now: datetime) -> None:
        """An earlier run came as far as that. What came meanwhile is old."""
        self._last, self._heard_at, self._live_from = position, heard_at, now

    def forget(self) -> None:
        """Nothing is followed any more, so from here on nothing is missed."""
        self._last = self._latest = self._heard_at = self._began = None
        self._served = self._asked_for = frozenset()

    def rewind(self, moment: datetime | None) -> None:
        """What was seen from then on is to be asked for again: it was taken in and not told."""
        if moment is not None and self._last is not None and (self._last.at is None or self._last.at > moment):
            self._last = Position(moment)

    def wants_replay(self, follow: Follow, now: datetime) -> bool:
        """Whether a tag is new of which something is wanted that the stream can play again."""
        return not follow.tags <= self._served and follow.since is not None and self.plays(follow.since, now)

    @staticmethod
    def plays(since: datetime, now: datetime) -> bool:
        """Whether the stream can be asked to play again what came since then."""
        return now - REPLAY <= since < now

    def open(self, server: str, follow: Follow, now: datetime) -> Opening:
        """From where on this server is to be asked."""
        last = self._last or (Position(self._began) if self._began is not None else None)
        cursor = last.cursor(server) if last is not None else None
        if self.wants_replay(follow, now) and follow.since is not None:
            begin = Cursor(to_micros(follow.since), Unit.MICROS)
            self._live_from = now
            if cursor is None or (cursor.unit is Unit.MICROS and begin.value < cursor.value):
                cursor = begin
        self._asked_for, self._asked_at = follow.tags, now
        age = timedelta()
        if cursor is not None and cursor.unit is Unit.MICROS:
            age = max(age, now - to_moment(cursor.value))
        elif cursor is not None and self._heard_at is not None:
            age = max(age, now - self._heard_at)
        self._is_outdated = False
        self._opening = Opening(cursor, self._live_from, age, is_lost=self._last is not None and cursor is None)
        return self._opening

    def serve(self, tags: frozenset[Tag] | None = None) -> None:
        """These tags are looked for from now on; without them, those of the last opening: it worked."""
        self._served = self._asked_for if tags is None else tags
        self._began = self._began or self._asked_at

    def ask(self, *, likes: bool) -> None:
        """Likes are asked for from now on, or are not."""
        self._asked_likes, self._asks_likes = self._asks_likes, likes

    def admit(self, frames: Sequence[bytes], server: str, now: datetime) -> Position | None:
        """These frames were taken in; where the last of them stands."""
        for frame in reversed(frames[-LOOKED_AT:]):
            position = read_position(frame, server)
            if position is not None:
                self._last, self._heard_at = position, now
                if position.at is not None:
                    latest = self._latest
                    # One far in the future, which was a slip, is forgotten with the next.
                    is_past = latest is None or not position.at <= latest <= position.at + NO_HOLE
                    self._latest = position.at if is_past else latest
                return position
        return None

    def hear(self, word: Word) -> None:
        """The server says that it cannot go on from where it was asked to."""
        if word.name in ("OutdatedCursor", "FutureCursor"):
            self._is_outdated = True

    def lost(self, now: datetime, reason: str) -> Gap | None:
        """There is no going on from where we were: what is missing until now."""
        since = self._since()
        self.serve()
        self._last = self._latest = self._began = None
        return self._gap(since, now, reason, now) if since is not None else None

    def missed(self, frames: Sequence[bytes], server: str, now: datetime) -> Gap | None:
        """What is missing between the last event taken in and these, the first ones of a stream."""
        last, asked = self._last, self._opening.cursor
        if last is None or asked is None or asked.unit is not Unit.MICROS:
            return None
        positions = (read_position(frame, server) for frame in frames[:LOOKED_AT])
        first = next((p.at for p in positions if p is not None and p.at is not None), None)
        since = self._since()
        if first is None or since is None:
            return None
        if first > max(since, self._latest or since) + self._tolerance(last, server):
            return self._gap(since, first, "the server no longer has what came meanwhile", now)
        if first < to_moment(asked.value) - NO_HOLE:
            # It took our cursor for one of the future, and began with what comes now.
            heard_at = self._heard_at or now
            return self._gap(heard_at, now, "the server's time jumped: it did not send what came meanwhile", now)
        return None

    def _tolerance(self, last: Position, server: str) -> timedelta:
        """How much later than the last event the first may be.

        The same server, asked the same, begins before the last event or with it, for the cursor is a little older;
        another has a clock of its own, and without likes the last may have been one.
        """
        is_same = last.server == server and (self._asks_likes or not self._asked_likes)
        return timedelta() if is_same or self._is_outdated else NO_HOLE

    def _since(self) -> datetime | None:
        if self._last is None:
            return self._began
        return self._heard_at if self._last.at is None else self._last.at

    def _gap(self, since: datetime, until: datetime, reason: str, now: datetime) -> Gap:
        # Its clock may be ahead of ours.
        return Gap(self._source, min(since, until), until, clean_line(reason), found_at=now)
