"""A real browser opens the page of the hostile corpus: it runs nothing, asks for nothing, has nothing to forbid."""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest

from hashtui.anthology.html import write_html
from tests.anthology.binding import ACTIVE, hostile_anthology, hostile_texts

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE = 90


def browser() -> str:
    """A Chromium, or the one that CHROMIUM names."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or pytest.skip("no Chromium: install one, or name it in CHROMIUM")


@contextmanager
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(2)
                    try:
                        asked.append(connection.recv(2000))
                    except OSError:
                        asked.append(b"")

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


def opened(tmp_path: Path, page: bytes) -> tuple[str, str]:
    """The page as the browser has it in the end, and what it logged."""
    path = tmp_path / "page.html"
    path.write_bytes(page)
    log = tmp_path / "chromium.log"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--enable-logging"]
    places = [f"--user-data-dir={tmp_path / 'profile'}", f"--log-file={log}", f"--log-net-log={tmp_path / 'net.json'}"]
    alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # nothing reaches the internet in tests
    quiet = [alone, "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    command = [browser(), *options, *places, *quiet, "--dump-dom", path.as_uri()]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    logged = log.read_text("utf-8", "replace") if log.exists() else ""
    return ran.stdout, ran.stderr + logged


def said_by(log: str) -> list[str]:
    """What pages said on the console: what a policy forbids is told there."""
    return [line for line in log.splitlines() if "CONSOLE" in line or "Content Security Policy" in line]


def asked_for(tmp_path: Path) -> set[str]:
    """Every address that the browser's network was asked for, but by the browser itself: it calls its makers."""
    text = (tmp_path / "net.json").read_text("utf-8", "replace")
    urls = set(re.findall(r'"url":"([^"]+)"', text))
    own = re.compile(r"(?:data|file|chrome[\w-]*):|https?://[\w.-]*\b(?:google|googleapis|gvt1)\.com/")
    return {url for url in urls if not own.match(url)}


def test_the_browser_and_the_canary_notice_what_is_run_and_asked_for(tmp_path: Path) -> None:
    with canary() as (port, asked):
        bad = f'<title>no</title><img src="http://127.0.0.1:{port}/x"><script>document.title="ran"</script>'

        dom, _ = opened(tmp_path, bad.encode())

    assert "<title>ran</title>" in dom
    assert asked_for(tmp_path) == {f"http://127.0.0.1:{port}/x"}
    assert [line.split(b"\r\n")[0] for line in asked] == [b"GET /x HTTP/1.1"]


def test_what_the_policy_forbids_is_told_by_the_browser(tmp_path: Path) -> None:
    page = write_html(hostile_anthology(ACTIVE))["html"]

    _, log = opened(tmp_path, page.replace(b"</body>", b'<script>document.title="ran"</script></body>'))

    assert any("Content Security Policy" in line for line in said_by(log))


@pytest.mark.parametrize("kind", ["active", "corpus"])
def test_no_script_runs_and_nothing_is_asked_for(tmp_path: Path, kind: str) -> None:
    texts: Sequence[str] = ACTIVE if kind == "active" else hostile_texts()
    with canary() as (port, asked):
        page = write_html(hostile_anthology([text.replace("127.0.0.1", f"127.0.0.1:{port}") for text in texts]))["html"]

        dom, log = opened(tmp_path, page)

    assert said_by(log) == []
    assert asked == []
    assert asked_for(tmp_path) == set()
    titles = [re.findall("<title>(.*?)</title>", unescape(text)) for text in (dom, page.decode())]
    assert titles[0] == titles[1]
    assert dom.count("<article") == len(texts)
    assert json.dumps(dom).count("<script") == 0
