"""What can go wrong in a way a person can do something about.

    HashtuiError
    ├─ UsageError            2   a wrong argument
    ├─ ConfigError           2   a wrong line in a configuration file
    ├─ FilterError           2   a wrong expression, with the place in it
    ├─ SourceError               trouble with one source; the others go on
    │  ├─ Unreachable        3   no answer: try again later
    │  │  └─ NoNetwork       3   … because this machine reaches nobody
    │  ├─ RateLimited        3   asked to wait until a given time
    │  ├─ Refused            4   not for us as we are: say so and stop asking
    │  └─ Malformed          3   an answer that makes no sense: count it and go on
    └─ ArchiveError          5   the archive cannot be read or written

Each says what happened, where, and what to do. `exit_code` is the status the program ends with when such an error
ends it. Anything that is not a HashtuiError is a bug.
"""

from datetime import datetime


class HashtuiError(Exception):
    """Expected trouble, told in one sentence."""

    exit_code = 1


class UsageError(HashtuiError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = 2


class ConfigError(HashtuiError):
    """A configuration file says something that cannot be meant. `place` is `file:line:col` as far as it is known."""

    exit_code = 2

    def __init__(self, message: str, *, place: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class FilterError(HashtuiError):
    """An expression that does not parse, with the span in it that is wrong, in code points."""

    exit_code = 2

    def __init__(self, message: str, *, text: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.start = start
        self.end = max(end, start + 1)


class SourceError(HashtuiError):
    """Trouble with one source."""

    exit_code = 3


class Unreachable(SourceError):
    """No usable answer: network, DNS, TLS, time-out, a server's 5xx. Trying again later may help."""


class NoNetwork(Unreachable):
    """No answer because of our own side: no network, or no name can be looked up (DNS)."""


class RateLimited(SourceError):
    """The server asks for patience until `until` (aware UTC); None when it did not say until when."""

    def __init__(self, message: str, *, until: datetime | None) -> None:
        super().__init__(message)
        self.until = until


class Refused(SourceError):
    """The server will not answer us as we are: no token, a bad one, a closed timeline. Asking again will not help."""

    exit_code = 4


class Malformed(SourceError):
    """An answer or a frame that cannot be understood. It is counted; its good neighbours are kept."""


class ArchiveError(HashtuiError):
    """The archive cannot be read or written."""

    exit_code = 5
