"""The source against LocalRelay of nostr-sdk, a relay by other hands, with events that nostr-sdk signed."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

import pytest

from hashtui.clock import SystemClock
from hashtui.config.config import SourceConfig
from hashtui.errors import Refused
from hashtui.post.sighting import Boost, Cursor, Deletion, Follow, Heard, Report, Sighting, State, Tally
from hashtui.post.tag import Tag
from hashtui.sources.nostr import session
from hashtui.sources.nostr.source import NostrSource
from hashtui.sources.source import Following, Means
from hashtui.wire import Wire
from tests.other_relay import Json, OtherRelay, Writer, running_relay
from tests.sources.keeping import Kept

_numbers = count()


class Visit:
    """A source that follows a tag nobody else uses at that relay, and what it hears."""

    def __init__(self, relay: OtherRelay, source: NostrSource, tag: str = "") -> None:
        self.source = source
        self.tag = tag or f"Visit{next(_numbers)}"
        self.writer = Writer()
        self.heard: list[Heard] = []
        self._relay = relay
        self.following = Following(Follow(frozenset({Tag.of(self.tag)})))
        self._stream = source.listen(self.following)

    def note(self, text: str, *tags: tuple[str, ...], kind: int = 1, at: int | None = None) -> Json:
        """A signed event with the tag in lower case, as most clients write it."""
        return self.writer.write(text, ("t", self.tag.lower()), *tags, kind=kind, at=at)

    async def publish(self, *events: Json) -> None:
        await asyncio.to_thread(self._relay.publish, *events)

    async def until(self, wanted: Callable[[Heard], bool]) -> Heard:
        """Listen until that is heard."""
        async with asyncio.timeout(30):
            async for heard in self._stream:
                self.heard.append(heard)
                if wanted(heard):
                    return heard
        raise AssertionError("the source ended")

    async def until_text(self, text: str) -> Sighting:
        heard = await self.until(lambda one: isinstance(one, Sighting) and text in one.post.body.text)
        assert isinstance(heard, Sighting)
        return heard

    @property
    def texts(self) -> list[str]:
        return [one.post.body.text for one in self.heard if isinstance(one, Sighting)]

    async def leave(self) -> None:
        await self._stream.aclose()


@asynccontextmanager
async def visiting(relay: OtherRelay, tag: str = "", kept: Kept | None = None) -> AsyncIterator[Visit]:
    wire = Wire(SystemClock())
    means = Means(SystemClock(), wire, resume=(kept or Kept()).resume)
    visit = Visit(relay, NostrSource(SourceConfig(relay.source), means), tag)
    try:
        yield visit
    finally:
        await visit.leave()
        await wire.aclose()


@asynccontextmanager
async def listening_on(visit: Visit) -> AsyncIterator[None]:
    """Whatever comes is taken meanwhile."""
    talk = asyncio.create_task(visit.until(lambda one: False))
    try:
        yield
    finally:
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)


async def test_what_it_holds_comes_in_every_casing_and_then_what_is_published(other_relay: OtherRelay) -> None:
    async with visiting(other_relay) as visit:
        now = int(time.time())
        spelled = [visit.tag.upper(), visit.tag, visit.tag.lower()]
        events = [visit.writer.write(f"as {t}", ("t", t), at=now - 60 + n) for n, t in enumerate(spelled)]
        await visit.publish(*reversed(events))

        await visit.until_text(f"as {spelled[2]}")
        await visit.publish(visit.note("and live"))
        live = await visit.until_text("and live")

        assert visit.texts == [*(f"as {t}" for t in spelled), "and live"]
        assert not live.held
        assert live.post.author.key == visit.writer.pubkey
        assert [one.state for one in visit.heard if isinstance(one, Report)] == [State.LIVE]


async def test_what_was_said_between_two_runs_is_heard_in_the_second(other_relay: OtherRelay) -> None:
    kept, now = Kept(), int(time.time())
    async with visiting(other_relay) as visit:
        await visit.publish(visit.note("long before", at=now - 3_600), visit.note("before", at=now - 60))
        await visit.until(lambda one: isinstance(one, Cursor))
        kept.keep(visit.heard)

    async with visiting(other_relay, visit.tag, kept) as again:
        said = [f"number {n}" for n in range(5)]
        await again.publish(*(again.note(text, at=now - 5 + n) for n, text in enumerate(said)))
        await again.until(lambda one: isinstance(one, Cursor))

        assert again.texts == ["before", *said]


async def test_names_come_with_what_it_holds(other_relay: OtherRelay) -> None:
    async with visiting(other_relay) as visit:
        profile = {"name": "lea", "display_name": "Léa", "about": "writes", "nip05": "admin@example.com"}
        await visit.publish(visit.writer.write(json.dumps(profile), kind=0), visit.note("hello"))

        found = await visit.until_text("hello")

        assert found.post.author.name == "Léa"
        assert found.post.author.about == "writes"
        assert found.post.author.handle.startswith("@npub1")
        assert len(found.post.author.handle) == 64


async def test_likes_boosts_and_deletions_of_its_posts_are_heard(
    other_relay: OtherRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "TICK", 0.1)
    async with visiting(other_relay) as visit:
        event, reader = visit.note("to be liked"), Writer()
        await visit.publish(event)
        found = await visit.until_text("to be liked")
        about = (("e", str(event["id"])), ("p", visit.writer.pubkey))

        await visit.publish(reader.write("+", *about, kind=7), reader.write(json.dumps(event), *about, kind=6))
        boost = await visit.until(lambda one: isinstance(one, Boost))
        tally = await visit.until(lambda one: isinstance(one, Tally) and one.counts.favourites == 1)
        await visit.publish(visit.writer.write("", ("e", str(event["id"])), kind=5))
        gone = await visit.until(lambda one: isinstance(one, Deletion))

        assert isinstance(boost, Boost)
        assert (boost.key, boost.by.key) == (found.post.key, reader.pubkey)
        assert isinstance(tally, Tally)
        assert (tally.key, tally.counts.boosts) == (found.post.key, 1)
        assert isinstance(gone, Deletion)
        assert gone.key == event["id"]


async def test_a_tag_added_later_is_taken_up(other_relay: OtherRelay) -> None:
    async with visiting(other_relay) as visit:
        other = f"later{next(_numbers)}"
        await visit.publish(visit.note("first"), visit.writer.write("second", ("t", other)))
        await visit.until_text("first")

        visit.following.change(Follow(frozenset({Tag.of(visit.tag), Tag.of(other)})))
        second = await visit.until_text("second")
        await visit.publish(visit.note("third"))
        await visit.until_text("third")

        assert second.held
        assert visit.texts == ["first", "second", "third"]


async def test_threads_and_older_posts_are_read_from_it(other_relay: OtherRelay) -> None:
    async with visiting(other_relay) as visit:
        now = int(time.time())
        question = visit.writer.write("the question", at=now - 500)
        parent = ("e", str(question["id"]), "", "reply")
        answer = visit.note("the answer", parent, at=now - 400)
        thanks = visit.writer.write("the thanks", ("e", str(answer["id"]), "", "reply"), at=now - 300)
        await visit.publish(question, answer, thanks, *(visit.note(f"older {n}", at=now - 9000 - n) for n in range(3)))
        found = await visit.until_text("the answer")

        async with listening_on(visit):
            thread = await visit.source.thread(found.local_id)
            older = await visit.source.older(Tag.of(visit.tag), found.post.created_at)

        assert [post.body.text for post in thread.ancestors] == ["the question"]
        assert [post.body.text for post in thread.descendants] == ["the thanks"]
        assert [one.post.body.text for one in older] == ["older 2", "older 1", "older 0"]


async def test_a_relay_that_gives_few_at_a_time_is_read_page_by_page() -> None:
    with running_relay("few") as relay:
        async with visiting(relay) as visit:
            now = int(time.time())
            await visit.publish(*(visit.note(f"number {n}", at=now - 1000 + n) for n in range(35)))
            visit.following.change(Follow(visit.following.follow.tags, SystemClock().now().replace(year=2020)))

            await visit.until_text("number 34")

            assert visit.texts == [f"number {n}" for n in range(35)]


async def test_a_relay_that_wants_a_login_is_refused_in_words() -> None:
    with running_relay("login") as relay:
        async with visiting(relay) as visit:
            with pytest.raises(Refused, match="wants a login \\(NIP-42\\), which hashtui does not do"):
                await visit.until(lambda one: False)

            assert isinstance(visit.heard[-1], Report)
            assert visit.heard[-1].state is State.REFUSED
            assert visit.heard[-1].help
