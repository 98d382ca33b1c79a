"""Answers that send the client somewhere else."""

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.script import Action

PRIVATE = "https://192.168.13.37/router"


@FAULTS.at_request
async def redirect_same(action: Action, exchange: Exchange) -> None:
    """To another path here."""
    _send(exchange, f"/moved{exchange.request.target}", action)


@FAULTS.at_request
async def redirect_loop(action: Action, exchange: Exchange) -> None:
    """To itself (with times=0)."""
    _send(exchange, exchange.request.target, action)


@FAULTS.at_request
async def redirect_host(action: Action, exchange: Exchange) -> None:
    """To `to`, another server."""
    _send(exchange, action.number("to", "https://elsewhere.example") + exchange.request.target, action)


@FAULTS.at_request
async def redirect_downgrade(action: Action, exchange: Exchange) -> None:
    """To plain http."""
    _send(exchange, f"http://{exchange.authority}{exchange.request.target}", action)


@FAULTS.at_request
async def redirect_file(action: Action, exchange: Exchange) -> None:
    """To a file."""
    _send(exchange, "file:///etc/passwd", action)


@FAULTS.at_request
async def redirect_private(action: Action, exchange: Exchange) -> None:
    """Into the local network."""
    _send(exchange, action.number("to", PRIVATE), action)


@FAULTS.at_request
async def redirect_userinfo(action: Action, exchange: Exchange) -> None:
    """To here, with a name and a password."""
    _send(exchange, f"http://admin:secret@{exchange.authority}/", action)


@FAULTS.at_request
async def redirect_ws(action: Action, exchange: Exchange) -> None:
    """To a WebSocket; on an upgrade, to another streaming server."""
    _send(exchange, action.number("to", "wss://stream.elsewhere.example/"), action)


@FAULTS.at_request
async def instance_moved(action: Action, exchange: Exchange) -> None:
    """For good, to another name."""
    _send(exchange, action.number("to", "https://new-home.example") + exchange.request.target, action, 301)


def _send(exchange: Exchange, location: str, action: Action, code: int = 302) -> None:
    exchange.reply.status = action.number("code", code)
    exchange.reply.headers = [("Location", location)]
    exchange.reply.body = b""
    exchange.reply.length = True
