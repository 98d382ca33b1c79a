"""What every kind of source keeps to, tried on each of them."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.post.clean import CleanLine
from hashtui.post.post import Network
from hashtui.post.sighting import Follow, Report, Sighting
from hashtui.post.tag import Tag
from hashtui.sources import KINDS, make_source
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.demo.source import SEED, DemoSource
from hashtui.sources.source import Following, Means, Source
from tests.sources.bluesky.jetstream_on_paper import STREAM, PaperJetstream
from tests.sources.bluesky.network_on_paper import TOKEN, post_view
from tests.sources.feed.paper_site import OF_TAGS, PaperSite, entry, rss
from tests.sources.listening import follow, listening
from tests.sources.nostr.paper_relay import RELAY, PaperRelay, Prompt, note
from tests.sources.paper import HOST, START, PaperServer, status


@dataclass(frozen=True, slots=True)
class Stage:
    """A source over a world on paper in which each of these tags has posts."""

    source: Source
    clock: HandClock
    tags: tuple[str, str]
    held: int = 20
    """Posts that there are when it is looked at first."""


def on_mastodon() -> Stage:
    clock, server = HandClock(START), PaperServer()
    server.publish(*(status(n, tags=["capcomnet"] if n % 2 else ["paris20"]) for n in range(-20, 0)))
    return Stage(make_source(SourceConfig(HOST), Means(clock, server)), clock, ("capcomnet", "paris20"))


@cache
def event() -> Event:
    return simulate(SEED)


def on_the_demo() -> Stage:
    clock = HandClock(START)
    source = DemoSource(Means(clock, PaperServer()), event=event())
    return Stage(source, clock, ("capcomnet", "paris20"), held=75)


def on_a_file() -> Stage:
    clock, file = HandClock(START), Path("posts.jsonl")
    said = [
        {
            "text": f"number {n} #{'capcomnet' if n % 2 else 'paris20'}",
            "author": {"handle": "@ana"},
            "created_at": (START + timedelta(seconds=(n * 7) % 20 - 20)).isoformat(),
        }
        for n in range(20)
    ]
    file.write_text("".join(json.dumps(one) + "\n" for one in said))
    source = make_source(SourceConfig(f"jsonl:{file}"), Means(clock, PaperServer()))
    return Stage(source, clock, ("capcomnet", "paris20"))


def on_a_relay() -> Stage:
    clock = HandClock(START)
    relay = PaperRelay(clock)
    relay.publish(*(note(-n, f"number {n}", ("t", "capcomnet" if n % 2 else "paris20")) for n in range(20)))
    source = make_source(SourceConfig(RELAY), Means(clock, relay, Prompt()))
    return Stage(source, clock, ("capcomnet", "paris20"))


def on_bluesky(url: str = "bluesky") -> Stage:
    clock = HandClock(START)
    wire = PaperJetstream(clock)
    tags = ["capcomnet" if n % 2 else "paris20" for n in range(20)]
    wire.posts = [post_view(-n, f"number {n} #{tag}", tag) for n, tag in enumerate(tags)]
    source = make_source(SourceConfig(url, token=Secret(TOKEN)), Means(clock, wire, Prompt()))
    return Stage(source, clock, ("capcomnet", "paris20"))


def on_a_jetstream() -> Stage:
    return on_bluesky(STREAM)


def on_a_feed() -> Stage:
    clock, site = HandClock(START), PaperSite()
    for tag in ("capcomnet", "paris20"):
        site.pages[f"/tags/{tag}.rss"] = rss(
            *(entry(n, tags=[tag]) for n in range(-1, -20, -1) if n % 2 == len(tag) % 2)
        )
    source = make_source(SourceConfig(OF_TAGS), Means(clock, site, Prompt()))
    return Stage(source, clock, ("capcomnet", "paris20"), held=10)


STAGES: dict[str, Callable[[], Stage]] = {
    "bluesky": on_bluesky,
    "jetstream": on_a_jetstream,
    "feed": on_a_feed,
    "mastodon": on_mastodon,
    "demo": on_the_demo,
    "jsonl": on_a_file,
    "nostr": on_a_relay,
}


@pytest.fixture(params=sorted(STAGES))
def stage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.chdir(tmp_path)
    return STAGES[str(request.param)]()


async def _wound(clock: HandClock) -> None:
    while True:
        await clock.wind(0.5)


def test_every_kind_is_tried_here() -> None:
    assert set(STAGES) == {kind.name for kind in KINDS}


async def test_it_has_a_name_that_can_be_shown_and_a_network(stage: Stage) -> None:
    assert isinstance(stage.source.url, CleanLine)
    assert isinstance(stage.source.network, Network)


async def test_it_says_that_it_is_up_and_gives_what_it_holds_oldest_first(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags) as ear:
        held = [s for s in ear.sightings if s.held]

        assert any(report.state.is_up for report in ear.reports)
        assert held
        assert [s.post.created_at for s in held] == sorted(s.post.created_at for s in held)


async def test_everything_it_says_bears_its_name_and_an_aware_time(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags) as ear:
        for heard in ear.heard:
            assert heard.source == stage.source.url
            if isinstance(heard, Sighting | Report):
                assert heard.received_at.utcoffset() is not None


async def test_it_gives_nothing_that_was_not_asked_for(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags[:1]) as ear:
        wanted = {Tag.of(stage.tags[0])}

        assert all(wanted & {*s.asked, *s.post.tags} for s in ear.sightings)


async def test_a_tag_that_appears_while_it_listens_is_taken_up(stage: Stage) -> None:
    first, second = stage.tags
    async with listening(stage.source, stage.clock, [first]) as ear:
        before = len(ear.sightings)
        ear.following.change(follow(first, second))

        await ear.wind(60)

        assert any(Tag.of(second) in {*s.asked, *s.post.tags} for s in ear.sightings[before:])


async def test_a_report_is_only_made_when_something_changed(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags) as ear:
        await ear.wind(300)

        said = [(r.state, r.reason, r.help, r.next_try) for r in ear.reports]
        assert all(one != other for one, other in pairwise(said))


async def test_nothing_followed_is_no_trouble(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, []) as ear:
        await ear.wind(60)

        assert ear.sightings == []
        assert ear.ended_by is None


async def test_it_is_asked_for_its_next_only_when_its_last_was_taken(stage: Stage) -> None:
    stream = stage.source.listen(Following(follow(*stage.tags)))
    heard = await anext(stream)
    while not isinstance(heard, Sighting):
        heard = await anext(stream)
    tasks = len(asyncio.all_tasks())

    await stage.clock.wind(300)

    assert len(asyncio.all_tasks()) == tasks


async def test_it_can_be_listened_to_again_after_it_was_stopped(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags):
        pass

    async with listening(stage.source, stage.clock, stage.tags) as again:
        await again.wind(60)

        assert again.ended_by is None


@pytest.mark.parametrize("taken", [1, 4])
async def test_what_it_was_stopped_before_telling_is_told_to_who_listens_next(stage: Stage, taken: int) -> None:
    stream, first = stage.source.listen(Following(follow(*stage.tags))), list[Sighting]()
    winding = asyncio.create_task(_wound(stage.clock))
    while len(first) < taken:
        heard = await anext(stream)
        first += [heard] if isinstance(heard, Sighting) else []
    assert isinstance(stream, AsyncGenerator)
    await stream.aclose()
    winding.cancel()

    async with listening(stage.source, stage.clock, stage.tags) as ear:
        await ear.wind(60)

        assert len({s.post.key for s in [*first, *ear.sightings] if s.held}) == stage.held


async def test_no_task_is_left_behind(stage: Stage) -> None:
    before = len(asyncio.all_tasks())

    async with listening(stage.source, stage.clock, stage.tags):
        pass

    assert len(asyncio.all_tasks()) == before


async def test_a_tag_nobody_uses_has_no_older_posts(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags):
        assert await stage.source.older(Tag.of("nobodyusesthis"), START) == []


async def test_older_posts_are_from_before_the_time_and_oldest_first(stage: Stage) -> None:
    async with listening(stage.source, stage.clock, stage.tags) as ear:
        newest = max(s.post.created_at for s in ear.sightings)

        older = await stage.source.older(Tag.of(stage.tags[0]), newest)

        times = [s.post.created_at for s in older]
        assert times == sorted(times)
        assert all(time < newest for time in times)


def test_following_is_a_value_that_can_be_changed_to_itself() -> None:
    following = Following(Follow(frozenset()))

    following.change(Follow(frozenset()))

    assert following.follow == Follow(frozenset())
