"""One server that speaks XRPC, as all of Bluesky does: what is asked of it, within its budget, and what it means."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote, urlsplit

from hashtui.config.secret import Secret
from hashtui.errors import RateLimited
from hashtui.manners import Budget, Window
from hashtui.post.clean import CleanLine
from hashtui.post.redaction import STRUCK
from hashtui.sources.address import read_address
from hashtui.sources.bluesky.answers import judge
from hashtui.sources.shape import Record, read_record
from hashtui.sources.source import Means
from hashtui.wire import Answer

PUBLIC = "https://public.api.bsky.app"
"""Answers everybody, from a cache: profiles and threads (docs.bsky.app, API hosts and auth)."""
ENTRYWAY = "https://bsky.social"
"""Where people log in whose account Bluesky itself keeps."""
REQUESTS = Window(3000, 300.0)
"""docs.bsky.app, Rate limits: 3000 in 5 minutes for each address."""
PATIENCE = 10.0
"""Seconds a question may wait for the budget."""

Params = Sequence[tuple[str, str]]


class Api:
    """One XRPC server. Everything asked of it counts together; it is asked one thing at a time."""

    def __init__(self, base: str, means: Means, *, insecure: bool = False) -> None:
        self.url: CleanLine = read_address(base, insecure=insecure)
        self.host = urlsplit(self.url).netloc
        self._insecure = insecure
        self._means = means
        self._budget = Budget(REQUESTS, REQUESTS)
        self._turn = asyncio.Lock()
        self.received = 0
        """Bytes of its answers, as they came."""

    @property
    def requests_left(self) -> int:
        """How many questions it still takes in the present window."""
        return self._budget.left(self._means.clock.monotonic())

    async def ask(self, nsid: str, params: Params = (), *, token: Secret | None = None) -> Record:
        """The answer to a query. SourceError, as `answers.judge` raises it, or RateLimited by its own budget."""
        wire = self._means.wire
        async with self._turn:
            await self._admitted()
            answer = await wire.get(
                f"{self.url}/xrpc/{nsid}",
                params=params,
                headers={"Accept": "application/json"},
                token=token,
                insecure=self._insecure,
            )
            return self._judged(answer, () if token is None else (token,))

    async def tell(
        self, nsid: str, fields: Mapping[str, str | Secret] | None = None, *, token: Secret | None = None
    ) -> Record:
        """The answer to a procedure, with these fields as its JSON or with no body at all. SourceError as `ask`."""
        secrets = [value for value in (fields or {}).values() if isinstance(value, Secret)]
        shown = {name: value.reveal() if isinstance(value, Secret) else value for name, value in (fields or {}).items()}
        headers = {"Accept": "application/json"} | ({} if fields is None else {"Content-Type": "application/json"})
        async with self._turn:
            await self._admitted()
            answer = await self._means.wire.post(
                f"{self.url}/xrpc/{nsid}",
                b"" if fields is None else json.dumps(shown).encode(),
                headers=headers,
                token=token,
                insecure=self._insecure,
            )
            return self._judged(answer, [*secrets, *([] if token is None else [token])])

    async def _admitted(self) -> None:
        """Return once the budget allows a question."""
        clock = self._means.clock
        wait = self._budget.wait(clock.monotonic())
        if wait > PATIENCE:
            until = clock.now() + timedelta(seconds=wait)
            raise RateLimited(f"{self.host} allows no more questions for now", until=until)
        if wait > 0:
            await clock.sleep(wait)
        self._budget.spend(clock.monotonic())

    def _judged(self, answer: Answer, secrets: Sequence[Secret]) -> Record:
        clock = self._means.clock
        self.received += answer.received
        self._budget.learn(answer.headers, clock.monotonic(), clock.now())
        if answer.status != 200:
            answer = _bare(answer, secrets)
        judge(answer, self.host, clock.now(), has_token=bool(secrets))
        return read_record(answer.body)


def _bare(answer: Answer, secrets: Sequence[Secret]) -> Answer:
    """The answer without what was secret in the question: some servers repeat it in what they complain of."""
    body = answer.body
    for text in filter(None, (secret.reveal() for secret in secrets)):
        for shown in (text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1], quote(text, safe="")):
            body = body.replace(shown.encode("utf-8", "surrogatepass"), STRUCK.encode())
    return replace(answer, body=body)
