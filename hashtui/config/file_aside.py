"""A file of the person's as a session has it: read and written beside the loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock
from time import sleep
from typing import Generic, TypeVar

from hashtui.aside import Aside
from hashtui.config.shared_file import SharedFile, why_not

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Turn(Generic[T]):
    """What came of one turn at the file."""

    trouble: str = ""
    there: T | None = None
    """What another process wrote, if it was looked for and was there."""
    is_held: bool = False
    """Another process was writing: it is tried again at the next look."""


class FileAside(Generic[T]):
    """Writes what is kept last, and takes up what others write, one after the other and never on the loop.

    What is kept is never lost to what others wrote: each is written as a change of what the session knew of the file.
    All but `settle` is called on the loop.
    """

    def __init__(self, file: SharedFile[T], known: T, now: Callable[[], datetime], wanted: T | None = None) -> None:
        """`known` is what was read; `wanted` what the session begins with, where that is more."""
        self._file, self._now = file, now
        self._aside, self._alone = Aside(at_once=1), Lock()
        self._known = known
        """What the file had when this process read or wrote it last. Changed while nobody else is at the file."""
        self._wanted = self._given = known if wanted is None else wanted
        """What is to be written, and what the session has: it learns a moment later what others wrote."""
        self._fails: T | None = None
        """What could not be written, which was told: it is tried again with the next change, and at the end."""
        self._fresh: T | None = None
        self._trouble = ""
        self._turns: asyncio.Task[None] | None = None
        self._is_over = False

    def keep(self, wanted: T) -> str:
        """Have this written soon. Why something could not be is told by `trouble`; here nothing is."""
        if self._fresh is None:
            self._wanted = wanted
        else:
            self._wanted = self._fresh = self._file.merge(self._given, wanted, self._fresh)
        self._given, self._fails = wanted, None
        self._begin(looks=False)
        return ""

    def read_anew(self) -> T | None:
        """What is said now, if another process or an editor changed it since the last call, else None."""
        if not self.is_busy():
            looks, waits = self._file.was_changed(), self._turns is not None and self._waits()
            if looks or waits:
                self._begin(looks=looks)
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            self._given = fresh
        return fresh

    def trouble(self) -> str:
        """Why something could not be written, once."""
        told, self._trouble = self._trouble, ""
        return told

    def is_busy(self) -> bool:
        """Whether it is being written or read. A bug in that is raised."""
        if self._turns is None or not self._turns.done():
            return self._turns is not None
        if not self._turns.cancelled():
            self._turns.result()
        return False

    def settle(self, pause: Callable[[float], object] = sleep) -> str:
        """At the end: wait for what is being written, and write what is left; why that could not be done, or nothing.

        It blocks, and nothing is written after it.
        """
        with self._alone:
            self._is_over = True
            if self._wanted is self._known or self._turns is None:
                return ""
            return self._file.keep_at_last(self._wanted, self._now(), self._known, pause=pause)

    def _waits(self) -> bool:
        """Something is to be written that can be."""
        return self._wanted is not self._known and self._wanted is not self._fails

    def _begin(self, *, looks: bool) -> None:
        if not self.is_busy():
            self._turns = asyncio.get_running_loop().create_task(self._take_turns(looks=looks))

    async def _take_turns(self, *, looks: bool) -> None:
        """Until all is written."""
        while looks or self._waits():
            wanted = self._wanted
            turn = await self._aside.run(partial(self._work, wanted, looks=looks))
            self._trouble = turn.trouble or self._trouble
            if turn.trouble:
                self._fails = wanted
            if turn.there is not None:
                self._take_up(turn.there)
            if turn.is_held:
                return
            looks = False

    def _work(self, wanted: T, *, looks: bool) -> _Turn[T]:
        """One turn at the file, in a thread of its own."""
        with self._alone:
            if self._is_over:
                return _Turn()
            trouble, is_held = "", False
            if wanted is not self._known and wanted is not self._fails:
                try:
                    trouble = self._file.write(wanted, self._now(), self._known)
                    self._known = wanted
                except BlockingIOError:
                    is_held = True
                except (OSError, UnicodeEncodeError) as error:
                    trouble = f"{self._file.path} cannot be written ({why_not(error)}): kept for this session only"
            there = self._file.read_there() if looks else None
            return _Turn(trouble, there, is_held)

    def _take_up(self, there: T) -> None:
        """What another process wrote counts from now on, with what was said here and is not written yet."""
        fails = self._wanted is self._fails
        self._wanted = self._fresh = self._file.merge(self._known, self._wanted, there)
        self._fails = self._wanted if fails else self._fails
        self._known = there
