"""Statuses and headers."""

from datetime import UTC, datetime, timedelta
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
    _busy(action, exchange, _date(action.number("seconds", 2)))


@FAULTS.at_request
async def retry_after_two(action: Action, exchange: Exchange) -> None:
    """Both forms at once, as GoToSocial sends them while it starts."""
    _busy(action, exchange, str(action.number("seconds", 2)))
    exchange.reply.headers.append(("Retry-After", _date(action.number("seconds", 2))))


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
    _busy(action, exchange, _date(-3600))


def _busy(action: Action, exchange: Exchange, value: str) -> None:
    _replace(exchange, action.number("code", 429), "Too many requests")
    exchange.reply.headers.append(("Retry-After", value))


def _replace(exchange: Exchange, code: int, error: str) -> None:
    reply = json_reply({"error": error}, code)
    exchange.reply.status, exchange.reply.headers, exchange.reply.body = code, reply.headers, reply.body
    exchange.reply.length = True


def _date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
