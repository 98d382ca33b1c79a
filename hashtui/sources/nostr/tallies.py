"""How often the posts that were told were passed on and liked, as far as one relay has said."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Author, Counts
from hashtui.post.sighting import Boost, Tally
from hashtui.sources.nostr.decode import moment
from hashtui.sources.nostr.event import GENERIC_REPOST, REACTION, REPOST, Event

MOST_POSTS = 2_000
"""Posts that are counted for; those counted for longest ago are forgotten first."""
MOST_PEOPLE = 5_000
"""People counted for one post."""
MOST_IN_ALL = 200_000
"""People counted for all posts together."""
DISLIKE = "-"


@dataclass(slots=True)
class _Heard:
    """Who passed a post on and who liked it, by their keys."""

    boosts: set[str] = field(default_factory=set)
    favourites: set[str] = field(default_factory=set)


class Tallies:
    """Counts of people, not of reactions: the same person counts once."""

    def __init__(self, source: CleanLine) -> None:
        self._source = source
        self._heard: OrderedDict[str, _Heard] = OrderedDict()
        self._changed: dict[str, None] = {}
        self._people = 0

    def count(self, event: Event, key: str) -> bool:
        """Take in that this genuine event passes the post on or likes it; say whether that is news."""
        heard = self._heard.get(key) or _Heard()
        if event.kind in (REPOST, GENERIC_REPOST):
            people = heard.boosts
        elif event.kind == REACTION and event.content.strip() != DISLIKE:
            people = heard.favourites
        else:
            return False
        if event.pubkey in people or len(people) >= MOST_PEOPLE:
            return False
        people.add(event.pubkey)
        self._people += 1
        self._heard[key] = heard
        self._heard.move_to_end(key)
        self._changed[key] = None
        while len(self._heard) > MOST_POSTS or self._people > MOST_IN_ALL:
            _, gone = self._heard.popitem(last=False)
            self._people -= len(gone.boosts) + len(gone.favourites)
        return True

    def boost(self, event: Event, key: str, by: Author, now: datetime) -> Boost:
        """What the passing on is to those who follow the post."""
        return Boost(clean_line(key), by, moment(event.created_at), self._source, now)

    def due(self, now: datetime) -> Iterator[Tally]:
        """The counts that changed since they were asked for last."""
        changed, self._changed = self._changed, {}
        for key in changed:
            heard = self._heard.get(key)
            if heard is not None:
                counts = Counts(boosts=len(heard.boosts), favourites=len(heard.favourites))
                yield Tally(clean_line(key), counts, self._source, now)


def target_of(event: Event) -> list[str]:
    """What a reaction or a repost is about: an address, or the last id named (NIP-25)."""
    return [*event.values("e")[-1:], *event.values("a")[-1:]]
