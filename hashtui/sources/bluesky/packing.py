"""How the events of a stream are packed: Zstandard with the server's dictionary, deflate, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.errors import Malformed, SourceError
from hashtui.sources.bluesky.endpoint import DICTIONARY, Endpoint
from hashtui.sources.bluesky.zstd import HAS_ZSTD, Dictionary
from hashtui.wire import Wire

DEADLINE = 10.0
"""Seconds for the dictionary to come."""
_MAGIC = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Packing:
    """How one stream is asked for. Never two ways at once: the server answers 400 to that."""

    endpoint: Endpoint
    dictionary: Dictionary | None = None

    @property
    def deflates(self) -> bool:
        """Deflate is offered; the second form of the stream never takes it."""
        return self.dictionary is None and not self.endpoint.speaks_events

    def unpack(self, batch: Sequence[str | bytes]) -> list[bytes]:
        """The events in these messages, in UTF-8. Malformed when one cannot be unpacked."""
        messages = [m if isinstance(m, bytes) else m.encode("utf-8", "surrogatepass") for m in batch]
        if self.dictionary is not None:
            return [m if m.startswith(b"{") else self.dictionary.unpack(m) for m in messages]
        if messages[0].startswith(_MAGIC):
            raise Malformed("events packed though that was not asked for")
        return messages


class Packer:
    """Finds out how each server's stream can be packed, and remembers where it cannot."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._dictionaries: dict[str, Dictionary | None] = {}

    async def choose(self, endpoint: Endpoint) -> Packing:
        """How to ask this stream for its events."""
        server = endpoint.server
        if server not in self._dictionaries:
            self._dictionaries[server] = await self._fetched(endpoint) if HAS_ZSTD else None
        dictionary = self._dictionaries[server]
        packed = endpoint.packed_with(dictionary.id) if dictionary is not None else None
        return Packing(endpoint) if packed is None else Packing(packed, dictionary)

    def unlearn(self, packing: Packing) -> None:
        """That did not work: this server is not asked for packed events any more."""
        self._dictionaries[packing.endpoint.server] = None

    async def _fetched(self, endpoint: Endpoint) -> Dictionary | None:
        """The server's dictionary. Whatever goes wrong, there is another way."""
        try:
            answer = await self._wire.get(endpoint.web + DICTIONARY, insecure=endpoint.insecure, deadline=DEADLINE)
            return Dictionary(answer.body) if answer.status == 200 else None
        except SourceError:
            return None
