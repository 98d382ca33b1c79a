"""Bodies that are not what their headers say, or far more than anybody wants."""

import gzip
import zlib

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.script import Action

_ZSTD_BOMB = bytes.fromhex("28b52ffd") + bytes(64)
"""A zstd frame's magic and nothing sensible: the client should not even look."""


def plain(exchange: Exchange) -> bytes:
    """The healthy body without its encoding, which is taken off the reply."""
    body = exchange.reply.body
    if ("Content-Encoding", "gzip") in exchange.reply.headers:
        exchange.reply.replace_header("Content-Encoding", None)
        body = gzip.decompress(body)
    return body


def spoil(exchange: Exchange, body: bytes, encoding: str | None = None) -> None:
    """Send this instead, said to be so encoded."""
    exchange.reply.replace_header("Content-Encoding", encoding)
    exchange.reply.body = body
    exchange.spoiled = True


@FAULTS.at_request
async def gzip_bomb(action: Action, exchange: Exchange) -> None:
    """A thousand times its size when inflated."""
    plain(exchange)
    spoil(exchange, _bomb(action.number("megabytes", 400)), "gzip")


def _bomb(megabytes: int) -> bytes:
    """A gzip file of a list with so much blank in it; after a full flush equal pieces are packed into equal bytes."""
    blank = b" " * (1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    begin = packer.compress(b"[") + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(b"]") + packer.flush()
    crc = zlib.crc32(b"[")
    for _ in range(megabytes):
        crc = zlib.crc32(blank, crc)
    crc = zlib.crc32(b"]", crc)
    header = bytes.fromhex("1f8b08000000000000ff")
    size = (megabytes << 20) + 2
    return b"".join([header, begin, middle * megabytes, end, crc.to_bytes(4, "little"), size.to_bytes(4, "little")])


@FAULTS.at_request
async def gzip_truncated(action: Action, exchange: Exchange) -> None:
    """The second half is missing, and no length says so."""
    packed = gzip.compress(plain(exchange) + b" " * 100)
    spoil(exchange, packed[: len(packed) // 2], "gzip")
    exchange.reply.length = False
    exchange.hang_up = True


@FAULTS.at_request
async def gzip_bad_crc(action: Action, exchange: Exchange) -> None:
    """The checksum is wrong."""
    packed = bytearray(gzip.compress(plain(exchange)))
    packed[-8] ^= 0xFF
    spoil(exchange, bytes(packed), "gzip")


@FAULTS.at_request
async def gzip_trailing_garbage(action: Action, exchange: Exchange) -> None:
    """Something follows the end."""
    spoil(exchange, gzip.compress(plain(exchange)) + b"garbage", "gzip")


@FAULTS.at_request
async def gzip_layers(action: Action, exchange: Exchange) -> None:
    """Three times over."""
    body = plain(exchange)
    for _ in range(3):
        body = gzip.compress(body)
    spoil(exchange, body, "gzip, gzip, gzip")


@FAULTS.at_request
async def deflate_raw(action: Action, exchange: Exchange) -> None:
    """Deflate without its wrapping, as some servers mean it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    spoil(exchange, packer.compress(plain(exchange)) + packer.flush(), "deflate")


@FAULTS.at_request
async def br_when_not_asked(action: Action, exchange: Exchange) -> None:
    """Brotli, which nobody asked for."""
    plain(exchange)
    spoil(exchange, b"\x0b\x02\x80[]\x03", "br")


@FAULTS.at_request
async def zstd_bomb(action: Action, exchange: Exchange) -> None:
    """Zstandard, which nobody asked for."""
    plain(exchange)
    spoil(exchange, _ZSTD_BOMB, "zstd")


@FAULTS.at_request
async def utf16_body(action: Action, exchange: Exchange) -> None:
    """UTF-16 with its mark."""
    spoil(exchange, plain(exchange).decode("utf-8", "replace").encode("utf-16"))


@FAULTS.at_request
async def latin1_body(action: Action, exchange: Exchange) -> None:
    """Latin 1 where UTF-8 is said."""
    spoil(exchange, plain(exchange).decode("utf-8", "replace").encode("latin-1", "replace"))


@FAULTS.at_request
async def bom(action: Action, exchange: Exchange) -> None:
    """A byte order mark before good JSON."""
    exchange.reply.body = b"\xef\xbb\xbf" + plain(exchange)


@FAULTS.at_request
async def invalid_utf8(action: Action, exchange: Exchange) -> None:
    """Broken bytes inside the strings."""
    spoil(exchange, plain(exchange).replace(b"<p>", b"<p>\xff\xc3\x28\xed\xa0\x80"))


@FAULTS.at_request
async def nul_bytes(action: Action, exchange: Exchange) -> None:
    """NULs between the tokens."""
    spoil(exchange, plain(exchange).replace(b",", b",\0"))


@FAULTS.at_request
async def endless_body(action: Action, exchange: Exchange) -> None:
    """It goes on until the client has had enough."""
    plain(exchange)
    exchange.reply.length = False
    await exchange.link.send(exchange.reply.head() + b"[")
    piece = b'"' + b"a" * 65533 + b'",'
    for _ in range(action.number("megabytes", 200) * 16):
        await exchange.link.send(piece)
    exchange.ended = True


@FAULTS.at_request
async def empty_200(action: Action, exchange: Exchange) -> None:
    """Nothing at all, with success."""
    plain(exchange)
    spoil(exchange, b"")
