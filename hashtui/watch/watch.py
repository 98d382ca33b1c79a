"""A running watch: its sources, what they gave, and the sinks that take it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import assert_never

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.post import Post
from hashtui.post.sighting import (
    Boost,
    Change,
    Cursor,
    Deletion,
    Follow,
    Gap,
    Heard,
    Report,
    Sighting,
    State,
    Tally,
    Thread,
)
from hashtui.post.tag import Tag
from hashtui.sources.source import Following, Source, figures_of, remember
from hashtui.watch.admission import ROOM
from hashtui.watch.asking import Asking
from hashtui.watch.health import Health, Outcome, Vitals
from hashtui.watch.knowledge import Knowledge
from hashtui.watch.sinks import Sink
from hashtui.watch.tending import Tended, Tending
from hashtui.watch.waking import USUAL, Alertness, Waking, returns, starts


def _unlogged(text: str) -> None:
    """Where no log is kept."""


async def _nothing() -> None:
    """What there is to close when nothing is."""


async def _has_room() -> None:
    """Whoever keeps what is heard can always take more."""


def _not_kept(heard: Cursor | Deletion) -> None:
    """Nobody remembers how far the sources have come, nor posts of earlier sessions."""


class Watch(Knowledge):
    """Several sources followed at once, every post handed on once.

    Attach sinks and follow tags before or while it runs. `log` takes what is for the makers: tracebacks. `close` is
    called when a run ends: what the sources shared, the wire, is not needed any more. `alertness` None: it does not
    notice that the machine slept, where the clock is not the machine's. `has_room` is waited for before a source is
    asked for more: so a full disk presses back. `keep_cursor` is told how far sources have come, after what they gave.
    `lose_unknown` is told of deletions of posts that were not heard here: an earlier session may have.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        clock: Clock,
        *,
        log: Callable[[str], None] = _unlogged,
        close: Callable[[], Awaitable[None]] = _nothing,
        random: Random | None = None,
        room: int = ROOM,
        alertness: Alertness | None = USUAL,
        has_room: Callable[[], Awaitable[None]] = _has_room,
        keep_cursor: Callable[[Cursor], None] = _not_kept,
        lose_unknown: Callable[[Deletion], None] = _not_kept,
    ) -> None:
        super().__init__(room)
        self._clock = clock
        self._log = log
        self._close = close
        self._random = random or Random()
        self._sources = {source.url: source for source in sources}
        self.follows = Follow(frozenset())
        """What is asked for now."""
        self._following = {url: Following(self.follows) for url in self._sources}
        self._vitals = {url: Vitals(url, clock.now()) for url in self._sources}
        self._givers: dict[str, Source] = {source.url: source for source in sources}
        """Who gives what is heard under a name: a source may speak for several."""
        self._asking = Asking(tuple(self._sources.values()), self._givers, self._admission)
        self._alertness = alertness
        self._has_room, self._keep_cursor, self._lose_unknown = has_room, keep_cursor, lose_unknown
        self._tasks: list[asyncio.Task[None]] = []
        self._tended: list[Tending] = []
        self._resting, self._stays = set[str](), False

    def follow(self, tags: Iterable[Tag], since: datetime | None = None) -> None:
        """From now on follow these tags and no others. Sources take it up while they run."""
        self.follows = Follow(frozenset(tags), since)
        for following in self._following.values():
            following.change(self.follows)

    @property
    def health(self) -> Mapping[CleanLine, Health]:
        """How each source is now, in the order they were given."""
        now = self._clock.now()
        return {url: vitals.health(now, figures_of(self._sources[url])) for url, vitals in self._vitals.items()}

    @property
    def answered(self) -> bool:
        """Some source has answered, now or before."""
        return any(vitals.outcome is Outcome.ANSWERED for vitals in self._vitals.values())

    @property
    def all_failed_first(self) -> bool:
        """The first attempt at every source has failed or was refused, and none has answered since."""
        bad = (Outcome.FAILED, Outcome.REFUSED)
        return bool(self._vitals) and all(vitals.outcome in bad for vitals in self._vitals.values())

    @property
    def any_refused(self) -> bool:
        """Some source refuses."""
        return any(v.state is State.REFUSED or v.outcome is Outcome.REFUSED for v in self._vitals.values())

    def admit(self, heard: Heard) -> None:
        """Take in what a source heard and tell every sink what is new of it."""
        giver = self._givers.get(heard.source)
        vitals = None if giver is None else self._vitals[giver.url]
        match heard:
            case Sighting():
                admitted = self._admission.see(heard)
                if vitals is not None:
                    is_new = admitted is not None and admitted.change is Change.POST
                    vitals.hear(heard, self._clock.now(), is_new=is_new)
            case Deletion():
                admitted = self._admission.lose(heard)
                if admitted is None and self._admission.known(heard.key) is None:
                    self._lose_unknown(heard)
            case Boost():
                self._pass_on(heard)
                return
            case Tally():
                admitted = self._admission.count(heard)
            case Cursor():
                self._keep_cursor(heard)
                return
            case Report() | Gap():
                if isinstance(heard, Gap):
                    if not self._gaps.hear(heard):
                        return
                elif vitals is not None:
                    vitals.report(heard)
                self._sinks.note(heard)
                return
            case _:
                assert_never(heard)
        if admitted is not None:
            self._sinks.take(admitted)
            if isinstance(heard, Sighting):
                for boost in self._admission.early_boosts(heard.post.key):
                    self._pass_on(boost)

    def recall(self, heard: Sighting | Deletion | Boost | Tally | Gap, keeper: Sink) -> None:
        """Take in what was kept: every sink but the keeper is told, and nothing is said of how its source is now."""
        with self._sinks.without(keeper):
            match heard:
                case Boost():
                    self._pass_on(heard)
                case Gap():
                    if self._gaps.hear(heard):
                        self._sinks.note(heard)
                case Sighting() | Deletion() | Tally():
                    admitted = self._admission.hear(heard)
                    if isinstance(heard, Sighting):
                        remember(self._sources.get(heard.source), heard)
                    if admitted is not None:
                        self._sinks.take(admitted)
                case _:
                    assert_never(heard)

    def _pass_on(self, heard: Boost) -> None:
        boost, admitted = self._admission.pass_on(heard)
        if boost is not None:
            self._sinks.note(boost)
        if admitted is not None:
            self._sinks.take(admitted)

    def _receive(self, source: Source, heard: Heard) -> None:
        if self._givers.setdefault(heard.source, source) is not source:
            # A file may name the source a line came from; in the name of one that is followed only that one speaks.
            heard = replace(heard, source=source.url)
        self.admit(heard)

    async def run(self, *, stay: bool = False) -> None:
        """Listen to every source until cancelled, or until none has anything more to give.

        With `stay` it goes on even then: something else may be followed later.
        """
        self._stays = stay
        self._resting.clear()
        told = Tended(self._receive, self._count_malformed, self._rests, self._log, self._has_room)
        self._tended = [
            Tending(source, self._following[url], told, self._clock, self._random)
            for url, source in self._sources.items()
        ]
        try:
            async with asyncio.TaskGroup() as group:
                for tending, delay in zip(self._tended, starts(len(self._tended)), strict=True):
                    self._tasks.append(group.create_task(tending.run(delay)))
                if self._alertness is not None:
                    waking = Waking(self._clock, self._alertness, self._wake)
                    self._tasks.append(group.create_task(waking.run()))
        except ExceptionGroup as errors:
            if len(errors.exceptions) > 1:
                raise
            raise errors.exceptions[0] from None
        finally:
            self._tasks.clear()
            await self._close()

    def _wake(self, reason: str) -> None:
        """Every connection may be dead without saying so: begin them all anew, one after another."""
        for tending, delay in zip(self._tended, returns(len(self._tended), self._random), strict=True):
            tending.wake(reason, delay)

    def _rests(self, source: Source, rests: bool) -> None:
        if not rests:
            self._resting.discard(source.url)
            return
        self._resting.add(source.url)
        if len(self._resting) == len(self._sources) and not self._stays:
            for task in self._tasks:
                task.cancel()

    def _count_malformed(self, source: Source) -> None:
        self._vitals[source.url].malformed += 1

    async def thread(self, key: str) -> Thread:
        """The posts around a known one, or around one of a thread told before, from the first source that tells.

        SourceError when none does.
        """
        return await self._asking.thread(key)

    async def versions(self, key: str) -> tuple[Post, ...]:
        """The states of a post, oldest first, the newest last: as its server tells them, else as they were heard here.

        SourceError when a server that could tell does not, and it was never heard here to say anything else.
        """
        return await self._asking.versions(key)

    async def older(self, tag: Tag, before: datetime) -> int:
        """Ask every source for posts with this tag from before that time; how many were new.

        SourceError when no source answered.
        """
        pages = await self._asking.older(tag, before)
        before_count = len(self._admission) + self._admission.forgotten
        for source, page in pages:
            for sighting in page:
                self._receive(source, sighting)
        return len(self._admission) + self._admission.forgotten - before_count
