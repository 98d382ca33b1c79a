"""Rows read back as the values they were made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

import msgspec

from hashtui.archive.codec import Figures, moment, unpack_person, unpack_post, unpack_whole, with_figures
from hashtui.archive.connection import Connection
from hashtui.archive.entries import Kind, Seen, unpack_gap, unpack_said, unpack_seen
from hashtui.archive.kept import Kept
from hashtui.archive.rows import Row, Voice, long_id
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Author, Counts, Post
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Heard, Sighting, Tally
from hashtui.post.tag import Tag

MOST_KNOWN = 20_000
"""People, and posts, remembered while reading."""

Key = TypeVar("Key")
Value = TypeVar("Value")


_BOOST = msgspec.msgpack.Decoder(tuple[int, int, tuple[int | None, ...]])
_NO_TAGS = frozenset[Tag]()


@dataclass(frozen=True, slots=True)
class Named:
    """What the journal's rows of one post need of it."""

    post: int
    key: str
    state: int
    body: bytes
    """Its newest state."""


class Unpacking:
    """What one reader has read of the small tables."""

    def __init__(self, connection: Connection) -> None:
        self._rows = connection.rows
        self._sources: dict[int, CleanLine] = {}
        self._tags: dict[int, Tag] = {}
        self._sets: dict[tuple[int, ...], frozenset[Tag]] = {}
        self._people: dict[tuple[int, int], Author] = {}

    def source(self, number: int) -> CleanLine:
        """The source of that number. KeyError when there is none."""
        if number not in self._sources:
            for found, url in self._rows("SELECT id, url FROM sources", (), tuple[int, str]):
                self._sources[found] = clean_line(url)
        return self._sources[number]

    def tag(self, number: int) -> Tag:
        """The tag of that number. KeyError when there is none."""
        if number not in self._tags:
            for found, spelling in self._rows("SELECT id, spelling FROM tags", (), tuple[int, str]):
                self._tags[found] = Tag.of(spelling)
        return self._tags[number]

    def tags(self, numbers: Iterable[int]) -> frozenset[Tag]:
        """The tags of these numbers."""
        key = tuple(numbers)
        known = self._sets.get(key)
        if known is None:
            known = frozenset(map(self.tag, key))
            _put(self._sets, key, known)
        return known

    def person(self, person: int, portrait: int, figures: Figures) -> Author:
        """The account as it was then. KeyError when it is not there any more."""
        known = self._people.get((person, portrait))
        if known is None:
            query = (
                "SELECT body FROM people WHERE id = ? AND portrait = ? "
                "UNION ALL SELECT body FROM portraits WHERE person = ? AND portrait = ?"
            )
            found = self._rows(query, (person, portrait, person, portrait), tuple[bytes])
            if not found:
                raise KeyError(person)
            known = unpack_person(found[0][0])
            _put(self._people, (person, portrait), known)
        return with_figures(known, figures) if figures else known

    def post(self, row: Row) -> Post:
        """The newest state of the post."""
        tidings = row.tidings
        author = self.person(row.person, row.portrait, tidings.figures)
        return unpack_post(row.body, clean_line(row.key), author, Counts(*tidings.counts))

    def kept(self, row: Row) -> Kept:
        """The post as a reader is given it. One of UNREADABLE when it makes no sense."""
        post, tidings = self.post(row), row.tidings
        if len(tidings.voices) == 1 and not (tidings.echoes or tidings.others or tidings.voices[0].gone):
            return self._plain(row, tidings.voices[0], post)
        copies = self._copies(row)
        voices = _by_copies(tidings.voices) or [Voice(tidings.source, tidings.at)]
        left = next((voice for voice in voices if not voice.gone), voices[0])
        if left.key is not None:  # the copy that was known first was taken back: a new watch takes the next
            post = replace(post, key=clean_line(left.key))
        sightings = [self._sighting(voice, post, copies) for voice in voices if not voice.gone]
        echoes = tuple(copies[key] for key in tidings.echoes if key in copies)
        tags = self.tags(row.tags)
        asked = self.tags({tag for voice in voices for tag in voice.asked}).union(tags.difference(post.tags))
        if sightings and not asked.issubset(_NO_TAGS.union(*(one.asked for one in sightings))):
            sightings[0] = replace(sightings[0], asked=asked)  # what is gone, or was no news, was asked for too
        heard_from = (*(voice.source for voice in voices), *tidings.others)
        sources = tuple(map(self.source, dict.fromkeys(heard_from)))
        first = replace(self._sighting(voices[0], post, copies), post=post, asked=asked, held=voices[0].held)
        return Kept(self._admitted(row, first, tags, sources, echoes), tuple(sightings))

    def _plain(self, row: Row, voice: Voice, post: Post) -> Kept:
        """What nearly every post is: given by one source, copied by none."""
        tags, source, at = self.tags(row.tags), self.source(voice.source), moment(voice.at)
        asked, local_id = self.tags(voice.asked).union(tags.difference(post.tags)), long_id(voice.local_id, post.key)
        again = Sighting(post, source, at, asked, local_id, held=True)
        first = again if voice.held else Sighting(post, source, at, asked, local_id)
        return Kept(self._admitted(row, first, tags, (source,), ()), (again,))

    def _admitted(
        self, row: Row, first: Sighting, tags: frozenset[Tag], sources: tuple[CleanLine, ...], echoes: tuple[Post, ...]
    ) -> Admitted:
        if row.deleted_at is None:
            return Admitted(Change.POST, first, tags, sources, first, echoes)
        by = first.source if row.deleted_by is None else self.source(row.deleted_by)
        deletion = Deletion(first.post.key, by, moment(row.deleted_at))
        return Admitted(Change.DELETED, first, tags, sources, deletion, echoes)

    def states(self, row: Row) -> list[Sighting]:
        """What the post says and said, by when it was edited and heard, what it says now last."""
        now = self.post(row)
        query = "SELECT source, at, body FROM versions WHERE post = ?"
        states: list[Sighting] = []
        for source, at, body in self._rows(query, (row.id,), tuple[int, int, bytes]):
            post = unpack_post(body, now.key, now.author, now.counts)
            states.append(Sighting(post, self.source(source), moment(at), held=True))
        states.sort(key=lambda one: (one.post.edited_at or one.post.created_at, one.received_at))
        return [*states, Sighting(now, self.source(row.tidings.source), moment(row.tidings.at), held=True)]

    def _sighting(self, voice: Voice, post: Post, copies: dict[str, Post]) -> Sighting:
        """What the source gave, in the newest state, as something that was there before anybody looked."""
        key = post.key if voice.key is None else clean_line(voice.key)
        copy = copies.get(key) or (post if key == post.key else replace(post, key=key))
        local_id = long_id(voice.local_id, key)
        return Sighting(copy, self.source(voice.source), moment(voice.at), self.tags(voice.asked), local_id, held=True)

    def _copies(self, row: Row) -> dict[str, Post]:
        if not row.tidings.echoes:
            return {}
        found = self._rows("SELECT key, body FROM copies WHERE post = ?", (row.id,), tuple[str, bytes])
        return {key: unpack_whole(body) for key, body in found if key in row.tidings.echoes}

    def heard(self, kind: Kind, due: int, packed: bytes, row: Named | None) -> Heard:
        """What a row of the journal tells. One of UNREADABLE when it makes no sense."""
        if kind is Kind.GAP:
            return unpack_gap(packed)
        if row is None:
            raise KeyError("a post that is not kept any more")
        if kind is Kind.SIGHTING:
            return self._seen(unpack_seen(packed), due, row)
        said = unpack_said(packed)
        key = clean_line(said.key or row.key)
        match kind:
            case Kind.DELETION:
                return Deletion(key, self.source(said.source), moment(due))
            case Kind.TALLY:
                return Tally(key, Counts(*said.counts), self.source(said.source), moment(due))
            case Kind.BOOST:
                return self._passed_on(row, said.person)
            case _:
                assert_never(kind)

    def _passed_on(self, row: Named, person: int) -> Boost:
        """KeyError when that is not known any more."""
        query = "SELECT portrait, at, heard FROM boosts WHERE post = ? AND person = ?"
        found = self._rows(query, (row.post, person), tuple[int, int, bytes])
        if not found:
            raise KeyError(person)
        portrait, at, heard = found[0]
        return self.boost(row.key, person, portrait, at, heard)

    def boost(self, key: str, person: int, portrait: int, at: int, heard: bytes) -> Boost:
        """A boost of that post. One of UNREADABLE when it makes no sense."""
        source, lag, figures = _BOOST.decode(heard)
        by = self.person(person, portrait, figures)
        return Boost(clean_line(key), by, moment(at), self.source(source), moment(at + lag))

    def _seen(self, seen: Seen, due: int, row: Named) -> Sighting:
        key = clean_line(seen.key or row.key)
        author = self.person(seen.person, seen.portrait, seen.figures)
        post = unpack_post(self._state(row, seen.state), key, author, Counts(*seen.counts))
        heard_at = moment(due + (seen.lag or 0))
        local_id = long_id(seen.local_id, key)
        return Sighting(post, self.source(seen.source), heard_at, self.tags(seen.asked), local_id, seen.held)

    def _state(self, row: Named, state: int) -> bytes:
        if state == row.state:
            return row.body
        query = "SELECT body FROM versions WHERE post = ? AND state = ?"
        found = self._rows(query, (row.post, state), tuple[bytes])
        if not found:
            raise KeyError(state)
        return found[0][0]


def _by_copies(voices: Sequence[Voice]) -> list[Voice]:
    """Copy by copy, in order of hearing."""
    copies: dict[str | None, list[Voice]] = {}
    for voice in voices:
        copies.setdefault(voice.key, []).append(voice)
    return [voice for voices in copies.values() for voice in voices]


def _put(known: dict[Key, Value], key: Key, value: Value) -> None:
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[key] = value
