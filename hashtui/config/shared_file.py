"""A TOML file that several processes of a person write: whole and atomically, over what others wrote meanwhile."""

import fcntl
import os
import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import ClassVar, Generic, TypeVar

import tomli_w

from hashtui.config.watched import Mark, WatchedFile, mark_of
from hashtui.config.writing import move_aside, private_folder, told_aside, told_damaged, write_whole

T = TypeVar("T")
TRIES_AT_LAST, APART = 100, 0.05
"""How often it is tried at the end of a session, and the seconds between: another writes for a moment only."""


class SharedFile(ABC, Generic[T]):
    """The file as one process uses it: read once, then every change written over what others wrote meanwhile.

    Its calls touch the disk.
    """

    SAYS: ClassVar[str]
    """What stands in it, as the person is told: `what you said of accounts`."""
    LARGEST: ClassVar[int] = 8 << 20
    """Octets; what is larger is damaged."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._watched = WatchedFile(file)
        self._known = self.nothing()
        """What this process last read or wrote."""
        self._unkept: T | None = None
        """What waits to be written because another process was writing."""
        self._there: tuple[Mark, dict[str, object], T] | None = None
        """What this process read or wrote last, and how the file looked then: it is not read while it looks so."""
        self.trouble = ""
        """What was wrong with the file when it was read, and where it is now; empty when nothing was."""

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._file

    @abstractmethod
    def nothing(self) -> T:
        """What an empty file says."""

    @abstractmethod
    def parse(self, content: Mapping[str, object]) -> T:
        """What the content says. ValueError when that makes no sense."""

    @abstractmethod
    def compose(self, content: Mapping[str, object], wanted: T) -> dict[str, object]:
        """The content with this in it; what this version does not know stays."""

    def dumped(self, content: Mapping[str, object]) -> str:
        """The content as it is written."""
        return tomli_w.dumps(content)

    @abstractmethod
    def merge(self, before: T, wanted: T, found: T) -> T:
        """What another process left there, with what changed here from `before` to `wanted`."""

    def read(self, now: datetime) -> T:
        """What the person said; nothing when there is no file. A damaged one is moved aside and that is told."""
        try:
            self._known = self._parsed()
        except OSError as error:
            reason = error.strerror or str(error)
            self.trouble = f"{self._file} cannot be read ({reason}): {self.SAYS} is not in force"
        except (ValueError, RecursionError) as error:
            file = Path(os.path.realpath(self._file))
            self.trouble = told_aside(file, now, f"{self.SAYS} is not in force", why=str(error))
        return self._known

    def read_anew(self) -> T | None:
        """What the person said, if another process or an editor changed it since it was read; else None.

        What still waits to be written stays said. A file that makes no sense is no change: the next writing tells.
        """
        return self.read_there() if self.was_changed() else None

    def was_changed(self) -> bool:
        """Whether another process or an editor saved it since this was asked. Costs one look at the folder."""
        return self._watched.was_saved() and not self._is_ours()

    def read_there(self) -> T | None:
        """The same as `read_anew`, now that it was changed."""
        try:
            there = self._parsed()
        except (OSError, ValueError, RecursionError):
            return None
        before, now = self._known, there
        if self._unkept is not None:
            before, now = self._unkept, self.merge(self._known, self._unkept, there)
            self._unkept = now
        self._known = there
        return None if now == before else now

    def keep(self, wanted: T, now: datetime, before: T | None = None) -> str:
        """Write down what changed since the last time; why that could not be done, or nothing.

        `before`: what it changed from, where that is not what this process read or wrote last.
        """
        self._unkept = None
        try:
            return self.write(wanted, now, before)
        except BlockingIOError:
            self._unkept = wanted
            return f"{self._file} is being written by another hashtui: kept with the next thing you say, or at the end"
        except (OSError, UnicodeEncodeError) as error:
            return f"{self._file} cannot be written ({why_not(error)}): kept for this session only"

    def write(self, wanted: T, now: datetime, before: T | None = None) -> str:
        """The same at once or not at all; what the person should know of it, or nothing.

        BlockingIOError while another process writes; OSError, UnicodeEncodeError when it cannot be done.
        """
        with self._alone():
            if before is not None:
                self._known = before
            return self._merge(wanted, now)

    def settle(self, now: datetime, pause: Callable[[float], object] = sleep) -> str:
        """At the end: write down what still waits; why that could not be done, or nothing."""
        wanted, self._unkept = self._unkept, None
        return "" if wanted is None else self.keep_at_last(wanted, now, pause=pause)

    def keep_at_last(
        self, wanted: T, now: datetime, before: T | None = None, *, pause: Callable[[float], object] = sleep
    ) -> str:
        """Write it down now, or it is lost: while another process writes it is tried again for some seconds.

        Why it could not be done, or nothing. It blocks: the loop is over, and its clock with it.
        """
        for _ in range(TRIES_AT_LAST):
            try:
                return self.write(wanted, now, before)
            except BlockingIOError:
                pause(APART)
            except (OSError, UnicodeEncodeError) as error:
                return f"{self._file} cannot be written ({why_not(error)}): the last change of {self.SAYS} is lost"
        return f"{self._file} was being written by another hashtui all the time: the last change of {self.SAYS} is lost"

    def _merge(self, wanted: T, now: datetime) -> str:
        """Write it; what the person should know of that, or nothing."""
        file, told = Path(os.path.realpath(self._file)), ""
        try:
            if self._there is not None and self._is_ours():
                content, there = self._there[1:]
            else:
                content = self._content()
                there = self.parse(content)
        except (ValueError, RecursionError) as error:
            # Somebody edited it while this session ran, which knows what it said before.
            aside = move_aside(file, now)
            told = told_damaged(file, aside, "what was known before is written anew", why=str(error))
            content, there = {}, self._known
        merged = self.merge(self._known, wanted, there)
        content = self.compose(content, merged)
        write_whole(file, self.dumped(content).encode("utf-8"))
        mark = mark_of(self._file)
        self._there = None if mark is None or merged != wanted else (mark, content, merged)
        self._known = wanted
        return told

    def _parsed(self) -> T:
        """What it says now. OSError, ValueError or RecursionError when that cannot be told."""
        before, content = mark_of(self._file), self._content()
        said = self.parse(content)
        self._there = None if before is None or before != mark_of(self._file) else (before, content, said)
        return said

    def _is_ours(self) -> bool:
        """It is as this process read or wrote it."""
        return self._there is not None and mark_of(self._file) == self._there[0]

    def _content(self) -> dict[str, object]:
        """ValueError when it is no TOML, OSError when it is there and cannot be read."""
        try:
            with self._file.open("rb") as file:
                raw = file.read(self.LARGEST + 1)
        except FileNotFoundError:
            return {}
        if len(raw) > self.LARGEST:
            raise ValueError(f"it has more than {self.LARGEST:,} octets")
        return tomllib.loads(raw.decode("utf-8"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The right to write, against every other process of this user. BlockingIOError while one has it."""
        lock = self._file.with_name(f".{self._file.name}.lock")
        private_folder(lock.parent)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            _lock(descriptor)
            yield
        finally:
            os.close(descriptor)


def why_not(error: OSError | UnicodeEncodeError) -> str:
    """In a word or two."""
    return error.strerror or str(error) if isinstance(error, OSError) else "it is no text"


def _lock(descriptor: int) -> None:
    """BlockingIOError while another has it; on a file system without locks it counts as ours."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return
