"""The command line, ready to run in a test."""

import signal
from collections.abc import Iterator

import pytest

from tests.cli.running import Hashtui


@pytest.fixture
def hashtui(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Hashtui]:
    """Runs the command line; what it does to the process is undone."""
    monkeypatch.setattr("os.umask", lambda mask: mask)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield Hashtui(capsys)
    for number, action in before.items():
        signal.signal(number, action)
