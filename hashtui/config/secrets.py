"""The sessions that servers gave us, kept for the next start in one file that only its owner can read."""

import fcntl
import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from hashtui.config.places import usual_places
from hashtui.config.secret import Secret
from hashtui.config.writing import private_folder, write_whole
from hashtui.errors import ConfigError

_LARGEST = 1 << 20
_TABLE = "session"


@dataclass(frozen=True, slots=True)
class KeptSession:
    """What a server gave for a password: a short-lived token, and one that fetches the next pair."""

    did: str
    """Whose it is, as the server said."""
    server: str
    """The URL of the server that answers to these tokens."""
    access: Secret
    refresh: Secret


class Hold:
    """The right to renew what is kept, against every other process of this user, until it is let go."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def let_go(self) -> None:
        """Let others have it. The file that stands for it stays, empty."""
        os.close(self._descriptor)


class SecretStore:
    """`secrets.toml` in the data folder, of mode 0600. Its calls touch the disk: make them aside.

    It is only read when nobody else can have read or changed it, and every ConfigError says what repairs it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def session(self, account: str) -> KeptSession | None:
        """What is kept for this account, if anything. ConfigError when the file is not to be trusted or not ours."""
        row = self._sessions().get(account)
        return None if row is None else self._read_session(row)

    def keep(self, account: str, session: KeptSession) -> None:
        """Write it down so that it survives a crash from here on. ConfigError when that fails; the old one stays."""
        rows = {name: row for name, row in self._sessions().items() if name != account}
        rows[account] = {
            "did": session.did,
            "server": session.server,
            "access": session.access.reveal(),
            "refresh": session.refresh.reveal(),
        }
        try:
            write_whole(self._file, tomli_w.dumps({_TABLE: rows}).encode("utf-8"))
        except (OSError, UnicodeEncodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise self._trouble(f"the session cannot be kept here: {reason}") from error

    def hold(self) -> Hold | None:
        """The hold on it; None while another process has it. ConfigError when there is no place for it."""
        lock = self._file.with_name(f"{self._file.name}.lock")
        try:
            private_folder(lock.parent)
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._trouble(f"the session cannot be kept here: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            pass  # a file system without locks: two processes may renew at once, which servers forgive for a while
        return Hold(descriptor)

    def _sessions(self) -> dict[str, Mapping[str, object]]:
        raw = self._raw()
        if raw is None:
            return {}
        try:
            table = tomllib.loads(raw.decode("utf-8")).get(_TABLE, {})
        except (ValueError, RecursionError) as error:
            raise self._trouble("is damaged: move it away, and the next log-in writes a new one") from error
        if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
            raise self._trouble("is not what this program writes: move it away")
        return table

    def _read_session(self, row: Mapping[str, object]) -> KeptSession:
        found = [row.get(name) for name in ("did", "server", "access", "refresh")]
        did, server, access, refresh = (value if isinstance(value, str) else "" for value in found)
        if not (did and server and is_token(access) and is_token(refresh)):
            raise self._trouble("is not what this program writes: move it away")
        return KeptSession(did, server, Secret(access), Secret(refresh))

    def _raw(self) -> bytes | None:
        """What the file holds, None when there is none. ConfigError unless it is this user's alone."""
        try:
            descriptor = os.open(self._file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        except OSError as error:
            if self._file.is_symlink():
                raise self._trouble("is a link, which is not followed to secrets: put the file itself there") from error
            raise self._trouble(f"cannot be read: {error.strerror}") from error
        with os.fdopen(descriptor, "rb") as file:
            self._refuse_what_others_reach(os.fstat(descriptor), self._file.parent.stat())
            return file.read(_LARGEST)

    def _refuse_what_others_reach(self, file: os.stat_result, folder: os.stat_result) -> None:
        if not stat.S_ISREG(file.st_mode):
            raise self._trouble("is no file: move it away")
        if file.st_uid != os.geteuid():
            raise self._trouble(f"belongs to another user: chown {os.geteuid()} {self._file}")
        if file.st_mode & 0o077:
            raise self._trouble(f"can be read by others: chmod 600 {self._file}")
        if folder.st_mode & 0o022 or folder.st_uid not in (os.geteuid(), 0):
            raise self._trouble(f"lies in a folder that others may change: chmod 700 {self._file.parent}")

    def _trouble(self, message: str) -> ConfigError:
        return ConfigError(message, place=str(self._file))


def is_token(text: str) -> bool:
    """Whether it can stand in a header."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def usual_store() -> SecretStore:
    """The store of this user, in the data folder."""
    return SecretStore(usual_places().data / "secrets.toml")
