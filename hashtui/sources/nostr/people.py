"""Who the authors are: their profiles, asked for in batches and kept."""

import asyncio
from collections.abc import Iterable

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.post import Author
from hashtui.sources.nostr.checking import Checking
from hashtui.sources.nostr.event import PROFILE
from hashtui.sources.nostr.line import EOSE_WAIT, Line, Request
from hashtui.sources.nostr.profile import Profile, author_of, read_profile
from hashtui.sources.recent import Recent

AT_ONCE = 100
"""Authors asked for in one request."""
GATHERED_FOR = 0.25
"""Seconds in which more authors may join a request."""
AGAIN_AFTER = 3600.0
"""Seconds before somebody whom the relay does not know is asked for again."""
MOST_KEPT = 20_000
MOST_WANTED = 5_000
"""People whose profile is wanted and was not asked for yet; the last wanted stand on the screen."""
VERSIONS = 2
"""Profiles of one person that a careless relay may send."""


class People:
    """The profiles one relay gave."""

    def __init__(self, clock: Clock, checking: Checking) -> None:
        self._clock = clock
        self._checking = checking
        self._profiles = Recent[str, Profile](MOST_KEPT)
        self._authors = Recent[str, Author](MOST_KEPT)
        """Whoever wrote several posts is the same object in all of them."""
        self._asked = Recent[str, float](MOST_KEPT)
        self._wanted = Recent[str, None](MOST_WANTED)
        self._under_way: dict[Request, list[str]] = {}
        self.wanting = asyncio.Event()
        """Somebody's profile is wanted."""

    def begin(self) -> None:
        """A new connection: who was asked for on the last, and did not come any more, is wanted still."""
        for pubkeys in self._under_way.values():
            self.try_again(pubkeys)
            for pubkey in pubkeys:
                self.want(pubkey)
        self._under_way.clear()

    def author(self, pubkey: str) -> Author:
        """The person, as far as they are known."""
        author = self._authors.get(pubkey)
        if author is None:
            author = author_of(pubkey, self._profiles.get(pubkey))
            self._authors.put(pubkey, author)
        return author

    def name_of(self, pubkey: str) -> CleanLine | None:
        """Their name, if it is known."""
        profile = self._profiles.get(pubkey)
        return profile.name or None if profile is not None else None

    def want(self, pubkey: str) -> None:
        """Their profile is wanted, unless it is known or was asked for lately."""
        if self._is_wanted(pubkey):
            self._wanted.put(pubkey, None)
            self.wanting.set()

    def next_batch(self) -> list[str]:
        """Those to ask for now."""
        batch = list(self._wanted)[:AT_ONCE]
        for pubkey in batch:
            del self._wanted[pubkey]
        if not self._wanted:
            self.wanting.clear()
        return batch

    async def ask(self, line: Line, pubkeys: Iterable[str]) -> Request | None:
        """Ask for these profiles at once; None when none of them need be asked for."""
        missing = [pubkey for pubkey in dict.fromkeys(pubkeys) if self._is_wanted(pubkey)][:AT_ONCE]
        if not missing:
            return None
        people = frozenset(missing)
        request = await line.ask(
            [{"kinds": [PROFILE], "authors": missing, "limit": len(missing)}],
            lambda event: event.kind == PROFILE and event.pubkey in people,
            VERSIONS * len(missing),
        )
        self._under_way[request] = missing
        for pubkey in missing:
            self._asked.put(pubkey, self._clock.monotonic())
        return request

    async def learn(self, line: Line, request: Request, patience: float = EOSE_WAIT) -> list[str]:
        """Take in what that request brings within so many seconds; whose profile is new."""
        await line.wait(request, patience)
        await line.end(request)
        learned: dict[str, None] = {}
        for event in await self._checking.genuine(self._checking.worth_a_look(request.take())):
            profile, before = read_profile(event), self._profiles.get(event.pubkey)
            if before is None or profile.is_newer(before):
                self._profiles.put(event.pubkey, profile)
                self._authors.pop(event.pubkey, None)
                learned[event.pubkey] = None
        self._under_way.pop(request, None)
        return list(learned)

    def try_again(self, pubkeys: Iterable[str]) -> None:
        """Those of them whose profile did not come may be asked for once more."""
        for pubkey in pubkeys:
            if pubkey not in self._profiles:
                self._asked.pop(pubkey, None)

    def _is_wanted(self, pubkey: str) -> bool:
        asked = self._asked.get(pubkey)
        return asked is None or (pubkey not in self._profiles and self._clock.monotonic() - asked > AGAIN_AFTER)
