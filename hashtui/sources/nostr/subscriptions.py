"""The tags followed at one relay: a few requests for all of them, and how what each has stored is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, log_line
from hashtui.post.sighting import Follow, Gap
from hashtui.post.tag import Tag
from hashtui.sources.nostr.checking import AHEAD, Checking
from hashtui.sources.nostr.decode import POSTS, moment
from hashtui.sources.nostr.event import Event
from hashtui.sources.nostr.known import oldest_first
from hashtui.sources.nostr.line import Fits, Line, Request
from hashtui.sources.nostr.messages import Closed
from hashtui.sources.nostr.reading import Reading
from hashtui.sources.nostr.resuming import Progress
from hashtui.sources.nostr.spellings import bears

OVERLAP = timedelta(minutes=10)
"""Clocks of authors and relays differ: what was missed is asked for from so long before."""
TAGS_AT_ONCE = 8
"""Tags in one request: relays bound its filters."""
MOST_REQUESTS = 8
"""Requests for tags; when there would be more, all are asked for anew in fewer."""
PAGES_AT_ONCE = 3
TOLD_AFTER = 15.0
"""Seconds after which what was read is told though there is more."""
NO_EOSE = "the relay did not say that this was all it has"


@dataclass(slots=True, eq=False)
class Subscription:
    """One request for some tags; it stays open."""

    request: Request
    readings: list[Reading]
    is_read: bool = False
    """What was stored for its first page was taken."""

    @property
    def tags(self) -> frozenset[Tag]:
        """What it asks for."""
        return frozenset(reading.tag for reading in self.readings)


@dataclass(slots=True, eq=False)
class Round:
    """Subscriptions made together; what they had stored is told together, oldest first."""

    began: float
    subscriptions: list[Subscription]
    found: list[Event] = field(default_factory=list)
    """What is read and not told yet."""
    missed: set[str] = field(default_factory=set)
    """The ids of what was not held when its tag was asked for first."""

    @property
    def readings(self) -> list[Reading]:
        """Of all its subscriptions."""
        return [reading for subscription in self.subscriptions for reading in subscription.readings]

    @property
    def is_complete(self) -> bool:
        """Everything that will be read was read."""
        return all(reading.is_complete for reading in self.readings)

    @property
    def authors(self) -> set[str]:
        """Who wrote what is to be told."""
        return {event.pubkey for event in self.found}

    def is_ripe(self, now: float) -> bool:
        """It is to be told now: it is complete, or takes too long."""
        return self.is_complete or (bool(self.found) and now >= self.began + TOLD_AFTER)


class Subscriptions:
    """What is asked of one relay for the followed tags. What is known of tags outlasts the connection."""

    def __init__(self, source: CleanLine, clock: Clock, checking: Checking, progress: Progress) -> None:
        self._source = source
        self._clock = clock
        self._checking = checking
        self._progress = progress
        self._opened: set[Tag] = set()
        """Tags of which the stored part was told."""
        self._missing: dict[Tag, datetime] = {}
        """Since when a tag that was open is not heard."""
        self._open: list[Subscription] = []
        self._rounds: list[Round] = []
        self._unsure: list[tuple[Request, Gap]] = []
        """What never said that it was all, and may yet."""
        self._doubted: dict[Tag, Gap] = {}
        """What an earlier connection left unsure: it is read again."""
        self._refilled: list[Gap] = []
        self._floors: dict[Tag, datetime] = {}
        """How far back the first page of a tag reached where the relay had more: what is older is not asked for."""
        self.closed: list[tuple[frozenset[Tag], Closed]] = []
        """What the relay ended, to be judged."""
        self.most_requests = MOST_REQUESTS

    def begin(self, heard_at: datetime | None) -> None:
        """A new connection: nothing is asked on it yet. The relay was heard last at that time."""
        if heard_at is not None:
            self._miss(self._opened, heard_at)
        for _, gap in self._unsure:
            self._miss(gap.tags & self._opened, gap.since)
            self._doubted |= dict.fromkeys(gap.tags & self._opened, gap)
        self._open, self._rounds, self._unsure, self.closed = [], [], [], []

    @property
    def is_open(self) -> bool:
        """Something is asked."""
        return bool(self._open)

    @property
    def is_reading(self) -> bool:
        """Something that is stored is still being read."""
        return bool(self._rounds)

    @property
    def is_catching_up(self) -> bool:
        """Something that was missed is to be read."""
        return bool(self._missing)

    @property
    def up_to_date(self) -> frozenset[Tag]:
        """The tags of which everything that came was told, but for the gaps that were told."""
        being_read = {reading.tag for one in self._rounds for reading in one.readings}
        asked = frozenset[Tag]().union(*(subscription.tags for subscription in self._open))
        return (asked & self._opened) - self._missing.keys() - being_read

    @property
    def due(self) -> float | None:
        """When the next thing is overdue, monotonic."""
        waiting = [one.request.overdue_at for one in self._open if not one.is_read]
        waiting += [r.page.overdue_at for one in self._rounds for r in one.readings if r.page is not None]
        waiting += [one.began + TOLD_AFTER for one in self._rounds if one.found]
        return min(waiting, default=None)

    async def take_up(self, line: Line, follow: Follow, tags: frozenset[Tag]) -> None:
        """Ask for exactly these of the tags that are followed; those asked for already go on as they are."""
        for subscription in list(self._open):
            subscription.readings = [reading for reading in subscription.readings if reading.tag in tags]
            if not subscription.readings:
                await self._end(line, subscription)
        self._opened &= follow.tags
        self._missing = {tag: since for tag, since in self._missing.items() if tag in self._opened}
        self._doubted = {tag: gap for tag, gap in self._doubted.items() if tag in self._opened}
        self._floors = {tag: floor for tag, floor in self._floors.items() if tag in self._opened}
        new = tags.difference(*(subscription.tags for subscription in self._open))
        if new and len(self._open) + -(-len(new) // TAGS_AT_ONCE) > self.most_requests:
            self._miss(self._opened, self._clock.now())
            for subscription in list(self._open):
                await self._end(line, subscription)
            new = tags
        readings = [self._reading(tag, follow.since) for tag in sorted(new, key=lambda tag: tag.name)]
        if readings:
            some = [readings[place : place + TAGS_AT_ONCE] for place in range(0, len(readings), TAGS_AT_ONCE)]
            subscriptions = [await self._subscribe(line, one) for one in some]
            self._rounds.append(Round(self._clock.monotonic(), subscriptions))

    async def advance(self, line: Line) -> None:
        """Take in the answers that came, and ask for what is still missing."""
        now = self._clock.monotonic()
        for one in self._rounds:
            for subscription in one.subscriptions:
                if not subscription.is_read and subscription.request.is_settled(now):
                    self._read_first(one, subscription)
                for reading in subscription.readings:
                    if reading.page is not None and reading.page.is_settled(now):
                        await self._read_page(line, one, reading, reading.page)
                    at_work = sum(other.page is not None for other in one.readings)
                    if subscription.is_read and reading.wants_page and at_work < PAGES_AT_ONCE:
                        reading.page = await line.ask([reading.filter()], _fits([reading.tag]), 2 * reading.limit)
        for subscription in list(self._open):
            if subscription.request.closed is not None:
                self.closed.append((subscription.tags, subscription.request.closed))
                self._miss(subscription.tags & self._opened, self._clock.now())
                self._drop(subscription)

    def ripe(self) -> Round | None:
        """The next that can be told."""
        now = self._clock.monotonic()
        return next((one for one in self._rounds if one.is_ripe(now)), None)

    async def checked(self, one: Round) -> list[tuple[Event, bool]]:
        """What there is to tell of it, oldest first, and whether it was held. What comes from then on is live."""
        found = await self._genuine(one.found)
        while more := [event for some in one.subscriptions if some.is_read for event in some.request.take()]:
            one.missed.update(event.id for event in more)
            found += await self._genuine(more)
        for subscription in one.subscriptions:
            subscription.request.is_live |= subscription.is_read
        return [(event, event.id not in one.missed) for event in oldest_first(found)]

    def told(self, one: Round) -> list[Gap]:
        """All of that was told. If it is complete, what may still be missing."""
        if not one.is_complete:
            one.found.clear()
            return []
        self._rounds.remove(one)
        gaps = []
        for subscription in one.subscriptions:
            for reading in subscription.readings:
                self._opened.add(reading.tag)
                self._missing.pop(reading.tag, None)
                if reading.held and reading.is_full and reading.reached is not None:
                    self._floors[reading.tag] = moment(reading.reached)
                gap = self._gap(reading)
                doubted = self._doubted.pop(reading.tag, None)
                if gap is None and doubted is not None and not reading.trouble:
                    self._refilled.append(doubted)
                if gap is not None:
                    gaps.append(gap)
                    if reading.trouble == NO_EOSE and not reading.may_be_cut_short:
                        self._unsure.append((subscription.request, gap))
        return gaps

    def filled(self) -> list[Gap]:
        """The gaps that are none: the relay has said late that it had sent all, or has sent it all again."""
        now = self._clock.now()
        sure = [gap for request, gap in self._unsure if request.answered.is_set() and request.closed is None]
        sure += self._refilled
        self._refilled = []
        self._unsure = [(request, gap) for request, gap in self._unsure if not request.answered.is_set()]
        return [replace(gap, filled_at=now) for gap in sure]

    def _reading(self, tag: Tag, since: datetime | None) -> Reading:
        missed = self._missing.get(tag)
        is_held = missed is None
        if missed is None:
            missed = since or self._progress.before(tag)
        if missed is None:
            return Reading(tag, None, held=is_held)
        back_to = missed - OVERLAP
        if not is_held:
            back_to = max(since or back_to, self._floors.get(tag, back_to), back_to)
        return Reading(tag, max(0, int(back_to.timestamp())), held=is_held, missed_since=missed)

    async def _subscribe(self, line: Line, readings: list[Reading]) -> Subscription:
        most = sum(2 * reading.limit for reading in readings)
        tags = [reading.tag for reading in readings]
        request = await line.ask([reading.filter() for reading in readings], _fits(tags), most)
        self._open.append(Subscription(request, readings))
        return self._open[-1]

    async def _end(self, line: Line, subscription: Subscription) -> None:
        await line.end(subscription.request)
        self._drop(subscription)

    def _drop(self, subscription: Subscription) -> None:
        self._open.remove(subscription)
        for one in self._rounds:
            one.subscriptions = [other for other in one.subscriptions if other is not subscription]
        self._rounds = [one for one in self._rounds if one.subscriptions or one.found]

    def _miss(self, tags: Iterable[Tag], since: datetime) -> None:
        for tag in tags:
            self._missing[tag] = min(since, self._missing.get(tag, since))

    def _read_first(self, one: Round, subscription: Subscription) -> None:
        events = subscription.request.take()
        subscription.is_read = True
        for reading in subscription.readings:
            self._keep(one, reading, (event for event in events if bears(event.values("t"), reading.tags)))
            if not subscription.request.answered.is_set():
                reading.give_up(NO_EOSE)

    async def _read_page(self, line: Line, one: Round, reading: Reading, page: Request) -> None:
        reading.page = None
        await line.end(page)
        self._keep(one, reading, page.take())
        if page.closed is not None:
            reading.give_up(f"the relay reads no further back: {page.closed.words or page.closed.prefix}")
        elif not page.answered.is_set():
            reading.give_up(NO_EOSE)

    def _keep(self, one: Round, reading: Reading, events: Iterable[Event]) -> None:
        latest = int((self._clock.now() + AHEAD).timestamp())
        fresh = reading.take(events, self._checking.is_taken, latest)
        one.found += fresh
        if not reading.held:
            one.missed.update(event.id for event in fresh)

    async def _genuine(self, events: Iterable[Event]) -> list[Event]:
        return await self._checking.genuine(self._checking.worth_a_look(events))

    def _gap(self, reading: Reading) -> Gap | None:
        now = self._clock.now()
        if not reading.trouble or reading.missed_since is None:
            return None
        until = now if reading.reached is None or reading.trouble == NO_EOSE else moment(reading.reached)
        if until <= reading.missed_since:
            return None
        reason = log_line(reading.trouble)
        return Gap(self._source, reading.missed_since, until, reason, found_at=now, tags=reading.tags)


def _fits(tags: Iterable[Tag]) -> Fits:
    """Whether an event is a post with one of these tags."""
    wanted = frozenset(tags)
    return lambda event: event.kind in POSTS and bears(event.values("t"), wanted)
