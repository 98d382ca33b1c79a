"""Terminals that draw what a program wrote, and say what stands on their rows then."""

import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import pyte

Size = tuple[int, int]
Emulator = Callable[[bytes, Size], list[str]]
"""Draws these bytes on a screen of so many columns and rows; its rows, without the blanks at their ends."""
PATIENCE = 10.0


def pyte_rows(output: bytes, size: Size) -> list[str]:
    """As pyte, a terminal in Python, draws it."""
    screen = pyte.Screen(*size)
    pyte.ByteStream(screen).feed(output)
    return [row.rstrip() for row in screen.display]


class Tmux:
    """A tmux server of its own: no configuration, no socket that anybody else has."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._command = (shutil.which("tmux") or "tmux", "-L", f"hashtui-test-{uuid4().hex[:12]}", "-f", "/dev/null")
        self._drawings = 0

    def __enter__(self) -> Self:
        self._run("new-session", "-d", "exec sleep 600")
        self._run("set-option", "-g", "status", "off")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("kill-server")

    def rows(self, output: bytes, size: Size) -> list[str]:
        """As tmux draws it."""
        self._drawings += 1
        name = f"drawing{self._drawings}"
        drawn = self._place / name
        drawn.write_bytes(output + f"\x1b]2;{name}\x07".encode())
        script = f"stty raw -echo; cat {shlex.quote(str(drawn))}; exec sleep 60"
        self._run("new-session", "-d", "-s", name, "-x", str(size[0]), "-y", str(size[1]), script)
        end = time.monotonic() + PATIENCE
        while self._run("display-message", "-p", "-t", name, "#{pane_title}").strip() != name:
            assert time.monotonic() < end, "tmux has not drawn it in time"
            time.sleep(0.005)
        try:
            return [row.rstrip() for row in self._run("capture-pane", "-p", "-t", name).split("\n")[: size[1]]]
        finally:
            self._run("kill-session", "-t", name)

    def _run(self, *words: str) -> str:
        return subprocess.run([*self._command, *words], capture_output=True, check=True, encoding="utf-8").stdout


def without(spans: Sequence[Sequence[tuple[int, int, str | None]]]) -> bytes:
    """What blanks the parts of the rows of which terminals disagree how wide they are."""
    drawn = ["\x1b[0m\x1b[?7l"]
    for y, row in enumerate(spans, 1):
        drawn += [f"\x1b[{y};{begin + 1}H{' ' * (end - begin)}" for begin, end, text in row if text is None]
    return "".join(drawn).encode()


def expected(spans: Sequence[Sequence[tuple[int, int, str | None]]]) -> list[str]:
    """The rows that are left then."""
    return ["".join(text or " " * (end - begin) for begin, end, text in row).rstrip() for row in spans]


def differing_cells(rows: Sequence[str], wanted: Sequence[str]) -> int:
    """How many places of the rows hold something else."""
    pairs = zip(rows, wanted, strict=True)
    return sum(sum(a != b for a, b in zip(one.ljust(400), other.ljust(400), strict=True)) for one, other in pairs)
