"""Whom the account of a session follows, and who is on its lists: asked at leisure, for nothing waits for it."""

from collections.abc import AsyncIterator

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.sources.bluesky.people import author_of
from hashtui.sources.bluesky.session import Session
from hashtui.sources.shape import Record
from hashtui.sources.source import FOLLOWS, MOST_PEOPLE, Acquaintance

LIMIT = 100
"""Rows of a page (app.bsky.graph.getFollows)."""
MOST_LISTS = 50
LONGEST_NAME = 80
PAUSE = 1.0
"""Seconds between two questions."""
CURATED = "app.bsky.graph.defs#curatelist"
"""The purpose of lists of people one wants to read; those on the others are blocked or muted by them."""


async def read_acquaintances(session: Session, clock: Clock) -> tuple[Acquaintance, ...]:
    """Each once for each list. SourceError when the server will not say."""
    did, host = await session.did(), clean_line(session.home)
    leisure = _Leisure(session, clock)
    follows = leisure.rows("app.bsky.graph.getFollows", ("actor", did), "follows", MOST_PEOPLE)
    found = [_acquaintance(row, FOLLOWS, host) async for row in follows]
    rows = leisure.rows("app.bsky.graph.getLists", ("actor", did), "lists", MOST_LISTS)
    lists = [row async for row in rows if row.text("purpose") == CURATED]
    room = MOST_PEOPLE
    for one in lists:
        name = clean_line((one.text("name") or "")[:LONGEST_NAME]) or clean_line("untitled")
        members = leisure.rows("app.bsky.graph.getList", ("list", one.text("uri") or ""), "items", room)
        listed = [_acquaintance(row.record("subject"), name, host) async for row in members]
        found += listed
        room -= len(listed)
    return tuple(dict.fromkeys(one for one in found if one is not None))


class _Leisure:
    """Questions that never are in a hurry."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def rows(self, nsid: str, what: tuple[str, str], name: str, most: int) -> AsyncIterator[Record]:
        """The rows of all pages, so many at most. An absent cursor ends them, not a short page (protocols B.3)."""
        cursor, seen = "", {""}
        while most > 0:
            params = [what, ("limit", str(LIMIT)), *([("cursor", cursor)] if cursor else [])]
            page = await self._session.ask(nsid, params)
            rows = page.records(name)
            for row in rows[:most]:
                yield row
            most -= max(1, len(rows))  # a page may be empty, but not for ever
            cursor = page.text("cursor") or ""
            if cursor in seen:
                return
            seen.add(cursor)
            await self._clock.sleep(PAUSE)


def _acquaintance(profile: Record | None, list_name: CleanLine, host: CleanLine) -> Acquaintance | None:
    """By a profileView (app.bsky.actor.defs); None when it names nobody."""
    did = None if profile is None else profile.text("did")
    if profile is None or not did or not did.startswith("did:"):
        return None
    author = author_of(did, profile.text("handle") or "")
    return Acquaintance(author.handle, author.key, list_name, host)
