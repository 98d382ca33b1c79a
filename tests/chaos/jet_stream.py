"""A Jetstream subscription: what one client wishes to hear, and how it is told."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from tests.chaos.dictionary import packed
from tests.chaos.http import Link, Request
from tests.chaos.web_socket import BINARY, Stream, frame

MOST_COLLECTIONS = 100
MOST_DIDS = 10_000


class WishError(Exception):
    """What is asked for makes no sense; the message is Jetstream's."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of a subscription."""

    collections: tuple[str, ...] = ()
    dids: tuple[str, ...] = ()
    cursor: int | None = None
    largest: int = 0
    compress: bool = False
    hello: bool = False
    """Nothing is to be told before the first `options_update`."""

    @classmethod
    def asked(cls, request: Request) -> Self:
        """As the parameters say."""
        cursor = request.param("cursor")
        if cursor and not re.fullmatch(r"-?\d+", cursor):
            raise WishError(f'invalid cursor: "{cursor}"')
        largest = request.param("maxMessageSizeBytes") or ""
        zstd = "zstd" in (request.header("socket-encoding") or "")
        return cls(
            _collections([v for k, v in request.query if k == "wantedCollections"]),
            _dids([v for k, v in request.query if k == "wantedDids"]),
            int(cursor) if cursor else None,
            int(largest) if largest.isdigit() else 0,
            request.param("compress") == "true" or zstd,
            request.param("requireHello") == "true",
        )

    def updated(self, text: str) -> Self:
        """After an `options_update`."""
        try:
            said = json.loads(text)
            payload = said["payload"]
            if said["type"] != "options_update" or not isinstance(payload, dict):
                raise WishError("unknown message")
        except (ValueError, KeyError, TypeError) as error:
            raise WishError("bad SubscriberSourcedMessage envelope") from error
        return replace(
            self,
            collections=_collections(payload.get("wantedCollections") or []),
            dids=_dids(payload.get("wantedDids") or []),
            largest=int(payload.get("maxMessageSizeBytes") or 0),
            hello=False,
        )

    def wants(self, did: str, collection: str, size: int) -> bool:
        """Whether an event is to be told. Identity and account events have no collection: only DIDs hold them back."""
        if self.dids and did not in self.dids:
            return False
        if collection and self.collections and not any(_covers(c, collection) for c in self.collections):
            return False
        return not self.largest or size <= self.largest


class JetStream(Stream):
    """It plays back what the cursor asks for once it may, then tells what comes. Bad options close it."""

    half = "jetstream"

    def __init__(
        self,
        link: Link,
        subscribed: Callable[[], None],
        wish: Wish,
        begin: Callable[["JetStream"], None],
        *,
        ping: float = 0.0,
        deflate: bool = False,
        packing: bytes | None = None,
    ) -> None:
        super().__init__(link, subscribed, ping=ping, deflate=deflate)
        self.wish = wish
        self.subscriptions: dict[str, Wish] = {}
        """Its wish, once it is being told anything."""
        self.packing = packing
        """The dictionary its messages are compressed with."""
        self._begin = begin

    def forget_cursor(self) -> None:
        """Whatever it asked to be replayed is not."""
        self.wish = replace(self.wish, cursor=None)

    def begin(self) -> None:
        """Nothing holds it back any more."""
        if self.wish.hello or self.subscriptions:
            return
        self.subscriptions = {"": self.wish}
        self._begin(self)
        self._tell_subscribed()

    def put_text(self, text: str) -> None:
        """One event; in a binary frame when it is compressed with the dictionary."""
        if self.packing is None:
            super().put_text(text)
        else:
            self.put_whole(frame(BINARY, packed(text, self.packing)))

    def command(self, text: str) -> None:
        try:
            self.wish = self.wish.updated(text)
        except WishError as error:
            self.finish(1007 if "envelope" in str(error) else 1008, str(error))
            return
        if self.subscriptions:
            self.subscriptions = {"": self.wish}
        self.begin()


def _collections(names: Sequence[str]) -> tuple[str, ...]:
    if len(names) > MOST_COLLECTIONS:
        raise WishError("invalid options: too many wanted collections")
    for name in names:
        if not re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)*\.([a-zA-Z]\w*|\*)", name):
            raise WishError("invalid options: invalid collection: not an nsid")
    return tuple(names)


def _dids(names: Sequence[str]) -> tuple[str, ...]:
    if len(names) > MOST_DIDS:
        raise WishError("invalid options: too many wanted DIDs")
    for name in names:
        if not re.fullmatch(r"did:[a-z]+:[a-zA-Z0-9._:%-]+", name):
            raise WishError("invalid options: invalid did")
    return tuple(names)


def _covers(wanted: str, collection: str) -> bool:
    return collection.startswith(wanted[:-1]) if wanted.endswith(".*") else wanted == collection
