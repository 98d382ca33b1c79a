"""How each source is: what it says of itself and what became of what it gave, for people to read."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from hashtui.post.clean import CleanLine, CleanText, clean_line
from hashtui.post.sighting import Report, Sighting, State
from hashtui.reading.rate import Rate
from hashtui.sources.source import Figures

LAGS_REMEMBERED = 15
LAGS_BELIEVED = timedelta(minutes=-5), timedelta(days=1)
"""A post that was under way for less or longer than this was dated by a clock that is wrong, or on purpose."""

QUIET = clean_line("")


class Outcome(StrEnum):
    """What became of the first attempt to reach a source."""

    PENDING = "pending"
    ANSWERED = "answered"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Health:
    """How one source is at one moment."""

    url: CleanLine
    state: State
    reason: CleanLine
    """One short clause; empty when there is nothing to add."""
    help: CleanText | None
    """What the person can do, when they can."""
    state_since: datetime
    outcome: Outcome
    """What became of the first attempt; ANSWERED for good once it has ever answered."""
    last_heard_at: datetime | None
    """When it last gave a post, on our own clock."""
    posts: int
    """Posts it gave first."""
    duplicates: int
    """Sightings of posts that were known already."""
    malformed: int
    """Posts, frames and answers that made no sense."""
    retries: int
    """Failures since it last answered."""
    next_try: datetime | None
    lag: timedelta | None
    """How long its posts are under way: the median of the last ones that came live."""
    per_minute: float
    """Posts a minute over the last minutes."""
    last_error: CleanLine
    """The reason of the last trouble, kept when it is over; empty when there was none."""
    requests_left: int | None = None
    """Requests that may still be made in the server's present window, where that is known."""
    forged: int = 0
    """Posts whose signature does not hold."""
    received: int | None = None
    """Bytes that came over the network for it; None where none do."""


class Vitals:
    """What is measured of one source while a watch runs."""

    def __init__(self, url: CleanLine, now: datetime) -> None:
        self._url = url
        self._report = Report(url, State.STARTING, QUIET, now)
        self._since = now
        self._outcome = Outcome.PENDING
        self._last_heard_at: datetime | None = None
        self._posts = 0
        self._duplicates = 0
        self._retries = 0
        self._last_error = QUIET
        self._lags: deque[float] = deque(maxlen=LAGS_REMEMBERED)
        self._rate = Rate()
        self.malformed = 0

    @property
    def state(self) -> State:
        """How it is now."""
        return self._report.state

    @property
    def outcome(self) -> Outcome:
        """What became of the first attempt."""
        return self._outcome

    def hear(self, sighting: Sighting, now: datetime, *, is_new: bool) -> None:
        """Count a sighting it gives now; it may say itself that it was received long ago, by somebody else."""
        self._outcome = Outcome.ANSWERED
        self._last_heard_at = now
        if not is_new:
            self._duplicates += 1
            return
        self._posts += 1
        if not sighting.held:
            self._rate.count(now)
            lag = sighting.received_at - sighting.post.created_at
            if LAGS_BELIEVED[0] <= lag <= LAGS_BELIEVED[1]:
                self._lags.append(lag.total_seconds())

    def report(self, report: Report) -> None:
        """Take in what it says of itself, or what tending says of it."""
        if report.state is not self._report.state:
            self._since = report.received_at
        self._report = report
        match report.state:
            case State.STARTING | State.WAITING:
                return
            case State.LIVE | State.POLLING | State.CATCHING_UP | State.ENDED:
                self._outcome = Outcome.ANSWERED
                self._retries = 0
                return
            case State.RECONNECTING | State.NO_NETWORK | State.BROKEN:
                self._fail(Outcome.FAILED, report.reason)
            case State.REFUSED:
                self._fail(Outcome.REFUSED, report.reason)

    def _fail(self, outcome: Outcome, reason: CleanLine) -> None:
        if self._outcome is Outcome.PENDING or (self._outcome is Outcome.FAILED and outcome is Outcome.REFUSED):
            self._outcome = outcome
        self._retries += 1
        self._last_error = reason or self._last_error

    def health(self, now: datetime, figures: Figures) -> Health:
        """How it is now, with what it counts of itself."""
        lag = timedelta(seconds=max(0.0, median(self._lags))) if self._lags else None
        return Health(
            url=self._url,
            state=self._report.state,
            reason=self._report.reason,
            help=self._report.help,
            state_since=self._since,
            outcome=self._outcome,
            last_heard_at=self._last_heard_at,
            posts=self._posts,
            duplicates=self._duplicates,
            malformed=self.malformed + figures.unreadable,
            retries=self._retries,
            next_try=self._report.next_try,
            lag=lag,
            per_minute=self._rate.per_minute(now),
            last_error=self._last_error,
            requests_left=figures.requests_left,
            forged=figures.forged,
            received=figures.received,
        )
