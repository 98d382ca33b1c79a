"""One network's side of the chaos server: how it names a post, answers requests, and tells its listeners."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.chaos.http import Link, Reply, Request
from tests.chaos.ledger import Ledger
from tests.chaos.web_socket import Stream
from tests.chaos.world import ChaosPost, World

HALVES = ("mastodon", "jetstream", "nostr", "feed")


@dataclass(slots=True)
class Served:
    """A reply, and the posts in it."""

    reply: Reply
    posts: Sequence[ChaosPost] = field(default=())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a half knows of the town it belongs to."""

    world: World
    ledger: Ledger
    now: Callable[[], datetime]
    streams: Sequence[Stream]
    """The streams open now, of every half."""
    send: Callable[[Stream, str], None]
    """Send one event to one stream: the server may have something in mind for it first."""
    subscribed: Callable[[], None]
    """A stream has a new subscription."""
    key: Callable[[ChaosPost, str], str]
    """What a post is called on another half."""
    random: Callable[[], float]


class Half:
    """A network's protocol over the town's posts. `authority` is where it listens, once it does."""

    name: str
    tells_deletions = True
    """Whether a reader can learn that a post is gone."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.world = around.world
        self.authority = ""
        self.base = ""
        """`http://host:port`."""
        self.web_socket = ""
        """`ws://host:port`."""

    @property
    def source(self) -> str:
        """Its URL as `--source` takes it."""
        return self.base

    def key(self, post: ChaosPost) -> str:
        """The post's identity on this network, as a client that reads it names it."""
        raise NotImplementedError

    def answer(self, request: Request) -> Served:
        """The healthy answer to a request."""
        raise NotImplementedError

    def upgrade(self, request: Request) -> Reply:
        """The healthy answer to one that wants a WebSocket."""
        return Reply(404, [("Connection", "close")])

    def stream(self, link: Link, request: Request) -> Stream:
        """The WebSocket that was agreed on. Only halves that agree to one have one."""
        raise NotImplementedError

    def opened(self, stream: Stream) -> None:
        """It is open: what follows at once."""

    def published(self, post: ChaosPost) -> None:
        """A new post is here."""

    def tell(self, post: ChaosPost, what: str) -> None:
        """Something became of a post: `update`, `status.update` or `delete`; tell those who listen."""

    def liked(self, post: ChaosPost, by: str) -> None:
        """Somebody likes it."""

    def boosted(self, post: ChaosPost, by: str) -> None:
        """Somebody passes it on."""

    def takes_edit(self, post: ChaosPost) -> bool:
        """Whether a reader can still learn that it was changed."""
        return True

    def mine(self) -> list[ChaosPost]:
        """The posts of this half that stand, oldest first."""
        return [post for post in self.world.posts.values() if self.name in post.halves]

    def tell_one(self, stream: Stream, text: str, served: Callable[[], None] | None) -> None:
        """Send one event to one stream; `served` is called when it has left whole."""
        stream.telling = served
        self.around.send(stream, text)
        stream.telling = None

    def served(self, post: ChaosPost) -> Callable[[], None]:
        """What notes that it left by stream."""
        return lambda: self.around.ledger.served(self.name, post.id, "stream")
