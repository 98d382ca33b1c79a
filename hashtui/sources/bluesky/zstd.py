"""Events compressed with Zstandard and a dictionary both sides know: possible where the extra [zstd] is installed.

The dictionary is the server's and is asked of it; none is part of this program.
"""

import sys

from hashtui.errors import Malformed

try:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
except ImportError:  # without the extra the stream is asked for with deflate
    HAS_ZSTD = False
else:
    HAS_ZSTD = True

LEGACY_ID = 1612007021
"""The dictionary of `/subscribe?compress=true` (bluesky-social/jetstream, internal/subscribe/compress.go)."""

LARGEST = 2**20
"""Bytes of one event, unpacked."""
LARGEST_DICTIONARY = 2**20

_MAGIC = b"\x37\xa4\x30\xec"
_WINDOW_LOG = 20


class Dictionary:
    """A server's dictionary. `id` is what the server knows it by."""

    def __init__(self, content: bytes) -> None:
        """Malformed when this is no dictionary."""
        if not HAS_ZSTD or not content.startswith(_MAGIC) or len(content) > LARGEST_DICTIONARY:
            raise Malformed("no Zstandard dictionary")
        try:
            dictionary = zstd.ZstdDict(content)
            self.id = int(dictionary.dict_id)
            self._digested = dictionary.as_digested_dict
            self._options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW_LOG}
            zstd.ZstdDecompressor(self._digested, self._options)
        except (zstd.ZstdError, ValueError) as error:
            raise Malformed("no Zstandard dictionary") from error

    def unpack(self, frame: bytes) -> bytes:
        """The event in this message. Malformed when it was packed with another dictionary, broken, or a bomb."""
        unpacker = zstd.ZstdDecompressor(self._digested, self._options)
        try:
            event = bytes(unpacker.decompress(frame, LARGEST))
        except (zstd.ZstdError, EOFError) as error:
            raise Malformed("an event that cannot be unpacked") from error
        if not unpacker.eof or unpacker.unused_data:
            raise Malformed("an event too large or with more behind it")
        return event
