"""Who passed a post on, and whom one's account knows, read from mastodon-mock, a server by other hands."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from itertools import count

import httpx

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.post.sighting import Boost, Follow
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.source import FOLLOWS, Following, Means
from hashtui.wire import Wire
from tests.other_server import OtherServer

FAST = 5.0
_numbers = count()


class Guest:
    """What tests do at that server, each as somebody of its own."""

    def __init__(self, server: OtherServer, writer: httpx.AsyncClient) -> None:
        self._server = server
        self._writer = writer

    async def sign_up(self) -> tuple[str, str, str]:
        """Somebody new: name, id and token."""
        name = f"guest{next(_numbers)}"
        made = await self.do("/api/v1/_mock/dev_user", {"username": name}, self._server.token)
        return name, str(made["id"]), str(made["access_token"])

    async def do(self, path: str, fields: Mapping[str, object], token: str) -> dict[str, object]:
        """Post that there."""
        answer = await self._writer.post(path, json=fields, headers={"Authorization": f"Bearer {token}"})
        answer.raise_for_status()
        found = answer.json()
        assert isinstance(found, dict)
        return found

    @asynccontextmanager
    async def source(self, token: str | None = None) -> AsyncIterator[MastodonSource]:
        """A source at that server."""
        wire = Wire(SystemClock())
        means = Means(PacedClock(SystemClock(), SystemClock().now(), FAST), wire)
        try:
            yield MastodonSource(SourceConfig(self._server.url, token=Secret(token) if token else None), means)
        finally:
            await wire.aclose()


@asynccontextmanager
async def guest(server: OtherServer) -> AsyncIterator[Guest]:
    async with httpx.AsyncClient(base_url=server.url) as writer:
        yield Guest(server, writer)


async def test_who_passed_a_post_on_is_heard_from_it(other_server: OtherServer) -> None:
    async with guest(other_server) as town, town.source() as source:
        tag = f"boosted{next(_numbers)}"
        post = await town.do("/api/v1/statuses", {"status": f"worth it #{tag}"}, other_server.token)
        people = [await town.sign_up() for _ in range(3)]
        for _, _, token in people:
            await town.do(f"/api/v1/statuses/{post['id']}/reblog", {}, token)

        boosts: list[Boost] = []
        async with asyncio.timeout(30), aclosing(source.listen(Following(Follow(frozenset({Tag.of(tag)}))))) as stream:
            async for heard in stream:
                boosts += [heard] if isinstance(heard, Boost) else []
                if len(boosts) == len(people):
                    break

        assert {boost.by.handle.split("@")[1] for boost in boosts} == {name for name, _, _ in people}
        assert {boost.key for boost in boosts} == {post["uri"]}


async def test_whom_an_account_follows_and_has_on_lists_is_read_from_it(other_server: OtherServer) -> None:
    async with guest(other_server) as town:
        _, _, token = await town.sign_up()
        people = [await town.sign_up() for _ in range(3)]
        for _, number, _ in people:
            await town.do(f"/api/v1/accounts/{number}/follow", {}, token)
        made = await town.do("/api/v1/lists", {"title": "Organisers"}, token)
        on_it = {"account_ids": [number for _, number, _ in people[:2]]}
        await town.do(f"/api/v1/lists/{made['id']}/accounts", on_it, token)

        async with town.source(token) as source:
            found = await source.acquaintances()

        assert {one.handle.split("@")[1] for one in found if one.list_name == FOLLOWS} == {
            name for name, _, _ in people
        }
        assert [one.handle.split("@")[1] for one in found if one.list_name == "Organisers"] == [
            name for name, _, _ in people[:2]
        ]
