"""The source against a server that breaks in every way: what its ledger says was heard, and nothing else happens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from hashtui.clock import PacedClock, SystemClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.errors import Refused
from hashtui.post.sighting import State
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.source import Means
from hashtui.wire import Wire
from tests.chaos import ChaosServer
from tests.chaos.ledger import text_hash
from tests.chaos.mastodon import Manner
from tests.sources.audience import Audience, listening_to

FAST = 200.0
"""How much faster the source's time goes than ours: its pauses are pauses, but short."""
TIMELINE = "/api/v1/timelines/tag/a"


@asynccontextmanager
async def audience(chaos: ChaosServer, *, token: str | None = None, speed: float = FAST) -> AsyncIterator[Audience]:
    wire = Wire(SystemClock())
    clock = PacedClock(SystemClock(), SystemClock().now(), speed)
    source = MastodonSource(SourceConfig(chaos.url, token=Secret(token) if token else None), Means(clock, wire))
    async with listening_to(source, wire) as heard:
        yield heard


def is_as_the_ledger_says(chaos: ChaosServer, heard: Audience) -> bool:
    return heard.hashes == chaos.ledger.expected()


async def until(condition: Callable[[], bool]) -> None:
    """Give the server turns until it has come to that."""
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it did not come to that")


ONCE = [
    "accept_close",
    "reset_peer",
    "gzip_bomb",
    "gzip_truncated",
    "gzip_bad_crc",
    "zstd_bomb",
    "utf16_body",
    "empty_200",
    "header_flood",
    "bad_status_line",
    "wrong_length_long",
    "chunk_bad",
    "json_truncated",
    "json_deep",
    "json_wrong_shape",
    "json_concat",
    "json_1e6_items",
    "json_trailing_comma",
    "type_html",
    "brownout",
    "drop",
    "limit_data",
    "ratelimit_zero",
    "retry_after_secs",
    "retry_after_junk",
]


@pytest.mark.parametrize("fault", ONCE)
async def test_what_breaks_once_costs_no_post(fault: str) -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos) as heard:
        chaos.publish("before", tags=["a"])
        await heard.listen_until(lambda: bool(heard.standing))
        chaos.do(fault, path=TIMELINE) if fault not in ("accept_close", "reset_peer") else chaos.do(fault)
        if fault in ("accept_close", "reset_peer"):
            chaos.drop_all()
        chaos.publish("after", tags=["a"])

        await heard.listen_until(lambda: len(heard.standing) == 2)

        assert is_as_the_ledger_says(chaos, heard)
        assert heard.ended_by is None
        assert chaos.troubles == []


@pytest.mark.parametrize(
    "fault", ["json_surrogates", "json_bigint", "json_nan", "json_null_fields", "json_bad_neighbours"]
)
async def test_bad_rows_do_not_take_their_neighbours_with_them(fault: str) -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos) as heard:
        for n in range(5):
            chaos.publish(f"good {n}", tags=["a"])
        chaos.do(fault, path=TIMELINE)

        await heard.listen_until(lambda: len(heard.standing) >= 4)

        assert len(heard.standing) >= 4
        assert chaos.troubles == []


async def test_link_headers_are_not_followed_elsewhere() -> None:
    async with ChaosServer(seed=3, manner=Manner(limit=10**6)) as chaos, audience(chaos) as heard:
        chaos.publish("before", tags=["a"])
        await heard.listen_until(lambda: bool(heard.standing))
        chaos.do("link_header_foreign_host", times=0, path=TIMELINE)
        for n in range(90):
            chaos.publish(f"number {n}", tags=["a"])

        await heard.listen_until(lambda: len(heard.standing) == 91)

        assert is_as_the_ledger_says(chaos, heard)


async def test_a_stream_cut_again_and_again_loses_and_repeats_nothing() -> None:
    async with (
        ChaosServer(seed=5, manner=Manner(limit=10**6)) as chaos,
        audience(chaos, token="good-token") as heard,
    ):
        chaos.publish("before", tags=["a"])
        await heard.listen_until(lambda: State.LIVE in heard.states)
        for turn in range(8):
            posts = [chaos.publish(f"turn {turn}, number {n}", tags=["a"]) for n in range(5)]
            chaos.edit(posts[0].id, f"turn {turn}, corrected")
            if turn % 2:
                chaos.drop_all()
            chaos.delete(posts[1].id)

            await heard.listen_until(lambda: is_as_the_ledger_says(chaos, heard))

        assert is_as_the_ledger_says(chaos, heard)
        assert all(heard.texts.count(f"{f'turn {turn}, number 2'} #a") == 1 for turn in range(8))
        assert State.RECONNECTING in heard.states
        assert chaos.troubles == []


@pytest.mark.parametrize(
    "fault",
    [
        "edit_before_create",
        "delete_before_create",
        "delete_then_update",
        "delete_foreign",
        "edit_storm",
        "created_at_future",
        "created_at_year0",
        "cw_toggle",
        "poll_attached",
        "media_10_000",
        "mention_self_loop",
        "tag_case_variants",
        "private_visibility_in_public_stream",
        "account_suspended_midway",
    ],
)
async def test_strange_events_end_in_what_the_ledger_says(fault: str) -> None:
    async with (
        ChaosServer(seed=7, manner=Manner(limit=10**6)) as chaos,
        # As slow as we are: what the stream says is not helped by asking.
        audience(chaos, token="good-token", speed=1.0) as heard,
    ):
        await heard.listen_until(lambda: State.LIVE in heard.states)
        await until(lambda: any(stream.subscriptions for stream in chaos.streams))
        chaos.publish("an ordinary one", tags=["a"], author="jo")
        before = len(chaos.ledger.entries())
        chaos.do(fault, tag="a", count=50)
        await until(lambda: _has_happened(chaos, before))
        # The question that follows the opening of a stream may overtake it: only then is everything in order.
        chaos.publish("the last but one", tags=["a"])
        await heard.listen_until(lambda: "the last but one" in heard.standing.values())
        chaos.publish("the last one", tags=["a"])
        await heard.listen_until(lambda: "the last one" in heard.standing.values())

        said = {key: text_hash(text) for key, text in heard.standing.items()}
        wanted = chaos.ledger.expected()
        assert {key: said.get(key) for key in wanted} == wanted
        assert not said.keys() & {entry.uri for entry in chaos.ledger.entries() if entry.deleted}
        assert "for my friends only" not in heard.standing.values()
        assert chaos.troubles == []


@pytest.mark.parametrize("closed", [401, 403, 422])
async def test_a_closed_server_is_refused_with_few_questions(closed: int) -> None:
    async with ChaosServer(seed=1, manner=Manner(closed=closed)) as chaos, audience(chaos) as heard:
        await heard.listen_until(lambda: False)

        assert isinstance(heard.ended_by, Refused)
        assert len(chaos.meter.asked) <= 4


async def test_a_token_that_is_revoked_midway_is_refused() -> None:
    async with (
        ChaosServer(seed=1, manner=Manner(limit=10**6)) as chaos,
        audience(chaos, token="good-token") as heard,
    ):
        await heard.listen_until(lambda: State.LIVE in heard.states)
        chaos.manner.token = "another-token"
        chaos.drop_all()

        await heard.listen_until(lambda: False)

        assert isinstance(heard.ended_by, Refused)
        assert "good-token" not in str(heard.ended_by) + repr(heard.heard)


async def test_an_old_server_without_a_description_is_followed() -> None:
    async with ChaosServer(seed=1, manner=Manner(old=True, compress=False)) as chaos, audience(chaos) as heard:
        chaos.publish("from 4.2", tags=["a"])

        await heard.listen_until(lambda: bool(heard.standing))

        assert is_as_the_ledger_says(chaos, heard)


def _has_happened(chaos: ChaosServer, before: int) -> bool:
    entries = chaos.ledger.entries()
    return len(entries) > before or any(entry.deleted for entry in entries)


async def test_what_an_edited_post_said_before_is_told_by_its_server() -> None:
    wire = Wire(SystemClock())
    async with ChaosServer(seed=3) as chaos:
        post = chaos.publish("first", ["a"])
        chaos.edit(post.id, "second")
        chaos.edit(post.id, "third")
        source = MastodonSource(SourceConfig(chaos.url), Means(SystemClock(), wire))

        found = await source.versions(post.id)

        assert [one.body.text.partition(" ")[0] for one in found] == ["first", "second", "third"]
        assert [one.edited_at is None for one in found] == [True, False, False]
        assert found == tuple(sorted(found, key=lambda one: one.edited_at or one.created_at))
    await wire.aclose()
