"""What went wrong on the wire, in plain words: the host and the cause, never a header, never a query."""

import errno
import socket
import ssl
from collections.abc import Iterator

from hashtui.errors import Malformed, NoNetwork, Refused, SourceError, Unreachable
from hashtui.wire.place import Place

_CAUSES = {
    errno.ECONNREFUSED: "connection refused",
    errno.ECONNRESET: "connection reset",
    errno.EPIPE: "connection reset",
    errno.ECONNABORTED: "connection aborted",
    errno.EHOSTUNREACH: "no route to the host",
    errno.EHOSTDOWN: "the host is down",
    errno.ENETUNREACH: "the network cannot be reached",
    errno.ENETDOWN: "the network is down",
    errno.EADDRNOTAVAIL: "no local address left to call from",
    errno.ETIMEDOUT: "timed out",
    errno.EMFILE: "too many files are open here",
    errno.ENFILE: "too many files are open here",
    errno.EACCES: "not allowed from here",
    errno.EPERM: "not allowed from here",
}

_OURS = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
"""Those that say that this machine reaches nobody."""

_CERTIFICATES = (
    ("certificate has expired", "its certificate has expired"),
    ("not yet valid", "its certificate is not valid yet"),
    ("hostname mismatch", "its certificate is for another name"),
    ("ip address mismatch", "its certificate is for another address"),
    ("self-signed", "its certificate is signed by nobody this machine trusts"),
    ("self signed", "its certificate is signed by nobody this machine trusts"),
    ("unable to get", "its certificate is signed by nobody this machine trusts"),
    ("too weak", "its certificate is too weak"),
    ("too small", "its certificate is too weak"),
    ("revoked", "its certificate was revoked"),
)

_HANDSHAKES = {
    "WRONG_VERSION_NUMBER": "it does not speak TLS there",
    "HTTP_REQUEST": "it does not speak TLS there",
    "UNSUPPORTED_PROTOCOL": "its TLS is too old",
    "TLSV1_ALERT_PROTOCOL_VERSION": "its TLS is too old",
    "UNEXPECTED_MESSAGE": "its TLS makes no sense",
    "DH_KEY_TOO_SMALL": "its TLS is too weak",
    "EE_KEY_TOO_SMALL": "its certificate is too weak",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "it has no way of TLS in common with us",
    "NO_SHARED_CIPHER": "it has no way of TLS in common with us",
}


def no_answer(place: Place, cause: str) -> Unreachable:
    """It did not answer, and why."""
    return Unreachable(f"no answer from {place.authority}: {cause}")


def not_looked_up(place: Place, cause: str) -> NoNetwork:
    """Its name could not be turned into an address, and why."""
    return NoNetwork(f"no answer from {place.authority}: {cause} (DNS)")


def cut_off(place: Place) -> Unreachable:
    """It stopped in the middle."""
    return Unreachable(f"{place.authority} broke off in the middle of its answer")


def nonsense(place: Place, what: str) -> Malformed:
    """It answered something that cannot be taken."""
    return Malformed(f"{place.authority} {what}")


def trouble(error: BaseException, place: Place) -> SourceError:
    """The error of a failed connection in our words, found anywhere in the chain of what led to it."""
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, SourceError):
            return link
        if isinstance(link, ssl.SSLCertVerificationError):
            return Refused(f"{place.authority} is not trusted: {_certificate(link)}; nothing was sent")
        if isinstance(link, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return no_answer(place, "it hung up during the TLS handshake")
        if isinstance(link, ssl.SSLError):
            reason = _HANDSHAKES.get(link.reason or "", "the TLS handshake failed")
            return Refused(f"{place.authority} is not trusted: {reason}; nothing was sent")
    for link in chain:
        if isinstance(link, socket.gaierror):
            return _nameless(link, place)
        if isinstance(link, TimeoutError):
            return no_answer(place, "timed out")
        if isinstance(link, OSError) and link.errno in _CAUSES:
            words = no_answer(place, _CAUSES[link.errno])
            return NoNetwork(str(words)) if link.errno in _OURS else words
    return no_answer(place, "the connection failed")


def weightier(before: SourceError | None, last: SourceError) -> SourceError:
    """Of the troubles with a server's addresses the one to tell: the last, unless only it is on our side.

    Where there is no IPv6, an IPv6 address of a server that is down says nothing of the network.
    """
    return before if before is not None and isinstance(last, NoNetwork) else last


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        if isinstance(link, BaseExceptionGroup):
            waiting.extend(link.exceptions)
        waiting.extend(e for e in (link.__cause__, link.__context__) if e is not None)


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    said = f"{error.verify_message or ''} {error.reason or ''}".lower()
    return next((words for sign, words in _CERTIFICATES if sign in said), "its certificate is not valid")


def _nameless(error: socket.gaierror, place: Place) -> Unreachable:
    match error.errno:
        case socket.EAI_NONAME:
            return no_answer(place, "there is no host of that name")
        case socket.EAI_AGAIN:
            return not_looked_up(place, "its name cannot be looked up now")
        case _:
            return not_looked_up(place, "its name cannot be looked up")
