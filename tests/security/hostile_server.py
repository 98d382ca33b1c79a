"""A server of strangers: it speaks HTTP as far as it must, and says hostile words with everything else."""

import contextlib
import json
import socketserver
import threading
from collections.abc import Iterator, Sequence

from tests.security.hostile import status

ROWS_A_PAGE = 40


class HostileServer(socketserver.ThreadingTCPServer):
    """Gives statuses of every text a page at a time, or one answer for every question."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, texts: Sequence[str], always: bytes | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.always = always
        rows = [status(number, text, html=False) for number, text in enumerate(texts)]
        self.rows = [row | {"in_reply_to_id": None} for row in reversed(rows)]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def page(self, path: str) -> bytes:
        """The statuses below `max_id`, the newest first; or what the server is."""
        if "/timelines/tag/" not in path:
            return json.dumps({"domain": "evil.example", "version": "\x1b[2J"}).encode()
        _, _, after = path.partition("max_id=")
        ceiling = int(after.partition("&")[0] or 1 << 62)
        rows = [row for row in self.rows if int(str(row["id"])) < ceiling]
        return json.dumps(rows[:ROWS_A_PAGE] if "min_id" not in path and "since_id" not in path else []).encode()


class _Handler(socketserver.StreamRequestHandler):
    server: HostileServer

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while request := self.rfile.readline():
                while self.rfile.readline().strip():
                    continue
                if self.server.always is not None:
                    self.wfile.write(self.server.always)
                    return
                page = self.server.page(request.decode("latin-1").split(" ")[1])
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(page)}\r\n\r\n"
                self.wfile.write(head.encode() + page)


def error_answer(code: int, said: str) -> bytes:
    """A refusal in hostile words: in the reason, the headers, and the body."""
    body = json.dumps({"error": said, "error_description": said}).encode()
    line = said.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
    head = b"HTTP/1.1 %d %s\r\nX-Error-Message: %s\r\nLocation: https://%s/\r\nRetry-After: %s\r\n" % (
        code,
        *4 * (line,),
    )
    return head + b"Content-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (
        len(body),
        body,
    )


@contextlib.contextmanager
def hostile_server(texts: Sequence[str] = (), *, always: bytes | None = None) -> Iterator[HostileServer]:
    """Run it until the end of the block."""
    with HostileServer(texts, always) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
