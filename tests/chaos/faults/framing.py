"""HTTP that is not quite HTTP."""

import asyncio

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.script import Action


@FAULTS.at_request
async def header_flood(action: Action, exchange: Exchange) -> None:
    """Header lines without end."""
    await exchange.link.send(b"HTTP/1.1 200 OK\r\n")
    for n in range(action.number("count", 50_000)):
        await exchange.link.send(b"X-Flood-%d: %s\r\n" % (n, b"a" * 100))
    exchange.ended = True


@FAULTS.at_request
async def header_long(action: Action, exchange: Exchange) -> None:
    """One header of many bytes."""
    exchange.reply.headers.append(("X-Long", "a" * action.number("bytes", 1_000_000)))


@FAULTS.at_request
async def header_nul(action: Action, exchange: Exchange) -> None:
    """A NUL and an escape in a header."""
    exchange.reply.headers.append(("X-Nul", "a\0b\x1b[31m"))


@FAULTS.at_request
async def header_dup_length(action: Action, exchange: Exchange) -> None:
    """Two lengths that differ."""
    exchange.reply.headers.append(("Content-Length", str(len(exchange.reply.body) + 7)))


@FAULTS.at_request
async def header_obs_fold(action: Action, exchange: Exchange) -> None:
    """A header over two lines, as it was allowed once."""
    exchange.reply.headers.append(("X-Folded", "one\r\n two"))


@FAULTS.at_request
async def bad_status_line(action: Action, exchange: Exchange) -> None:
    """No status line."""
    await exchange.send_and_end(b"ICY 200 OK\r\n\r\n" + exchange.reply.body)


@FAULTS.at_request
async def http09(action: Action, exchange: Exchange) -> None:
    """The body alone."""
    await exchange.send_and_end(exchange.reply.body or b"[]")


@FAULTS.at_request
async def wrong_length_short(action: Action, exchange: Exchange) -> None:
    """More is promised than comes."""
    _length(exchange, len(exchange.reply.body) + action.number("bytes", 10))
    exchange.hang_up = True
    exchange.spoiled = True


@FAULTS.at_request
async def wrong_length_long(action: Action, exchange: Exchange) -> None:
    """More comes than was promised."""
    _length(exchange, max(0, len(exchange.reply.body) - action.number("bytes", 10)))
    exchange.hang_up = True
    exchange.spoiled = True


@FAULTS.at_request
async def chunk_bad(action: Action, exchange: Exchange) -> None:
    """A chunk with a size that is no number."""
    await exchange.send_and_end(_chunked(exchange) + b"zz\r\n" + exchange.reply.body)


@FAULTS.at_request
async def chunk_huge_size(action: Action, exchange: Exchange) -> None:
    """A chunk that says it is enormous."""
    await exchange.send_and_end(_chunked(exchange) + b"fffffffffffffff\r\n" + exchange.reply.body)


@FAULTS.at_request
async def chunk_ext_flood(action: Action, exchange: Exchange) -> None:
    """A chunk whose extension does not end."""
    await exchange.link.send(_chunked(exchange) + b"5;")
    for _ in range(action.number("count", 300)):
        await exchange.link.send(b"x" * 1000)
    exchange.ended = True


@FAULTS.at_request
async def chunk_ok(action: Action, exchange: Exchange) -> None:
    """In chunks, as it should be: for comparison."""
    body = exchange.reply.body
    await exchange.link.send(_chunked(exchange) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
    exchange.ended = True


@FAULTS.at_request
async def no_length_close(action: Action, exchange: Exchange) -> None:
    """No length: the end of the connection is the end of the body, cut short by `cut` bytes."""
    exchange.reply.length = False
    exchange.hang_up = True
    cut = action.number("cut", 0)
    if cut:
        exchange.reply.body = exchange.reply.body[:-cut]
        exchange.spoiled = True


@FAULTS.at_request
async def early_hints(action: Action, exchange: Exchange) -> None:
    """A 103 before the answer."""
    await exchange.link.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n")


@FAULTS.at_request
async def continue_100_flood(action: Action, exchange: Exchange) -> None:
    """100 Continue again and again, and no answer."""
    for _ in range(action.number("count", 100_000)):
        await exchange.link.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await asyncio.sleep(0)
    exchange.ended = True


def _length(exchange: Exchange, length: int) -> None:
    exchange.reply.length = False
    exchange.reply.headers.append(("Content-Length", str(length)))


def _chunked(exchange: Exchange) -> bytes:
    exchange.reply.length = False
    exchange.reply.headers.append(("Transfer-Encoding", "chunked"))
    return exchange.reply.head()
