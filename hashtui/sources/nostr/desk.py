"""What the genuine events of one relay are to those who follow: posts, deletions, boosts, counts."""

from collections.abc import Iterable, Iterator

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.post import Post
from hashtui.post.sighting import Follow, Heard, Sighting
from hashtui.sources.nostr.around import Around
from hashtui.sources.nostr.checking import Checking
from hashtui.sources.nostr.decode import POSTS
from hashtui.sources.nostr.event import DELETION, GENERIC_REPOST, REACTION, REPOST, Event, is_hex
from hashtui.sources.nostr.known import Known
from hashtui.sources.nostr.people import People
from hashtui.sources.nostr.tallies import Tallies, target_of
from hashtui.sources.owed import Owed


class Desk:
    """Everything one relay told, and what that makes of what it tells next."""

    def __init__(self, source: CleanLine, clock: Clock, checking: Checking) -> None:
        self._clock = clock
        self._checking = checking
        self.people = People(clock, checking)
        self.known = Known(source, self.people.author, self.people.name_of)
        self.around = Around()
        self._tallies = Tallies(source)
        self.follow = Follow(frozenset())
        """What is asked for now."""
        self.owed = Owed()
        """What counts as told and was not taken yet."""

    def tell(self, events: Iterable[tuple[Event, bool]]) -> Iterator[Heard]:
        """What these genuine events say that is new; with each whether the relay held it when it was asked first."""
        for event, held in events:
            match event.kind:
                case _ if self._checking.is_taken(event.id):
                    pass
                case kind if kind in POSTS:
                    yield from self._post(event, held)
                case kind if kind == DELETION:
                    self._checking.take(event.id)
                    yield from map(self.owed.owe, self.known.delete(event, self._clock.now()))
                case kind if kind in (REPOST, GENERIC_REPOST, REACTION):
                    yield from self._reaction(event)
                case _:
                    pass

    def hold(self, events: Iterable[Event]) -> Iterator[Sighting]:
        """The posts of a page that the person asked to go back to, told or not."""
        for event in events:
            sighting = self.known.read(event, self._clock.now(), held=True)
            if sighting is not None:
                if not self.known.is_told(sighting.post.key):
                    self._note(event, sighting)
                yield sighting

    def remember(self, sighting: Sighting) -> None:
        """An earlier run told this: what is said of it is asked for, as far as there is room."""
        if not self.known.remember(sighting):
            return
        self._checking.take(sighting.local_id)
        if self.around.has_room:
            self.around.add(sighting.local_id)
            if sighting.post.key != sighting.local_id:
                self.around.add(str(sighting.post.key))

    def post(self, event: Event) -> Post | None:
        """The post a genuine event is, without telling it; None when it is gone or none."""
        sighting = self.known.read(event, self._clock.now(), held=True)
        return sighting.post if sighting is not None else None

    def parent(self, event: Event) -> str | None:
        """The id of what a genuine event answers."""
        post = self.post(event)
        answered = post.reply_to if post is not None else None
        return answered if answered is not None and is_hex(answered, 64) else None

    def due(self) -> Iterator[Heard]:
        """What is told from time to time: counts that changed, posts whose time is over."""
        now = self._clock.now()
        yield from self._tallies.due(now)
        yield from map(self.owed.owe, self.known.expire(now))

    def named(self, pubkeys: Iterable[str]) -> Iterator[Sighting]:
        """The posts of people whose names are known now, once more."""
        for pubkey in pubkeys:
            yield from map(self.owed.owe, self.known.named(pubkey, self._clock.now()))

    def _post(self, event: Event, held: bool) -> Iterator[Sighting]:
        sighting = self.known.news(event, self.follow, self._clock.now(), held=held)
        if sighting is not None:
            self._note(event, sighting)
            yield self.owed.owe(sighting)

    def _note(self, event: Event, sighting: Sighting) -> None:
        self._checking.take(event.id)
        self.known.note(event, sighting)
        self.people.want(event.pubkey)
        self.around.add(event.id)
        if event.address is not None:
            self.around.add(event.address)

    def _reaction(self, event: Event) -> Iterator[Heard]:
        for key in target_of(event):
            told = self.known.key_of(key)
            if told is None:
                continue
            self._checking.take(event.id)
            if self._tallies.count(event, told) and event.kind != REACTION:
                self.people.want(event.pubkey)
                yield self.owed.owe(
                    self._tallies.boost(event, told, self.people.author(event.pubkey), self._clock.now())
                )
            return
