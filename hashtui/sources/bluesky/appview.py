"""Who answers questions about people and posts: the account's own server given a session, else a public one."""

import ipaddress
from urllib.parse import urlsplit

from hashtui.errors import SourceError
from hashtui.sources.address import is_loopback
from hashtui.sources.bluesky.api import PUBLIC, Api, Params
from hashtui.sources.bluesky.session import Session
from hashtui.sources.shape import Record


def public_of(stream: str) -> str:
    """The server that visitors ask about what this stream (`ws://…`, `wss://…`) gives.

    People and posts have the same names everywhere, so any will do; but what is read on this machine or in a private
    network is told to nobody outside: there the stream's own host is asked.
    """
    parts = urlsplit(stream)
    host = parts.hostname or ""
    if parts.scheme == "wss" and not _is_private(host):
        return PUBLIC
    return f"{'https' if parts.scheme == 'wss' else 'http'}://{parts.netloc.rpartition('@')[2]}"


class AppView:
    """What answers app.bsky.* questions. It takes the session as long as there may be one."""

    def __init__(self, public: Api, session: Session | None = None) -> None:
        self._public = public
        self._session = session

    @property
    def is_visitor(self) -> bool:
        """Nobody is logged in: some people do not want to be shown now (label `!no-unauthenticated`)."""
        return self._session is None or self._session.refusal is not None

    @property
    def is_everybodys(self) -> bool:
        """It is one that knows everybody, not one that perhaps is none."""
        return not self.is_visitor or self._public.url == PUBLIC

    @property
    def received(self) -> int:
        """Bytes of all answers, as they came."""
        return self._public.received + (0 if self._session is None else self._session.received)

    async def ask(self, nsid: str, params: Params) -> Record:
        """The answer to a query. SourceError as `Api.ask`."""
        if self._session is not None and not self.is_visitor:
            try:
                return await self._session.ask(nsid, params)
            except SourceError:
                if not self.is_visitor:
                    raise
        return await self._public.ask(nsid, params)


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return is_loopback(host)
