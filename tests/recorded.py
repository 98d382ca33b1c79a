"""Bytes that real servers sent, sent again: a server on this machine that answers paths with raw recordings."""

import base64
import hashlib
import json
import os
import re
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def recording(server: str, name: str) -> bytes:
    """The raw answer recorded under that name, status line and all. Skips without the folder of recordings."""
    return _folder(server).joinpath(f"{name}.resp").read_bytes()


def frames(server: str, name: str) -> tuple[str, ...]:
    """The text frames that a recorded WebSocket brought, in order."""
    lines = _folder(server).joinpath(f"{name}.frames.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    return tuple(one["text"] for one in told if one.get("dir") == "in" and one.get("op") == 1)


def _folder(server: str) -> Path:
    shared = os.environ.get("HASHTUI_SHARED", "")
    folder = Path(shared) / "recordings" / server
    if not shared or not folder.is_dir():
        pytest.skip("no recordings: HASHTUI_SHARED does not name a folder that holds them")
    return folder


class Replayer:
    """Answers each connection once: the longest beginning of a path that is known decides with what."""

    def __init__(self, answers: Mapping[str, bytes], streamed: Sequence[str] | bytes | None = None) -> None:
        self.answers = dict(answers)
        self.streamed = streamed
        """What a WebSocket is sent: these frames, or instead of opening this raw answer; None: it is not found."""
        self.asked: list[str] = []
        """Every request's line and headers."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._ended = threading.Event()

    def serve(self) -> None:
        """Until closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def close(self) -> None:
        """No more answers."""
        self._ended.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def count(self, path: str) -> int:
        """How many requests there were for a path that begins so."""
        return sum(request.startswith(f"GET {path}") for request in self.asked)

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65536)
                if not more:
                    return
                head += more
            request = head.decode("latin-1")
            self.asked.append(request)
            path = request.split(" ", 2)[1]
            if path.startswith("/api/v1/streaming") and self.streamed is not None:
                self._stream(connection, request)
                return
            known = [beginning for beginning in self.answers if path.startswith(beginning)]
            connection.sendall(self.answers[max(known, key=len)] if known else _NOT_FOUND)

    def _stream(self, connection: socket.socket, request: str) -> None:
        if isinstance(self.streamed, bytes):
            connection.sendall(self.streamed)
            return
        key = re.search(r"(?i)^sec-websocket-key: *(\S+)", request, re.MULTILINE)
        assert key is not None
        accept = base64.b64encode(hashlib.sha1(key.group(1).encode() + _GUID).digest()).decode()
        connection.sendall(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        for text in self.streamed or ():
            raw = text.encode()
            size = bytes([len(raw)]) if len(raw) < 126 else b"\x7e" + len(raw).to_bytes(2, "big")
            connection.sendall(b"\x81" + size + raw)
        self._ended.wait()


_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<h1>Nothing</h1>"


@contextmanager
def replaying(answers: Mapping[str, bytes], streamed: Sequence[str] | bytes | None = None) -> Iterator[Replayer]:
    """A server that answers so while inside."""
    server = Replayer(answers, streamed)
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()
