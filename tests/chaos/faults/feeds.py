"""What is wrong with feeds: pages that are none, names that name nothing, caches that lie, and far too much of it."""

import gzip
import json
import re

from tests.chaos.exchange import Exchange
from tests.chaos.faults.body import plain
from tests.chaos.faults.table import FAULTS
from tests.chaos.http import Reply
from tests.chaos.script import Action
from tests.chaos.town import Town

FEED = FAULTS.of("feed")
_BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">%s]>
<rss version="2.0"><channel><title>&lol9;</title>
<item><guid>bomb</guid><description>&lol9;</description></item></channel></rss>
"""


@FEED.at_request
async def not_a_feed(action: Action, exchange: Exchange) -> None:
    """A page, with success: a log-in, a cookie notice, a parked domain."""
    plain(exchange)
    exchange.reply.body = (
        b"<!DOCTYPE html><html><head><title>Just a moment</title></head><body>Are you human?</body></html>"
    )
    exchange.reply.headers = [("Content-Type", "text/html; charset=utf-8")]
    exchange.spoiled = True


@FEED.at_time
async def feed_rollover(action: Action, town: Town) -> None:
    """More new posts at once than a feed holds."""
    for n in range(action.number("count", 25)):
        town.publish(f"rolling {n}", [action.number("tag", "a")], halves=("feed",))


@FEED.at_request
async def guid_missing(action: Action, exchange: Exchange) -> None:
    """No entry has a name."""
    body = re.sub(rb"<guid.*?</guid>|(?<=<entry>)<id>.*?</id>", b"", plain(exchange))
    exchange.reply.body = re.sub(rb'"id": "[^"]*", ', b"", body)


@FEED.at_request
async def guid_all_same(action: Action, exchange: Exchange) -> None:
    """All entries have the same name."""
    body = re.sub(rb"(<guid.*?>).*?(</guid>)|(?<=<entry>)(<id>).*?(</id>)", rb"\1\3same\2\4", plain(exchange))
    exchange.reply.body = re.sub(rb'"id": "[^"]*"', b'"id": "same"', body)


@FEED.at_request
async def etag_lies(action: Action, exchange: Exchange) -> None:
    """Whoever asks whether it changed hears that it did not (with times=0 for ever)."""
    if exchange.request.header("if-none-match") or exchange.request.header("if-modified-since"):
        exchange.reply.status, exchange.reply.body = 304, b""
        exchange.spoiled = True


@FEED.at_request
async def etag_always_new(action: Action, exchange: Exchange) -> None:
    """The same feed under another ETag each time, never 304."""
    if exchange.reply.status == 200:
        exchange.reply.replace_header("ETag", f'W/"{exchange.random.random()}"')


@FEED.at_request
async def _304_with_body(action: Action, exchange: Exchange) -> None:
    """“Not changed”, and then a body all the same."""
    body = plain(exchange) or b"<rss/>"
    exchange.reply.status = 304
    exchange.reply.headers.append(("Content-Length", str(len(body))))
    exchange.raw = exchange.reply.head() + body
    exchange.hang_up = True
    exchange.spoiled = True


@FEED.at_request
async def redirect_permanent_chain(action: Action, exchange: Exchange) -> None:
    """It has moved for good, and again, and again: `hops` in all."""
    done = exchange.request.path.count("/moved")
    if done < action.number("hops", 2):
        exchange.reply = Reply(301, [("Location", f"/moved{exchange.request.target}")])


@FEED.at_request
async def gone_410(action: Action, exchange: Exchange) -> None:
    """It is gone for good."""
    exchange.reply = Reply(410, [("Content-Type", "text/html")], b"<html>Gone</html>")


@FEED.at_request
async def entity_bomb(action: Action, exchange: Exchange) -> None:
    """Entities of entities: a billion laughs."""
    plain(exchange)
    lines = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    exchange.reply.body = _BOMB % lines.encode()
    exchange.spoiled = True


@FEED.at_request
async def external_entity(action: Action, exchange: Exchange) -> None:
    """An entity that is a file of the reader's machine."""
    body = plain(exchange).decode("utf-8", "replace")
    kind = '<!DOCTYPE rss [<!ENTITY own SYSTEM "file:///etc/passwd">]>'
    head, mark, rest = body.partition("?>")
    exchange.reply.body = (head + mark + kind + rest.replace("<description>", "<description>&own;")).encode()
    exchange.spoiled = True


@FEED.at_request
async def feed_50_mb(action: Action, exchange: Exchange) -> None:
    """A feed of everything since the beginning: one entry over and over under new names."""
    plain(exchange)
    entry = "<item><guid>%d</guid><description>" + "again and again " * 60 + "</description></item>"
    count = (action.number("megabytes", 50) << 20) // len(entry)
    body = '<rss version="2.0"><channel><title>all</title>' + "".join(entry % n for n in range(count))
    exchange.reply.body = gzip.compress((body + "</channel></rss>").encode(), 1)
    exchange.reply.replace_header("Content-Encoding", "gzip")
    exchange.spoiled = True


@FEED.at_request
async def feed_cut_in_the_middle(action: Action, exchange: Exchange) -> None:
    """The second half is missing, and the length agrees: the entries of the first half are good."""
    body = plain(exchange)
    exchange.reply.body = body[: len(body) // 2]
    exchange.spoiled = True


@FEED.at_request
async def dates_junk(action: Action, exchange: Exchange) -> None:
    """Dates as people write them."""
    body = re.sub(rb"<pubDate>.*?</pubDate>", b"<pubDate>Montag, 32. Februar</pubDate>", plain(exchange))
    body = re.sub(rb"<(published|updated)>.*?</\1>", rb"<\1>soon</\1>", body)
    exchange.reply.body = re.sub(rb'("date_published"): "[^"]*"', rb"\1: 7", body)


@FEED.at_request
async def json_feed_junk(action: Action, exchange: Exchange) -> None:
    """Items that are none between good ones, in a JSON Feed."""
    body = plain(exchange)
    if not body.startswith(b"{"):
        return
    feed = json.loads(body)
    feed["items"] = [None, 7, "item", [], {}, {"id": []}, *feed["items"], {"id": {"a": 1}, "url": 7, "tags": 7}]
    exchange.reply.body = json.dumps(feed).encode()
