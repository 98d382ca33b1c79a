"""Sources written down step by step: the world outside, for tests of the watch."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime

from hashtui.clock import Clock, HandClock
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.post import Network
from hashtui.post.sighting import Admitted, Boost, Follow, Gap, Heard, Report, Sighting, State, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Figures, Following
from tests.watch.posts import report

Step = Heard | Exception | float
"""What a source does next: give something, fail, or wait so many seconds."""

FOREVER = 10_000_000.0


class WrittenSource:
    """Each listening plays the next script; when there is none left it stays silent."""

    def __init__(self, url: str, clock: Clock, *scripts: Sequence[Step]) -> None:
        self.url = clean_line(url)
        self.network = Network.MASTODON
        self.listenings: list[Follow] = []
        self.closed = 0
        self.threads: dict[str, Thread | SourceError] = {}
        self.pages: list[Sighting] | SourceError = []
        self.counted = Figures()
        self.in_closing: Exception | None = None
        self._clock = clock
        self._scripts = list(scripts)
        self._streams: list[AsyncIterator[Heard]] = []

    @property
    def figures(self) -> Figures:
        """What is written down."""
        return self.counted

    def listen(self, following: Following) -> AsyncIterator[Heard]:
        """Play the next script. The generator is kept, so that nothing but the watch closes it."""
        self._streams.append(self._play(following))
        return self._streams[-1]

    async def _play(self, following: Following) -> AsyncIterator[Heard]:
        self.listenings.append(following.follow)
        script = self._scripts.pop(0) if self._scripts else [FOREVER]
        try:
            for step in script:
                match step:
                    case Exception():
                        raise step
                    case float():
                        await self._clock.sleep(step)
                    case _:
                        yield step
        finally:
            self.closed += 1
            if self.in_closing is not None:
                raise self.in_closing

    async def thread(self, sighting_id: str) -> Thread:
        """What is written down for this id."""
        told = self.threads[sighting_id]
        if isinstance(told, SourceError):
            raise told
        return told

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """The page written down."""
        if isinstance(self.pages, SourceError):
            raise self.pages
        return self.pages


def live(url: str) -> Report:
    """It answers."""
    return report(url, State.LIVE)


class Taken:
    """A sink that remembers what it was told."""

    def __init__(self) -> None:
        self.admitted: list[Admitted] = []
        self.noted: list[Gap | Report | Boost] = []
        self.on_take: Callable[[Admitted], None] = lambda _: None

    def take(self, admitted: Admitted) -> None:
        """Remember it."""
        self.admitted.append(admitted)
        self.on_take(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """Remember it."""
        self.noted.append(heard)

    @property
    def changes(self) -> list[tuple[str, str]]:
        """What was told, as change and key."""
        return [(one.change.value, one.sighting.post.key) for one in self.admitted]

    def states(self, url: str) -> list[State]:
        """The states this source went through."""
        return [one.state for one in self.noted if isinstance(one, Report) and one.source == url]


def hand_clock() -> HandClock:
    """A clock that stands at noon."""
    return HandClock(datetime.fromisoformat("2026-11-21T12:00:00Z"))
