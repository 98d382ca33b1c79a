"""A Jetstream for the benchmark, in a process of its own: it sends prepared events as fast, or as steadily, as asked.

`python -m tests.bench.firehose_server EVENTS RATE` prints its port. `/blast?count=N` sends N events and says good-bye,
`/subscribe` the RATE of events a second until the client leaves. `deflate=1` packs each by permessage-deflate.
Whoever asks for anything else is told that there is nothing.
"""

import base64
import contextlib
import hashlib
import itertools
import os
import socket
import struct
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from tests.bench.firehose_events import make_events, turned

ROUND = 20
"""Events to a parcel: the rate is kept by parcels."""
AT_ONCE = 128 * 1024
"""Octets that are sent together."""

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_BYE = b"\x88\x02" + struct.pack("!H", 1000)


def framed(payload: bytes, *, packed: bool) -> bytes:
    """One message in one frame."""
    first = 0x81
    if packed:
        packer = zlib.compressobj(6, wbits=-15)
        payload = (packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]
        first = 0xC1
    head = (
        struct.pack("!BB", first, len(payload)) if len(payload) < 126 else struct.pack("!BBH", first, 126, len(payload))
    )
    return head + payload


class Firehose:
    """The prepared events, as they go over the line."""

    def __init__(self, count: int, rate: float) -> None:
        self.frames = make_events(count).frames
        self._rate = rate
        self._parcels: dict[bool, list[bytes]] = {}

    def parcels(self, *, packed: bool) -> Iterator[bytes]:
        """All events again and again, some to a parcel; those that bear a tag are others each time."""
        if packed not in self._parcels:
            frames = [framed(frame, packed=packed) for frame in self.frames]
            self._parcels[packed] = [b"".join(frames[at : at + ROUND]) for at in range(0, len(frames), ROUND)]
        yield from self._parcels[packed]
        for turn in itertools.count(1):
            for parcel in self._parcels[packed]:
                yield turned(parcel, turn)

    def serve(self, client: socket.socket) -> None:
        """One client, from its handshake to its end."""
        with client, contextlib.suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            asked = _shake_hands(client)
            if asked is None:
                return
            threading.Thread(target=_swallow, args=(client,), daemon=True).start()
            parcels = self.parcels(packed="deflate" in asked)
            if "count" in asked:
                _blast(client, itertools.islice(parcels, int(asked["count"]) // ROUND))
            else:
                _pour(client, parcels, self._rate)


def _shake_hands(client: socket.socket) -> dict[str, str] | None:
    """The handshake; what its URL asks for, None when it is no stream."""
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(65536) or b"\r\n\r\n"
    lines = head.split(b"\r\n")
    key = next((line.partition(b": ")[2] for line in lines if line.lower().startswith(b"sec-websocket-key:")), None)
    if key is None:
        client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return None
    query = parse_qs(urlsplit(lines[0].split(b" ")[1].decode()).query)
    asked = {name: values[0] for name, values in query.items()}
    accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())
    answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    if "deflate" in asked:
        answer += b"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"
    client.sendall(answer + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
    return asked


def _swallow(client: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while client.recv(65536):
            pass


def _blast(client: socket.socket, parcels: Iterator[bytes]) -> None:
    waiting = bytearray()
    for parcel in parcels:
        waiting += parcel
        if len(waiting) >= AT_ONCE:
            client.sendall(waiting)
            waiting.clear()
    client.sendall(bytes(waiting) + _BYE)
    time.sleep(5)


def _pour(client: socket.socket, parcels: Iterator[bytes], rate: float) -> None:
    began, sent = time.monotonic(), 0
    for parcel in parcels:
        client.sendall(parcel)
        sent += ROUND
        ahead = sent / rate - (time.monotonic() - began)
        if ahead > 0.002:
            time.sleep(ahead)


def main() -> None:
    """Serve until the parent ends."""
    hose = Firehose(int(sys.argv[1]), float(sys.argv[2]))
    with socket.create_server(("127.0.0.1", 0)) as door:
        print(door.getsockname()[1], flush=True)
        parent = os.getppid()
        door.settimeout(1)
        while os.getppid() == parent:
            with contextlib.suppress(TimeoutError):
                client, _ = door.accept()
                client.settimeout(30)
                threading.Thread(target=hose.serve, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()
