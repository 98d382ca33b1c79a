"""One run of `tail`: a watch with a printer, until something ends it; and the exit code that says what did."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.cli.acquaintance import Acquaintance
from hashtui.cli.forms import Form
from hashtui.cli.output import OutputError, has_lost_its_reader, put, say, say_lines, stdout_pipe
from hashtui.cli.picked import PickedKeys
from hashtui.cli.printer import Printer
from hashtui.cli.signals import end_at_last, ended_by_signals, ended_in_time
from hashtui.cli.source_talk import SourceTalk
from hashtui.config.trusted import Trusted
from hashtui.filter import PaneFilter
from hashtui.filter.rules import NO_RULES, Rules
from hashtui.post.sighting import Boost, Gap, Report, State
from hashtui.sources.source import Means, Source, is_giving
from hashtui.watch import Outcome, Watch

_QUIET = 0.2
"""Seconds without a post after which what the sources held counts as whole; each gives it in one go."""
_PATIENCE = 2.0
"""Seconds that the first post waits at most for others to be sorted with."""
_PATIENCE_WITH_FILES = 20.0
"""Seconds that a file which is still given is waited for: its posts are sorted whole, and its boosts count for all."""
_LOOK = 0.05
NOBODY = Trusted()
"""Nothing was said of anybody."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to print, and until when."""

    panes: tuple[PaneFilter, ...]
    limit: int | None = None
    duration: timedelta | None = None
    since: datetime | None = None
    rules: Rules = NO_RULES
    trusted: Trusted = NOBODY
    ends_when_old: bool = False
    """It ends once what the sources hold was heard."""


class Following:
    """The run. Whatever ends it first decides."""

    def __init__(
        self,
        sources: Sequence[Source],
        means: Means,
        wish: Wish,
        form: Form,
        acquaintance: Acquaintance | None = None,
    ) -> None:
        """`acquaintance`: whom one knows before; it gets to know more."""
        self._clock = means.clock
        self._wire = means.wire
        self._sources = sources
        self._wish = wish
        self._tags = tuple(dict.fromkeys(tag for pane in wish.panes for tag in pane.tags))
        self._acquaintance = acquaintance or Acquaintance(wish.trusted)
        self._watch = Watch(sources, means.clock, log=lambda text: say_lines(text.splitlines()))
        self._printer = Printer(
            wish.panes,
            form,
            self._write,
            now=self._clock.now,
            limit=wish.limit,
            full=self._end,
            rules=wish.rules,
            standing_of=self._acquaintance.trust.standing_of,
            picked=PickedKeys(),
        )
        self._ended = asyncio.Event()
        self._signalled: int | None = None
        self._exit_code = 0
        self._trouble: OSError | OutputError | None = None
        self._talk = SourceTalk(self._watch)

    def run(self) -> int:
        """Follow until the end; the exit code."""
        try:
            return asyncio.run(self._run())
        finally:
            ended_in_time()

    async def _run(self) -> int:
        loop = asyncio.get_running_loop()

        def stop(exit_code: int) -> None:
            self._signalled = exit_code
            loop.call_soon_threadsafe(self._ended.set)

        with ended_by_signals(stop):
            await self._follow(loop)
        if self._signalled is not None:
            return self._signalled
        if self._trouble is not None:
            raise self._trouble
        return self._exit_code

    async def _follow(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watch.follow(self._tags, self._wish.since)
        self._watch.attach(self._acquaintance)  # before a post is judged by what it says itself
        self._watch.attach(self._printer)
        self._watch.attach(self)
        running = asyncio.create_task(self._watch.run())
        running.add_done_callback(lambda _: self._end())
        waits = [running, asyncio.create_task(self._sort_the_first())]
        if self._wish.duration is not None:
            waits.append(asyncio.create_task(self._run_out(self._wish.duration.total_seconds())))
        pipe = stdout_pipe()
        if pipe is not None:
            # A pipe one writes to becomes readable when its reader is gone.
            loop.add_reader(pipe, self._look_for_the_reader, pipe)
        try:
            await self._ended.wait()
            if self._trouble is None:
                self._release()
            if self._trouble is None and self._signalled is None:
                self._exit_code = self._talk.verdict()
            self._count_hidden()
            self._talk.count_unread()
            end_at_last(self._exit_code if self._signalled is None else self._signalled)
        finally:
            if pipe is not None:
                loop.remove_reader(pipe)
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits[1:], return_exceptions=True)
            with suppress(asyncio.CancelledError):
                await running
            await self._wire.aclose()

    def take(self, _: object) -> None:
        """Posts are the printer's."""

    def note(self, heard: Gap | Report | Boost) -> None:
        """Say how a source is when that changes; end when none answers."""
        if isinstance(heard, Boost):
            return
        self._talk.hear(heard)
        if isinstance(heard, Report) and heard.state is not State.STARTING and self._watch.all_failed_first:
            self._end()

    def _write(self, text: str) -> None:
        if self._trouble is not None or not text:
            return
        try:
            put(text)
        except (OSError, OutputError) as error:
            self._trouble = error
            self._end()

    def _look_for_the_reader(self, pipe: int) -> None:
        if has_lost_its_reader(pipe):
            self._trouble = self._trouble or BrokenPipeError()
            self._end()
        else:
            asyncio.get_running_loop().remove_reader(pipe)

    def _end(self) -> None:
        self._ended.set()

    async def _run_out(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        while any(map(is_giving, self._sources)):
            await self._clock.sleep(_LOOK)
        self._end()

    async def _sort_the_first(self) -> None:
        """Let the printer go once every source gave what it held, or failed to."""
        began: float | None = None
        heard, since = -1, self._clock.monotonic()
        at_last = since + _PATIENCE_WITH_FILES
        while True:
            await self._clock.sleep(_LOOK)
            now = self._clock.monotonic()
            if now < at_last and any(map(is_giving, self._sources)):
                began, since = None, now
                continue
            if self._printer.waiting != heard:
                heard, since = self._printer.waiting, now
            if heard and began is None:
                began = now
            if began is not None and now - began > _PATIENCE:
                break
            is_early = any(health.outcome is Outcome.PENDING for health in self._watch.health.values())
            if not is_early and now - since > _QUIET:
                break
        self._release()
        if self._wish.ends_when_old:
            self._end()

    def _release(self) -> None:
        """Let the printer go, each post with what its author is by all that was heard so far."""
        self._acquaintance.trust.settle(at_once=True)
        self._printer.release()

    def _count_hidden(self) -> None:
        """Say how many posts were left out because the person does not want to see them."""
        hidden = self._printer.hidden
        if hidden:
            say(f"{hidden} {'post' if hidden == 1 else 'posts'} hidden by your rules and mutes")
