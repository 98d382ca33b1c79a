"""How often a feed is asked for, and how often one host is, over all feeds of a run."""

import re
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from random import Random
from weakref import WeakKeyDictionary

from hashtui.manners import Headers, read_bucket, retry_after
from hashtui.wire import Wire

USUAL = 900.0
"""Seconds between two questions for a feed that wishes nothing else."""
FLOOR = 60.0
"""… and at least, whoever wishes it."""
LONGEST = 6 * 3_600.0
"""… and at most, whatever it wishes, and however often it failed."""
USUAL_HERE = 15.0
"""The same for a feed on this machine."""
FLOOR_HERE = 1.0
UNKNOWN = 3_600.0
"""… for a tag that the server does not know (yet)."""

MANY = 10
"""Questions to one host in any minute, however many feeds it has."""
REDDIT = 1
"""Reddit allows visitors hardly more, over all its feeds (protocols D)."""
MINUTE = 60.0

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def interval(*, every: float | None, wish: float | None, headers: Headers, is_here: bool) -> float:
    """Seconds until a feed is asked for again.

    `every` is the person's, who may know better than the feed; `wish` the feed's own (`ttl`, `sy:updatePeriod`),
    which may be shorter or longer than usual. Nothing new is to be had before what was sent is too old to be kept.
    """
    floor, usual = (FLOOR_HERE, USUAL_HERE) if is_here else (FLOOR, USUAL)
    if every is not None:
        return max(every, floor)
    return min(LONGEST, max(floor, wish or usual, _kept_for(headers)))


def setback(failures: int, random: Random, *, is_here: bool) -> float:
    """Seconds to wait after so many failures in a row: each time twice as long, and not all at the same time."""
    floor = FLOOR_HERE if is_here else FLOOR
    return min(LONGEST, floor * 2.0 ** min(failures - 1, 20)) * random.uniform(1.0, 1.25)


def _kept_for(headers: Headers) -> float:
    for name, value in headers:
        found = _MAX_AGE.search(value) if name == "cache-control" else None
        if found is not None:
            age = next((int(v) for k, v in headers if k == "age" and v.isascii() and v.isdigit() and len(v) < 10), 0)
            return max(0.0, float(found[1]) - age)
    return 0.0


class Host:
    """One host: how often it was asked lately, and until when it wants to be left alone. Times are monotonic."""

    def __init__(self, a_minute: int) -> None:
        self._times: deque[float] = deque(maxlen=a_minute)
        self._not_before = 0.0

    def wait(self, at: float) -> float:
        """Seconds before it may be asked; 0: now."""
        full = len(self._times) == self._times.maxlen
        return max(0.0, self._not_before - at, self._times[0] + MINUTE - at if full else 0.0)

    def spend(self, at: float) -> None:
        """It is asked."""
        self._times.append(at)

    def leave_alone(self, until: float) -> None:
        """It wants no question before that time."""
        self._not_before = max(self._not_before, until)

    def learn(self, headers: Headers, at: float, now: datetime) -> None:
        """What an answer says: no question is asked sooner than its rate limit and its `retry-after` allow."""
        bucket, until = read_bucket(headers, now), retry_after(headers, now)
        pause = bucket.pause(now) if bucket is not None else _reddit_pause(headers)
        if until is not None:
            pause = max(pause, (until - now).total_seconds())
        if pause:
            self.leave_alone(at + pause)


def _reddit_pause(headers: Headers) -> float:
    """Reddit says how many questions are left with a decimal point, and not of how many."""
    left, reset = _decimal(headers, "x-ratelimit-remaining"), _decimal(headers, "x-ratelimit-reset")
    return min(reset, MINUTE * 60) if left is not None and reset is not None and left < 1 else 0.0


def _decimal(headers: Headers, name: str) -> float | None:
    value = next((value.strip() for key, value in headers if key == name), "")
    return float(value) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value, re.ASCII) else None


class Hosts:
    """The hosts that are asked over one wire."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def of(self, name: str, *, is_here: bool) -> Host:
        """The host of that name."""
        is_reddit = name == "reddit.com" or name.endswith(".reddit.com")
        key = "reddit.com" if is_reddit else name
        if key not in self._hosts:
            self._hosts[key] = Host(REDDIT if is_reddit else 100 * MANY if is_here else MANY)
        return self._hosts[key]


_OF_WIRES: WeakKeyDictionary[Wire, Hosts] = WeakKeyDictionary()


def hosts_of(wire: Wire) -> Hosts:
    """The hosts of all feeds that are asked over this wire: they count together."""
    return _OF_WIRES.setdefault(wire, Hosts())


def words_for(seconds: Sequence[float]) -> str:
    """How often feeds are asked for, in words: the shortest of these intervals."""
    shortest = min(seconds)
    if shortest < 100:
        return f"every {shortest:.3g} s"
    if shortest < 5_400:
        return f"every {shortest / 60:.0f} min"
    return f"every {shortest / 3_600:.2g} h"
