"""What a relay says of itself (NIP-11). Many say nothing, and nothing waits for it."""

from dataclasses import dataclass

from hashtui.errors import Malformed, SourceError
from hashtui.sources.shape import read_record
from hashtui.wire import Wire

HEADERS = {"Accept": "application/nostr+json"}
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class About:
    """Its limits. None: it does not say."""

    requests: int | None = None
    """Requests that may be open at once."""
    wants_login: bool = False
    """It serves only who is logged in (NIP-42)."""


async def ask_about(wire: Wire, url: str, *, insecure: bool) -> About:
    """What the relay with this document says of itself; nothing when it does not answer, or with a page for people."""
    try:
        answer = await wire.get(url, headers=HEADERS, insecure=insecure, deadline=PATIENCE)
        if answer.status != 200:
            return About()
        limits = read_record(answer.body).record("limitation")
    except (SourceError, Malformed):
        return About()
    if limits is None:
        return About()
    return About(limits.count("max_subscriptions"), limits.flag("auth_required"))
