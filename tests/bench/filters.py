"""A live filter over 1,000 to 100,000 posts: switched on and off, typed letter by letter while posts arrive."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from statistics import median

from tests.bench.figures import Promise, Result, percentile, spread
from tests.bench.keys import ROOT, Case, environment, started
from tests.bench.sifting import TYPED
from tests.bench.terminal import Terminal

COUNTS = (1_000, 10_000, 100_000)
SMALL, FULL = Case("one-pane", 200, 100), Case("one-pane", 200, 100_000, filling=60)
PAUSE = 0.08
"""Seconds between the paint of a letter and the next one."""
IDLE = 1.0
"""Seconds over which less than half a processor is used by a dashboard that is filled."""
MOST_ON, MOST_OFF = 35.0, 10.0
"""Milliseconds of processor at 100,000 posts (performance.md, goal 8)."""
MOST_GROWTH = 2.0
"""How much longer a letter may take over 100,000 posts than over 100."""


def measured(count: int) -> dict[str, float]:
    """The figures of one process with so many posts."""
    argv = [sys.executable, "-m", "tests.bench.sifting", str(count)]
    ran = subprocess.run(argv, capture_output=True, text=True, check=True, env=environment(), cwd=ROOT)
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def typed(case: Case, seconds: float) -> list[float]:
    """Milliseconds from each letter of a filter until the pane's header tells what it leaves, on a real terminal."""
    times: list[float] = []
    with started(case) as terminal:
        terminal.until(lambda output: b"#flood" in output, case.filling + 30)
        _until_idle(terminal, case.filling)
        while len(times) < len(TYPED) * max(1, round(seconds)):
            times += _type_once(terminal, case)
    return times


def _until_idle(terminal: Terminal, patience: float) -> None:
    """Wait until the pane is filled: nothing but the arrivals takes time any more."""
    for _ in range(round(patience / IDLE)):
        before = terminal.cpu()
        terminal.drain(IDLE)
        if terminal.cpu() - before < IDLE / 2:
            return


def _type_once(terminal: Terminal, case: Case) -> list[float]:
    terminal.send(b"/")
    terminal.until(lambda output: b"sifts" in output, 3)
    times: list[float] = []
    for end in range(1, len(TYPED) + 1):
        terminal.drain(PAUSE)
        sent = terminal.send(TYPED[end - 1].encode())
        painted = terminal.until(_tells(TYPED[:end]), case.patience)
        times.append((case.patience if painted is None else painted - sent) * 1000)
    terminal.send(b"\x1b")
    terminal.drain(0.5)
    return times


def _tells(text: str) -> Callable[[bytes], bool]:
    """Whether the header tells what this filter leaves."""
    told = re.compile(rf"/ {text} +\d+ of".encode())
    return lambda output: told.search(output) is not None


def run(seconds: float, rounds: int) -> Result:
    """Every count in processes of their own, interleaved in rounds; then the letters on a terminal."""
    found: dict[int, list[dict[str, float]]] = {count: [] for count in COUNTS}
    letters: dict[Case, list[float]] = {SMALL: [], FULL: []}
    for number in range(rounds):
        for count in COUNTS:
            found[count].append(measured(count))
        for case in (SMALL, FULL) if number % 2 == 0 else (FULL, SMALL):
            letters[case] += typed(case, seconds)
    rows = [
        (name, *(spread([one[name] for one in found[count]], ".2f") for count in COUNTS))
        for name in found[COUNTS[0]][0]
    ]
    rows += [
        (
            f"a letter until painted, {case.words}",
            f"p50 {percentile(of, 0.5):.1f}",
            f"p99 {percentile(of, 0.99):.1f}",
            "",
        )
        for case, of in letters.items()
    ]
    head = ("ms of processor unless said otherwise", *(f"{count:,} posts" for count in COUNTS))
    return Result(head, tuple(rows), promises(found[COUNTS[-1]], letters[SMALL], letters[FULL]))


def promises(full: Sequence[dict[str, float]], small_letters: list[float], letters: list[float]) -> tuple[Promise, ...]:
    """What performance.md asks of 100,000 posts."""

    def of(name: str) -> float:
        return median(one[name] for one in full)

    control = of("control: scan of the texts")
    return (
        Promise(
            "filter on over 100,000 posts, ms until painted",
            of("word: on, painted"),
            MOST_ON,
            at_least=False,
            remark=f"; {of('word: on, painted') / control:.1f} times a scan of the texts",
        ),
        Promise("the same, a word never asked for before", of("first word: on, painted"), MOST_ON, at_least=False),
        Promise("the same, a regex", of("regex: on, painted"), MOST_ON, at_least=False),
        Promise("the same, off", of("word: off, painted"), MOST_OFF, at_least=False),
        Promise(
            "a letter until painted, 100,000 posts over 100, p50",
            percentile(letters, 0.5) / percentile(small_letters, 0.5),
            MOST_GROWTH,
            at_least=False,
        ),
    )
