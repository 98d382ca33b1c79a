"""What happens in the test world: posts appear, change and go, and the streams that are open hear of it."""

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tests.chaos.ledger import Ledger
from tests.chaos.mastodon import event
from tests.chaos.web_socket import Stream
from tests.chaos.world import PEOPLE, ChaosPost, Json, World

REAL_TIME_WINDOW = timedelta(hours=6)
"""Posts older than this are not streamed (Mastodon, fan_out_on_write_service.rb)."""


class Town:
    """The world with its oracle and its listeners; a server serves it."""

    def __init__(self, *, seed: int, now: Callable[[], datetime], ledger: Path | None) -> None:
        self.random = random.Random(seed)
        self.now = now
        self.ledger = Ledger(ledger)
        self.world = World("")
        self.streams: list[Stream] = []
        self._subscribing = asyncio.Event()

    def publish(
        self,
        text: str,
        tags: Sequence[str] = (),
        *,
        author: str | None = None,
        created_at: datetime | None = None,
        language: str | None = "en",
        uri: str | None = None,
        post_id: str | None = None,
        reply_to: str | None = None,
        extra: Json | None = None,
        must_archive: bool = True,
        stream: bool = True,
    ) -> ChaosPost:
        """A new post, in the timelines at once and in the streams of those who subscribed to its tags.

        `extra` replaces fields of its status; `post_id` reuses an id; `uri` makes it a post known elsewhere.
        """
        at = created_at or self.now()
        writer = author or self.random.choice(PEOPLE)[0]
        made = post_id or self.world.new_id(at)
        link = uri or f"{self.world.base}/users/{writer.partition('@')[0]}/statuses/{made}"
        post = ChaosPost(made, link, text, tuple(tags), writer, at, language, None, reply_to, extra or {})
        self.world.posts[made] = post
        self.ledger.published(made, link, text, at, must_archive)
        if stream and self.now() - at < REAL_TIME_WINDOW:
            self.tell(post, "update")
        return post

    def edit(self, post_id: str, text: str, tags: Sequence[str] | None = None) -> ChaosPost:
        """Its author changes it."""
        post = self.world.edited(self.world.posts[post_id], text, tags, self.now())
        self.ledger.edited(post_id, text)
        self.tell(post, "status.update")
        return post

    def delete(self, post_id: str) -> None:
        """It is gone from the timelines; the streams hear of it."""
        post = self.world.posts.pop(post_id)
        self.ledger.deleted(post_id)
        self.tell(post, "delete")

    def tell(self, post: ChaosPost, name: str) -> None:
        """Send an event about a post to every stream with one of its tags, once for each subscription."""
        payload = post.id if name == "delete" else json.dumps(self.world.status(post), ensure_ascii=False)
        for stream in list(self.streams):
            for channel, spelled in stream.subscribed(post.tags, "@" not in post.author):
                text = event((channel, spelled), name, payload)
                self.send_event(stream, text)
                if name != "delete":
                    self.ledger.served(post.id, "stream")

    async def subscribed(self, count: int = 1) -> None:
        """Return when there are that many subscriptions, over all streams."""
        while sum(len(s.subscriptions) for s in self.streams) < count:
            self._subscribing.clear()
            await self._subscribing.wait()

    def subscription_made(self) -> None:
        """A stream has a new one."""
        self._subscribing.set()

    def send_event(self, stream: Stream, text: str) -> None:
        """Send one event to one stream; a server may have something in mind for it first."""
        stream.put_text(text)

    def drop_all(self) -> None:
        """Cut every stream; a server cuts every connection."""
        for stream in self.streams:
            stream.finish(1006)
