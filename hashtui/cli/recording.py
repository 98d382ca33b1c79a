"""One run of `record`: a watch whose posts go into the archive, until something ends it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Condition
from hashtui.cli.archived import say_how_it_is
from hashtui.cli.output import say, say_lines
from hashtui.cli.retelling import Retelling
from hashtui.cli.signals import end_at_last, ended_by_signals, ended_in_time
from hashtui.cli.source_talk import SourceTalk
from hashtui.errors import ArchiveError
from hashtui.filter import PaneFilter
from hashtui.post.sighting import Admitted, Boost, Change, Gap, Report
from hashtui.sources.source import Means, Source, is_giving
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling

RECALLED = 2_000
"""Posts of an earlier run that are known from the start."""
_LOOK = 0.05


class Recording:
    """The run. It goes on whatever the sources do, until it is told to end or the archive cannot be written."""

    def __init__(
        self,
        sources: Sequence[Source],
        means: Means,
        panes: Sequence[PaneFilter],
        archive: Archive,
        *,
        duration: timedelta | None = None,
    ) -> None:
        self._means = means
        self._sources = sources
        self._archive = archive
        self._duration = duration
        self._tags = tuple(dict.fromkeys(tag for pane in panes for tag in pane.tags))
        self._retelling = Retelling(archive)
        self._watch = self._retelling.watch = Watch(
            sources,
            means.clock,
            log=lambda text: say_lines(text.splitlines()),
            has_room=self._retelling.room,
            keep_cursor=archive.keep_cursor,
            lose_unknown=archive.lose,
        )
        self._talk = SourceTalk(self._watch)
        self._ended = asyncio.Event()
        self._signalled: int | None = None
        self.posts = 0
        """How many posts were new."""

    def run(self) -> int:
        """Record until the end; the exit code. ArchiveError when the archive cannot be written any more."""
        try:
            return asyncio.run(self._run())
        finally:
            ended_in_time()

    def take(self, admitted: Admitted) -> None:
        """The archive has it already."""
        if admitted.change is Change.POST:
            self.posts += 1

    def note(self, heard: Gap | Report | Boost) -> None:
        """Say how a source is when that changes."""
        if not isinstance(heard, Boost):
            self._talk.hear(heard)

    async def _run(self) -> int:
        loop = asyncio.get_running_loop()

        def stop(exit_code: int) -> None:
            self._signalled = exit_code
            loop.call_soon_threadsafe(self._ended.set)

        self._watch.follow(self._tags)
        self._watch.attach(self._archive)
        self._recall()
        self._watch.attach(self)
        with ended_by_signals(stop):
            watching = asyncio.create_task(self._watch.run())
            watching.add_done_callback(lambda _: self._ended.set())
            looking = asyncio.create_task(say_how_it_is(self._archive, self._means.clock, self._so_far))
            looking.add_done_callback(lambda _: self._ended.set())
            waits = [looking]
            if self._duration is not None:
                waits.append(asyncio.create_task(self._run_out(self._duration.total_seconds())))
            try:
                await self._ended.wait()
                end_at_last(self._exit_code())
            finally:
                for task in (watching, *waits):
                    task.cancel()
                ended = await asyncio.gather(*waits, return_exceptions=True)
                with suppress(asyncio.CancelledError):
                    await watching
                await self._means.wire.aclose()
        for one in ended:
            if isinstance(one, Exception):
                raise one
        self._retelling.tell()
        return self._finish()

    def _recall(self) -> None:
        """Know what was heard last before, so that edits and deletions of it are noticed and nothing counts twice."""
        reader = self._archive.reader()
        try:
            Recalling(self._watch, reader, self._archive).newest(frozenset(self._tags), RECALLED)
        except ArchiveError as error:  # it is saved, or begun, meanwhile
            say(f"{error}; what comes now is written when that is done")
        finally:
            reader.close()

    def _so_far(self) -> str:
        return f"; {self.posts} {'post' if self.posts == 1 else 'posts'} so far"

    async def _run_out(self, seconds: float) -> None:
        await self._means.clock.sleep(seconds)
        while any(map(is_giving, self._sources)) and not await self._is_stuck():
            await self._means.clock.sleep(_LOOK)
        self._ended.set()

    async def _is_stuck(self) -> bool:
        """Nothing more can be taken, and nobody knows for how long: the disk is full."""
        if not self._archive.has_room:
            await self._archive.turn()
        return not self._archive.has_room

    def _exit_code(self) -> int:
        return self._signalled if self._signalled is not None else 0

    def _finish(self) -> int:
        """Say what came of it; the exit code."""
        self._talk.count_unread()
        code = self._signalled if self._signalled is not None else self._talk.verdict()
        done = "recorded" if self._archive.state.condition is Condition.WRITING else "heard"
        say(f"{self.posts} new {'post' if self.posts == 1 else 'posts'} {done}")
        return code
