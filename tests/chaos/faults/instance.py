"""A Mastodon server with habits of its own: parameters ignored, links missing, no streaming."""

import gzip
import json

from tests.chaos.exchange import Exchange
from tests.chaos.faults.body import plain
from tests.chaos.faults.table import FAULTS
from tests.chaos.http import Reply
from tests.chaos.mastodon import json_reply
from tests.chaos.script import Action

MASTODON = FAULTS.of("mastodon")


@MASTODON.at_request
async def link_header_missing(action: Action, exchange: Exchange) -> None:
    """No Link header (Pixelfed, and others)."""
    exchange.reply.replace_header("Link", None)


@MASTODON.at_request
async def link_header_foreign_host(action: Action, exchange: Exchange) -> None:
    """The next page is said to be elsewhere."""
    exchange.reply.replace_header("Link", '<https://elsewhere.example/api?max_id=1>; rel="next"')


@MASTODON.at_request
async def limit_ignored(action: Action, exchange: Exchange) -> None:
    """The page is far longer than was asked for: its posts, over and over under new ids."""
    posts = json.loads(plain(exchange) or b"[]")
    if isinstance(posts, list) and posts:
        count = action.number("count", 400)
        posts = [dict(p) | {"id": f"{p['id']}{n}"} for n in range(count) for p in posts][:count]
    exchange.reply.body = gzip.compress(json.dumps(posts).encode())
    exchange.reply.replace_header("Content-Encoding", "gzip")


@MASTODON.at_request
async def empty_page(action: Action, exchange: Exchange) -> None:
    """Nothing here, it says (GoToSocial's streams, Mastodon's disabled feeds)."""
    exchange.reply = json_reply([])


@MASTODON.at_request
async def streaming_404(action: Action, exchange: Exchange) -> None:
    """There is no streaming."""
    if exchange.request.path.startswith("/api/v1/streaming"):
        exchange.reply = Reply(404, [("Connection", "close")])


@MASTODON.at_request
async def streaming_needs_token(action: Action, exchange: Exchange) -> None:
    """Streaming is for users with a better token."""
    if exchange.request.path.startswith("/api/v1/streaming"):
        exchange.reply = Reply(401, [("X-Error-Message", "Missing access token"), ("Connection", "close")])
