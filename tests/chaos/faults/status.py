"""Statuses and headers."""

from datetime import UTC, timedelta
from email.utils import format_datetime

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.mastodon import json_reply
from tests.chaos.script import Action


@FAULTS.at_request
async def status(action: Action, exchange: Exchange) -> None:
    """Any status, with a reason in the way of the API."""
    code = action.number("code", 500)
    error = action.number("error", "Something went wrong on purpose")
    _replace(exchange, code, error)


@FAULTS.at_request
async def retry_after_secs(action: Action, exchange: Exchange) -> None:
    """Seconds."""
    _busy(action, exchange, str(action.number("seconds", 2)))


@FAULTS.at_request
async def retry_after_date(action: Action, exchange: Exchange) -> None:
    """An HTTP date."""
    _busy(action, exchange, _date(exchange, action.number("seconds", 2)))


@FAULTS.at_request
async def retry_after_two(action: Action, exchange: Exchange) -> None:
    """Both forms at once, as GoToSocial sends them while it starts."""
    _busy(action, exchange, str(action.number("seconds", 2)))
    exchange.reply.headers.append(("Retry-After", _date(exchange, action.number("seconds", 2))))


@FAULTS.at_request
async def retry_after_junk(action: Action, exchange: Exchange) -> None:
    """No number and no date."""
    _busy(action, exchange, "in a little while")


@FAULTS.at_request
async def retry_after_huge(action: Action, exchange: Exchange) -> None:
    """Longer than anybody waits."""
    _busy(action, exchange, "99999999999999999999")


@FAULTS.at_request
async def retry_after_negative(action: Action, exchange: Exchange) -> None:
    """Before now."""
    _busy(action, exchange, "-30")


@FAULTS.at_request
async def retry_after_past(action: Action, exchange: Exchange) -> None:
    """A date gone by."""
    _busy(action, exchange, _date(exchange, -3600))


def _busy(action: Action, exchange: Exchange, value: str) -> None:
    _replace(exchange, action.number("code", 429), "Too many requests")
    exchange.reply.headers.append(("Retry-After", value))


def _replace(exchange: Exchange, code: int, error: str) -> None:
    reply = json_reply({"error": error}, code)
    exchange.reply.status, exchange.reply.headers, exchange.reply.body = code, reply.headers, reply.body
    exchange.reply.length = True


def _date(exchange: Exchange, seconds: float) -> str:
    return format_datetime(exchange.now.astimezone(UTC) + timedelta(seconds=seconds), usegmt=True)


@FAULTS.at_request
async def ratelimit_iso(action: Action, exchange: Exchange) -> None:
    """Nearly used up, reset in ISO 8601 (Mastodon)."""
    moment = exchange.now.astimezone(UTC) + timedelta(seconds=action.number("seconds", 2.0))
    _limits(exchange, "X-RateLimit-", action.number("remaining", 1), moment.isoformat().replace("+00:00", "Z"))


@FAULTS.at_request
async def ratelimit_epoch(action: Action, exchange: Exchange) -> None:
    """The reset in seconds since 1970 (Bluesky, X)."""
    moment = exchange.now.astimezone(UTC) + timedelta(seconds=action.number("seconds", 2.0))
    _limits(exchange, "ratelimit-", action.number("remaining", 1), str(int(moment.timestamp())))


@FAULTS.at_request
async def ratelimit_past(action: Action, exchange: Exchange) -> None:
    """The reset has passed already."""
    _limits(exchange, "X-RateLimit-", 0, (exchange.now.astimezone(UTC) - timedelta(hours=1)).isoformat())


@FAULTS.at_request
async def ratelimit_zero(action: Action, exchange: Exchange) -> None:
    """Nothing left, and this request was one too many."""
    _replace(exchange, 429, "Too many requests")
    moment = exchange.now.astimezone(UTC) + timedelta(seconds=action.number("seconds", 2.0))
    _limits(exchange, "X-RateLimit-", 0, moment.isoformat().replace("+00:00", "Z"))


@FAULTS.at_request
async def ratelimit_absent(action: Action, exchange: Exchange) -> None:
    """The server does not say."""
    for name in ("Limit", "Remaining", "Reset"):
        exchange.reply.replace_header(f"X-RateLimit-{name}", None)


def _limits(exchange: Exchange, prefix: str, remaining: int, reset: str) -> None:
    for name in ("Limit", "Remaining", "Reset"):
        exchange.reply.replace_header(f"X-RateLimit-{name}", None)
    exchange.reply.headers += [
        (f"{prefix}Limit", "300"),
        (f"{prefix}Remaining", str(remaining)),
        (f"{prefix}Reset", reset),
    ]


@FAULTS.at_request
async def set_cookie_flood(action: Action, exchange: Exchange) -> None:
    """Many cookies."""
    exchange.reply.headers += [("Set-Cookie", f"c{n}=1") for n in range(action.number("count", 1000))]


@FAULTS.at_request
async def clock_skew_server(action: Action, exchange: Exchange) -> None:
    """Its Date is wrong by so many days."""
    exchange.reply.replace_header("Date", _date(exchange, 86400 * action.number("days", 365.0)))


@FAULTS.at_request
async def type_html(action: Action, exchange: Exchange) -> None:
    """The log-in page of a hotel's network, with 200."""
    exchange.reply.body = b"<!DOCTYPE html><html><title>Welcome to the Wi-Fi</title><form>room number</form></html>"
    exchange.reply.headers = [("Content-Type", "text/html; charset=utf-8")]
    exchange.spoiled = True


@FAULTS.at_request
async def type_wrong(action: Action, exchange: Exchange) -> None:
    """The right body under a wrong type, or none."""
    exchange.reply.replace_header("Content-Type", action.number("type", "image/png") or None)


@FAULTS.at_request
async def token_revoked_midway(action: Action, exchange: Exchange) -> None:
    """From now on the token is no good."""
    _replace(exchange, 401, "The access token was revoked")
    exchange.reply.headers.append(("X-Error-Message", "Invalid access token"))


@FAULTS.at_request
async def scope_missing(action: Action, exchange: Exchange) -> None:
    """The token may not."""
    _replace(exchange, 403, "This action is outside the authorized scopes")
    exchange.reply.headers.append(("X-Error-Message", "Access token does not have the required scopes"))


@FAULTS.at_request
async def brownout(action: Action, exchange: Exchange) -> None:
    """Some share of the requests fails (with times=0)."""
    if exchange.random.random() < action.number("share", 0.3):
        _replace(exchange, exchange.random.choice((500, 502, 503)), "Something went wrong on purpose")


@FAULTS.at_request
async def hang_up(action: Action, exchange: Exchange) -> None:
    """Answer, say that the connection closes, and close it (as HTTP/1.0 servers do)."""
    exchange.reply.replace_header("Connection", "close")
    exchange.hang_up = True


@FAULTS.at_request
async def hostile_reason(action: Action, exchange: Exchange) -> None:
    """A refusal whose reason is for the terminal, not for the reader."""
    _replace(exchange, 401, "\x1b]0;owned\x07\x1b[2J")
    exchange.reply.headers.append(("X-Error-Message", "\t\x9b31mno entry\x9b0m"))
