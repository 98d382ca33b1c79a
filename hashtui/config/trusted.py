"""`trust.toml`: what the person said of accounts. The program writes it, whole and atomically."""

import fcntl
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import tomli_w

from hashtui.config.writing import move_aside, private_folder, told_aside, told_damaged, write_whole
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text
from hashtui.post.post import Author
from hashtui.reading.standing import Level

NO_NOTE = clean_text("")
_LARGEST = 8 << 20
_ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Account:
    """One account the person said something of."""

    key: str
    """The author's key; the same account under another handle keeps what was said."""
    handle: CleanLine
    """As it was when that was said."""
    muted: bool = False
    note: CleanText = NO_NOTE
    """The person's own words on them."""
    more: Mapping[str, object] = field(default_factory=dict)
    """What stands there that this version does not know; it is kept."""

    @property
    def says_something(self) -> bool:
        """Whether there is a reason to keep it."""
        return self.muted or bool(self.note) or bool(self.more)


@dataclass(frozen=True, slots=True)
class Trusted:
    """All that was said, by the author's key."""

    accounts: Mapping[str, Account] = field(default_factory=dict)

    def level_of(self, author: Author) -> Level:
        """What the author is to the reader."""
        account = self.accounts.get(author.key)
        return Level.MUTED if account is not None and account.muted else Level.UNKNOWN

    def note_on(self, author: Author) -> CleanText:
        """The person's note on them; empty when there is none."""
        account = self.accounts.get(author.key)
        return NO_NOTE if account is None else account.note

    def with_muted(self, author: Author, on: bool) -> "Trusted":
        """The same, but for whether that author is muted."""
        return self._with(replace(self._of(author), muted=on))

    def with_note(self, author: Author, text: str) -> "Trusted":
        """The same, but for the note on that author; an empty one takes the note away."""
        return self._with(replace(self._of(author), note=clean_text(text.strip())))

    def _of(self, author: Author) -> Account:
        known = self.accounts.get(author.key)
        return Account(author.key, author.handle) if known is None else replace(known, handle=author.handle)

    def _with(self, account: Account) -> "Trusted":
        others = {key: known for key, known in self.accounts.items() if key != account.key}
        return Trusted(others | {account.key: account} if account.says_something else others)


class TrustFile:
    """The file as one process uses it: read once, then every change written over what others wrote meanwhile.

    Its calls touch the disk.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = Trusted()
        """What this process last read or wrote."""
        self._unkept: Trusted | None = None
        """What waits to be written because another process was writing."""
        self.trouble = ""
        """What was wrong with the file when it was read, and where it is now; empty when nothing was."""

    def read(self, now: datetime) -> Trusted:
        """What the person said; nothing when there is no file. A damaged one is moved aside and that is told."""
        try:
            self._known = _trusted(_rows(self._content()))
        except OSError as error:
            reason = error.strerror or str(error)
            self.trouble = f"{self._file} cannot be read ({reason}): what you said of accounts is not in force"
        except (ValueError, RecursionError) as error:
            file = Path(os.path.realpath(self._file))
            self.trouble = told_aside(file, now, "what you said of accounts is not in force", why=str(error))
        return self._known

    def keep(self, trusted: Trusted, now: datetime) -> str:
        """Write down what changed since the last time; why that could not be done, or nothing."""
        self._unkept = None
        try:
            with self._alone():
                return self._merge(trusted, now)
        except BlockingIOError:
            self._unkept = trusted
            return f"{self._file} is being written by another hashtui: kept with the next thing you say, or at the end"
        except (OSError, UnicodeEncodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            return f"{self._file} cannot be written ({reason}): kept for this session only"

    def settle(self, now: datetime) -> str:
        """At the end: write down what still waits; why that could not be done, or nothing."""
        return "" if self._unkept is None else self.keep(self._unkept, now)

    def _merge(self, trusted: Trusted, now: datetime) -> str:
        """Write it; what the person should know of that, or nothing."""
        file, told = Path(os.path.realpath(self._file)), ""
        try:
            content = self._content()
            rows = _rows(content)
            there = _trusted(rows)
        except (ValueError, RecursionError) as error:
            # Somebody edited it while this session ran, which knows what it said before.
            aside = move_aside(file, now)
            told = told_damaged(file, aside, "what was known before is written anew", why=str(error))
            content, rows, there = {}, [], self._known
        before, merged = self._known.accounts, dict(there.accounts)
        for key in {**before, **trusted.accounts}:
            nothing = Account(key, clean_line(""))
            was, wanted, found = (said.get(key, nothing) for said in (before, trusted.accounts, there.accounts))
            merged[key] = _merged(was, wanted, found)
        accounts = [_row(account) for account in merged.values() if account.says_something]
        strange = [row for row in rows if "key" not in row]
        content = {**content, _ACCOUNT: [*accounts, *strange]}
        write_whole(file, tomli_w.dumps(content).encode("utf-8"))
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


class _DamagedError(ValueError):
    """The file is TOML, but not what this program writes."""


def _merged(was: Account, wanted: Account, found: Account) -> Account:
    """What another process left there, with what changed here from `was` to `wanted`."""
    return Account(
        key=found.key,
        handle=wanted.handle or found.handle or was.handle,
        muted=found.muted if wanted.muted == was.muted else wanted.muted,
        note=found.note if wanted.note == was.note else wanted.note,
        more=found.more,
    )


def _rows(content: Mapping[str, object]) -> list[dict[str, object]]:
    rows = content.get(_ACCOUNT, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _DamagedError
    return rows


def _trusted(rows: Sequence[Mapping[str, object]]) -> Trusted:
    """Those rows that name an account; others belong to a later version."""
    accounts = (_account(row) for row in rows if "key" in row)
    return Trusted({account.key: account for account in accounts})


def _account(row: Mapping[str, object]) -> Account:
    match row:
        case {"key": str(key), **rest}:
            pass
        case _:
            raise _DamagedError
    handle, muted, note = rest.pop("handle", ""), rest.pop("muted", False), rest.pop("note", "")
    if not key or not isinstance(handle, str) or not isinstance(muted, bool) or not isinstance(note, str):
        raise _DamagedError
    return Account(key, clean_line(handle), muted, clean_text(note), rest)


def _row(account: Account) -> dict[str, object]:
    said: dict[str, object] = {"key": account.key, "handle": account.handle}
    if account.muted:
        said["muted"] = True
    if account.note:
        said["note"] = account.note
    return said | dict(account.more)


def _lock(descriptor: int) -> None:
    """BlockingIOError while another has it; on a file system without locks it counts as ours."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return
