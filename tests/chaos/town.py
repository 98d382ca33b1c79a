"""What happens in the test world: posts appear, change and go, and the streams that are open hear of it."""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from tests.chaos.half import Half, Surroundings
from tests.chaos.ledger import Ledger
from tests.chaos.web_socket import Stream
from tests.chaos.world import PEOPLE, ChaosPost, Json, World


class Town:
    """The world with its oracle, its halves and its listeners; a server serves it."""

    def __init__(self, *, seed: int, now: Callable[[], datetime], ledger: Path | None) -> None:
        self.random = random.Random(seed)
        self.now = now
        self.ledger = Ledger(ledger)
        self.world = World("")
        self.streams: list[Stream] = []
        self.halves: dict[str, Half] = {}
        """By name, in the order of HALVES."""
        self._subscribing = asyncio.Event()

    def surroundings(self) -> Surroundings:
        """What a half of this town is given."""
        return Surroundings(
            self.world,
            self.ledger,
            self.now,
            self.streams,
            self.send_event,
            self.subscription_made,
            self.key,
            self.random.random,
        )

    def key(self, post: ChaosPost, half: str) -> str:
        """The post's identity on one of the halves."""
        return self.halves[half].key(post)

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
        halves: Sequence[str] | None = None,
        same: bool = False,
    ) -> ChaosPost:
        """A new post, to be had at once on every half (or on those named), and told to those who listen there.

        It is a post of its own on each; with `same` it is published on the first of them, and the others carry it
        over as bridges do. `extra` replaces fields of its Mastodon status; `post_id` reuses an id; `uri` makes it a
        Mastodon post known elsewhere.
        """
        at = created_at or self.now()
        writer = author or self.random.choice(PEOPLE)[0]
        made = post_id or self.world.new_id(at)
        link = uri or f"{self.world.base}/users/{writer.partition('@')[0]}/statuses/{made}"
        on = tuple(self.halves) if halves is None else tuple(halves)
        post = ChaosPost(
            made, link, text, tuple(tags), writer, at, language, None, reply_to, extra or {}, on, on[0] if same else ""
        )
        self.world.posts[made] = post
        for half in on:
            copy_of = self.key(post, post.origin) if same and half != post.origin else None
            self.ledger.published(half, made, self.key(post, half), text, at, must_archive, copy_of)
        for half in on:
            self.halves[half].published(post)
        if stream:
            self.tell(post, "update")
        return post

    def edit(self, post_id: str, text: str, tags: Sequence[str] | None = None) -> ChaosPost:
        """Its author changes it, on every half that lets them."""
        post = self.world.edited(self.world.posts[post_id], text, tags, self.now())
        for name in post.halves:
            if self.halves[name].takes_edit(post):
                self.ledger.edited(name, post_id, text)
        self.tell(post, "status.update")
        return post

    def delete(self, post_id: str) -> None:
        """It is gone from the timelines; the streams hear of it."""
        post = self.world.posts.pop(post_id)
        for name in post.halves:
            self.ledger.deleted(name, post_id)
            if not self.halves[name].tells_deletions:
                self.ledger.uncertain(name, post_id)
        self.tell(post, "delete")

    def tell(self, post: ChaosPost, what: str) -> None:
        """Tell the listeners of every half it is on: `update`, `status.update` or `delete`."""
        for name in post.halves:
            self.halves[name].tell(post, what)

    def like(self, post: ChaosPost, by: str) -> None:
        """Somebody likes it."""
        for name in post.halves:
            self.halves[name].liked(post, by)

    def boost(self, post: ChaosPost, by: str) -> None:
        """Somebody passes it on."""
        for name in post.halves:
            self.halves[name].boosted(post, by)

    async def subscribed(self, count: int = 1, half: str | None = None) -> None:
        """Return when there are that many subscriptions, over all streams or those of one half."""
        while sum(len(s.subscriptions) for s in self.streams if half in (None, s.half)) < count:
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
