"""Who listens to a real source while its server breaks: what was heard, in order and as it stands at last."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager

from hashtui.errors import SourceError
from hashtui.post.sighting import Deletion, Follow, Gap, Heard, Report, Sighting, State
from hashtui.post.tag import Tag
from hashtui.sources.source import Counting, Following, Source
from hashtui.wire import Wire
from tests.chaos.ledger import text_hash

PATIENCE = 60.0
"""Seconds of ours that a busy machine may take; only what never comes waits so long."""
_TAGS_AT_END = re.compile(r"( ?#\w+)+$")
"""Servers put tags that are not in a text at its end."""


class Audience:
    """What a source that follows `#a` was heard saying."""

    def __init__(self, source: Source) -> None:
        self.standing: dict[str, str] = {}
        """Key to text of every post that stands, in its newest state."""
        self.heard: list[Heard] = []
        self.ended_by: SourceError | None = None
        self._source = source
        self._stream = source.listen(Following(Follow(frozenset({Tag.of("a")}))))

    @property
    def hashes(self) -> dict[str, str]:
        """What stands, as the ledger has it."""
        return {key: text_hash(text) for key, text in self.standing.items()}

    @property
    def states(self) -> list[State]:
        return [heard.state for heard in self.heard if isinstance(heard, Report)]

    @property
    def sightings(self) -> list[Sighting]:
        return [heard for heard in self.heard if isinstance(heard, Sighting)]

    @property
    def texts(self) -> list[str]:
        return [heard.post.body.text for heard in self.sightings]

    @property
    def gaps(self) -> list[Gap]:
        return [heard for heard in self.heard if isinstance(heard, Gap)]

    @property
    def forged(self) -> int:
        """How many forged posts the source has counted."""
        return self._source.figures.forged if isinstance(self._source, Counting) else 0

    @property
    def twice(self) -> set[str]:
        """What was said more than once with nothing new in it."""
        tellings = Counter(repr(heard.post) for heard in self.sightings)
        return {telling for telling, count in tellings.items() if count > 1}

    async def listen_until(self, enough: Callable[[], bool]) -> None:
        """Listen until there is enough, or the source gives up."""
        async with asyncio.timeout(PATIENCE):
            try:
                while not enough():
                    self._take(await anext(self._stream))
            except SourceError as error:
                self.ended_by = error

    async def leave(self) -> None:
        """Listen no more."""
        if isinstance(self._stream, AsyncGenerator):
            await self._stream.aclose()

    def _take(self, heard: Heard) -> None:
        self.heard.append(heard)
        match heard:
            case Sighting():
                self.standing[heard.post.key] = _TAGS_AT_END.sub("", heard.post.body.text)
            case Deletion():
                self.standing.pop(heard.key, None)
            case _:
                pass


@asynccontextmanager
async def listening_to(source: Source, wire: Wire) -> AsyncIterator[Audience]:
    """An audience of this source; afterwards nobody listens and the wire is closed."""
    heard = Audience(source)
    try:
        yield heard
    finally:
        await heard.leave()
        await wire.aclose()
