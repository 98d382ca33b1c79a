"""Mastodon's streaming: a WebSocket with a subscription for each tag."""

import json
from collections.abc import Callable, Iterable

from tests.chaos.http import Link
from tests.chaos.web_socket import Stream
from tests.chaos.world import fold


class TagStream(Stream):
    """Mastodon acknowledges nothing; it only complains, without saying about what."""

    half = "mastodon"

    def __init__(self, link: Link, token: str | None, subscribed: Callable[[], None], *, ping: float = 0.0) -> None:
        super().__init__(link, subscribed, ping=ping)
        self.token = token
        self.subscriptions: dict[tuple[str, str], str] = {}
        """Channel and folded tag, to the tag as the client spelled it."""

    def command(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        channel, tag = str(said.get("stream", "")), said.get("tag")
        if channel not in ("hashtag", "hashtag:local"):
            self.put_text('{"error":"Unknown stream type","status":400}')
        elif not isinstance(tag, str) or not tag:
            self.put_text('{"error":"Missing tag name parameter","status":400}')
        elif said.get("type") == "subscribe":
            self.subscribe(channel, tag)
        elif said.get("type") == "unsubscribe":
            self.subscriptions.pop((channel, fold(tag)), None)

    def subscribe(self, channel: str, tag: str) -> None:
        """A second spelling of the same tag is ignored silently."""
        self.subscriptions.setdefault((channel, fold(tag)), tag)
        self._tell_subscribed()

    def subscribed(self, tags: Iterable[str], local: bool) -> list[tuple[str, str]]:
        """The subscriptions a post with those tags belongs to, spelled as the client did."""
        folded = {fold(t) for t in tags}
        return [
            (channel, spelled)
            for (channel, name), spelled in self.subscriptions.items()
            if name in folded and (local or channel == "hashtag")
        ]
