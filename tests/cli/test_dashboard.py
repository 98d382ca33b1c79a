"""`hashtui` and `hashtui demo`, on a terminal."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from tests.chaos import ChaosServer, chaos_in_thread

PATIENCE = 20.0
"""Seconds after which a test gives up."""
ON_ITS_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(2, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal on standard error the one that /dev/tty opens, as a shell would, and goes on with a program."""


class Terminal:
    """The program on a terminal of its own, 100 by 24, and what stands there."""

    def __init__(self, argv: tuple[str, ...], posts: int | None = None) -> None:
        """`posts` is what stands on standard input instead of the keyboard."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", ON_ITS_TERMINAL, sys.executable, "-m", "hashtui", *argv],
            stdin=slave if posts is None else posts,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color"},
        )
        os.close(slave)
        self._screen = pyte.Screen(100, 24)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """The rows, as they are now."""
        return "\n".join(self._screen.display)

    def wait_for(self, *words: str) -> None:
        """Read until all of these stand on the screen."""
        until = time.monotonic() + PATIENCE
        while not all(word in self.text for word in words):
            assert time.monotonic() < until, self.text
            assert self._read(), self.text

    def type(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._master, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def end(self) -> int:
        """Read until the program has ended; its exit code."""
        until = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < until:
            self._read()
        return self._process.wait(1)

    def close(self) -> None:
        """Leave nothing behind."""
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self) -> bool:
        if select.select([self._master], [], [], 0.1)[0]:
            try:
                self._stream.feed(os.read(self._master, 65536))
            except OSError:
                return False
        return True


@contextmanager
def terminal(*argv: str, posts: int | None = None) -> Iterator[Terminal]:
    """The program, started on a terminal."""
    started = Terminal(argv, posts)
    try:
        yield started
    finally:
        started.close()


def test_the_demo_shows_two_panes_that_fill_and_leaves_by_key() -> None:
    with terminal("demo", "--seed", "7", "--speed", "600") as screen:
        screen.wait_for("DEMO", "1 #capcomnet", "2 #paris20", "following", "@")
        screen.type("q")

        assert screen.end() == 0


def test_the_panes_of_last_time_come_back(home: Path) -> None:
    with chaos_in_thread(ChaosServer(seed=1)) as chaos:
        chaos.call(chaos.server.publish, "the one post there is", ["a", "b"])
        with terminal("#a", "Both = #a #b", "--source", chaos.url) as screen:
            screen.wait_for("the one post there is", "1 #a", "2 Both")
            screen.type("q")
            assert screen.end() == 0

        kept = tomllib.loads((home / ".local/state/hashtui/session.toml").read_text("utf-8"))
        with terminal("--source", chaos.url) as screen:
            screen.wait_for("the one post there is", "1 #a", "2 Both")
            screen.signal(signal.SIGTERM)
            code = screen.end()

    assert kept["panes"] == ["#a", "Both = #a #b"]
    assert kept["before"][0]["posts"] == 2
    assert code == 143


@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x11", 0)])
def test_with_nothing_remembered_it_asks_and_can_be_left(keys: str, code: int) -> None:
    with terminal("--source", "http://127.0.0.1:9") as screen:
        screen.wait_for("Which hashtags do you want to follow?")
        screen.type(keys)

        assert screen.end() == code


def test_the_event_as_a_source_is_marked_demo_too() -> None:
    with terminal("#capcomnet", "--source", "demo") as screen:
        screen.wait_for("DEMO", "1 #capcomnet", "09:4")
        screen.type("q")

        assert screen.end() == 0


def test_keys_come_from_the_terminal_while_posts_come_on_standard_input() -> None:
    posts, writing = os.pipe()
    os.write(writing, b'{"key": "sms:1", "author": {"handle": "@nadia"}, "text": "the gate is open #fair"}\n')

    with terminal("fair", "--source", "jsonl:-", posts=posts) as screen:
        screen.wait_for("the gate is open")
        screen.type("q")
        code = screen.end()

    os.close(posts)
    os.close(writing)
    assert code == 0


def test_the_keyboard_is_no_place_for_posts() -> None:
    with terminal("fair", "--source", "jsonl:-") as screen:
        screen.wait_for("which is the keyboard here: pipe them in")

        assert screen.end() == 2


def test_an_exported_size_does_not_beat_the_terminals_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")

    with terminal("demo", "--speed", "600") as screen:
        screen.wait_for("1 #capcomnet", "2 #paris20", "│  2 #paris20")
        screen.type("q")

        assert screen.end() == 0
