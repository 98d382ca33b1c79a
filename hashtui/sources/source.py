"""What a source is: something that, asked for tags, goes on giving what it hears."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from hashtui.aside import Aside
from hashtui.clock import Clock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Cursor, Follow, Heard, Sighting, Thread
from hashtui.post.tag import Tag
from hashtui.wire import Wire


def _from_nowhere(source: str, name: str) -> Cursor | None:
    """Nothing is remembered."""
    return None


@dataclass(frozen=True, slots=True)
class Means:
    """What a source works with. It waits only through `clock` and reaches the network only through `wire`."""

    clock: Clock
    wire: Wire
    aside: Aside = field(default_factory=Aside)
    """Where short calls that would hold up the loop are made."""
    resume: Callable[[str, str], Cursor | None] = _from_nowhere
    """The cursor last kept of a source, by its URL, under a name; None when none was."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a source counts of itself, for the view of the sources."""

    requests_left: int | None = None
    """Requests it may still make in the server's present window; None where nobody counts them."""
    unreadable: int = 0
    """Posts and frames that made no sense and were left out."""
    forged: int = 0
    """Posts whose signature does not hold: somebody lies in their author's name."""
    received: int | None = None
    """Bytes that came over the network for it, as they were on the wire; None where none do."""


class Following:
    """What one source is asked for; it changes while the source runs, as panes open and close."""

    def __init__(self, follow: Follow) -> None:
        self._follow = follow
        self._changed = asyncio.Event()

    @property
    def follow(self) -> Follow:
        """What is asked for now."""
        return self._follow

    def change(self, follow: Follow) -> None:
        """Ask for something else from now on; whoever waits for a change wakes."""
        if follow == self._follow:
            return
        self._follow = follow
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self) -> None:
        """Return at the next change."""
        await self._changed.wait()

    async def changed_from(self, seen: Follow) -> None:
        """Return once something else than `seen` is asked for, be it already."""
        while self._follow == seen:
            await self._changed.wait()


class Source(Protocol):
    """One place where posts come from.

    The contract, kept by every source and tested for every kind:
    - `listen` yields until cancelled, or until there is nothing more to give (a finite file). It reports its state
      whenever that changes, first of all once it knows whether it is answered.
    - Trouble it can wait out it waits out itself, reporting; it raises `Refused` when asking again will not help,
      and other SourceErrors when it wants to be started again after a back-off by `watch.tending`.
    - It keeps what it needs to go on after being started again in itself: `listen` may be called again.
    - It is asked for its next yield only when the last was admitted; it holds no queue of its own.
    - A tag that appears in `following` is taken up without disturbing the others.
    """

    @property
    def url(self) -> CleanLine:
        """Its name everywhere: the health view, the JSON's `source`."""
        ...

    @property
    def network(self) -> Network:
        """Where its posts were published, in general."""
        ...

    def listen(self, following: Following) -> AsyncIterator[Heard]:
        """What it hears of what is followed: first what it holds, oldest first, then what comes."""
        ...

    async def thread(self, sighting_id: str) -> Thread:
        """The posts around the one with this local id, by asking the server. SourceError when it will not say."""
        ...

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """A page of posts with this tag from before that time, oldest first; empty when there are none."""
        ...


@runtime_checkable
class Trending(Protocol):
    """A source that knows what is busy now. Not every source does."""

    @property
    def url(self) -> CleanLine:
        """As `Source.url`."""
        ...

    async def busy(self) -> Sequence[tuple[str, int]]:
        """Tags busy now, each with how many people used it lately; empty when it does not say.

        SourceError when it is in trouble.
        """
        ...


@runtime_checkable
class Historian(Protocol):
    """A source whose server keeps what edited posts said before. Not every source has one."""

    async def versions(self, sighting_id: str) -> Sequence[Post]:
        """The states of the post with this local id, oldest first, the last as it is now. SourceError when it will
        not say.
        """
        ...


FOLLOWS = clean_line("follows")
"""What an account's follows are called, beside its lists."""
MOST_PEOPLE = 5_000
"""Follows that are read of an account; and as many people of all its lists together."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody that the account one is logged in with follows, or has on one of its lists."""

    handle: CleanLine
    key: CleanLine
    """As `Author.key`."""
    list_name: CleanLine
    """FOLLOWS, or the title of the list."""
    host: CleanLine
    """Where the account is."""

    @property
    def known_by(self) -> str:
        """How the person knows them, in words: `followed by you on mamot.fr`."""
        if self.list_name == FOLLOWS:
            return f"followed by you on {self.host}"
        return f"on your list {self.list_name} on {self.host}"


@runtime_checkable
class Acquainted(Protocol):
    """A source that one may be logged in to. Not every source may."""

    @property
    def url(self) -> CleanLine:
        """As `Source.url`."""
        ...

    async def acquaintances(self) -> Sequence[Acquaintance]:
        """Whom the account follows, then who is on its lists; nobody where nobody is logged in. It takes its time.

        SourceError when the server will not say.
        """
        ...


@runtime_checkable
class Remembering(Protocol):
    """A source that notices what becomes of posts which an earlier run heard from it. Not every source can."""

    def remember(self, sighting: Sighting) -> None:
        """An earlier run heard this from here, and as far as is known it stands. Whoever listens knows it."""
        ...


@runtime_checkable
class Counting(Protocol):
    """A source that counts something of itself. Not every source has anything to count."""

    @property
    def figures(self) -> Figures:
        """What it counts, now."""
        ...


@runtime_checkable
class Holding(Protocol):
    """A source with something at hand, as a file is, that is given whole however short the time. Not every has."""

    @property
    def is_giving(self) -> bool:
        """Whether it still gives what it held when it was asked first."""
        ...


def figures_of(source: Source) -> Figures:
    """What a source counts of itself, if it counts."""
    return source.figures if isinstance(source, Counting) else Figures()


def remember(source: Source | None, sighting: Sighting) -> None:
    """Tell a source what an earlier run heard from it, if it wants to know."""
    if source is not None and isinstance(source, Remembering):
        source.remember(sighting)


def is_giving(source: Source) -> bool:
    """Whether a source still gives what it has at hand."""
    return isinstance(source, Holding) and source.is_giving
