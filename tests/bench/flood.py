"""A source that floods: made-up posts at any rate, after any number held from before."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from random import Random

from hashtui.clock import Clock
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Network, Post
from hashtui.post.sighting import Heard, Report, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Following

_SENTENCES = (
    "le prix de la relation citoyenne va à une petite équipe pour son guichet de mairie dans un train the panel asks "
    "who answers when a comment comes in a language nobody reads 日本語 and the room laughs « déjà » dit-elle"
)
_WORDS = _SENTENCES.split()
_POOL = 2000


class Flood:
    """`rate` posts a second, spread evenly over `tags`, after `held` of each tag at once."""

    url = clean_line("https://flood.example")
    network = Network.MASTODON

    def __init__(self, clock: Clock, tags: tuple[Tag, ...], *, rate: float, held: int) -> None:
        self._clock = clock
        self._tags = tags
        self._rate = rate
        self._held = held
        self._number = 0
        random = Random(7)
        self._bodies = [_body(random) for _ in range(_POOL)]
        self._authors = [_author(number) for number in range(1000)]

    async def listen(self, following: Following) -> AsyncIterator[Heard]:
        clock = self._clock
        yield Report(self.url, State.LIVE, clean_line(""), clock.now())
        start = clock.now() - timedelta(hours=2)
        total = self._held * len(self._tags)
        for number in range(total):
            yield self._sighting(start + timedelta(seconds=7000 * number / total), held=True)
        began, sent = clock.monotonic(), 0
        while self._rate:
            due = int((clock.monotonic() - began) * self._rate) - sent
            for _ in range(due):
                yield self._sighting(clock.now(), held=False)
            sent += due
            await clock.sleep(0.002)
        while True:
            await following.changed()

    def _sighting(self, at: datetime, *, held: bool) -> Sighting:
        self._number += 1
        number = self._number
        tag = self._tags[number % len(self._tags)]
        post = Post(
            key=clean_line(f"https://flood.example/{number}"),
            network=Network.MASTODON,
            created_at=at,
            author=self._authors[number % len(self._authors)],
            body=self._bodies[number * 7 % _POOL],
            url=clean_line(f"https://flood.example/{number}"),
            tags=(tag,),
            counts=Counts(number % 4, number % 11, number % 23),
        )
        return Sighting(post, self.url, self._clock.now(), frozenset((tag,)), str(number), held)

    async def thread(self, sighting_id: str) -> Thread:
        return Thread()

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        return []


def _body(random: Random) -> Body:
    words = [random.choice(_WORDS) for _ in range(random.randint(6, 40))]
    text = " ".join(words) + " #flood"
    clean = clean_text(text)
    return Body(clean, (Span(len(clean) - 6, len(clean), Role.TAG, clean_line("flood")),))


def _author(number: int) -> Author:
    return Author(
        key=clean_line(f"https://flood.example/u/{number}"),
        handle=clean_line(f"@user{number}@flood.example"),
        name=clean_line(f"Nr {number:04}"),
    )
