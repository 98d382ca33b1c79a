"""The Bluesky firehose, made up, through a loopback WebSocket: what one processor takes in, and what the whole costs.

Decoding and matching stands beside plain `json.loads` of each event and a look for the tag, the road beside a bare
reader of the same socket; rounds are interleaved and the same matches are asserted.
"""

import asyncio
import gc
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from random import Random
from statistics import median

from hashtui.clock import SystemClock
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.events import read_event
from hashtui.sources.bluesky.match import MARK, Sieve
from hashtui.wire import Wire
from tests.bench.figures import Promise, Result, spread
from tests.bench.firehose_events import BASE32, FOLLOWED, Events, make_events
from tests.bench.terminal import EndedError

EVENTS = 100_000
"""As many different ones are made."""
BATCH = 256
"""Events that come at a time."""
FIREHOSE = 2_000
"""Events a second of all of Bluesky (docs.bsky.app/blog/relay-ops, November 2024)."""
RATES = (2_000, 20_000, 100_000, 200_000)

LEAST_GAIN = 8.0
"""Times as fast as json.loads."""
MOST_LOSS = 2.5
"""Times as slow as a bare reader."""
LEAST_TIMES = 100.0
"""Times the firehose on one processor."""
LEAST_SHARE, MOST_CPU, MOST_STALL = 98.0, 50.0, 30.0
"""Percent of the events, percent of a processor and milliseconds, at the highest rate."""

_NOW = datetime(2026, 7, 4, 14, 38, tzinfo=UTC)
_IN_TEXT = re.compile(r"#(\w+)")

JSON, OURS, BARE, WIRE = "json.loads", "decode and match", "bare socket", "wire, match"

Find = Callable[[Sequence[bytes]], Iterable[bytes]]
"""Picks out of some events those that bear a tag."""
Road = Callable[[], tuple[list[bytes], float]]
"""Takes everything in once, and gives what was found and the seconds of processor it took."""


class ManyKnown:
    """A thousand posts that are known, so that likes are counted: none of them is in the stream."""

    def __init__(self) -> None:
        dice = Random(3)
        self.marks = frozenset("".join(dice.choices(BASE32, k=MARK)).encode() for _ in range(1000))
        self.dids = frozenset("".join(dice.choices(BASE32, k=32)).encode() for _ in range(300))


def sifted(batch: Sequence[bytes], sieve: Sieve) -> Iterator[bytes]:
    """Our way: the sieve, and what it lets through is decoded."""
    for frame in sieve.sift(batch):
        read_event(frame, _NOW)
        yield frame


def loaded(batch: Iterable[bytes], folded: frozenset[str]) -> Iterator[bytes]:
    """The plain way: every event by json.loads, and a look into its facets, its tags, its text."""
    for frame in batch:
        event = json.loads(frame)
        record = event["commit"].get("record") if event["kind"] == "commit" else None
        if record is None or record["$type"] != "app.bsky.feed.post":
            continue
        found = list(record.get("tags", ()))
        for facet in record.get("facets", ()):
            found += [feature["tag"] for feature in facet["features"] if "tag" in feature]
        if "facets" not in record and "#" in record["text"]:
            found += _IN_TEXT.findall(record["text"])
        if any(tag.casefold() in folded for tag in found):
            yield frame


def decoding(frames: Sequence[bytes], find: Find) -> tuple[list[bytes], float]:
    """What is found in these events, a batch at a time: each as fresh as if it had just come."""
    found: list[bytes] = []
    took = 0.0
    for at in range(0, len(frames), BATCH):
        batch = [bytes(bytearray(frame)) for frame in frames[at : at + BATCH]]
        began = time.process_time()
        found += find(batch)
        took += time.process_time() - began
    return found, took


def bare(port: int, events: int) -> list[bytes]:
    """The least a reader of this socket can do: nothing is checked, nothing looked at."""
    with socket.create_connection(("127.0.0.1", port)) as stream:
        stream.sendall(b"GET /blast?count=%d HTTP/1.1\r\nSec-WebSocket-Key: bench\r\n\r\n" % events)
        rest = b""
        while b"\r\n\r\n" not in rest:
            rest += stream.recv(1)
        rest, read = b"", 0
        while read < events:
            at, arrived = 0, rest + stream.recv(256 * 1024)
            while at + 4 <= len(arrived):
                length, begin = arrived[at + 1], at + 2
                if length == 126:
                    length, begin = arrived[at + 2] << 8 | arrived[at + 3], at + 4
                if begin + length > len(arrived):
                    break
                at, read = begin + length, read + 1
                arrived[begin:at]
            rest = arrived[at:]
    return []


def wired(port: int, events: int, *, find: Find, packed: bool) -> list[bytes]:
    """By the wire, and what is found in each batch."""

    async def take() -> list[bytes]:
        found: list[bytes] = []
        wire = Wire(SystemClock())
        url = f"ws://127.0.0.1:{port}/blast?count={events}{'&deflate=1' if packed else ''}"
        async with wire.connect(url, raw=True, deflate=packed) as channel:
            async for batch in channel.batches():
                found += find([frame for frame in batch if isinstance(frame, bytes)])
        await wire.aclose()
        return found

    return asyncio.run(take())


@contextmanager
def serving(events: int, rate: float) -> Iterator[int]:
    """The firehose in a process of its own; its port."""
    argv = [sys.executable, "-m", "tests.bench.firehose_server", str(events), str(rate)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout is not None else ""
            if not line.strip().isdigit():
                raise EndedError("the made-up firehose did not start")
            yield int(line)
        finally:
            server.kill()


def timed(take: Callable[[], list[bytes]]) -> tuple[list[bytes], float]:
    """What it found, and the seconds of processor it took."""
    began = time.process_time()
    found = take()
    return found, time.process_time() - began


@dataclass(frozen=True, slots=True)
class Compared:
    """Some roads, measured in interleaved rounds: thousands of events a second, by name."""

    speeds: dict[str, list[float]]

    def rows(self) -> list[tuple[str, ...]]:
        """For the table."""
        return [
            (name, spread(values, ".0f"), f"{1000 / median(values):.2f}", f"{median(values) * 1000 / FIREHOSE:.0f}x")
            for name, values in self.speeds.items()
        ]

    def ratio(self, above: str, below: str) -> tuple[float, str]:
        """How many times as fast the one is, and between what the rounds lie."""
        pairs = zip(self.speeds[above], self.speeds[below], strict=True)
        ratios = [one / other for one, other in pairs]
        return median(ratios), f" ({min(ratios):.1f}-{max(ratios):.1f})"


def compare(made: Events, rounds: int) -> Compared:
    """Decoding alone, over events in memory; then the roads of the same events through the socket."""
    frames, bearing = made.frames, made.bearing_of(len(made.frames))
    sieve, knowing = (Sieve((Tag.of(tag) for tag in FOLLOWED), known) for known in (None, ManyKnown()))
    folded = frozenset(tag.casefold() for tag in FOLLOWED)
    with serving(len(frames), 0) as port:

        def through(find: Find, *, packed: bool = False) -> Road:
            return lambda: timed(lambda: wired(port, len(frames), find=find, packed=packed))

        roads: dict[str, Road] = {
            JSON: lambda: decoding(frames, lambda batch: loaded(batch, folded)),
            OURS: lambda: decoding(frames, lambda batch: sifted(batch, sieve)),
            "decode and match, 1,000 posts known": lambda: decoding(frames, lambda batch: sifted(batch, knowing)),
            BARE: lambda: timed(lambda: bare(port, len(frames))),
            "wire": through(lambda _: ()),
            WIRE: through(lambda batch: sifted(batch, sieve)),
            "wire, match, 1,000 posts known": through(lambda batch: sifted(batch, knowing)),
            "wire, json.loads": through(lambda batch: loaded(batch, folded)),
            "wire with deflate, match": through(lambda batch: sifted(batch, sieve), packed=True),
        }
        speeds: dict[str, list[float]] = {name: [] for name in roads}
        for _ in range(rounds):
            for name, road in roads.items():
                gc.collect()
                found, took = road()
                if found != bearing and name not in (BARE, "wire"):
                    raise EndedError(
                        f"{name}: {len(found)} posts were found where {len(bearing)} bear a tag, or others"
                    )
                speeds[name].append(len(frames) / took / 1000)
    return Compared(speeds)


def key(frame: bytes) -> str:
    """The key of its post."""
    event = json.loads(frame)
    return f"at://{event['did']}/app.bsky.feed.post/{event['commit']['rkey']}"


@dataclass(frozen=True, slots=True)
class Whole:
    """What the whole road cost at one rate."""

    rate: float
    share: float
    """Percent of the events that were taken in while it was looked at."""
    came: int
    lost: int
    """Posts missing among those that came, and holes that were told."""
    cpu: float
    stall: float
    memory: float

    @property
    def row(self) -> tuple[str, ...]:
        """For the table."""
        figures = (self.share, self.came, self.lost, self.cpu, self.cpu / self.share * 100, self.stall, self.memory)
        return (f"{self.rate:,.0f} events/s", *(f"{figure:.0f}" for figure in figures))


def whole(made: Events, rate: float, seconds: float) -> Whole:
    """The whole road at that many events a second."""
    with serving(len(made.frames), rate) as port:
        argv = [sys.executable, "-m", "tests.bench.firehose_watch", str(port), str(seconds)]
        ran = subprocess.run(argv, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise EndedError(f"the watch ended with {ran.returncode}: {ran.stderr.strip()[-500:]}")
    told = json.loads(ran.stdout)
    came, framed = told["keys"], made.size + 4
    expected = {key(frame) for _, frame in islice(made.told(), len(came))}
    lost = len(expected.difference(came)) + len(told["troubles"]) + told["unreadable"]
    share = told["octets_a_second"] / framed / rate * 100
    return Whole(rate, share, len(came), lost, told["cpu"], told["stall"], told["memory"])


def run(seconds: float, rounds: int) -> Result:
    """Speeds in rounds; then the whole road, for so many seconds at each rate."""
    made = make_events(EVENTS)
    compared = compare(made, rounds)
    roads = [whole(made, rate, seconds) for rate in RATES]
    gain, gains = compared.ratio(OURS, JSON)
    loss, losses = compared.ratio(BARE, WIRE)
    times = median(compared.speeds[WIRE]) * 1000 / FIREHOSE
    most = f"{RATES[-1]:,.0f} events/s"
    goals = (
        Promise("bare socket, times wire and match", loss, MOST_LOSS, at_least=False, remark=losses),
        Promise(f"{most}: percent taken in", roads[-1].share, LEAST_SHARE, at_least=True),
        Promise(f"{most}: percent of a processor", roads[-1].cpu, MOST_CPU, at_least=False),
        Promise(f"{most}: stall of the loop, p99 ms", roads[-1].stall, MOST_STALL, at_least=False),
    )
    table = Result(
        ("the whole road", "taken in, %", "posts", "lost", "cpu, %", "cpu of all, %", "stall p99, ms", "memory, MiB"),
        tuple(road.row for road in roads),
        (),
    )
    return Result(
        ("thousands of events a second of processor", "median (range)", "us an event", "firehoses"),
        tuple(compared.rows()),
        (
            Promise("decode and match, times json.loads", gain, LEAST_GAIN, at_least=True, remark=gains),
            Promise("firehoses on one processor, by wire and match", times, LEAST_TIMES, at_least=True),
            Promise("posts lost on the whole road", sum(road.lost for road in roads), 0, at_least=False),
        ),
        (
            "",
            *table.text().splitlines(),
            f"{made.size:.0f} octets an event; goals that a busy machine misses, so they fail nothing:",
            *(goal.line() for goal in goals),
        ),
    )
