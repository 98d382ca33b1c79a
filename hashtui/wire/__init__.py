"""HTTP and WebSocket with manners; the only importer of httpx and websockets."""

from hashtui.wire.answer import Answer, Channel
from hashtui.wire.place import may_fetch
from hashtui.wire.wire import Wire

__all__ = ["Answer", "Channel", "Wire", "may_fetch"]
