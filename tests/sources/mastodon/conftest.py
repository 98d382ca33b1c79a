"""A Mastodon-API server by other hands, started once as a process of its own on an ephemeral port of this machine."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TOKEN = "mock_token"
"""What mastodon-mock accepts for its seeded person."""


@dataclass(frozen=True, slots=True)
class OtherServer:
    """mastodon-mock, running."""

    url: str
    token: str = TOKEN


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherServer]:
    """mastodon-mock: third-party, with posting, editing, deleting, timelines and fault injection."""
    home: Path = tmp_path_factory.mktemp("mastodon-mock")
    # Port 0 would be taken for none given, and the usual one may be in use.
    port = str(free_port())
    command = [sys.executable, "-m", "mastodon_mock", "serve", "--host", "127.0.0.1", "--port", port, "--in-memory"]
    process = subprocess.Popen(
        command, cwd=home, env={**os.environ, "HOME": str(home)}, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        address, told = None, ""
        for line in process.stderr:
            told += line
            if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                address = found.group(1)
                break
        assert address is not None, f"mastodon-mock did not start: {told}"
        # Somebody has to read what it goes on writing, or it stops when the pipe is full.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield OtherServer(address)
    finally:
        # SIGTERM leaves it waiting for open streams for ever.
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait(10)
