"""How long a key takes to the screen: the dashboard beside one widget a post, in one run, on a real pty.

A key moves the selection. It counts as painted when the mark stands before another post than it did when the key was
typed; frames that paint the old selection again do not count.
"""

import os
import re
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.figures import Promise, Result, Strokes, percentile, ratio_range, spread
from tests.bench.terminal import Terminal

COLUMNS, ROWS = 200, 50
ROOT = Path(__file__).parents[2]
SELECTED = re.compile("▌(?:\x1b\\[[0-9;]*m|[ •])*Nr (\\d{4})".encode())
LONGEST_GAP, SHORTEST_GAP = 0.030, 0.010
"""Seconds between the paint of a key and the next key: faster than a key repeats."""
STEPS = 6
"""Keys in one direction; then as many back, so that the end of the posts is never reached."""
WARM_UP = 3.0
"""Seconds that the keys before the measured ones take at most."""
LEAST_KEYS = 3
MOST_GROWTH = 1.3
RUNGS = (4.0, 8.0, 16.0, 32.0, 64.0, 128.0)
"""Posts a second at which the control is tried, until it does not answer any more."""
ANSWERS_WITHIN = 1.0
"""Seconds; a program that paints every key within them answers."""


@dataclass(frozen=True, slots=True)
class Case:
    """A program in a state: posts a second over four panes, and posts in each pane from the beginning."""

    subject: str
    rate: float
    held: int
    patience: float = 3.0
    """Seconds after which a key counts as lost."""
    filling: float = 5.0
    """Seconds that the panes' filling may hold the first key up."""

    @property
    def words(self) -> str:
        """The case in a table."""
        return f"{self.subject}, {self.rate:g} posts/s, {self.held:,} a pane"


OURS, CONTROL = Case("dashboard", 200, 20), Case("control", 200, 20, filling=2.0)
FULL_CONTROL = Case("control", 4, 5000, patience=5.0, filling=90.0)
SMALL, FULL = Case("dashboard", 4, 100), Case("dashboard", 4, 5000, filling=20.0)
FASTER = (Case("dashboard", 1000, 20), Case("dashboard", 5000, 20))


def environment() -> dict[str, str]:
    """A usual terminal, and this working tree."""
    return dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", PYTHONPATH=str(ROOT))


def started(case: Case) -> Terminal:
    """The program of the case, running."""
    argv = [sys.executable, "-m", "tests.bench.subjects", case.subject, str(case.rate), str(case.held)]
    return Terminal(argv, columns=COLUMNS, rows=ROWS, environment=environment())


class Hand:
    """Types on a terminal and sees which post is selected."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._selected: bytes | None = None

    def press(self, key: bytes, patience: float) -> float | None:
        """Seconds until the key was painted; None when that was not seen."""
        sent = self._terminal.send(key)
        painted = self._terminal.until(self.sees_another, patience)
        return None if painted is None else painted - sent

    def rest(self, seconds: float) -> None:
        """Type nothing; what is painted late is noticed."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._terminal.until(self.sees_another, left)

    def sees_another(self, output: bytes) -> bool:
        """Whether the output ends with another post selected than was known; it is known from now on."""
        before, seen = self._selected, SELECTED.findall(output)
        self._selected = seen[-1] if seen else before
        return self._selected != before


def measure(cases: Sequence[Case], seconds: float) -> list[Strokes]:
    """The programs from their start; keys for that many seconds once the panes are filled and some keys were typed.

    Several run at the same time and get a key in turn, so that what else the machine does befalls them alike.
    """
    with ExitStack() as stack:
        hands = [_warm(stack.enter_context(started(case)), case) for case in cases]
        times: list[list[float]] = [[] for _ in cases]
        lost = [0 for _ in cases]
        end, number = time.perf_counter() + seconds, 0
        while time.perf_counter() < end or number < LEAST_KEYS:
            for index, (case, hand) in enumerate(zip(cases, hands, strict=True)):
                hand.rest(SHORTEST_GAP + (LONGEST_GAP - SHORTEST_GAP) * (number * 7919 % 97) / 97)
                painted = hand.press(b"k" if number // STEPS % 2 == 0 else b"j", case.patience)
                lost[index] += painted is None
                times[index].append((case.patience if painted is None else painted) * 1000)
            number += 1
        return [Strokes(tuple(mine), count) for mine, count in zip(times, lost, strict=True)]


def _warm(terminal: Terminal, case: Case) -> Hand:
    """A hand that has typed some keys on the filled panes."""
    hand = Hand(terminal)
    terminal.until(lambda output: b"#flood" in output, case.filling + 30)
    hand.press(b"j", case.filling)
    end = time.perf_counter() + WARM_UP
    for _ in range(STEPS + 2):
        hand.rest(SHORTEST_GAP)
        hand.press(b"j", max(0.05, min(case.patience, end - time.perf_counter())))
    return hand


class Rounds:
    """What every case gave in every round."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.of: dict[Case, list[Strokes]] = {}

    def add(self, *cases: Case) -> list[Strokes]:
        """Measure the cases once more: one, or several at the same time, and then as much longer for each."""
        got = measure(cases, self._seconds * len(cases) ** 2)
        for case, strokes in zip(cases, got, strict=True):
            self.of.setdefault(case, []).append(strokes)
            print(f"  {' '.join(row(case, [strokes]))}", file=sys.stderr, flush=True)
        return got

    def pooled(self, case: Case) -> Strokes:
        """All keys of all rounds."""
        return sum(self.of[case], Strokes())

    def p99(self, case: Case) -> float:
        """Over all keys of all rounds, in ms."""
        return percentile(self.pooled(case).times, 0.99)


HEAD = ("case", "keys", "lost", "p50 ms", "p99 ms", "p99 of each round")


def row(case: Case, rounds: Sequence[Strokes]) -> tuple[str, ...]:
    """A row of the table."""
    pooled = sum(rounds, Strokes())
    p50, p99 = (percentile(pooled.times, share) for share in (0.5, 0.99))
    return (
        case.words,
        str(len(pooled.times)),
        str(pooled.lost),
        f"{'>=' if 2 * pooled.lost >= len(pooled.times) else ''}{p50:.1f}",
        f"{pooled.bound}{p99:.1f}",
        spread([percentile(one.times, 0.99) for one in rounds]),
    )


def run(seconds: float, rounds: int) -> Result:
    """Every case, interleaved; the promised ratios."""
    tried = Rounds(seconds)
    for number in range(rounds):
        tried.add(OURS)
        tried.add(*((SMALL, FULL) if number % 2 == 0 else (FULL, SMALL)))
        tried.add(CONTROL)
        if number == 0:
            tried.add(FULL_CONTROL)  # its filling takes longer than all the rest of a round
            for case in FASTER:
                tried.add(case)
    best = _climb(tried)
    if tried.p99(FULL) > MOST_GROWTH * tried.p99(SMALL):
        for _ in range(rounds):  # a p99 hangs on few keys: as many again decide, all of them together
            tried.add(FULL, SMALL)
    answers = f"up to {best:g} posts/s" if best else f"not even at {RUNGS[0]:g} posts/s"
    remarks = (
        f"The control answers every key within {ANSWERS_WITHIN:g} s {answers}.",
        f"Key to paint on a pty of {COLUMNS}x{ROWS}, four panes; a lost key counts as long as one waited for it.",
    )
    return Result(HEAD, tuple(row(case, of) for case, of in tried.of.items()), promises(tried), remarks)


def _climb(tried: Rounds) -> float:
    """Try the control at one rate after another; the highest at which it answers, 0 when at none."""
    best = 0.0
    for rate in RUNGS:
        [strokes] = tried.add(replace(CONTROL, rate=rate, patience=2 * ANSWERS_WITHIN))
        if strokes.lost or max(strokes.times) > ANSWERS_WITHIN * 1000:
            break
        best = rate
    return best


def promises(tried: Rounds) -> tuple[Promise, ...]:
    """The ratios that were promised, of the pooled p99."""
    ours, control, small, full = (tried.pooled(case).times for case in (OURS, CONTROL, SMALL, FULL))
    low, high = ratio_range(full, small, 0.99)
    return (
        Promise(
            "control over dashboard at 200 posts/s, p99",
            percentile(control, 0.99) / percentile(ours, 0.99),
            10,
            at_least=True,
        ),
        Promise(
            "control over dashboard with 5,000 posts a pane, p99",
            tried.p99(FULL_CONTROL) / percentile(full, 0.99),
            10,
            at_least=True,
        ),
        Promise(
            "dashboard with 5,000 posts a pane over 100, p99",
            percentile(full, 0.99) / percentile(small, 0.99),
            MOST_GROWTH,
            at_least=False,
            remark=f"; 95% between {low:.2f} and {high:.2f}, {len(full)} and {len(small)} keys",
        ),
    )
