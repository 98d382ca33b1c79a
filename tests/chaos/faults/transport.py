"""What a network does to connections."""

import asyncio

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.http import Link
from tests.chaos.script import Action

FOREVER = 3600.0


@FAULTS.at_connect
async def accept_hang(action: Action, link: Link) -> bool:
    """Never read, never write."""
    link.read_no_more()
    await asyncio.sleep(action.number("seconds", FOREVER))
    return True


@FAULTS.at_connect
async def accept_close(action: Action, link: Link) -> bool:
    """Accept, then FIN."""
    return True


@FAULTS.at_connect
async def port_flood(action: Action, link: Link) -> bool:
    """Accept and drop, again and again (with times=0)."""
    link.reset()
    return True


@FAULTS.at_connect
async def reset_peer(action: Action, link: Link) -> bool:
    """RST after n bytes."""
    link.cut_after = action.number("bytes", 100)
    return False


@FAULTS.at_connect
async def slicer(action: Action, link: Link) -> bool:
    """Pieces of n bytes, so that characters and line ends are split."""
    link.slice = action.number("bytes", 1)
    return False


@FAULTS.at_connect
async def bandwidth(action: Action, link: Link) -> bool:
    """So many bytes a second."""
    link.rate = action.number("rate", 2048.0)
    return False


@FAULTS.at_connect
async def latency(action: Action, link: Link) -> bool:
    """A pause after each piece sent."""
    link.pause = action.number("seconds", 0.05)
    return False


@FAULTS.at_request
async def half_open(action: Action, exchange: Exchange) -> None:
    """Keep the connection and say nothing more; an open stream answers no ping either."""
    if exchange.reply.status == 101:
        exchange.on_stream.append(lambda stream: stream.mute())
        return
    await asyncio.sleep(action.number("seconds", FOREVER))
    exchange.ended = True


@FAULTS.at_request
async def loris_headers(action: Action, exchange: Exchange) -> None:
    """One byte of the head at a time."""
    for byte in exchange.reply.head() + exchange.reply.body:
        await exchange.link.send(bytes([byte]))
        await asyncio.sleep(action.number("seconds", 5.0))
    exchange.ended = True


@FAULTS.at_request
async def loris_body(action: Action, exchange: Exchange) -> None:
    """The head at once, then one byte of the body at a time."""
    await exchange.link.send(exchange.reply.head())
    for byte in exchange.reply.body:
        await exchange.link.send(bytes([byte]))
        await asyncio.sleep(action.number("seconds", 5.0))
    exchange.ended = True


@FAULTS.at_request
async def slow_close(action: Action, exchange: Exchange) -> None:
    """Answer, and close only after a long time."""
    exchange.reply.replace_header("Connection", "close")
    await exchange.link.send(exchange.reply.head() + exchange.reply.body)
    await asyncio.sleep(action.number("seconds", 60.0))
    exchange.ended = True


@FAULTS.at_request
async def stop_reading(action: Action, exchange: Exchange) -> None:
    """Answer, but read nothing more."""
    exchange.link.read_no_more()


@FAULTS.at_request
async def drop(action: Action, exchange: Exchange) -> None:
    """Cut the connection instead of answering."""
    exchange.link.reset()
    exchange.ended = True


@FAULTS.at_request
async def limit_data(action: Action, exchange: Exchange) -> None:
    """FIN after n bytes of the reply."""
    whole = exchange.reply.head() + exchange.reply.body
    await exchange.send_and_end(whole[: action.number("bytes", len(whole) // 2)])


@FAULTS.at_connect
async def tls_old_version(action: Action, link: Link) -> bool:
    """The TLS alert of a server that speaks only older versions."""
    await link.reader.read(1)
    await link.send(b"\x15\x03\x01\x00\x02\x02\x46")
    return True


@FAULTS.at_connect
async def tls_plain_http_on_443(action: Action, link: Link) -> bool:
    """Plain HTTP where TLS is awaited."""
    await link.reader.read(1)
    await link.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    return True


@FAULTS.at_connect
async def tls_slow_handshake(action: Action, link: Link) -> bool:
    """The first bytes of a handshake, and no more."""
    await link.send(b"\x16\x03\x03")
    await asyncio.sleep(action.number("seconds", FOREVER))
    return True
