"""The source against mastodon-mock, a Mastodon-API server by other hands."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count

import httpx
import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.errors import Refused
from hashtui.post.sighting import Cursor, Deletion, Follow, Gap, Heard, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.source import Following, Means
from hashtui.wire import Wire
from tests.other_server import OtherServer
from tests.sources.keeping import Kept

_numbers = count()


class Visit:
    """A source that follows tags nobody else uses on that server, and somebody who posts there."""

    def __init__(self, writer: httpx.AsyncClient, source: MastodonSource, tags: list[str]) -> None:
        self.source = source
        self.tags = tags
        self.heard: list[Heard] = []
        self._writer = writer
        self._stream = source.listen(Following(Follow(frozenset(map(Tag.of, self.tags)))))

    async def post(self, text: str, **fields: str) -> str:
        """Publish; its id."""
        answer = await self._writer.post("/api/v1/statuses", data={"status": text, **fields})
        answer.raise_for_status()
        return str(answer.json()["id"])

    async def edit(self, post_id: str, text: str) -> None:
        (await self._writer.put(f"/api/v1/statuses/{post_id}", data={"status": text})).raise_for_status()

    async def delete(self, post_id: str) -> None:
        (await self._writer.delete(f"/api/v1/statuses/{post_id}")).raise_for_status()

    async def fault(self, path: str, status: int) -> None:
        """Let that path answer so from now on."""
        rule = {"match": {"path": path}, "effect": {"type": "status", "status": status}}
        (await self._writer.post("/api/v1/_mock/faults", json=rule)).raise_for_status()

    async def until(self, wanted: Callable[[Heard], bool]) -> Heard:
        """Listen until that is heard."""
        async with asyncio.timeout(20):
            async for heard in self._stream:
                self.heard.append(heard)
                if wanted(heard):
                    return heard
        raise AssertionError("the source ended")

    async def until_text(self, text: str) -> Sighting:
        def says(heard: Heard) -> bool:
            return isinstance(heard, Sighting) and text in heard.post.body.text

        heard = await self.until(says)
        assert isinstance(heard, Sighting)
        return heard

    async def leave(self) -> None:
        await self._stream.aclose()


@asynccontextmanager
async def visiting(
    server: OtherServer, tags: list[str] | None = None, kept: Kept | None = None
) -> AsyncIterator[Visit]:
    wire = Wire(SystemClock())
    # Nothing is waited for: between two questions its time is simply over.
    clock = PacedClock(SystemClock(), SystemClock().now(), None)
    means = Means(clock, wire, resume=(kept or Kept()).resume)
    source = MastodonSource(SourceConfig(server.url), means, interval=0.01)
    headers = {"Authorization": f"Bearer {server.token}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as writer:
        visit = Visit(writer, source, tags or [f"first{next(_numbers)}", f"second{next(_numbers)}"])
        try:
            yield visit
        finally:
            await visit.leave()
            await wire.aclose()


async def test_what_it_holds_comes_merged_each_post_once(other_server: OtherServer) -> None:
    async with visiting(other_server) as visit:
        a, b = visit.tags
        await visit.post(f"both #{a} #{b}")
        await visit.post(f"only second #{b}")
        await visit.post(f"only first #{a}")

        await visit.until_text("only first")

        sightings = [heard for heard in visit.heard if isinstance(heard, Sighting)]
        assert [s.post.body.text.split(" #")[0] for s in sightings] == ["both", "only second", "only first"]
        assert all(s.held for s in sightings)
        assert sightings[0].post.author.handle.startswith("@testuser@")
        assert [r.state for r in visit.heard if isinstance(r, Report)] == [State.POLLING]


async def test_new_edited_and_deleted_posts_are_heard(other_server: OtherServer) -> None:
    async with visiting(other_server) as visit:
        tag = visit.tags[0]
        await visit.post(f"stays #{tag}")
        await visit.until_text("stays")

        post_id = await visit.post(f"as written #{tag}")
        new = await visit.until_text("as written")
        await visit.edit(post_id, f"as corrected #{tag}")
        corrected = await visit.until_text("as corrected")
        await visit.delete(post_id)
        gone = await visit.until(lambda heard: isinstance(heard, Deletion))

        assert not new.held
        assert isinstance(corrected.post.edited_at, datetime)
        assert corrected.post.key == new.post.key
        assert isinstance(gone, Deletion)
        assert gone.key == new.post.key


async def test_what_was_said_between_two_runs_is_heard_in_the_second(other_server: OtherServer) -> None:
    kept = Kept()
    async with visiting(other_server) as visit:
        await visit.post(f"before #{visit.tags[0]}")
        await visit.until(lambda heard: isinstance(heard, Cursor))
        kept.keep(visit.heard)

    async with visiting(other_server, visit.tags, kept) as again:
        said = [f"number {n} #{again.tags[0]}" for n in range(45)]
        for text in said:
            await again.post(text)

        await again.until(lambda heard: isinstance(heard, Cursor))

        assert [heard.post.body.text for heard in again.heard if isinstance(heard, Sighting)][-45:] == said
        assert not any(isinstance(heard, Gap) for heard in again.heard)


async def test_private_posts_stay_private(other_server: OtherServer) -> None:
    async with visiting(other_server) as visit:
        await visit.post(f"secret #{visit.tags[0]}", visibility="private")
        await visit.post(f"open #{visit.tags[0]}")

        await visit.until_text("open")

        assert "secret" not in str(visit.heard)


async def test_a_thread_is_read_from_it(other_server: OtherServer) -> None:
    async with visiting(other_server) as visit:
        first = await visit.post("the question")
        second = await visit.post(f"the answer #{visit.tags[0]}", in_reply_to_id=first)
        await visit.post("the thanks", in_reply_to_id=second)

        thread = await visit.source.thread(second)

        assert [post.body.text for post in thread.ancestors] == ["the question"]
        assert [post.body.text for post in thread.descendants] == ["the thanks"]


async def test_older_posts_are_read_from_it(other_server: OtherServer) -> None:
    async with visiting(other_server) as visit:
        tag = visit.tags[0]
        for n in range(45):
            await visit.post(f"number {n} #{tag}")
        newest = await visit.until_text("number 44")

        first_held = next(heard for heard in visit.heard if isinstance(heard, Sighting))
        older = await visit.source.older(Tag.of(tag), first_held.post.created_at)

        assert "number 5 " in first_held.post.body.text
        assert [s.post.body.text.split(" #")[0] for s in older] == [f"number {n}" for n in range(5)]
        assert newest.held


@pytest.mark.parametrize(("code", "words"), [(422, "logged in"), (401, "logged in"), (451, "legal")])
async def test_its_refusals_end_the_listening_with_words(other_server: OtherServer, code: int, words: str) -> None:
    async with visiting(other_server) as visit:
        for tag in visit.tags:
            await visit.fault(f"/api/v1/timelines/tag/{tag}", code)

        with pytest.raises(Refused, match=words):
            await visit.until(lambda heard: False)

        assert isinstance(visit.heard[-1], Report)
        assert visit.heard[-1].state is State.REFUSED
