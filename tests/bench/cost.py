"""What watching costs: processor and memory a post, and a dashboard on which nothing happens."""

import os
import subprocess
import sys
import time
from dataclasses import replace

from tests.bench.figures import Promise, Result, spread
from tests.bench.keys import Case, environment, started
from tests.bench.terminal import Terminal

PANES = 4
SETTLING = 6.0
"""Seconds until the posts on the screen have been seen, and nothing changes any more."""
QUIET = 20.0
MOST_QUIET_CPU = 0.5
"""Percent of a processor."""
OF_THE_MINUTE = 1.0
"""Seconds after a full minute in which the clock and the rates may be painted."""
RATES = (40.0, 200.0)
PRINTED = ("watch", "tail-text", "tail-json")
"""Without a screen: the flood and the watch alone, and with a printer behind them."""
FEW, MANY = 500, 5_500
"""Posts of each tag that a `tail` prints: the difference is what the posts cost, without the start."""


def quiet() -> tuple[float, int, int]:
    """A quiet dashboard: percent of a processor, octets written, and those of them that were not the minute's."""
    with started(Case("dashboard", 0, 100)) as terminal:
        terminal.drain(SETTLING)
        octets, others = terminal.bytes, 0
        cpu, end = terminal.cpu(), time.perf_counter() + QUIET
        while (left := end - time.perf_counter()) > 0:
            got = terminal.read(left)
            if got is not None and time.time() % 60 > OF_THE_MINUTE:
                others += len(got[1])
        return (terminal.cpu() - cpu) / QUIET * 100, terminal.bytes - octets, others


def cpu_of_a_post(case: Case, seconds: float) -> tuple[float, float]:
    """Microseconds of processor and octets for the terminal, for every post that comes; nothing is typed."""
    with started(case) as terminal:
        terminal.until(lambda output: b"#flood" in output, 30)
        terminal.drain(2)
        cpu, octets, began = terminal.cpu(), terminal.bytes, time.perf_counter()
        terminal.drain(seconds)
        posts = case.rate * (time.perf_counter() - began)
        return (terminal.cpu() - cpu) / posts * 1e6, (terminal.bytes - octets) / posts


def memory_of_a_post(case: Case) -> float:
    """Octets for each post that is held."""

    def settled(terminal: Terminal) -> int:
        terminal.until(lambda output: b"#flood" in output, 60)
        before, now = 0, terminal.memory()
        while now - before > now // 500:
            terminal.drain(1.5)
            before, now = now, terminal.memory()
        return now

    with started(replace(case, held=20)) as empty, started(case) as full:
        return (settled(full) - settled(empty)) / ((case.held - 20) * PANES)


def cpu_of_a_printed_post(subject: str) -> float:
    """Microseconds of processor for every post; the flood's own making of posts is in it."""

    def spent(held: int) -> float:
        argv = [sys.executable, "-m", "tests.bench.subjects", subject, "0", str(held)]
        process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, argv)
        return usage.ru_utime + usage.ru_stime

    return (spent(MANY) - spent(FEW)) / ((MANY - FEW) * PANES) * 1e6


def run(seconds: float, rounds: int) -> Result:
    """Everything, interleaved in rounds; the quiet dashboard and the memory once."""
    rows: list[tuple[str, str]] = []
    percent, octets, others = quiet()
    rows.append(("quiet dashboard, % of a processor", f"{percent:.2f}"))
    rows.append((f"quiet dashboard, octets in {QUIET:g} s (not the minute's)", f"{octets} ({others})"))
    for rate in RATES:
        cases = [Case(subject, rate, 100) for subject in ("dashboard", "control")]
        got = [[cpu_of_a_post(case, seconds) for case in cases] for _ in range(rounds)]
        for number, case in enumerate(cases):
            rows.append((f"{case.words}, us of processor a post", spread([one[number][0] for one in got], ".0f")))
            rows.append(
                (f"{case.words}, octets for the terminal a post", spread([one[number][1] for one in got], ".0f"))
            )
    rows += [
        (f"{case.words}, octets of memory a post", f"{memory_of_a_post(case):.0f}")
        for case in (Case("dashboard", 0, 5000), Case("control", 0, 1000))
    ]
    printed: dict[str, list[float]] = {subject: [] for subject in PRINTED}
    for _ in range(rounds):
        for subject, costs in printed.items():
            costs.append(cpu_of_a_printed_post(subject))
    rows += [(f"{subject}, us of processor a post", spread(costs, ".0f")) for subject, costs in printed.items()]
    return Result(
        ("what", "median (range)"),
        tuple(rows),
        (
            Promise("a quiet dashboard, % of a processor", percent, MOST_QUIET_CPU, at_least=False),
            Promise("a quiet dashboard, octets that are not the minute's", others, 0, at_least=False),
        ),
    )
