"""Who passes posts on at one server. Its timelines say only how many, so for those that rise it is asked who."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from hashtui.clock import Clock
from hashtui.errors import Malformed, Refused, Unreachable
from hashtui.manners import Backoff
from hashtui.post.clean import CleanLine
from hashtui.post.post import Author
from hashtui.post.sighting import Boost
from hashtui.sources.mastodon.answers import NotThere
from hashtui.sources.mastodon.decode import Place, Status
from hashtui.sources.mastodon.known import Known
from hashtui.sources.mastodon.server import Server
from hashtui.sources.recent import Recent

FEWEST = 2
"""Boosts from which on it is asked who they are by."""
EVERY = 10.0
"""Seconds between two such questions to one server, at least."""
AGAIN = 60.0
"""Seconds before the same post is asked about once more; each time four times as long."""
MOST_TIMES = 5
"""Questions about one post."""
SPARE = 1 / 3
"""With less than this share of its requests left, a server is not asked."""
IDLE = 1.0
"""Seconds in which nothing else is to be asked, at least."""
ANSWER = 5.0
"""Seconds after which an answer is waited for no longer."""
MOST_READ = 200
"""People of one answer: 80 are asked for."""
MOST_POSTS = 2_000
MOST_TOLD = 50_000
"""Boosts remembered, so that each person is told once for each post."""


@dataclass(slots=True)
class _Gathering:
    """A post that gathers boosts."""

    key: CleanLine
    created_at: datetime
    boosts: int
    asked: int = 0
    """How many it had when that was answered last."""
    times: int = 0
    not_before: float = 0.0
    """Monotonic."""


class Boosters:
    """The posts of followed tags that gather boosts, and by whom, as far as was asked.

    What goes wrong with these questions concerns nothing else, but that a server asks for patience.
    """

    def __init__(self, server: Server, known: Known, clock: Clock) -> None:
        self._server = server
        self._known = known
        self._clock = clock
        self._posts = Recent[str, _Gathering](MOST_POSTS)
        """By the server's own id."""
        self._risen: set[str] = set()
        """Those that have more boosts than were asked about."""
        self._told = Recent[int, None](MOST_TOLD)
        self._learnt: list[Boost] = []
        self._backoff = Backoff(server.random, base=EVERY, cap=3600.0)
        self._not_before = 0.0
        self._has_answered = False
        self._is_closed = False
        """It tells nobody, or not us."""

    def see(self, status: Status) -> None:
        """A followed tag's timeline, or its stream, has this status now."""
        post = status.post
        if post.boosted_by is not None:
            self._learn(post.key, post.boosted_by, status.boosted_at)
        boosts = post.counts.boosts or 0
        if boosts < FEWEST or self._is_closed:
            return
        gathering = self._posts.get(status.local_id)
        if gathering is None:
            gathering = _Gathering(post.key, post.created_at, 0)
            self._posts.put(status.local_id, gathering)
        if boosts > gathering.boosts:
            gathering.boosts = boosts
            if gathering.times < MOST_TIMES:
                self._risen.add(status.local_id)

    def wait(self, idle: float) -> float:
        """Seconds before the next question, when nothing else is to be asked for so long; infinite when there is none.

        It is never one that would delay another, or take of a budget that runs short.
        """
        self._sort_out()
        if idle < IDLE or not self._risen or self._server.share_left < SPARE:
            return float("inf")
        first = min(self._posts[local_id].not_before for local_id in self._risen)
        now = self._clock.monotonic()
        return max(0.0, first - now, self._not_before - now, self._server.wait())

    async def ask(self, place: Place) -> None:
        """Ask about one post: that which rose most, of several the newest. RateLimited when told to wait."""
        self._sort_out()  # more posts may have come since it was asked how long to wait
        now = self._clock.monotonic()
        due = [local_id for local_id in self._risen if self._posts[local_id].not_before <= now]
        if not due:
            return
        local_id = max(due, key=self._rank)
        asked = self._posts[local_id]
        boosts = asked.boosts
        asked.not_before = now + AGAIN * 4**asked.times
        asked.times += 1
        # Not sooner than when it has answered; where that is not waited for any longer, it has not.
        self._not_before = float("inf")
        try:
            people = await self._people(local_id, place)
        finally:
            if self._not_before == float("inf"):
                self._not_before = now + self._backoff.next()
        if people is None:
            return
        self._has_answered = True
        self._backoff.reset()
        self._not_before = now + EVERY
        asked.asked = boosts
        for by in reversed(people):
            self._learn(asked.key, by, None)

    async def _people(self, local_id: str, place: Place) -> list[Author] | None:
        """Who passed it on, the last first; None when the server does not say, or nothing that makes sense."""
        try:
            answer = await self._server.boosters(local_id)
            found = []
            for row in answer.rows[:MOST_READ]:
                with suppress(Malformed):
                    found.append(place.accounts.read(row, place.source, place.domain))
            return found if found or not (answer.rows or answer.bad) else None
        except NotThere:
            self._posts.pop(local_id, None)
            self._is_closed = not self._has_answered
        except Refused:
            self._is_closed = True
        except (Unreachable, Malformed):
            pass  # whatever it is, the tags themselves will tell
        return None

    def take(self) -> Iterator[Boost]:
        """What was learnt and not taken yet, in order of learning."""
        learnt, self._learnt = self._learnt, []
        return iter(learnt)

    def _learn(self, key: CleanLine, by: Author, at: datetime | None) -> None:
        """Somebody passed that post on; at a time that is not known it was when that was learnt."""
        told = hash((key, by.key))
        if told in self._told or not self._known.stands(key):
            return
        self._told.put(told, None)
        now = self._clock.now()
        self._learnt.append(self._known.owed.owe(Boost(key, by, at or now, self._server.url, now)))

    def _sort_out(self) -> None:
        """Keep only what can be asked about."""
        for local_id in tuple(self._risen):
            post = self._posts.get(local_id)
            if (
                self._is_closed
                or post is None
                or post.boosts <= post.asked
                or post.times >= MOST_TIMES
                or self._known.is_gone(local_id)
            ):
                self._risen.discard(local_id)

    def _rank(self, local_id: str) -> tuple[int, datetime]:
        post = self._posts[local_id]
        return post.boosts - post.asked, post.created_at
