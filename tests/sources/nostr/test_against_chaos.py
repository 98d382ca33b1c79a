"""The source against a relay that breaks: what its ledger says was heard, and nothing else happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from random import Random

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.errors import Refused
from hashtui.post.sighting import Gap, Report, State
from hashtui.sources.nostr import line, session
from hashtui.sources.nostr.source import NostrSource
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.chaos import ChaosServer, NostrManner
from tests.sources.audience import Audience, listening_to


class Hasty(Random):
    """Makes every pause short."""

    def uniform(self, a: float, b: float) -> float:
        return 0.02


@asynccontextmanager
async def audience(chaos: ChaosServer) -> AsyncIterator[Audience]:
    # The wire's time runs fast, for it allows few connections a minute.
    wire = Wire(PacedClock(SystemClock(), SystemClock().now(), 1000.0))
    source = NostrSource(SourceConfig(chaos.nostr.source), Means(SystemClock(), wire), random=Hasty())
    async with listening_to(source, wire) as heard:
        yield heard


def told(heard: Audience) -> list[str]:
    """The key of every sighting without a name, each time it was told."""
    return [one.post.key for one in heard.sightings if not one.post.author.name]


def relay(**manner: object) -> ChaosServer:
    return ChaosServer(seed=3, halves=("nostr",), nostr=NostrManner(**manner))  # type: ignore[arg-type]  # its fields


def agrees(chaos: ChaosServer, heard: Audience) -> bool:
    """What stands here is what stands there."""
    return heard.hashes == chaos.ledger.expected("nostr")


@pytest.mark.parametrize("most", [500, 60])
async def test_nothing_is_lost_over_many_cut_connections(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "TICK", 0.05)
    monkeypatch.setattr(session, "NAMES_WAIT", 0.05)
    dice = Random(5)
    async with relay(most=most) as chaos, audience(chaos) as heard:

        async def storm() -> None:
            posts = []
            for n in range(60):
                posts.append(chaos.publish(f"number {n}", ["a"]).id)
                if n % 10 == 9:
                    chaos.delete(posts.pop(dice.randrange(len(posts))))
                if n % 3 == 2:
                    chaos.drop_all("nostr")
                await asyncio.sleep(0.02)

        weather = asyncio.create_task(storm())
        with suppress(TimeoutError):
            await heard.listen_until(lambda: weather.done() and agrees(chaos, heard))
        await weather

        assert heard.hashes == chaos.ledger.expected("nostr")
        assert len(told(heard)) == len(set(told(heard)))
        assert not any(isinstance(one, Gap) for one in heard.heard)


@pytest.mark.parametrize(
    "fault",
    [
        "message_junk",
        "tags_junk",
        "sig_junk",
        "created_at_junk",
        "created_at_2100",
        "kind_wrong",
        "tag_10_000",
        "untagged",
        "delete_by_another",
        "dup",
        "ws_pong_unasked",
        "eose_twice",
        "notice_flood",
        "eose_never",
    ],
)
async def test_lies_and_junk_among_the_events_do_no_harm(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "EOSE_WAIT", 0.3)
    async with relay() as chaos, audience(chaos) as heard:
        chaos.publish("before", ["a"])
        chaos.do(fault, times=20)

        await heard.listen_until(lambda: "before" in heard.standing.values())
        for n in range(5):
            chaos.publish(f"number {n}", ["a"])
        await heard.listen_until(lambda: chaos.ledger.expected("nostr").items() <= heard.hashes.items())

        assert len(told(heard)) == len(set(told(heard)))
        assert not {"I never said this", "from the future", "not about this at all"} & {*heard.standing.values()}


@pytest.mark.parametrize("fault", ["bad_sig", "id_mismatch"])
async def test_a_relay_that_lies_is_counted_and_named(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "TICK", 0.05)
    async with relay() as chaos, audience(chaos) as heard:
        chaos.publish("honest", ["a"])
        await heard.listen_until(lambda: len(heard.standing) == 1)
        chaos.do(fault, times=1)
        chaos.publish("forged", ["a"])
        chaos.publish("honest again", ["a"])

        await heard.listen_until(lambda: any("forged" in one.reason for one in heard.heard if isinstance(one, Report)))

        assert sorted(heard.standing.values()) == ["honest", "honest again"]
        assert heard.forged == 1
        assert heard.heard[-1].reason == "1 post with a forged signature from this relay"  # type: ignore[union-attr]


async def test_a_login_is_not_done() -> None:
    async with relay(auth=True) as chaos, audience(chaos) as heard:
        chaos.publish("secret", ["a"])

        await heard.listen_until(lambda: False)

        assert isinstance(heard.ended_by, Refused)
        assert heard.states == [State.REFUSED]
        assert heard.standing == {}


async def test_a_relay_that_asks_for_patience_is_asked_again() -> None:
    async with relay() as chaos, audience(chaos) as heard:
        chaos.publish("patience", ["a"])
        chaos.do("closed_rate_limited", times=1)
        asyncio.get_running_loop().call_later(0.5, chaos.drop_all)

        await heard.listen_until(lambda: len(heard.standing) == 1)

        assert heard.states[0] is State.WAITING
        assert heard.states[-1] is State.LIVE
