"""One server: every question to it goes through here, one at a time and within one budget, for all panes."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from urllib.parse import quote, urlsplit

from hashtui.config.config import SourceConfig
from hashtui.errors import Malformed, RateLimited, Unreachable
from hashtui.manners import Budget
from hashtui.post.clean import CleanLine
from hashtui.post.redaction import STRUCK
from hashtui.post.tag import Tag
from hashtui.sources.address import is_loopback, read_address
from hashtui.sources.mastodon.answers import Closed, LoginNeeded, NotThere, TagRefused, complaint_or, judge, login_help
from hashtui.sources.mastodon.instance import Instance, read_v1, read_v2, streaming_url
from hashtui.sources.shape import Record, Records, read_record, read_records
from hashtui.sources.source import Means
from hashtui.wire import Answer

LIMIT = 40
"""Rows of a page; Mastodon silently gives no more (protocols A.1)."""
PEOPLE = 80
"""Accounts of a page, and the most that servers give at once (protocols A.8)."""
TRENDS = 10
DISCOVERIES = 3
"""Failed tries before a server is taken for one that tells nothing of itself."""
PATIENCE = 10.0
"""Seconds a person's own question may wait for the budget."""

_PAGING = frozenset({"max_id", "min_id", "since_id"})


class Server:
    """A server with the Mastodon client API. `instance` is None until it was asked about itself."""

    def __init__(self, config: SourceConfig, means: Means, random: Random) -> None:
        self.url: CleanLine = read_address(config.url, insecure=config.insecure)
        self.host = urlsplit(self.url).netloc
        self.is_here = is_loopback(urlsplit(self.url).hostname or "")
        self.token = config.token
        self.insecure = config.insecure
        self.random = random
        self.instance: Instance | None = None
        self._means = means
        self._budget = Budget()
        self._turn = asyncio.Lock()
        self._side: str | None = None
        self._failures = 0
        self.received = 0
        """Bytes that its answers and its streams brought."""

    @property
    def streaming_url(self) -> str:
        """Where its WebSocket is."""
        return streaming_url(self.url, self.instance.streaming if self.instance else None)

    @property
    def side(self) -> str | None:
        """`local` or `remote` when visitors see only that side of a tag."""
        return self._side

    def wait(self, *, paging: bool = False) -> float:
        """Seconds before the budget allows a question; 0: now."""
        return self._budget.wait(self._means.clock.monotonic(), paging=paging)

    @property
    def away(self) -> float:
        """Seconds for which the server asked to be left alone, in whatever it said."""
        return self._budget.away(self._means.clock.monotonic())

    def leave_alone(self, until: datetime) -> None:
        """Its stream asked for patience: where both are one server, that is for questions too."""
        if urlsplit(self.streaming_url).netloc == self.host:
            clock = self._means.clock
            self._budget.leave_alone(clock.monotonic() + (until - clock.now()).total_seconds())

    @property
    def requests_left(self) -> int:
        """How many questions it still takes in the present window."""
        return self._budget.left(self._means.clock.monotonic())

    @property
    def share_left(self) -> float:
        """How much of the present window's questions is left, 0 to 1."""
        return self._budget.share_left(self._means.clock.monotonic())

    async def discover(self) -> None:
        """Ask the server about itself. What it does not tell stays unknown; only trouble is raised."""
        try:
            self.instance = await self._described()
        except (Unreachable, RateLimited):
            self._failures += 1
            if self._failures % DISCOVERIES:
                raise
            # It may be its description alone that is broken: the tags themselves will tell.
            self.instance = Instance()
        if self.token is None:
            self._side = self.instance.visitor_side

    async def tag_page(
        self, tag: Tag, *, before: str | None = None, etag: str | None = None
    ) -> tuple[Records, str | None] | None:
        """A page of a tag's timeline, newest first, with its ETag; None when it is as it was at that ETag.

        The newest, or that before an id. The URL is always our own: Link headers lose parameters (protocols A.1).
        LoginNeeded and TagRefused are final, other SourceErrors are trouble.
        """
        params = [("limit", str(LIMIT))]
        if before is not None:
            params.append(("max_id", before))
        path = f"/api/v1/timelines/tag/{quote(tag.spelling, safe='')}"
        try:
            answer = await self._sided(path, params, etag)
        except NotThere as missing:
            if missing.status == 410:
                raise TagRefused(self.host, "does not show this tag any more (410)", "leave it out") from missing
            if self.instance in (None, Instance()):
                help_ = "check the name, or follow another server"
                raise TagRefused(self.host, "has no Mastodon API (404)", help_) from missing
            return Records(()), None  # GoToSocial: a tag nobody has used yet
        if answer.status == 304:
            return None
        try:
            return read_records(answer.body), answer.header("etag")
        except Malformed as error:
            raise Malformed(
                f"{self.host} answers {complaint_or(self._bare(answer), 'what is no list')} instead of posts"
            ) from error

    async def status(self, local_id: str) -> Record:
        """One status. NotThere when the server has it no more."""
        return read_record((await self.ask(f"/api/v1/statuses/{quote(local_id, safe='')}")).body)

    async def context(self, local_id: str) -> Record:
        """The statuses around one: `ancestors` and `descendants` (entities/Context)."""
        return read_record((await self.ask(f"/api/v1/statuses/{quote(local_id, safe='')}/context")).body)

    async def history(self, local_id: str) -> Records:
        """What a status said, oldest first, and says now (entities/StatusEdit)."""
        what = "what posts said before they were edited"
        try:
            return read_records((await self.ask(f"/api/v1/statuses/{quote(local_id, safe='')}/history")).body)
        except LoginNeeded as error:
            raise LoginNeeded(self.host, f"shows {what} only to people who are logged in", error.help) from error
        except NotThere as error:
            raise Closed(self.host, f"does not tell {what} (404)", "its page on the web may") from error

    async def boosters(self, local_id: str) -> Records:
        """Accounts that passed a status on, the last first, as many as it tells at once."""
        path = f"/api/v1/statuses/{quote(local_id, safe='')}/reblogged_by"
        return read_records((await self.ask(path, [("limit", str(PEOPLE))])).body)

    async def trends(self) -> Records:
        """The tags busy now; none where the server does not tell: many know no trends, some show them to nobody."""
        try:
            return read_records((await self.ask("/api/v1/trends/tags", [("limit", str(TRENDS))])).body)
        except (Closed, Malformed):
            return Records(())

    async def ask(
        self, path: str, params: Sequence[tuple[str, str]] = (), *, etag: str | None = None, deadline: float = 30.0
    ) -> Answer:
        """The answer to one question, once the budget allows it. Raises what a bad answer means."""
        paging = any(name in _PAGING for name, _ in params)
        headers = {"Accept": "application/json"} | ({"If-None-Match": etag} if etag else {})
        clock = self._means.clock
        async with self._turn:
            wait = self.wait(paging=paging)
            if wait > PATIENCE:
                until = clock.now() + timedelta(seconds=wait)
                raise RateLimited(f"{self.host} allows no more questions for now", until=until)
            if wait > 0:
                await clock.sleep(wait)
            self._budget.spend(clock.monotonic(), paging=paging)
            answer = await self._means.wire.get(
                self.url + path,
                params=params,
                headers=headers,
                token=self.token,
                insecure=self.insecure,
                deadline=deadline,
            )
            self.received += answer.received
            self._budget.learn(answer.headers, clock.monotonic(), clock.now())
        if answer.status != 200:
            answer = self._bare(answer)
        judge(answer, self.host, clock.now(), has_token=self.token is not None)
        return answer

    def _bare(self, answer: Answer) -> Answer:
        """The answer without the token: some servers repeat it in what they complain of."""
        token = b"" if self.token is None else self.token.reveal().encode()
        return replace(answer, body=answer.body.replace(token, STRUCK.encode())) if token else answer

    async def _described(self) -> Instance:
        for path, read in (("/api/v2/instance", read_v2), ("/api/v1/instance", read_v1)):
            try:
                return read(read_record((await self.ask(path)).body))
            except (Closed, Malformed):
                continue  # whatever it is, the tags themselves will tell
        return Instance()

    async def _sided(self, path: str, params: list[tuple[str, str]], etag: str | None) -> Answer:
        """The answer for both sides of a tag, or for the one side that visitors are shown."""
        sides: list[str | None] = [self._side]
        if self.token is None and self._side is None:
            if self.instance is not None and self.instance.is_closed:
                raise LoginNeeded(self.host, "shows tags only to people who are logged in", login_help(self.url))
            sides += ["local", "remote"]
        refusals: list[LoginNeeded] = []
        for side in sides:
            try:
                answer = await self.ask(path, [*params, *([(side, "true")] if side else [])], etag=etag)
            except LoginNeeded as error:
                refusals.append(error)
                continue
            self._side = side
            return answer
        raise refusals[0]
