"""Whom the account of a token follows, and who is on its lists: asked at leisure, for nothing waits for it."""

import re
from collections.abc import AsyncIterator, Iterable
from urllib.parse import parse_qsl, quote, urlsplit

from hashtui.clock import Clock
from hashtui.errors import Malformed
from hashtui.manners import TICK
from hashtui.post.clean import CleanLine, clean_line
from hashtui.sources.mastodon.account import handle_of, key_of
from hashtui.sources.mastodon.answers import Closed
from hashtui.sources.mastodon.server import PEOPLE, Server
from hashtui.sources.shape import Record, Records, read_record, read_records
from hashtui.sources.source import FOLLOWS, MOST_PEOPLE, Acquaintance
from hashtui.wire import Answer

MOST_LISTS = 50
LONGEST_NAME = 80
AT_ONCE = 5
"""Questions before each takes its turn in the rhythm in which everything is asked."""
SPARE = 1 / 3
"""With less than this share of its requests left, a server is not asked further for now."""
LATER = 30.0
DEADLINE = 10.0
"""Seconds an answer may take: what is asked for the tags waits for it."""

_NEXT = re.compile(r'<([^<>]{1,2000})>\s*;[^,<]*\brel="?next\b')


async def read_acquaintances(server: Server, clock: Clock) -> tuple[Acquaintance, ...]:
    """Each once for each list; nobody where there is no token. SourceError when the server will not say.

    Lists that it does not show are left out. Of one list a thousand are read (`shape.ROWS_LIMIT`).
    """
    if server.token is None:
        return ()
    leisure = _Leisure(server, clock)
    if server.instance is None:
        await server.discover()
    try:
        own = read_record((await leisure.ask("/api/v1/accounts/verify_credentials")).body)
        found = [one async for one in _people(leisure, f"/api/v1/accounts/{_id(own)}/following", PEOPLE, FOLLOWS)]
    except Closed as error:
        raise Closed(server.host, f"does not tell whom you follow: it {error.reason}", _HELP) from error
    listed: list[Acquaintance] = []
    try:
        lists = read_records((await leisure.ask("/api/v1/lists")).body).rows[:MOST_LISTS]
        for one in lists:
            name = clean_line((one.text("title") or "")[:LONGEST_NAME]) or clean_line("untitled")
            path = f"/api/v1/lists/{_id(one)}/accounts"
            room = MOST_PEOPLE - len(listed)
            listed += [person async for person in _people(leisure, path, 0, name, room)]
    except Closed:
        pass
    return tuple(dict.fromkeys([*found, *listed]))


_HELP = "make a token there with the scopes read:accounts, read:follows and read:lists, and put it in its place"


class _Leisure:
    """Questions that never are in a hurry: not many at a time, none where the server's patience runs short."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self.server = server
        self._clock = clock
        self._asked = 0

    async def ask(self, path: str, params: Iterable[tuple[str, str]] = ()) -> Answer:
        """The answer, when there was time. SourceError as `Server.ask`."""
        if self._asked >= AT_ONCE:
            await self._clock.sleep(TICK)
        while self.server.share_left < SPARE:
            await self._clock.sleep(LATER)
        self._asked += 1
        return await self.server.ask(path, tuple(params), deadline=DEADLINE)


async def _people(
    leisure: _Leisure, path: str, limit: int, list_name: CleanLine, room: int = MOST_PEOPLE
) -> AsyncIterator[Acquaintance]:
    """All on a list, so many a page; 0 asks for all at once, and some servers give pages all the same."""
    server = leisure.server
    domain = server.instance.domain if server.instance is not None else None
    host = clean_line(domain or server.host)
    params = [("limit", str(limit))]
    seen = {""}
    while room > 0:
        answer = await leisure.ask(path, params)
        page: Records = read_records(answer.body)
        for row in page.rows[:room]:
            try:
                handle = handle_of(row, server.url, domain)
            except Malformed:
                continue
            yield Acquaintance(handle, key_of(row, handle), list_name, host)
        room -= len(page.rows)
        below = _below(answer)
        if below in seen or not page.rows:
            return
        # Only what the link says of the place: whoever wrote it does not choose whom the token is shown.
        seen.add(below)
        params = [("limit", str(limit)), ("max_id", below)]


def _below(answer: Answer) -> str:
    """The `max_id` of the next page: by the Link header alone, for it is no account's id (protocols A.8)."""
    for name, value in answer.headers:
        found = _NEXT.search(value) if name == "link" else None
        if found is not None:
            return dict(parse_qsl(urlsplit(found[1]).query)).get("max_id", "")[:LONGEST_NAME]
    return ""


def _id(record: Record) -> str:
    """As it stands in a path. Malformed when there is none."""
    number = record.whole("id")
    found = record.text("id") if number is None else str(number)
    if not found or len(found) > LONGEST_NAME:
        raise Malformed("an account or a list without an id")
    return quote(found, safe="")
