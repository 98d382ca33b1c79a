"""What the person said of accounts, as a command reads it and writes it down."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from hashtui.cli.output import say
from hashtui.clock import SystemClock
from hashtui.config.handles import Named, read_named
from hashtui.config.places import usual_places
from hashtui.config.shared_file import why_not
from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Account, Trusted
from hashtui.errors import ConfigError, UsageError

_TRIES = 20
_APART = 0.1
"""Seconds between two tries to write while another hashtui does; each takes a moment only."""


class Said:
    """`trust.toml` for one command: read once, and written at most once. What was wrong with the file is said."""

    def __init__(self) -> None:
        self._path = usual_places().trust
        self._file = TrustFile(self._path)
        self.trusted = self._file.read(datetime.now(UTC))
        if self._file.trouble:
            say(self._file.trouble)

    def keep(self, trusted: Trusted) -> None:
        """Write it down. ConfigError when that cannot be done: then nothing is changed."""
        told = asyncio.run(self._written(trusted, SystemClock()))
        if told:
            say(told)

    async def _written(self, trusted: Trusted, clock: SystemClock) -> str:
        for _ in range(_TRIES):
            try:
                return self._file.write(trusted, datetime.now(UTC))
            except BlockingIOError:
                await clock.sleep(_APART)
            except (OSError, UnicodeEncodeError) as error:
                wrong = f"cannot be written ({why_not(error)}): nothing is changed"
                raise ConfigError(wrong, place=str(self._path)) from error
        raise ConfigError("another hashtui is writing it: nothing is changed, try again", place=str(self._path))


def named_in(handles: Sequence[str]) -> tuple[Named, ...]:
    """The accounts meant, each once. UsageError when there is none, or when one of them is none."""
    if not handles:
        raise UsageError("a handle is missing: @anna@piaille.fr, or '@*@mairie.example' for all of a server")
    try:
        return tuple(dict.fromkeys(map(read_named, handles)))
    except ValueError as error:
        raise UsageError(str(error)) from error


def accounts_of(trusted: Trusted, named: Named) -> tuple[Account, ...]:
    """What was said of it, or nothing yet."""
    return trusted.named(str(named)) or (Account(named.key, named.handle),)
