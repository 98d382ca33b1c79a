"""What holds for every test: no network but this machine, no home directory, no local time zone, no real waiting."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from hashtui.clock import SystemClock
from tests.other_relay import other_relay
from tests.other_server import other_server

__all__ = ["other_relay", "other_server"]

LONGEST_SLEEP = 0.05
"""Seconds a test may wait for real, unless it talks to a server on this machine."""


class Loopback:
    """Whether the running test has used a socket of this machine; only then may it wait for real."""

    def __init__(self) -> None:
        self.is_used = False

    def admit(self, address: object) -> None:
        """Let an address of this machine pass; fail the test for any other."""
        match address:
            case (str() as host, int(), *_) if _is_here(host):
                self.is_used = True
            case str() | bytes():
                pass  # a socket file
            case _:
                pytest.fail(f"a test wanted to reach {address!r}; only this machine may be reached")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or host == ""


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """Sockets reach this machine and nothing else, and only the names of this machine are known."""
    loopback = Loopback()
    connect, connect_ex, bind = socket.socket.connect, socket.socket.connect_ex, socket.socket.bind
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        loopback.admit(address)
        connect(self, address)  # type: ignore[arg-type]  # as it was given

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        loopback.admit(address)
        return connect_ex(self, address)  # type: ignore[arg-type]  # as it was given

    def guarded_bind(self: socket.socket, address: object) -> None:
        loopback.admit(address)
        bind(self, address)  # type: ignore[arg-type]  # as it was given

    def guarded_names(host: str | bytes | None, *args: object, **named: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host or ""
        if not _is_here(name):
            try:
                ip_address(name)
            except ValueError:
                raise socket.gaierror(socket.EAI_NONAME, "no names but this machine's in tests") from None
        return getaddrinfo(host, *args, **named)  # type: ignore[arg-type]  # as they were given

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket.socket, "bind", guarded_bind)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_names)
    return loopback


@pytest.fixture(autouse=True)
def no_real_waiting(monkeypatch: pytest.MonkeyPatch, loopback_only: Loopback) -> None:
    """A test without a server of its own waits by a hand-wound clock."""
    sleep = SystemClock.sleep

    async def guarded(self: SystemClock, seconds: float) -> None:
        if seconds > LONGEST_SLEEP and not loopback_only.is_used:
            pytest.fail(f"a test wanted to wait {seconds:g} s for real; take a HandClock")
        await sleep(self, seconds)

    monkeypatch.setattr(SystemClock, "sleep", guarded)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory of its own, empty; every place of XDG lies in it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("CONFIG", ".config"),
        ("STATE", ".local/state"),
        ("DATA", ".local/share"),
        ("CACHE", ".cache"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    return home


@pytest.fixture(autouse=True, scope="session")
def plain_environment() -> Iterator[None]:
    """No proxies, no size and no wishes of the terminal the tests were started from."""
    wishes = ("NO_COLOR", "XDG_RUNTIME_DIR", "COLUMNS", "LINES", "PYTHONDEVMODE", "PYTHONASYNCIODEBUG")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*wishes, *(name for name in os.environ if name.lower().endswith("_proxy"))):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def signals_of_a_terminal() -> None:
    """What the tests start minds Ctrl-C and hang-up, though the tests run under nohup or behind a shell's `&`.

    Such a run ignores these signals, and so would its children; a Python handler is not inherited.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Clocks on the wall show UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
