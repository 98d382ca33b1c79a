"""What the person said of accounts, as a command reads it and writes it down."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hashtui.cli.output import say
from hashtui.cli.shared import keep
from hashtui.config.handles import Named, read_named
from hashtui.config.places import usual_places
from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Account, Trusted
from hashtui.errors import UsageError


class Said:
    """`trust.toml` for one command: read once, and written at most once. What was wrong with the file is said."""

    def __init__(self) -> None:
        self._file = TrustFile(usual_places().trust)
        self.trusted = self._file.read(datetime.now(UTC))
        if self._file.trouble:
            say(self._file.trouble)

    def keep(self, trusted: Trusted) -> None:
        """Write it down. ConfigError when that cannot be done: then nothing is changed."""
        keep(self._file, trusted)


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
