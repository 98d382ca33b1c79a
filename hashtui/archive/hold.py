"""Who writes the archive: one process at a time, by a lock that goes with it however it ends."""

import fcntl
import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from hashtui.archive.kept import Holder
from hashtui.config.writing import PRIVATE
from hashtui.post.clean import clean_line

_LONGEST = 4_096


class Hold:
    """The right to write. It is held from `taken` until it is let go, or the process ends."""

    def __init__(self, place: Path) -> None:
        self._place = place.with_name(f"{place.name}.lock")
        self._wish = place.with_name(f"{place.name}.wanted")
        self._descriptor: int | None = None
        self._wishing: int | None = None

    def take(self, command: str, now: datetime) -> bool:
        """Take it if nobody has it; whether it is ours. OSError when the place cannot be written."""
        if self._descriptor is not None and _is_at(self._descriptor, self._place):
            return True
        self.let_go()  # its name was taken away: others would not meet it
        descriptor = _locked(self._place)
        if descriptor is None:
            return False
        self._descriptor = descriptor
        said = {"pid": os.getpid(), "command": command, "since": now.astimezone(UTC).isoformat(timespec="seconds")}
        with suppress(OSError):  # on a full disk nobody is told who it is
            os.fchmod(descriptor, PRIVATE)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(said, ensure_ascii=True).encode("ascii"), 0)
        return True

    def let_go(self) -> None:
        """Others may have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def want(self) -> None:
        """Ask whoever has it, and gives way, to let go; for as long as it is wanted they do not take it again."""
        if self._wishing is None:
            self._wishing = _locked(self._wish)

    def want_no_more(self) -> None:
        """It was taken, or there is no hope."""
        if self._wishing is not None:
            os.close(self._wishing)
            self._wishing = None

    @property
    def is_wanted(self) -> bool:
        """Another process asks for it."""
        try:
            with self._wish.open("rb") as file:
                return self._wishing is None and not _is_free(file.fileno())
        except OSError:
            return False

    def holder(self) -> Holder | None:
        """Who has it, as they say; None when nobody does or they do not say."""
        try:
            with self._place.open("rb") as file:
                if self._descriptor is None and _is_free(file.fileno()):
                    return None
                said = json.loads(file.read(_LONGEST))
            pid, command, since = said["pid"], said["command"], datetime.fromisoformat(said["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not (isinstance(pid, int) and isinstance(command, str) and since.tzinfo is not None):
            return None
        return Holder(pid, clean_line(command), since.astimezone(UTC))


def _locked(place: Path) -> int | None:
    """The open file, locked; None while another process has it locked. OSError when it cannot be written."""
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        pass  # a file system without locks: whoever asks counts as alone
    return descriptor


def _is_at(descriptor: int, place: Path) -> bool:
    """Whether that file has the name still."""
    try:
        return os.path.samestat(os.fstat(descriptor), place.stat())
    except OSError:
        return False


def _is_free(descriptor: int) -> bool:
    """Nobody has it: what stands there was written by one who ended without a word."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # a file system without locks: nobody can have it
    return True  # closing it lets it go
