"""Every way things go wrong, by name: importing this package fills the table."""

from tests.chaos.faults import (
    body,
    feeds,
    framing,
    instance,
    jetstream,
    nostr,
    pacing,
    redirects,
    semantics,
    shapes,
    status,
    transport,
    web_socket,
)
from tests.chaos.faults.table import FAULTS

__all__ = [
    "FAULTS",
    "body",
    "feeds",
    "framing",
    "instance",
    "jetstream",
    "nostr",
    "pacing",
    "redirects",
    "semantics",
    "shapes",
    "status",
    "transport",
    "web_socket",
]
