"""A Mastodon-API server by other hands, started once as a process of its own on a free port of this machine."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

TOKEN = "mock_token"
"""What mastodon-mock accepts for its seeded person."""
TRIES = 4
"""Between our finding a free port and its taking it, somebody else may have."""
PATIENCE = 90.0
"""Seconds it may take to start on a machine that is busy."""


@dataclass(frozen=True, slots=True)
class OtherServer:
    """mastodon-mock, running."""

    url: str
    token: str = TOKEN


@pytest.fixture(scope="session")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherServer]:
    """mastodon-mock: third-party, with posting, editing, deleting, timelines and fault injection."""
    with running_server(tmp_path_factory.mktemp("mastodon-mock")) as server:
        yield server


@contextlib.contextmanager
def running_server(home: Path) -> Iterator[OtherServer]:
    """Another one, empty; it is killed at the end."""
    said: list[str] = []
    for _ in range(TRIES):
        port = _free_port()
        with _started(home, port) as process:
            assert process.stderr is not None
            if _is_up(process.stderr, process, said):
                yield OtherServer(f"http://127.0.0.1:{port}")
                return
    pytest.fail("mastodon-mock did not start; it said:\n" + "".join(said[-40:]))


def _free_port() -> int:
    # It takes --port 0 for its usual port, which another run of these tests may have.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextlib.contextmanager
def _started(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "mastodon_mock", "serve", "--host", "127.0.0.1", f"--port={port}", "--in-memory"]
    process = subprocess.Popen(
        command, cwd=home, env={**os.environ, "HOME": str(home)}, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        # SIGTERM leaves it waiting for open streams for ever.
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait(10)


def _is_up(stderr: IO[str], process: subprocess.Popen[str], said: list[str]) -> bool:
    """Whether it says that it runs; from then on what it writes is read, or it would stop at a full pipe."""
    alarm = threading.Timer(PATIENCE, process.kill)
    alarm.start()
    try:
        for line in stderr:
            said.append(line)
            if "running on http://" in line:
                threading.Thread(target=stderr.read, daemon=True).start()
                return True
    finally:
        alarm.cancel()
    return False
