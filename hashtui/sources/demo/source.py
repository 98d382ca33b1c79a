"""The built-in event as a source: it plays the simulated day on the clock of the event."""

from bisect import bisect_right
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from hashtui.clock import Clock, PacedClock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Boost, Deletion, Follow, Heard, Report, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.demo.programme import START
from hashtui.sources.demo.record import NAME
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.merge import first_of
from hashtui.sources.owed import Owed
from hashtui.sources.source import Following, Means

SEED = 20
OPENING = timedelta(minutes=40)
"""What was said in this time is there when one looks for the first time."""
SPEED = 60.0
"""An hour a minute, when nobody says how fast."""
PAGE = 40
BREATH = 32
"""After so many posts that need no waiting, others get a turn."""


def demo_clock(base: Clock, speed: float | None) -> PacedClock:
    """The clock of the event, at the end of its opening; `speed` None leaves out all waiting."""
    return PacedClock(base, START + OPENING, speed)


class DemoSource:
    """The event, heard by one who follows some of its tags.

    Its times are the event's. A clock that is paced already is taken for the event's own; any other is wrapped.
    """

    def __init__(self, means: Means, seed: int = SEED, clock: Clock | None = None, event: Event | None = None) -> None:
        if clock is None:
            clock = means.clock if isinstance(means.clock, PacedClock) else demo_clock(means.clock, SPEED)
        self._clock = clock
        self._event = simulate(seed) if event is None else event
        self._times = [heard.received_at for heard in self._event.heard]
        self._tags = _tags_by_key(self._event)
        self._place = 0
        """How much of the event was played."""
        self._looked = False
        """What was heard before the first look was there already."""
        self._followed: frozenset[Tag] = frozenset()
        """The tags whose past was given, and that were followed since."""
        self._owed = Owed()

    @property
    def url(self) -> CleanLine:
        """Its name everywhere."""
        return NAME

    @property
    def network(self) -> Network:
        """There are two in it; most people are on this one."""
        return Network.MASTODON

    async def listen(self, following: Following) -> AsyncIterator[Heard]:
        """The past of what is followed, then the event as it goes on, until it is over."""
        if not self._looked:
            self._looked = True
            self._place = bisect_right(self._times, self._clock.now())
        yield self._report(State.LIVE, "")
        taken = 0
        while True:
            follow = following.follow
            for past in self._catch_up(follow):
                self._owed.owe(past)
            for owed in self._owed.left():
                yield owed
                self._owed.settle(owed)
                taken = await self._breathe(taken)
            if self._place == len(self._event.heard):
                break
            wait = (self._times[self._place] - self._clock.now()).total_seconds()
            if wait > 0:
                await first_of(self._clock.sleep(wait), _other_than(follow, following))
                continue
            heard = self._event.heard[self._place]
            self._place += 1
            if self._concerns(heard, follow):
                yield self._owed.owe(heard)
                self._owed.settle(heard)
                taken = await self._breathe(taken)
        yield self._report(State.ENDED, "the event is over")

    async def thread(self, sighting_id: str) -> Thread:
        """The thread as it stands now, with the replies that carry no tag."""
        posts = self._posts_now()
        ancestors: list[Post] = []
        post = posts.get(sighting_id)
        while post is not None and post.reply_to is not None:
            post = posts.get(post.reply_to)
            if post is not None:
                ancestors.insert(0, post)
        below = tuple(_below(sighting_id, posts.values()))
        return Thread(tuple(ancestors), below, {post.key: post.key for post in (*ancestors, *below)})

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """A page of what was said with the tag before that time."""
        return [one for one in self._held(frozenset({tag})) if one.post.created_at < before][-PAGE:]

    def _catch_up(self, follow: Follow) -> Iterator[Sighting | Boost]:
        """What was said before its tag was followed, then who passed it on."""
        known = self._followed & follow.tags
        new = follow.tags - known
        self._followed = follow.tags
        given = set()
        for sighting in self._held(new) if new else ():
            is_old = follow.since is not None and sighting.received_at < follow.since
            if not is_old and not known & {*sighting.post.tags}:
                given.add(sighting.post.key)
                yield sighting
        for heard in self._event.heard[: self._place] if given else ():
            if isinstance(heard, Boost) and heard.key in given:
                yield heard

    def _held(self, tags: frozenset[Tag]) -> list[Sighting]:
        """What is there now of what was played with one of these tags, each post in its present state, oldest first."""
        there: dict[str, Sighting] = {}
        for heard in self._event.heard[: self._place]:
            if isinstance(heard, Boost):
                continue
            if isinstance(heard, Deletion):
                there.pop(heard.key, None)
            elif heard.source == NAME and tags & self._tags[heard.post.key]:
                first = there.get(heard.post.key, heard)
                there[heard.post.key] = replace(first, post=heard.post, held=True)
        return sorted(there.values(), key=lambda one: one.post.created_at)

    def _concerns(self, heard: Sighting | Deletion | Boost, follow: Follow) -> bool:
        return bool(self._tags[_key(heard)] & follow.tags)

    async def _breathe(self, taken: int) -> int:
        if taken % BREATH == BREATH - 1:
            await self._clock.sleep(0)
        return taken + 1

    def _posts_now(self) -> dict[str, Post]:
        """Every post that is there now, in its present state, in order of hearing."""
        now = self._clock.now()
        posts: dict[str, Post] = {}
        said = [*self._event.heard[: bisect_right(self._times, now)], *self._event.aside]
        for heard in sorted(said, key=lambda one: one.received_at):
            if isinstance(heard, Deletion):
                posts.pop(heard.key, None)
            elif isinstance(heard, Sighting) and heard.received_at <= now:
                posts[heard.post.key] = heard.post
        return posts

    def _report(self, state: State, reason: str) -> Report:
        return Report(NAME, state, clean_line(reason), self._clock.now())


async def _other_than(follow: Follow, following: Following) -> None:
    """Return once something else is followed, even when that happened before this began to wait."""
    while following.follow == follow:
        await following.changed()


def _tags_by_key(event: Event) -> dict[str, frozenset[Tag]]:
    return {one.post.key: frozenset(one.post.tags) for one in event.heard if isinstance(one, Sighting)}


def _key(heard: Sighting | Deletion | Boost) -> str:
    return heard.post.key if isinstance(heard, Sighting) else heard.key


def _below(key: str, posts: Iterable[Post]) -> Iterator[Post]:
    """The answers to a post and the answers to these, each followed by its own."""
    answers: dict[str, list[Post]] = {}
    for post in posts:
        if post.reply_to is not None:
            answers.setdefault(post.reply_to, []).append(post)
    waiting = list(reversed(answers.get(key, ())))
    while waiting:
        post = waiting.pop()
        yield post
        waiting += reversed(answers.get(post.key, ()))
