"""Each fault that only a feed has does what its name says, as a plain client sees it."""

import asyncio
import gzip
import json
from pathlib import Path

import feedparser
import pytest

from tests.chaos import Action, ChaosServer, FeedManner
from tests.chaos.faults import FAULTS
from tests.chaos.script import Value


async def answered(
    fault: str, form: str = "rss", headers: str = "", target: str = "", **args: Value
) -> tuple[str, bytes]:
    """The head and the body a client gets for a feed of two posts; more than it asked for, too."""
    async with ChaosServer(seed=4, halves=("feed",)) as chaos:
        for text in ("one", "two"):
            chaos.publish(text, ["a"])
        chaos.add(Action(fault, times=0, args=args))
        await chaos.settled()
        reader, writer = await asyncio.open_connection("127.0.0.1", chaos.port)
        request = f"GET {target or f'/tags/a.{form}'} HTTP/1.1\r\nHost: x\r\n{headers}\r\n"
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        size = next((int(x.split(":")[1]) for x in head.lower().split("\r\n") if x.startswith("content-length")), 0)
        body = await reader.readexactly(size)
        writer.close()
        assert chaos.troubles == []
        return head, body


async def test_a_page_may_stand_where_the_feed_was() -> None:
    head, body = await answered("not_a_feed")

    assert head.startswith("HTTP/1.1 200")
    assert b"Are you human?" in body


async def test_more_may_come_at_once_than_a_feed_holds() -> None:
    async with ChaosServer(halves=("feed",), feed=FeedManner(window=5)) as chaos:
        chaos.do("feed_rollover", count=7)
        await chaos.settled()

        assert [gap.posts for gap in chaos.ledger.gaps("feed")] == [2]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
async def test_entries_may_have_no_name_or_all_the_same(form: str) -> None:
    _, none = await answered("guid_missing", form)
    _, same = await answered("guid_all_same", form)

    if form == "json":
        assert [("id" in item, item.get("id")) for item in json.loads(none)["items"]] == [(False, None)] * 2
        assert [item["id"] for item in json.loads(same)["items"]] == ["same"] * 2
    else:
        assert b"<guid" not in none
        assert [e.get("id") for e in feedparser.parse(same)["entries"]] == ["same"] * 2
        assert len(feedparser.parse(none)["entries"]) == 2


async def test_a_server_may_always_say_that_nothing_changed_or_never() -> None:
    head, body = await answered("etag_lies", headers='If-None-Match: "anything"\r\n')
    first, _ = await answered("etag_always_new")

    assert head.startswith("HTTP/1.1 304")
    assert body == b""
    assert 'ETag: W/"0.' in first


async def test_not_changed_may_come_with_a_body() -> None:
    head, body = await answered("304_with_body")

    assert head.startswith("HTTP/1.1 304")
    assert b"<item>" in body


async def test_it_may_have_moved_several_times() -> None:
    first, _ = await answered("redirect_permanent_chain")
    second, _ = await answered("redirect_permanent_chain", target="/moved/tags/a.rss")
    third, body = await answered("redirect_permanent_chain", target="/moved/moved/tags/a.rss")

    assert "301" in first
    assert "Location: /moved/tags/a.rss" in first
    assert "Location: /moved/moved/tags/a.rss" in second
    assert third.startswith("HTTP/1.1 200")
    assert b"<item>" in body


async def test_it_may_be_gone() -> None:
    head, _ = await answered("gone_410")

    assert head.startswith("HTTP/1.1 410")


async def test_entities_may_explode_or_name_files() -> None:
    _, bomb = await answered("entity_bomb")
    _, outside = await answered("external_entity")

    assert b'<!ENTITY lol9 "&lol8;&lol8;' in bomb
    assert len(bomb) < 2000
    assert b'SYSTEM "file:///etc/passwd"' in outside
    assert b"&own;" in outside


async def test_a_feed_may_be_of_many_megabytes() -> None:
    _, body = await answered("feed_50_mb", megabytes=2)

    assert len(body) < 1 << 20
    assert len(gzip.decompress(body)) > (2 << 20) - 2000


async def test_the_second_half_may_be_missing() -> None:
    _, whole = await answered("etag_always_new")
    _, half = await answered("feed_cut_in_the_middle")

    assert whole.endswith(b"</rss>")
    assert half.startswith(whole[:100])
    assert abs(len(half) - len(whole) // 2) < 20


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
async def test_dates_may_be_none(form: str) -> None:
    _, body = await answered("dates_junk", form)

    if form == "json":
        assert [item["date_published"] for item in json.loads(body)["items"]] == [7, 7]
    else:
        assert [e.get("published_parsed") for e in feedparser.parse(body)["entries"]] == [None, None]


async def test_items_may_be_none() -> None:
    _, body = await answered("json_feed_junk", "json")

    assert json.loads(body)["items"][:5] == [None, 7, "item", [], {}]


def test_every_fault_of_a_feed_is_tested_here() -> None:
    own = {n for moment in ("request", "event", "time") for n in FAULTS.at(moment, "feed")} - {
        n for moment in ("request", "event", "time") for n in FAULTS.at(moment)
    }
    here = Path(__file__).read_text("utf-8")

    assert {name for name in own if f'"{name}"' not in here} == set()
