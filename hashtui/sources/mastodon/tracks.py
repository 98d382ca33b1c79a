"""The tags followed at one server and what is known of their posts: shared by asking and by streaming."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from hashtui.errors import Malformed
from hashtui.post.sighting import Follow, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.account import Accounts
from hashtui.sources.mastodon.boosters import Boosters
from hashtui.sources.mastodon.decode import Place, Status, decode_status, key_of
from hashtui.sources.mastodon.ids import order
from hashtui.sources.mastodon.known import Known
from hashtui.sources.mastodon.resuming import Progress
from hashtui.sources.mastodon.server import Server
from hashtui.sources.mastodon.track import Track
from hashtui.sources.shape import Record
from hashtui.sources.source import Means

STREAMED_WITHIN = timedelta(hours=6)
"""Mastodon does not stream posts older than this, though its timelines take them (REAL_TIME_WINDOW)."""
MOST_COUNTED = 1000


class Tracks:
    """One track for each followed tag, in the order of their names."""

    def __init__(self, server: Server, means: Means) -> None:
        self._server = server
        self._clock = means.clock
        self._tracks: dict[Tag, Track] = {}
        self.known = Known(server.url)
        self.boosters = Boosters(server, self.known, means.clock)
        self.progress = Progress(server.url, means)
        self._accounts = Accounts()
        self.follow = Follow(frozenset())
        """What was asked for when the tracks were looked at last."""
        self._remembered: dict[Tag, set[str]] = {}
        """The ids of posts that an earlier run told, by tags that are not followed yet."""
        self._unreadable: set[int] = set()
        self.hurried = asyncio.Event()
        """There is a reason to ask at once."""
        self.opened = asyncio.Event()
        """The first pages were read: what comes now is new."""

    @property
    def unreadable(self) -> int:
        """How many statuses could not be read, each counted once."""
        return len(self._unreadable)

    def __len__(self) -> int:
        return len(self._tracks)

    def __iter__(self) -> Iterator[Track]:
        return iter(self._tracks.values())

    def of(self, tag: Tag) -> Track | None:
        """The track of this tag, if it is followed."""
        return self._tracks.get(tag)

    def begin(self) -> None:
        """A listening begins: what was refused may be asked for once more, and everything at once."""
        for track in self:
            track.refusal = None
            track.due = self._clock.monotonic()
            track.has_streamed, track.was_away = False, True

    def take_up(self, follow: Follow) -> None:
        """Follow exactly these tags from now on; those followed already go on where they are."""
        self.follow = follow
        self.hurried.clear()
        wanted = sorted(follow.tags, key=lambda tag: tag.name)
        self._tracks = {tag: self._tracks.get(tag) or Track(tag, rows=self._rows_of(tag)) for tag in wanted}

    def remember(self, sighting: Sighting) -> None:
        """An earlier run told this: it belongs into the timelines it was asked for by, or was deleted."""
        self.known.remember(sighting)
        for tag in sighting.asked if sighting.post.boosted_by is None and sighting.local_id else ():
            track = self._tracks.get(tag)
            rows = self._remembered.setdefault(tag, set()) if track is None else track.rows
            rows.add(sighting.local_id)

    def _rows_of(self, tag: Tag) -> set[str]:
        return self._remembered.pop(tag, set())

    def come_away(self) -> None:
        """For a while nothing is heard."""
        for track in self:
            track.was_away = True

    def hurry(self) -> None:
        """Ask for every tag as soon as may be."""
        for track in self:
            track.due = self._clock.monotonic()
            track.has_streamed, track.was_away = False, True
            track.missed.clear()
        self.hurried.set()

    async def until_hurried(self) -> None:
        """Return when there is a reason to ask at once."""
        await self.hurried.wait()

    def place(self) -> Place:
        """What makes this server's names and ids global."""
        instance = self._server.instance
        return Place(self._server.url, instance.domain if instance else None, self.known.key_of, self._accounts)

    def cannot_read(self, what: str) -> None:
        """Count something that could not be read; `what` tells it from others."""
        if len(self._unreadable) < MOST_COUNTED:
            self._unreadable.add(hash(what))

    def read(self, rows: Iterable[Record]) -> list[Status]:
        """The statuses these are; what cannot be read is counted and left out."""
        place, now = self.place(), self._clock.now()
        found = []
        rows = list(rows)
        for row in rows:
            self.known.meet(*key_of(row))
        for row in rows:
            try:
                found.append(decode_status(row, place, now))
            except Malformed:
                self.cannot_read(str(row.text("uri") or row.text("id") or row.whole("id")))
        return found

    def tell(self, track: Track, page: Iterable[Status], *, opening: bool = False) -> list[Sighting]:
        """What of a page of this track's timeline is news."""
        asked, now, since = frozenset((track.tag,)), self._clock.now(), self.follow.since
        lowest = track.oldest
        found = []
        for status in page:
            # What slides up into the page from below its end, because a post above went, is no late post.
            is_old = opening or (lowest is not None and order(status.row_id) < order(lowest))
            silent = is_old and since is not None and status.post.created_at < since
            if not opening and status.post.key not in self.known:
                self._miss(track, status, now)
            sighting = self.known.news(status, asked, now, held=is_old, silent=silent)
            if sighting is not None:
                found.append(sighting)
            if self.known.stands(status.post.key):
                self.boosters.see(status)
        return found

    def _miss(self, track: Track, status: Status, now: datetime) -> None:
        """A post was found by asking though the stream had been up since the question before."""
        if track.has_streamed and status.is_shown and now - status.post.created_at < STREAMED_WITHIN:
            track.missed.add(status.post.key)
