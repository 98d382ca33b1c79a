"""`trust.toml` as one process uses it: written whole and atomically, over what others wrote meanwhile."""

import fcntl
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import tomli_w

from hashtui.config.trust_rows import merged, trusted_in, written
from hashtui.config.trusted import Trusted
from hashtui.config.watched import WatchedFile
from hashtui.config.writing import move_aside, private_folder, told_aside, told_damaged, write_whole

_LARGEST = 8 << 20


class TrustFile:
    """The file as one process uses it: read once, then every change written over what others wrote meanwhile.

    Its calls touch the disk.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._watched = WatchedFile(file)
        self._known = Trusted()
        """What this process last read or wrote."""
        self._unkept: Trusted | None = None
        """What waits to be written because another process was writing."""
        self.trouble = ""
        """What was wrong with the file when it was read, and where it is now; empty when nothing was."""

    def read(self, now: datetime) -> Trusted:
        """What the person said; nothing when there is no file. A damaged one is moved aside and that is told."""
        try:
            self._known = trusted_in(self._content())
        except OSError as error:
            reason = error.strerror or str(error)
            self.trouble = f"{self._file} cannot be read ({reason}): what you said of accounts is not in force"
        except (ValueError, RecursionError) as error:
            file = Path(os.path.realpath(self._file))
            self.trouble = told_aside(file, now, "what you said of accounts is not in force", why=str(error))
        return self._known

    def read_anew(self) -> Trusted | None:
        """What the person said, if another process or an editor changed it since it was read; else None.

        What still waits to be written stays said. A file that makes no sense is no change: the next writing tells.
        """
        if not self._watched.was_saved():
            return None
        try:
            there = trusted_in(self._content())
        except (OSError, ValueError, RecursionError):
            return None
        before, now = self._known, there
        if self._unkept is not None:
            before, now = self._unkept, merged(self._known, self._unkept, there)
            self._unkept = now
        self._known = there
        return None if now == before else now

    def keep(self, trusted: Trusted, now: datetime) -> str:
        """Write down what changed since the last time; why that could not be done, or nothing."""
        self._unkept = None
        try:
            return self.write(trusted, now)
        except BlockingIOError:
            self._unkept = trusted
            return f"{self._file} is being written by another hashtui: kept with the next thing you say, or at the end"
        except (OSError, UnicodeEncodeError) as error:
            return f"{self._file} cannot be written ({why_not(error)}): kept for this session only"

    def write(self, trusted: Trusted, now: datetime) -> str:
        """The same at once or not at all; what the person should know of it, or nothing.

        BlockingIOError while another process writes; OSError, UnicodeEncodeError when it cannot be done.
        """
        with self._alone():
            return self._merge(trusted, now)

    def settle(self, now: datetime) -> str:
        """At the end: write down what still waits; why that could not be done, or nothing."""
        return "" if self._unkept is None else self.keep(self._unkept, now)

    def _merge(self, trusted: Trusted, now: datetime) -> str:
        """Write it; what the person should know of that, or nothing."""
        file, told = Path(os.path.realpath(self._file)), ""
        try:
            content = self._content()
            there = trusted_in(content)
        except (ValueError, RecursionError) as error:
            # Somebody edited it while this session ran, which knows what it said before.
            aside = move_aside(file, now)
            told = told_damaged(file, aside, "what was known before is written anew", why=str(error))
            content, there = {}, self._known
        write_whole(file, tomli_w.dumps(written(content, merged(self._known, trusted, there))).encode("utf-8"))
        self._known = trusted
        return told

    def _content(self) -> dict[str, object]:
        """ValueError when it is no TOML, OSError when it is there and cannot be read."""
        try:
            with self._file.open("rb") as file:
                raw = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return {}
        if len(raw) > _LARGEST:
            raise ValueError
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
