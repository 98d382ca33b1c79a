"""JSON that is broken, monstrous, or of another shape than the API's."""

import json
from collections.abc import Callable

from tests.chaos.exchange import Exchange
from tests.chaos.faults.body import plain, spoil
from tests.chaos.faults.table import FAULTS
from tests.chaos.script import Action
from tests.chaos.world import Json

MASTODON = FAULTS.of("mastodon")
"""Whose answers are lists of statuses."""


@FAULTS.at_request
async def json_truncated(action: Action, exchange: Exchange) -> None:
    """The second half is missing, and the length agrees."""
    body = plain(exchange)
    spoil(exchange, body[: len(body) // 2])


@FAULTS.at_request
async def json_deep(action: Action, exchange: Exchange) -> None:
    """Lists in lists."""
    plain(exchange)
    depth = action.number("depth", 20_000)
    spoil(exchange, b"[" * depth + b"]" * depth)


@MASTODON.at_request
async def json_bigint(action: Action, exchange: Exchange) -> None:
    """A number of many digits where a count is."""
    body = plain(exchange).replace(b'"replies_count": 0', b'"replies_count": ' + b"9" * action.number("digits", 5000))
    spoil(exchange, body)


@MASTODON.at_request
async def json_nan(action: Action, exchange: Exchange) -> None:
    """NaN and Infinity, which JSON does not have."""
    body = plain(exchange).replace(b'"replies_count": 0', b'"replies_count": NaN')
    spoil(exchange, body.replace(b'"favourites_count": 0', b'"favourites_count": -Infinity'))


@MASTODON.at_request
async def json_dupkeys(action: Action, exchange: Exchange) -> None:
    """Every post has two ids."""
    spoil(exchange, plain(exchange).replace(b'"sensitive"', b'"id": "1", "sensitive"'))


@FAULTS.at_request
async def json_wrong_shape(action: Action, exchange: Exchange) -> None:
    """An object where a list is awaited."""
    spoil(exchange, b'{"statuses": ' + plain(exchange) + b"}")


@MASTODON.at_request
async def json_null_fields(action: Action, exchange: Exchange) -> None:
    """The first post has null everywhere but in its ids."""
    _first(exchange, lambda post: {k: v if k in ("id", "uri") else None for k, v in post.items()})


@MASTODON.at_request
async def json_types_swapped(action: Action, exchange: Exchange) -> None:
    """In the first post strings are numbers and the other way round."""
    _first(exchange, lambda post: {k: 7 if isinstance(v, str) else "seven" for k, v in post.items()})


@MASTODON.at_request
async def json_surrogates(action: Action, exchange: Exchange) -> None:
    """Halves of characters, escaped."""
    spoil(exchange, plain(exchange).replace(b"<p>", rb"<p>\ud800 \udc00"))


@FAULTS.at_request
async def json_u2028(action: Action, exchange: Exchange) -> None:
    """Line separators in the strings."""
    exchange.reply.body = plain(exchange).replace(b"<p>", "<p>\u2028\u2029\x85".encode())


@FAULTS.at_request
async def json_concat(action: Action, exchange: Exchange) -> None:
    """Two documents, one after the other."""
    spoil(exchange, plain(exchange) * 2)


@FAULTS.at_request
async def json_huge_string(action: Action, exchange: Exchange) -> None:
    """One string of many megabytes."""
    plain(exchange)
    spoil(exchange, b'["' + b"a" * (action.number("megabytes", 50) << 20) + b'"]')


@FAULTS.at_request
async def json_1e6_items(action: Action, exchange: Exchange) -> None:
    """A list of a million."""
    plain(exchange)
    spoil(exchange, b"[" + b"{}," * (action.number("count", 1_000_000) - 1) + b"{}]")


@FAULTS.at_request
async def json_trailing_comma(action: Action, exchange: Exchange) -> None:
    """As people write it by hand."""
    spoil(exchange, plain(exchange).rstrip()[:-1] + b",]")


@MASTODON.at_request
async def ndjson_mixed(action: Action, exchange: Exchange) -> None:
    """A post a line, with other things between."""
    posts = json.loads(plain(exchange) or b"[]")
    spoil(exchange, b"\n".join([*(json.dumps(p).encode() for p in posts), b"# comment", b"null", b"{"]))


@MASTODON.at_request
async def json_bad_neighbours(action: Action, exchange: Exchange) -> None:
    """Good posts between nonsense: the good ones are to be kept."""
    posts = json.loads(plain(exchange) or b"[]")
    exchange.reply.body = json.dumps([None, 7, "post", [], {}, {"id": []}, *posts, {"id": "1"}]).encode()


def _first(exchange: Exchange, change: Callable[[Json], Json]) -> None:
    posts = json.loads(plain(exchange) or b"[]")
    if isinstance(posts, list) and posts:
        posts[0] = change(posts[0])
    exchange.reply.body = json.dumps(posts).encode()
