"""Every way things go wrong, by name: importing this package fills the table."""

from tests.chaos.faults import (
    body,
    framing,
    instance,
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
    "framing",
    "instance",
    "pacing",
    "redirects",
    "semantics",
    "shapes",
    "status",
    "transport",
    "web_socket",
]
