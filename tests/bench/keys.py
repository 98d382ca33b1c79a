"""How long a key takes to the screen: the dashboard beside one widget a post, in one run, on a real pty.

A key moves the selection; it counts as painted when the mark of the selected post is written again.
"""

import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.bench.terminal import Terminal

COLUMNS, ROWS = 200, 50
MARK = "▌".encode()
PATIENCE = 5.0
"""Seconds after which a key counts as lost, and as that long: a lower bound of what it would have taken."""
FILLING = 60.0
"""Seconds a program has to come to rest after its panes were filled."""
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Figures:
    """Key to paint, in milliseconds, over all rounds of one case; lost keys count as the whole patience."""

    case: str
    keys: int
    lost: int
    p50: float
    p99: float


def measure(name: str, *, rate: float, held: int, seconds: float) -> tuple[list[float], int]:
    """Keys for that many seconds; the times to paint in ms, and how many keys were never seen painted."""
    environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", PYTHONPATH=str(ROOT))
    argv = [sys.executable, "-m", "tests.bench.subjects", name, str(rate), str(held)]
    os.chdir(ROOT)
    terminal = Terminal(argv, columns=COLUMNS, rows=ROWS, environment=environment)
    try:
        if terminal.until(b"flood", 120) is None:
            raise RuntimeError(f"{name}: nothing was painted within two minutes")
        _wait_until_it_answers(terminal)
        times: list[float] = []
        lost = 0
        end = time.perf_counter() + seconds
        key = 0
        while time.perf_counter() < end:
            terminal.drain(0.02 + 0.03 * (key * 7919 % 97) / 97)
            sent = terminal.send(b"j" if key // 6 % 2 == 0 else b"k")
            key += 1
            painted = terminal.until(MARK, PATIENCE)
            if painted is None:
                lost += 1
                times.append(PATIENCE * 1000)
            else:
                times.append((painted - sent) * 1000)
        return times, lost
    finally:
        terminal.close()


def _wait_until_it_answers(terminal: Terminal) -> None:
    """Past the filling: keys are painted quickly three times in a row, or the time for it is over."""
    end = time.perf_counter() + FILLING
    quick = 0
    while quick < 3 and time.perf_counter() < end:
        terminal.drain(0.2)
        sent = terminal.send(b"j" if quick % 2 == 0 else b"k")
        painted = terminal.until(MARK, PATIENCE)
        quick = quick + 1 if painted is not None and painted - sent < 1.5 else 0
    terminal.drain(1.0)


def figures(case: str, rounds: list[tuple[list[float], int]]) -> Figures:
    """All rounds of a case taken together."""
    times = sorted(value for values, _ in rounds for value in values)
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    return Figures(case, len(times), sum(lost for _, lost in rounds), round(median(times), 2), round(p99, 2))


CASES = {
    "dashboard, 200 posts/s": ("dashboard", 200.0, 20),
    "control, 200 posts/s": ("control", 200.0, 20),
    "dashboard, 100 posts a pane": ("dashboard", 4.0, 100),
    "dashboard, 5,000 posts a pane": ("dashboard", 4.0, 5000),
    "control, 5,000 posts a pane": ("control", 4.0, 5000),
}


def run(seconds: float, rounds: int) -> dict[str, object]:
    """Every case, interleaved; the figures and the two promised ratios."""
    got: dict[str, list[tuple[list[float], int]]] = {case: [] for case in CASES}
    for number in range(rounds):
        for case, (name, rate, held) in CASES.items():
            if name == "control" and held > 1000 and number:
                continue  # mounting 20,000 widgets takes longer than all the rest: once is enough
            got[case].append(measure(name, rate=rate, held=held, seconds=seconds))
            print(f"  round {number + 1}: {figures(case, got[case][-1:])}", file=sys.stderr, flush=True)
    all_figures = {case: figures(case, rounds_of) for case, rounds_of in got.items()}
    p99 = {case: one.p99 for case, one in all_figures.items()}
    flood = p99["control, 200 posts/s"] / p99["dashboard, 200 posts/s"]
    full = p99["control, 5,000 posts a pane"] / p99["dashboard, 5,000 posts a pane"]
    growth = p99["dashboard, 5,000 posts a pane"] / p99["dashboard, 100 posts a pane"]
    return {
        "figures": [asdict(one) for one in all_figures.values()],
        "control_over_ours_at_200_a_second": round(flood, 1),
        "control_over_ours_at_5000_posts": round(full, 1),
        "ours_at_5000_over_ours_at_100": round(growth, 2),
        "met": flood >= 10 and full >= 10 and growth <= 1.3,
    }
