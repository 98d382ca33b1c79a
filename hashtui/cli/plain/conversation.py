"""The conversation of `--plain` on a terminal: lines from the keyboard, the watch beside it, and an orderly end."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from typing import TypeVar

from hashtui.archive.kept import Condition
from hashtui.cli.output import OutputError, put
from hashtui.cli.plain.keyboard import Keyboard
from hashtui.cli.plain.talk import Talk
from hashtui.cli.signals import end_at_last, ended_by_signals, ended_in_time
from hashtui.clock import SystemClock
from hashtui.errors import ArchiveError
from hashtui.post.clean import clean_text
from hashtui.tui.alerts import Alerts
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.voice import Form, Voice

T = TypeVar("T")
PROMPT = "> "


class Conversation:
    """One run. Nothing is printed but in answer to a line, except a bell that was asked for by a rule."""

    def __init__(self, setup: Dashboard, keyboard: int | None) -> None:
        """`keyboard` is the descriptor that lines come from; None: nobody can type."""
        self._setup = setup
        self._descriptor = keyboard
        self._is_typed = keyboard is not None and os.isatty(keyboard)
        self._stir = asyncio.Event()
        self._signalled: int | None = None
        self._waits = False

    def run(self) -> int:
        """Converse until the end; the exit code."""
        try:
            return asyncio.run(self._run())
        finally:
            ended_in_time()

    async def _run(self) -> int:
        loop = asyncio.get_running_loop()

        def stop(exit_code: int) -> None:
            self._signalled = exit_code
            loop.call_soon_threadsafe(self._stir.set)

        with ended_by_signals(stop):
            try:
                await self._converse(loop)
            except (OSError, OutputError):
                if self._signalled is None:
                    raise
        return self._signalled or 0

    async def _converse(self, loop: asyncio.AbstractEventLoop) -> None:
        only_bells = Voice(Form.NONE, titles=False)
        alerts = Alerts(self._setup.rules, only_bells, lambda bell: put(bell, end=""), zone=self._setup.zone)
        talk = Talk(self._setup, alerts)
        keyboard = Keyboard(-1 if self._descriptor is None else self._descriptor, self._stir.set)
        running = asyncio.create_task(self._setup.watch.run(stay=True))
        running.add_done_callback(lambda _: self._stir.set())
        beside = [asyncio.create_task(_tick(talk)), asyncio.create_task(_keep_up(self._setup))]
        loop.add_signal_handler(signal.SIGCONT, self._say_prompt)
        try:
            if self._setup.panes:
                await self._unless_ended(talk.settle())
            if self._signalled is None:
                self._say(talk.opening())
                keyboard.listen(loop)
                await self._answer_lines(talk, keyboard, running)
        finally:
            loop.remove_signal_handler(signal.SIGCONT)
            keyboard.deafen(loop)
            talk.remember()
            end_at_last(self._signalled or 0)
            for task in beside:
                task.cancel()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def _answer_lines(self, talk: Talk, keyboard: Keyboard, running: asyncio.Task[None]) -> None:
        self._say_prompt(begins=True)
        while self._signalled is None and not running.done():
            if keyboard.lines:
                self._waits = False
                answer = talk.hear(keyboard.lines.popleft())
                self._say(answer.lines)
                if answer.ends:
                    return
                if answer.errand is not None:
                    self._say(await self._unless_ended(answer.errand()) or ())
                self._say_prompt(begins=True)
            elif keyboard.has_ended:
                break
            else:
                self._stir.clear()
                await self._stir.wait()
        if self._is_typed:
            put("")  # the shell's prompt begins a line

    async def _unless_ended(self, errand: Awaitable[T]) -> T | None:
        """What comes of it; None when a signal came first."""
        task = asyncio.ensure_future(errand)
        task.add_done_callback(lambda _: self._stir.set())
        while not task.done() and self._signalled is None:
            self._stir.clear()
            await self._stir.wait()
        if task.done():
            return task.result()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return None

    def _say(self, lines: Iterable[str]) -> None:
        """Print lines, through the second gate against foreign text."""
        text = "\n".join(clean_text(line) for line in lines if line)
        if text:
            put(text)

    def _say_prompt(self, *, begins: bool = False) -> None:
        """Show that a line is waited for; again after the program was stopped and goes on."""
        self._waits = self._waits or begins
        if self._is_typed and self._waits and self._signalled is None:
            put(PROMPT, end="")


async def _keep_up(setup: Dashboard) -> None:
    """Count what the process that writes the archive hears, while another one does."""
    recalling, state = setup.recalling, setup.archive_state
    if recalling is None or state is None:
        return
    with suppress(ArchiveError):  # what cannot be read is not there; what comes is told all the same
        await recalling.keep_up(setup.clock, lambda: state().condition is Condition.READING)


async def _tick(talk: Talk) -> None:
    """Let the conversation look around while nobody types."""
    clock = SystemClock()
    while True:
        await clock.sleep(1.0)
        talk.tick()
