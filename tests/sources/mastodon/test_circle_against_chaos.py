"""Who passes posts on, and whom one's account knows, asked of a server that breaks in every way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.errors import Refused, SourceError
from hashtui.post.sighting import Boost, State
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.chaos import ChaosServer
from tests.chaos.mastodon import Manner
from tests.chaos.script import Action, Value
from tests.sources.audience import Audience
from tests.sources.mastodon.test_against_chaos import audience

REBLOGGED = "/reblogged_by"
SPEED = 20.0
"""How much faster the source's time goes: an answer is waited for a tenth of a second of ours at least."""
FAULTS: list[dict[str, dict[str, Value]]] = [
    {"gzip_bomb": {"megabytes": 400}, "json_deep": {}, "json_1e6_items": {}},
    {"gzip_truncated": {}, "json_wrong_shape": {}, "type_html": {}, "drop": {}, "json_bad_neighbours": {}},
]
"""Each at a server of its own; those of one row at the same time, for most of it is waiting."""


def boosts(heard: Audience) -> set[str]:
    return {str(one.by.handle).split("@")[1] for one in heard.heard if isinstance(one, Boost)}


def asked(chaos: ChaosServer) -> int:
    return sum(one.path.endswith(REBLOGGED) for one in chaos.meter.asked)


async def one_more(chaos: ChaosServer, heard: Audience) -> None:
    """Publish a post, and wait until it is heard."""
    post = chaos.publish("one more", tags=["a"])
    await heard.listen_until(lambda: post.uri in heard.standing)


async def until_asked(chaos: ChaosServer, heard: Audience) -> None:
    """Go on until the server was asked who passed a post on."""
    while not asked(chaos):
        await one_more(chaos, heard)


@pytest.mark.parametrize("faults", FAULTS, ids=" ".join)
async def test_what_goes_wrong_with_the_question_costs_no_post_and_is_asked_again(
    faults: dict[str, dict[str, Value]],
) -> None:
    async with asyncio.TaskGroup() as group:
        for fault, args in faults.items():
            group.create_task(see_it_asked_again(fault, args), name=fault)


async def see_it_asked_again(fault: str, args: dict[str, Value]) -> None:
    """The first question goes wrong so; in the end every boost was heard, and every post."""
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos, speed=SPEED) as heard:
        chaos.add(Action(fault, "request", path=REBLOGGED, args=args))
        for name in ("lea", "hugo", "mira@other.example"):
            chaos.boost(post := chaos.publish("first", tags=["a"]), name)
            chaos.boost(post, "jo")

        await heard.listen_until(lambda: boosts(heard) == {"lea", "hugo", "mira", "jo"})
        chaos.publish("last", tags=["a"])
        await heard.listen_until(lambda: any("last" in text for text in heard.standing.values()))

        assert set(heard.states) == {State.POLLING}
        assert not heard.gaps
        assert heard.ended_by is None
        assert chaos.troubles == []


@pytest.mark.parametrize("code", [401, 404])
async def test_a_server_that_does_not_show_it_is_left_alone_with_it(code: int) -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos, speed=SPEED) as heard:
        chaos.do("status", path=REBLOGGED, times=0, code=code)
        for n in range(4):
            post = chaos.publish(f"number {n}", tags=["a"])
            chaos.boost(post, "lea")
            chaos.boost(post, "jo")
        await until_asked(chaos, heard)

        for _ in range(20):
            await one_more(chaos, heard)

        assert asked(chaos) <= 2  # on a busy machine the first answer may come when it is waited for no longer
        assert set(heard.states) == {State.POLLING}


async def test_an_answer_that_hangs_delays_no_post() -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos, speed=SPEED) as heard:
        chaos.add(Action("half_open", "request", times=0, path=REBLOGGED, args={"seconds": 30}))
        post = chaos.publish("first", tags=["a"])
        chaos.boost(post, "lea")
        chaos.boost(post, "jo")
        await until_asked(chaos, heard)

        for _ in range(3):
            await one_more(chaos, heard)

        assert set(heard.states) == {State.POLLING}


async def test_its_rate_limit_is_waited_out_and_then_it_is_asked_again() -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos, speed=SPEED) as heard:
        chaos.do("retry_after_secs", path=REBLOGGED, seconds=40)
        post = chaos.publish("first", tags=["a"])
        chaos.boost(post, "lea")
        chaos.boost(post, "jo")

        await heard.listen_until(lambda: bool(boosts(heard)))

        assert State.WAITING in heard.states
        assert heard.ended_by is None


@asynccontextmanager
async def logged_in(chaos: ChaosServer, token: str = "good-token") -> AsyncIterator[MastodonSource]:
    wire = Wire(SystemClock())
    clock = PacedClock(SystemClock(), SystemClock().now(), None)
    try:
        yield MastodonSource(SourceConfig(chaos.url, token=Secret(token)), Means(clock, wire))
    finally:
        await wire.aclose()


async def test_follows_and_lists_of_the_account_are_read_whole() -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, logged_in(chaos) as source:
        circle = chaos.mastodon.circle
        circle.follows = [f"p{n}@other.example" for n in range(250)]
        circle.lists = {"Organisers": ["lea", "jo@other.example"], "Empty": []}

        found = await source.acquaintances()

        assert [one.handle for one in found[:250]] == [f"@p{n}@other.example" for n in range(250)]
        assert [(one.handle, one.list_name) for one in found[250:]] == [
            (f"@lea@{chaos.authority}", "Organisers"),
            ("@jo@other.example", "Organisers"),
        ]
        assert {one.host for one in found} == {chaos.authority}


@pytest.mark.parametrize("path", ["/verify_credentials", "/following", "/lists"])
@pytest.mark.parametrize(
    ("fault", "args"),
    [
        ("gzip_bomb", {"megabytes": 400}),
        ("json_wrong_shape", {}),
        ("json_truncated", {}),
        ("type_html", {}),
        ("drop", {}),
        ("retry_after_secs", {"seconds": 60}),
        ("status", {"code": 503}),
    ],
)
async def test_trouble_on_the_way_is_one_sentence(path: str, fault: str, args: dict[str, Value]) -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, logged_in(chaos) as source:
        chaos.mastodon.circle.follows = ["lea"]
        chaos.add(Action(fault, "request", times=0, path=path, args=args))

        with pytest.raises(SourceError) as raised:
            await source.acquaintances()

        assert "\n" not in str(raised.value)
        assert "good-token" not in str(raised.value)


async def test_a_link_to_another_server_is_not_followed_there() -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, logged_in(chaos) as source:
        chaos.mastodon.circle.follows = [f"p{n}" for n in range(100)]
        chaos.do("link_header_foreign_host", times=0, path="/following")

        found = await source.acquaintances()

        assert 80 <= len(found) <= 100


async def test_a_token_that_is_worth_nothing_is_said_with_what_to_do() -> None:
    async with ChaosServer(seed=3) as chaos, logged_in(chaos, "bad-token") as source:
        with pytest.raises(Refused, match=r"does not tell whom you follow.*read:follows"):
            await source.acquaintances()
