"""`hashtui tail` as the program people start, and everything it has printed so far."""

import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from tests.cli.running import PATIENCE, started

UP = ("live", "polling")
SIGTERM_CODE = 143

Json = dict[str, object]


class Tail:
    """It runs until it is ended; what it prints is read at once."""

    def __init__(self, *argv: str, env: Mapping[str, str] | None = None) -> None:
        self.process = started("tail", *argv, "--format", "json", env=env)
        self.printed: list[Json] = []
        self.words = ""
        """What it said on stderr, once it has ended."""
        self._more = threading.Condition()
        self._readers = [threading.Thread(target=read, daemon=True) for read in (self._read, self._read_words)]
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            with self._more:
                self.printed.append(json.loads(line))
                self._more.notify()

    def _read_words(self) -> None:
        self.words = self.process.stderr.read() if self.process.stderr is not None else ""

    def of(self, event: str) -> list[Json]:
        """What it printed of that kind, in order."""
        return [one for one in self.printed if one["event"] == event]

    def texts(self, event: str = "post") -> Counter[str]:
        """How often each post was printed, by its text up to the first hashtag."""
        return Counter(str(one["text"]).partition(" #")[0] for one in self.of(event))

    def states(self) -> dict[object, object]:
        """How each source is."""
        return {one["source"]: one["state"] for one in self.of("status")}

    @property
    def up(self) -> int:
        """How many sources are."""
        return sum(state in UP for state in self.states().values())

    def wait(self, until: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Return once that is so."""
        began = time.monotonic()
        with self._more:
            while not until():
                left = patience - (time.monotonic() - began)
                if left <= 0 or not self._more.wait(left):
                    pytest.fail(f"{what} never came; printed: {self.printed}")

    def wait_for(self, *texts: str) -> None:
        """Return once these posts were printed."""
        self.wait(lambda: all(self.texts()[text] for text in texts), ", ".join(texts))

    def one(self, text: str, event: str = "post") -> Json:
        """The post whose text begins so, once it is there."""

        def found() -> list[Json]:
            return [each for each in self.of(event) if str(each["text"]).startswith(text)]

        self.wait(lambda: bool(found()), f"{event}: {text}")
        return found()[0]

    def end(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def kill(self) -> None:
        """It is gone, whatever it did."""
        self.process.kill()
        self.process.wait(PATIENCE)
