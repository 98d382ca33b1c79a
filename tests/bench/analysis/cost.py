"""What reading posts together costs: time to take a post in, memory it needs, time to sum up, the whole command.

Times are the processor's, so that what else a machine does counts little; nothing here waits or has threads.
"""

import gc
import os
import resource
import subprocess
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hashtui.reading.entry import Entry
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.sources.demo.lines import lines_of
from tests.bench.analysis.extracts import lex_rank
from tests.bench.analysis.scenes import Scene
from tests.bench.analysis.telling import candidates_of
from tests.bench.figures import percentile
from tests.bench.keys import environment
from tests.bench.start import hashtui

POSTS = 11_000
RATE = 13.6
"""Posts and boosts a minute and tag that make a day of so many posts."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The best of the repeats of each."""

    posts: int
    take_mean: float
    """Microseconds a post, its words cut out included."""
    take_p99: float
    sum_up: float
    """Milliseconds from posts taken in to the summary, peaks included, as in the command, which collects no garbage."""
    sum_up_beside: float
    """The same with garbage collected meanwhile, as in the dashboard."""
    octets: float
    """Memory a post, beside the posts."""
    command: float
    """Seconds of `hashtui summary --from FILE --format json`."""
    lex_rank: float
    """Milliseconds of LexRank on its 1,500 posts, cut into words before."""


def cost(seed: int, repeats: int = 3, rate: float = RATE) -> Cost:
    """Measured on one day of so many posts."""
    scene = Scene(seed, rate)
    measured = [_measured(scene) for _ in range(repeats)]
    alone = [_measured(scene, collects=False)[1] for _ in range(repeats)]
    return Cost(
        posts=len(scene.posts),
        take_mean=min(sum(times) / len(times) for times, _ in measured),
        take_p99=min(percentile(times, 0.99) for times, _ in measured),
        sum_up=min(alone),
        sum_up_beside=min(summing_up for _, summing_up in measured),
        octets=_octets(scene),
        command=min(_command(scene, repeats)),
        lex_rank=_lex_rank(scene),
    )


def _unread(posts: Sequence[Entry]) -> list[Entry]:
    """The same posts, nothing known of their words."""
    return [replace(entry) for entry in posts]


def _measured(scene: Scene, *, collects: bool = True) -> tuple[list[float], float]:
    """Microseconds of each post taken in, milliseconds of summing up.

    Garbage is collected as in the dashboard or, as in `hashtui summary`, not at all.
    """
    posts = _unread(scene.posts)
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000 if collects else 0, 20, 100)
    try:
        times, chronicle = _taken(scene, posts)
        began = time.thread_time()
        summarise(chronicle, Wish(("#capcomnet",), scene.event.start, scene.event.end))
        return times, (time.thread_time() - began) * 1_000
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _taken(scene: Scene, posts: Sequence[Entry]) -> tuple[list[float], Chronicle]:
    """Microseconds of each post, as it is taken in between the boosts of its time."""
    chronicle = Chronicle(scene.standing_of, tags=scene.tags)
    times = []
    waiting = sorted(scene.boosts, key=lambda boost: (boost.created_at, boost.key, boost.by.key), reverse=True)
    for entry in posts:
        while waiting and waiting[-1].created_at < entry.stands_at:
            chronicle.pass_on(waiting.pop())
        began = time.thread_time_ns()
        chronicle.take(entry)
        times.append((time.thread_time_ns() - began) / 1_000)
    for boost in reversed(waiting):
        chronicle.pass_on(boost)
    return times, chronicle


def _octets(scene: Scene) -> float:
    posts = _unread(scene.posts)
    standing_of = scene.standing_of
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        chronicle = gathered(posts, scene.boosts, standing_of, tags=scene.tags)
        gc.collect()
        return (tracemalloc.get_traced_memory()[0] - before) / len(chronicle.posts)
    finally:
        tracemalloc.stop()


def _command(scene: Scene, repeats: int) -> list[float]:
    times = []
    with TemporaryDirectory() as home:
        file = Path(home, "day.jsonl")
        file.write_text("".join(f"{line}\n" for line in lines_of(scene.event)), encoding="utf-8")
        places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "STATE", "DATA", "CACHE")}
        surroundings = {**environment(), **places, "HOME": home}
        for _ in range(repeats):
            began = _of_children()
            subprocess.run(
                hashtui("summary", "--from", os.fspath(file), "--format", "json"),
                env=surroundings, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            times.append(_of_children() - began)
    return times


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _lex_rank(scene: Scene) -> float:
    candidates = candidates_of(scene)
    began = time.thread_time()
    lex_rank(candidates, 15, Random(1))
    return (time.thread_time() - began) * 1_000
