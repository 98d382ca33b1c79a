"""How soon the program is there: its version beside bare Python, the demo's first post beside a minimal Textual app."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.figures import Promise, Result, spread
from tests.bench.keys import environment
from tests.bench.terminal import EndedError, Terminal

COLUMNS, ROWS = 120, 40
PATIENCE = 30.0
BARE = (sys.executable, "-c", "pass")
MINIMAL = (
    sys.executable,
    "-c",
    """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static('It says @this')

Minimal().run()
""",
)
HANDLE = re.compile(rb"@[a-z]\w+")
"""Part of every post, and of nothing else that is on the screen."""
MOST_VERSION = 2.5


def hashtui(*arguments: str) -> tuple[str, ...]:
    """The command line that runs the installed program; the module when no script is installed."""
    script = Path(sys.executable).parent / "hashtui"
    return (str(script), *arguments) if script.exists() else (sys.executable, "-m", "hashtui", *arguments)


def run_time(argv: Sequence[str]) -> float:
    """Milliseconds from starting the program to its end."""
    began = time.perf_counter()
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1000


def first_post(argv: Sequence[str], home: str) -> float:
    """Milliseconds from starting the program to the first handle on its terminal."""
    places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    surroundings = {**environment(), **places, "HOME": home}
    with Terminal(argv, columns=COLUMNS, rows=ROWS, environment=surroundings) as terminal:
        painted = terminal.until(lambda output: HANDLE.search(output) is not None, PATIENCE)
        if painted is None:
            raise EndedError(f"{' '.join(argv)} painted no post within {PATIENCE:g} s")
        return (painted - terminal.started) * 1000


def run(_: float, rounds: int) -> Result:
    """Each once in every round; the ratio of the medians."""
    bare: list[float] = []
    version: list[float] = []
    minimal: list[float] = []
    demo: list[float] = []
    with TemporaryDirectory() as home:
        for argv in (BARE, hashtui("--version")):
            run_time(argv)  # the first run writes byte code and fills the disk's cache
        for argv in (MINIMAL, hashtui("demo")):
            first_post(argv, home)
        for _round in range(rounds):
            bare.append(run_time(BARE))
            version.append(run_time(hashtui("--version")))
            minimal.append(first_post(MINIMAL, home))
            demo.append(first_post(hashtui("demo"), home))
    named = {
        "python -c pass": bare,
        "hashtui --version": version,
        "minimal Textual app, its words": minimal,
        "hashtui demo, first post": demo,
    }
    return Result(
        ("program", "rounds", "ms"),
        tuple((name, str(rounds), spread(times)) for name, times in named.items()),
        (
            Promise(
                "hashtui --version over python -c pass, medians",
                median(version) / median(bare),
                MOST_VERSION,
                at_least=False,
            ),
        ),
        (f"hashtui demo shows its first post after {median(demo) / median(minimal):.2f} times a minimal Textual app.",
         f"Python {sys.version.split()[0]}, {os.cpu_count()} processors."),
    )  # fmt: skip
