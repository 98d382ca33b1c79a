"""What was said before we listened: Bluesky's search, which answers people who are logged in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hashtui.post.tag import Tag
from hashtui.sources.bluesky.answers import BadQuestion, Failed
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.session import Session
from hashtui.sources.bluesky.views import View, read_view
from hashtui.sources.shape import Record
from hashtui.sources.source import Means

LIMIT = 100
"""Posts of a page (app.bsky.feed.searchPosts)."""
MOST_PAGES = 20
"""Pages read for one tag at a time."""

_A_MOMENT = timedelta(milliseconds=1)
_SEARCH = "app.bsky.feed.searchPosts"


@dataclass(slots=True)
class Reach:
    """What was found of one tag, and how far back it reaches."""

    views: dict[str, View] = field(default_factory=dict)
    """By URI; each bears the tag."""
    back_to: datetime | None = None
    """Where the last page ended, whether what stood there bears the tag or not."""
    seen: set[str] = field(default_factory=set)
    """The URIs of everything that was looked through."""
    is_whole: bool = False
    """Nothing was left out between the newest of it and what was asked for."""


class Search:
    """The search of one account's server. What it gives is looked through once more, for it finds more than tags."""

    def __init__(self, session: Session, people: People, means: Means) -> None:
        self._session = session
        self._people = people
        self._clock = means.clock
        self.unreadable = 0

    async def back(self, tag: Tag, since: datetime | None, until: datetime | None, pages: int) -> Reach:
        """The posts with this tag from `until` (now) back to `since`, or as many pages. SourceError when it fails.

        `since` and `until` are about the time by which Bluesky sorts: when a post was made, or first seen if sooner.
        """
        reach = Reach()
        cursor: str | None = None
        ceiling = until
        for _ in range(pages):
            try:
                answer = await self._page(tag, since, ceiling, cursor)
            except (Failed, BadQuestion):
                if cursor is None or reach.back_to is None:
                    raise
                # It no longer knows its own cursor, which some servers answer with 500: go on from the time instead.
                cursor, ceiling = None, reach.back_to + _A_MOMENT
                continue
            rows = answer.records("posts")
            looked_through = len(reach.seen)
            self._take(reach, rows, tag, since, until)
            cursor = answer.text("cursor")
            is_past = since is not None and reach.back_to is not None and reach.back_to < since
            reach.is_whole = is_past or cursor is None or not rows
            if reach.is_whole or len(reach.seen) == looked_through:
                break
        return reach

    async def _page(self, tag: Tag, since: datetime | None, until: datetime | None, cursor: str | None) -> Record:
        params = [("q", f"#{tag.spelling}"), ("sort", "latest"), ("limit", str(LIMIT))]
        params += [
            (name, moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))
            for name, moment in (("since", since), ("until", until))
            if moment is not None
        ]
        if cursor is not None:
            params.append(("cursor", cursor))
        return await self._session.ask(_SEARCH, params)

    def _take(
        self, reach: Reach, rows: Iterable[Record], tag: Tag, since: datetime | None, until: datetime | None
    ) -> None:
        """Look a page through. The server's own limits and its idea of a tag are not relied on."""
        now = self._clock.now()
        for row in rows:
            view = read_view(row, self._people, now)
            if view is None:
                self.unreadable += 1
                continue
            at = reach.back_to = view.post.created_at
            is_inside = (since is None or at >= since) and (until is None or at < until)
            if tag in view.post.tags and is_inside and view.uri not in reach.seen:
                reach.views[view.uri] = view
            reach.seen.add(view.uri)
