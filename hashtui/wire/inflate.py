"""The body of an answer, taken in within limits: a bomb, a flood or a cut-off stream never becomes an answer."""

import zlib
from collections.abc import AsyncIterable

from hashtui.wire.place import Place
from hashtui.wire.words import cut_off, nonsense

LARGEST = 8 * 1024 * 1024
"""Bytes of one answer, decoded."""

STEP = 64 * 1024
"""Bytes inflated at a time."""


async def whole_body(chunks: AsyncIterable[bytes], encoding: str, place: Place) -> bytes:
    """All of a body, decoded by its `content-encoding` (as sent, lower case).

    Malformed when it is too large, in an encoding nobody asked for or broken; Unreachable when gzip ends too soon.
    """
    if encoding in ("", "identity"):
        return await _plain(chunks, place)
    if encoding in ("gzip", "x-gzip"):
        return await _inflated(chunks, place)
    raise nonsense(place, "answered in an encoding that was not asked for")


async def _plain(chunks: AsyncIterable[bytes], place: Place) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > LARGEST:
            raise _too_large(place)
    return bytes(body)


async def _inflated(chunks: AsyncIterable[bytes], place: Place) -> bytes:
    body = bytearray()
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    began = False
    async for chunk in chunks:
        began = began or bool(chunk)
        rest = chunk
        while rest and not inflater.eof:
            try:
                body += inflater.decompress(rest, STEP)
            except zlib.error:
                raise nonsense(place, "answered with broken gzip") from None
            if len(body) > LARGEST:
                raise _too_large(place)
            rest = inflater.unconsumed_tail
        if inflater.eof and (inflater.unused_data or rest):
            raise nonsense(place, "sent more after the end of its gzip")
    if began and not inflater.eof:
        raise cut_off(place)
    return bytes(body)


def _too_large(place: Place) -> Exception:
    return nonsense(place, f"sent more than {LARGEST >> 20} MiB in one answer")
