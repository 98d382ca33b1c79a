"""Simulated events as a reader has them: posts in their newest state, boosts, and whom the reader trusts."""

from collections.abc import Callable, Mapping
from functools import cached_property

from hashtui.clock import HandClock
from hashtui.post.post import Author
from hashtui.post.sighting import Admitted, Boost, Change, Gap, Report
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Given, Standing
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.reading.summary.summary import Summary
from hashtui.reading.trust import Trust
from hashtui.reading.vouching import Vouching
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.demo.world import TAGS
from hashtui.watch import Watch

DAY = 540
"""Minutes of an event."""
USUAL = 2.2
"""Posts and boosts a minute and tag."""


class Scene:
    """One event, and what is made of it; each part is worked out when it is first asked for."""

    tags = tuple(map(Tag.of, TAGS))

    def __init__(self, seed: int, rate: float = USUAL, *, minutes: int = DAY, calm: bool = False) -> None:
        self.seed, self.rate, self.calm = seed, rate, calm
        self.event = simulate(seed, minutes, rate, calm)
        self.truth = self.event.truth
        self.posts, self.boosts = heard(self.event)
        self._summaries: dict[int, Summary] = {}

    @cached_property
    def standing_of(self) -> Callable[[Author], Standing]:
        """What people are to a reader who trusts the event's own trusted accounts."""
        return trust_of(self.vouching(), {seed.author.key: seed.level for seed in self.truth.seeds}).standing_of

    def vouching(self) -> Vouching:
        """The evidence of all that was heard, another one each time."""
        vouching = Vouching()
        for entry in self.posts:
            vouching.see(entry.post)
        for boost in self.boosts:
            vouching.pass_on(boost)
        return vouching

    @cached_property
    def chronicle(self) -> Chronicle:
        """All of it, read together."""
        return gathered(self.posts, self.boosts, self.standing_of, tags=self.tags)

    def summary(self, limit: int) -> Summary:
        """The summary of the whole event, for a reader of French."""
        if limit not in self._summaries:
            wish = Wish(("#capcomnet", "#paris20"), self.event.start, self.event.end, limit, language="fr")
            self._summaries[limit] = summarise(self.chronicle, wish)
        return self._summaries[limit]


def trust_of(vouching: Vouching, levels: Mapping[str, float]) -> Trust:
    """Trust of a reader who gives these accounts, by their keys, these levels."""
    trust = Trust(lambda author: Given(levels.get(author.key)), vouching)
    trust.settle(at_once=True)
    return trust


def heard(event: Event) -> tuple[tuple[Entry, ...], tuple[Boost, ...]]:
    """What the watch admits of an event: every post that still stands, and who passed which of them on."""
    kept = _Kept()
    watch = Watch((), HandClock(event.end), room=len(event.heard) + 1)
    watch.attach(kept)
    for one in event.heard:
        watch.admit(one)
    entries = sorted(map(Entry.first, kept.posts.values()), key=lambda entry: (entry.stands_at, entry.key))
    return tuple(entries), tuple(boost for boost in kept.boosts if boost.key in kept.posts)


class _Kept:
    """A sink that keeps the newest state of everything."""

    def __init__(self) -> None:
        self.posts: dict[str, Admitted] = {}
        self.boosts: list[Boost] = []

    def take(self, admitted: Admitted) -> None:
        if admitted.change is Change.DELETED:
            self.posts.pop(admitted.sighting.post.key, None)
        else:
            self.posts[admitted.sighting.post.key] = admitted

    def note(self, heard: Gap | Report | Boost) -> None:
        if isinstance(heard, Boost):
            self.boosts.append(heard)
