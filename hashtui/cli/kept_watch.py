"""A watch whose posts are kept: with the archive as its first sink, and what was kept before given back to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Keep, State
from hashtui.archive.opening import in_memory
from hashtui.cli.archived import opened_archive
from hashtui.cli.output import say
from hashtui.cli.retelling import Retelling
from hashtui.clock import Clock
from hashtui.config.config import ArchiveConfig
from hashtui.errors import ArchiveError
from hashtui.sources.source import Means, Source
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling
from hashtui.watch.waking import USUAL, Alertness


@dataclass(frozen=True, slots=True)
class Keeper:
    """The archive of a dashboard: the person's own, or one that lasts as long as the session and why."""

    archive: Archive
    trouble: str = ""
    """Why nothing is kept; empty: it is, or another process does."""

    @classmethod
    def for_dashboard(cls, clock: Clock, config: ArchiveConfig, *, made_up: bool) -> "Keeper":
        """The archive; where it cannot be used, and for an event that is made up, one in memory."""
        if made_up:
            return cls(in_memory(clock))
        try:
            return cls(opened_archive(clock, keep=Keep.of(config)))
        except ArchiveError as error:
            say(f"{error}; this session keeps nothing")
            return cls(in_memory(clock), str(error))

    def resuming(self, means: Means) -> Means:
        """The means, by which sources go on where they had come to."""
        return replace(means, resume=self.archive.cursor)

    def watch(
        self,
        sources: Sequence[Source],
        means: Means,
        log: Callable[[str], None],
        alertness: Alertness | None = USUAL,
    ) -> Watch:
        """A watch that writes first: the archive hears of everything before any screen does."""
        archive, retelling = self.archive, Retelling(self.archive)

        async def close() -> None:
            retelling.tell()
            await means.wire.aclose()

        watch = retelling.watch = Watch(
            sources,
            means.clock,
            log=log,
            close=close,
            alertness=alertness,
            has_room=retelling.room,
            keep_cursor=archive.keep_cursor,
            lose_unknown=archive.lose,
        )
        watch.attach(archive)
        return watch

    def recalling(self, watch: Watch) -> Recalling:
        """Gives back what was kept."""
        return Recalling(watch, self.archive.reader(), self.archive)

    def state(self) -> State:
        """How the archive is, in words."""
        state = self.archive.state
        return replace(state, words=self.trouble) if self.trouble else state
