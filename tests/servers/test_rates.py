"""A real PDS that limits how much is asked of it (opt-in: HASHTUI_SERVERS=1): what it says is believed and kept to."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from hashtui.clock import SystemClock
from hashtui.config.secret import Secret
from hashtui.config.secrets import SecretStore
from hashtui.errors import RateLimited
from hashtui.sources.bluesky.api import Api
from hashtui.sources.bluesky.session import Session
from hashtui.sources.source import Means
from hashtui.wire import Answer, Wire
from tests.servers.network import Crowd, Network, needs_servers

pytestmark = needs_servers
LIMITS_RATES = True
QUESTION = "com.atproto.server.describeServer"
SLACK = timedelta(seconds=3)
"""Between the two ways in which a server says when: a whole second each, and what jitter our side adds."""


class CountingWire(Wire):
    """Notes how everything that was asked was answered."""

    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.statuses: list[int] = []

    async def get(self, url: str, **options: object) -> Answer:
        return self._noted(await super().get(url, **options))  # type: ignore[arg-type]  # as they were given

    async def post(self, url: str, content: bytes, **options: object) -> Answer:
        return self._noted(await super().post(url, content, **options))  # type: ignore[arg-type]  # as they were given

    def _noted(self, answer: Answer) -> Answer:
        self.statuses.append(answer.status)
        return answer


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[CountingWire]:
    made = CountingWire()
    yield made
    await made.aclose()


def left(answer: httpx.Response) -> int:
    """How many more of these the server takes."""
    return int(answer.headers["RateLimit-Remaining"])


def reset(answer: httpx.Response) -> datetime:
    """When it takes all of them again."""
    return datetime.fromtimestamp(int(answer.headers["RateLimit-Reset"]), UTC)


async def test_a_login_too_many_is_waited_out_as_long_as_the_server_says(
    network: Network, crowd: Crowd, wire: CountingWire, tmp_path: Path
) -> None:
    crowd.do("lea", "join")
    async with httpx.AsyncClient(base_url=f"{network.pds}/xrpc/") as others:
        wrong = {"identifier": "lea.test", "password": "wrong"}
        while left(answer := await others.post("com.atproto.server.createSession", json=wrong)):
            pass
    session = Session(
        Secret("lea.test:hunter2-hunter2"),
        Means(SystemClock(), wire),
        pds=network.pds,
        store=SecretStore(tmp_path / "secrets.toml"),
    )

    with pytest.raises(RateLimited) as first:
        await session.ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])
    with pytest.raises(RateLimited):
        await session.ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])

    assert first.value.until is not None
    assert abs(first.value.until - reset(answer)) < SLACK
    assert session.refusal is None
    assert wire.statuses == [429]


async def test_where_little_is_left_it_is_spread_over_the_time_until_there_is_more(
    network: Network, wire: CountingWire
) -> None:
    clock = SystemClock()
    api = Api(network.pds, Means(clock, wire))
    async with httpx.AsyncClient(base_url=f"{network.pds}/xrpc/") as others:
        while left(answer := await others.get(QUESTION)) > 5:
            pass

    await api.ask(QUESTION)
    with pytest.raises(RateLimited) as refused:
        await api.ask(QUESTION)

    assert wire.statuses == [200]
    assert refused.value.until is not None
    pause, whole = refused.value.until - clock.now(), reset(answer) - clock.now()
    assert whole / 6 < pause < whole + SLACK
    assert api.requests_left == 4
