"""How not to be a nuisance: when to try again, and how often a server may be asked. Values in, values out."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

from hashtui.errors import RateLimited

Headers = Sequence[tuple[str, str]]
"""Header names in lower case with their values, in order, as `Answer.headers` has them."""

HEALTHY = 60.0
"""Seconds of good work after which earlier failures are forgotten."""

LONGEST = timedelta(days=30)
"""No server's wish reaches further ahead than this: what is longer is held to be this long."""

_A_DAY = timedelta(days=1)

_EPOCH_FROM = 1_000_000_000
"""A numeric reset below this is seconds from now (IETF draft `ratelimit-reset`), not a point in time."""


class Backoff:
    """Decorrelated jitter: each pause lies between `base` and three times the one before, at most `cap`."""

    def __init__(self, random: Random, base: float = 1.0, cap: float = 300.0) -> None:
        self._random = random
        self._base = base
        self._cap = cap
        self._last = base

    def next(self) -> float:
        """Seconds to wait before the next try."""
        self._last = min(self._cap, self._random.uniform(self._base, 3 * self._last))
        return self._last

    def reset(self) -> None:
        """Forget the failures so far."""
        self._last = self._base

    def worked(self, seconds: float) -> None:
        """It worked for that long before it failed: long enough, and the failures before are forgotten."""
        if seconds >= HEALTHY:
            self.reset()


def retry_after(headers: Headers, now: datetime) -> datetime | None:
    """Until when the server asks us to stay away (RFC 9110, 10.2.3): the latest of its `retry-after` headers.

    None when there is none that makes sense: junk, negative, in the past. A date is measured against the
    server's own `date`, so a wrong clock on either side does no harm.
    """
    waits = [
        wait
        for name, value in headers
        if name == "retry-after" and (wait := _retry_wait(value.strip(), headers, now)) is not None
    ]
    return now + max(waits) if waits else None


def plea(status: int, headers: Headers, now: datetime, words: str) -> RateLimited | None:
    """What a server means that asks for patience: 429, or 503 with a time. None when it does not.

    Until when is what its `retry-after` says, else the reset of its rate limit.
    """
    until = retry_after(headers, now)
    if status != 429 and (status != 503 or until is None):
        return None
    bucket = read_bucket(headers, now)
    return RateLimited(words, until=until or (bucket.reset if bucket is not None else None))


def patience(until: datetime, now: datetime, random: Random) -> float:
    """Seconds from `now` to `until` and up to a tenth more, so that not everybody comes back at once.

    A second at least: a time that passed while the answer was under way is no leave to ask again at once.
    """
    left = max(1.0, (until - now).total_seconds())
    return left + random.uniform(0.0, left / 10)


@dataclass(frozen=True, slots=True)
class RateBucket:
    """How often a server may still be asked, as it says: `remaining` of `limit` requests until `reset`."""

    limit: int
    remaining: int
    reset: datetime

    @property
    def is_empty(self) -> bool:
        """Nothing may be asked before the reset."""
        return self.remaining <= 0

    def pause(self, now: datetime) -> float:
        """Seconds to leave before the next request.

        None while there is plenty, an even share of the time left when less than a tenth remains, all of it
        when nothing does.
        """
        left = max(0.0, (self.reset - now).total_seconds())
        if self.is_empty:
            return left
        if self.remaining * 10 < self.limit:
            return left / (self.remaining + 1)
        return 0.0


def read_bucket(headers: Headers, now: datetime) -> RateBucket | None:
    """The rate limit an answer tells of: `x-ratelimit-*` (Mastodon, GoToSocial) or `ratelimit-*` (Bluesky).

    The reset is ISO 8601 with microseconds, seconds since 1970 or seconds from now. None when a number is
    missing or makes no sense, and when the reset has passed.
    """
    for prefix in ("x-ratelimit-", "ratelimit-"):
        limit = _number(_first(headers, prefix + "limit"))
        remaining = _number(_first(headers, prefix + "remaining"))
        wait = _reset_wait(_first(headers, prefix + "reset"), headers, now)
        if limit is None or remaining is None or wait is None or limit <= 0:
            continue
        return RateBucket(limit, max(0, min(remaining, limit)), now + wait)
    return None


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` requests in any `seconds`."""

    count: int
    seconds: float


ALL_REQUESTS = Window(300, 300.0)
"""Mastodon, config/initializers/rack_attack.rb: 300 in 5 minutes per address or token."""

PAGING_REQUESTS = Window(300, 900.0)
"""… and 300 in 15 minutes for those with max_id, min_id, since_id or page."""

SHARE = 0.9
"""How much of a window is ours to use: somebody else may sit behind the same address."""

TICK = 3.0
"""Seconds between two requests of the steady state, whoever asks: 20 a minute for one server."""

_UNTOLD = 0, 1, float("-inf")
"""What a server said is left, of how many, and until when that holds, before it said anything."""

FRESH = 15.0
"""Mastodon answers anonymous readers from a cache this many seconds old: asking sooner is pointless."""


class Budget:
    """How often one server may be asked, over all that asks it.

    It keeps both of Mastodon's windows by its own count, and what the server's headers say on top. `at` is a
    monotonic time.
    """

    def __init__(self, every: Window = ALL_REQUESTS, paging: Window = PAGING_REQUESTS) -> None:
        self._every = _Spent(every)
        self._paging = _Spent(paging)
        self._not_before = 0.0
        self._alone_until = float("-inf")
        self._told = _UNTOLD

    def wait(self, at: float, *, paging: bool = False) -> float:
        """Seconds before a request may be made; 0 when it may be made now."""
        waits = [self._not_before - at, self._every.wait(at)]
        if paging:
            waits.append(self._paging.wait(at))
        return max(0.0, *waits)

    def spend(self, at: float, *, paging: bool = False) -> None:
        """A request is made."""
        self._every.spend(at)
        if paging:
            self._paging.spend(at)

    def left(self, at: float) -> int:
        """Requests that may still be made in the present window: by our own count, or fewer if the server says so."""
        remaining, _, until = self._told
        return self._every.left(at) if at >= until else min(remaining, self._every.left(at))

    def share_left(self, at: float) -> float:
        """How much of the present window is left, 0 to 1: by our own count, or less if the server says so."""
        remaining, limit, until = self._told
        ours = self._every.left(at) / self._every.allowed
        return ours if at >= until else min(remaining / limit, ours)

    def learn(self, headers: Headers, at: float, now: datetime) -> None:
        """What an answer says: nothing is asked sooner than its rate limit and its `retry-after` allow."""
        bucket = read_bucket(headers, now)
        if bucket is not None:
            self._told = bucket.remaining, bucket.limit, at + (bucket.reset - now).total_seconds()
        pause = bucket.pause(now) if bucket else 0.0
        until = retry_after(headers, now)
        if until is not None:
            self.leave_alone(at + (until - now).total_seconds())
        self._not_before = max(self._not_before, at + pause) if pause else self._not_before

    def leave_alone(self, until: float) -> None:
        """The server asked us to stay away until then: nothing at all is asked of it."""
        self._alone_until = max(self._alone_until, until)
        self._not_before = max(self._not_before, until)

    def away(self, at: float) -> float:
        """Seconds for which the server asked us to stay away, whatever is left of its limits."""
        return max(0.0, self._alone_until - at)

    @staticmethod
    def rhythm(tags: int) -> float:
        """Seconds between two polls of the same tag when `tags` are polled at one server."""
        return max(FRESH, TICK * tags)


class _Spent:
    """The requests made inside one window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.allowed = max(1, int(window.count * SHARE))
        """Requests that may be made in it."""
        self._times: deque[float] = deque(maxlen=self.allowed)

    def wait(self, at: float) -> float:
        if len(self._times) < self.allowed:
            return 0.0
        return max(0.0, self._times[0] + self._window.seconds - at)

    def spend(self, at: float) -> None:
        self._times.append(at)

    def left(self, at: float) -> int:
        return self.allowed - sum(at - time < self._window.seconds for time in self._times)


def _retry_wait(value: str, headers: Headers, now: datetime) -> timedelta | None:
    if value.isascii() and value.isdigit():
        return _seconds(value)
    return _sensible(_http_date(value), headers, now)


def _reset_wait(value: str | None, headers: Headers, now: datetime) -> timedelta | None:
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        if len(value) < len(str(_EPOCH_FROM)):
            return _seconds(value)
        return _sensible(_from_epoch(value), headers, now)
    return _sensible(_iso(value), headers, now)


def _sensible(moment: datetime | None, headers: Headers, now: datetime) -> timedelta | None:
    """How far off a moment is on the server's own clock, else on ours; None when it has passed on both."""
    if moment is None:
        return None
    server_now = _http_date(_first(headers, "date") or "") or now
    for wait in (moment - server_now, moment - now):
        if timedelta(0) < wait <= _A_DAY:
            return wait
    return min(moment - now, LONGEST) if moment > now else None


def _seconds(digits: str) -> timedelta | None:
    if len(digits.lstrip("0")) > 7:
        return LONGEST
    return min(timedelta(seconds=int(digits)), LONGEST) or None


def _number(value: str | None) -> int | None:
    """A plain decimal number, or the first of a list as the IETF draft writes them (`300, 300;w=300`)."""
    if value is None:
        return None
    head = value.split(",", 1)[0].split(";", 1)[0].strip()
    return int(head) if head.isascii() and head.isdigit() and len(head) <= 9 else None


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _utc(moment)


def _iso(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return _utc(moment)


def _from_epoch(digits: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(digits), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _utc(moment: datetime) -> datetime | None:
    """Times without a zone are UTC: HTTP dates always are, and servers that leave it out mean it."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _first(headers: Headers, name: str) -> str | None:
    return next((v for k, v in headers if k == name), None)
