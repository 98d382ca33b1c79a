"""What the refusal of a WebSocket means, and its end."""

from collections.abc import Iterator
from datetime import datetime

from websockets.exceptions import ConnectionClosed, InvalidStatus, ProxyError
from websockets.http11 import Response

from hashtui.errors import Refused, SourceError, Unreachable
from hashtui.manners import plea
from hashtui.post.clean import log_line
from hashtui.post.redaction import STRUCK
from hashtui.wire.intake import LARGEST
from hashtui.wire.place import Place
from hashtui.wire.words import no_answer, nonsense, trouble

LONGEST_WORDS = 120
"""Characters of what a server says of a refusal or an end."""


def not_opened(error: Exception, place: Place, token: str, now: datetime) -> SourceError:
    """What went wrong when it was to be opened; `token` is struck out of what the server says."""
    for link in _causes(error):
        if isinstance(link, InvalidStatus):
            return _turned_away(link.response, place, token, now)
        if isinstance(link, ProxyError):
            return no_answer(place, "the proxy does not let us through")
        if isinstance(link, OSError):  # before ValueError: a certificate's error is both
            return trouble(error, place)
        if isinstance(link, EOFError):
            return no_answer(place, "it hung up without a word")
    return nonsense(place, "does not open a proper WebSocket")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _in_its_words(said: str, token: str) -> str:
    """What a server says, safe to print, and without the token: some repeat it."""
    return log_line(said.replace(token, STRUCK) if token else said)[:LONGEST_WORDS]


def _turned_away(response: Response, place: Place, token: str, now: datetime) -> SourceError:
    """What a plain HTTP answer to the upgrade means. Mastodon gives its reason in X-Error-Message."""
    status = response.status_code
    headers = [(name.lower(), value) for name, value in response.headers.raw_items()]
    said = next((v for k, v in headers if k == "x-error-message"), "")
    reason = _in_its_words(said, token) or f"HTTP {status}"
    limited = plea(status, headers, now, f"{place.authority} asks for patience: {reason}")
    if limited is not None:
        return limited
    if status in (408, 425) or status >= 500:
        return no_answer(place, reason)
    if status < 300:
        return no_answer(place, "it answered with a page instead of a stream (a log-in page of the network?)")
    if status < 400:
        return Refused(f"{place.authority} has its stream elsewhere ({reason})")
    if status in (401, 403):
        return Refused(f"{place.authority} refuses the stream: {reason}")
    return Refused(f"{place.authority} has no stream there: {reason}")


def ended(closed: ConnectionClosed, place: Place, token: str) -> SourceError:
    """What the end of a connection means, by who closed it and why (RFC 6455, 7.4.1)."""
    if closed.sent is not None and not closed.rcvd_then_sent:
        match closed.sent.code:
            case 1009:
                return nonsense(place, f"sent a message of more than {LARGEST >> 20} MiB")
            case 1002 | 1007:
                return nonsense(place, "broke the rules of WebSocket")
    if closed.rcvd is not None:
        said = _in_its_words(closed.rcvd.reason, token)
        return Unreachable(f"{place.authority} closed the stream: {closed.rcvd.code} {said}".rstrip())
    return Unreachable(f"{place.authority} cut off the stream")
