"""Who passed which post on: each person once for each post, and what was heard of posts that come later."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Counts
from hashtui.post.sighting import Admitted, Boost, Tally
from hashtui.watch.known import Known

MOST_KEPT = 100_000
"""Boosts remembered, so that a replay does not repeat them."""
MOST_EARLY = 1_000
"""Boosts of posts not heard of yet."""


class Boosts:
    """The memory of who passed on what. What it forgets may be counted twice, no more."""

    def __init__(self) -> None:
        self._heard: OrderedDict[int, None] = OrderedDict()
        """Hashes of post and person: a pair of strings each would weigh ten times as much."""
        self._early: OrderedDict[str, dict[str, Boost]] = OrderedDict()
        self._waiting = 0

    def take(self, known: Known, boost: Boost) -> tuple[Boost | None, Admitted | None]:
        """The boost by the key under which the post was told, and what it changes; None when it was heard before."""
        pair = hash((known.key, boost.by.key))
        if pair in self._heard:
            return None, None
        self._heard[pair] = None
        if len(self._heard) > MOST_KEPT:
            self._heard.popitem(last=False)
        change = known.pass_on()
        if boost.key != known.key:
            boost = replace(boost, key=known.key)
        if change is None:
            return boost, None
        counted = Tally(known.key, Counts(boosts=known.boosters), boost.source, boost.received_at)
        return boost, known.told_as(change, counted)

    def keep(self, boost: Boost) -> None:
        """Keep the boost of a post that is not known yet."""
        theirs = self._early.setdefault(boost.key, {})
        self._waiting += boost.by.key not in theirs
        theirs[boost.by.key] = boost
        while self._waiting > MOST_EARLY:
            _, oldest = self._early.popitem(last=False)
            self._waiting -= len(oldest)

    def release(self, key: str) -> list[Boost]:
        """What was kept for this post, in order of hearing."""
        theirs = self._early.pop(key, {})
        self._waiting -= len(theirs)
        return list(theirs.values())

    def without(self, known: Known, accounts: Iterable[str]) -> int:
        """How many passed that post on, from now on not counting the accounts of these keys."""
        theirs = [pair for account in accounts if (pair := hash((known.key, account))) in self._heard]
        for pair in theirs:
            del self._heard[pair]
        return known.boosters - len(theirs)

    def keep_out(self, out: KeptOut) -> None:
        """What these people passed on is awaited no more."""
        for key, theirs in list(self._early.items()):
            kept = {by: boost for by, boost in theirs.items() if not out.has(boost.by)}
            self._waiting -= len(theirs) - len(kept)
            if kept:
                self._early[key] = kept
            else:
                del self._early[key]
