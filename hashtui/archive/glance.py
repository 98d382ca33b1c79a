"""Rows looked at in passing: enough of a post to rule most of them out, for a fifth of what reading it whole costs."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import msgspec

from hashtui.archive.codec import KINDS, NETWORKS, moment
from hashtui.archive.connection import Connection
from hashtui.archive.rows import ASKED_AT_ONCE, UNREADABLE, Columns, unpack_tags
from hashtui.archive.unpacking import MOST_KNOWN, Unpacking
from hashtui.filter.possible import possible
from hashtui.filter.tokens import Kind
from hashtui.filter.tree import Node, Term
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Media, Post
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment

_TOLD = frozenset((Kind.WORD, Kind.PHRASE, Kind.REGEX, Kind.TAG, "from", "net", "lang", "since", "until", "length"))
_TOLD_OF = {
    "has": frozenset(("media", "image", "video", "audio", "alt", "cw", "quote")),
    "is": frozenset(("reply", "edited", "sensitive")),
}


class _Post(msgspec.Struct, array_like=True):
    """As `codec` packs it; the parts that nobody asks here are passed over."""

    network: int = 0
    created_at: int = 0
    text: str = ""
    spans: msgspec.Raw = msgspec.Raw()
    url: msgspec.Raw = msgspec.Raw()
    tags: msgspec.Raw = msgspec.Raw()
    language: str | None = None
    media: list[tuple[int, str | None, str | None, str | None]] = []
    mentions: msgspec.Raw = msgspec.Raw()
    edited_at: int | None = None
    reply_to: str | None = None
    attached: msgspec.Raw = msgspec.Raw()
    content_warning: str | None = None
    sensitive: bool = False
    poll: msgspec.Raw = msgspec.Raw()
    quote_of: str | None = None


class _Person(msgspec.Struct, array_like=True):
    key: str = ""
    handle: str = ""
    name: str = ""


_POST = msgspec.msgpack.Decoder(_Post)
_PERSON = msgspec.msgpack.Decoder(_Person)
_NAME = clean_line("")


def tells(term: Term) -> bool:
    """A glance is enough for this term."""
    if term.name in _TOLD_OF:
        return term.text.partition(":")[2] in _TOLD_OF[term.name]
    return term.name in _TOLD


class Glance:
    """Says of rows whether an expression can be true of them."""

    def __init__(self, connection: Connection, unpacking: Unpacking, tree: Node, at: datetime) -> None:
        self._rows = connection.rows
        self._unpacking = unpacking
        self._guess = possible(tree, tells)
        self._moment = Moment(at)
        self._people: dict[tuple[int, int], Author] = {}

    def rules_out(self, row: Columns) -> bool:
        """It is false of this post, whatever else is in it. One of UNREADABLE when the row makes no sense."""
        return self._guess(self._rough(row), self._moment) is False

    def _rough(self, row: Columns) -> Entry:
        post, stands_at = _POST.decode(row[8]), moment(row[2])
        network = NETWORKS[post.network]
        if network is None:
            raise ValueError("a post of no network")
        language, warning = post.language, post.content_warning
        media = tuple(
            Media(KINDS[kind], alt=None if alt is None else clean_text(alt)) for kind, _, alt, _ in post.media
        )
        rough = Post(
            clean_line(row[1]),
            network,
            stands_at,
            self._person(row[3], row[4]),
            Body(clean_text(post.text)),
            edited_at=None if post.edited_at is None else moment(post.edited_at),
            language=None if language is None else clean_line(language),
            media=media,
            content_warning=None if warning is None else clean_text(warning),
            sensitive=post.sensitive,
            reply_to=None if post.reply_to is None else clean_line(post.reply_to),
            quote_of=None if post.quote_of is None else clean_line(post.quote_of),
        )
        tags = self._unpacking.tags(unpack_tags(row[6]))
        return Entry(rough, tags, stands_at, _NAME, (), "", placed_at=stands_at)

    def meet(self, rows: Sequence[Columns]) -> None:
        """Look all their authors up at once."""
        if len(self._people) >= MOST_KNOWN:
            self._people.clear()
        unmet = list({row[3] for row in rows if (row[3], row[4]) not in self._people})
        for start in range(0, len(unmet), ASKED_AT_ONCE):
            some = unmet[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, portrait, body FROM people WHERE id IN ({marks})"  # noqa: S608  # question marks
            for person, portrait, body in self._rows(query, some, tuple[int, int, bytes]):
                with suppress(*UNREADABLE):  # a row of this author makes no sense then, but the others do
                    self._people[person, portrait] = _author(body)

    def _person(self, person: int, portrait: int) -> Author:
        """As it was then. KeyError when it is not there any more."""
        known = self._people.get((person, portrait))
        if known is None:
            query = (
                "SELECT body FROM people WHERE id = ? AND portrait = ? "
                "UNION ALL SELECT body FROM portraits WHERE person = ? AND portrait = ?"
            )
            found = self._rows(query, (person, portrait, person, portrait), tuple[bytes])
            if not found:
                raise KeyError(person)
            known = self._people[person, portrait] = _author(found[0][0])
        return known


def _author(packed: bytes) -> Author:
    told = _PERSON.decode(packed)
    return Author(clean_line(told.key), clean_line(told.handle), clean_line(told.name))
