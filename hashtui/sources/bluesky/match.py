"""Out of the firehose what may concern us, judged by its bytes: almost nothing of it is ever parsed as JSON.

Usable alone: `Sieve(tags).sift(frames)` gives those frames of a batch whose post bears one of the tags; with `known`
also those that speak of a post, or an account, told before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

import msgspec

from hashtui.post.facets import find_tags
from hashtui.post.tag import Tag

MARK = 13
"""Bytes of a record's key by which it is looked for: a TID, the only key a post should have, has as many."""

# Jetstream writes its events without spaces, each of a kind to the same plan: where one names its collection, the next
# does too. Looking there first, at a few bytes, is what makes this fast; what is written otherwise is looked through.
_COLLECTION = b'"collection":"'
_EARLY = 60, 420
_DEEDS = frozenset(_COLLECTION + name for name in (b'app.bsky.feed.like"', b"app.bsky.feed.repos"))
_A_POST = _COLLECTION + b'app.bsky.feed.post"'
_NAMED = len(_A_POST)
_THEN_KEY = b',"rkey":"'
_KEY = _NAMED + len(_THEN_KEY)

_POST = b'feed.post"'
"""Stands in every event of a post: `app.bsky.feed.post` as a whole JSON string."""
_END = b'"'
_SUBJECT = b".feed.post/"
"""Stands before the record key wherever a post is referred to."""
_AFTER = len(_SUBJECT)
_LANGS = b'"langs":'
_TAG = re.compile(rb'"tag(?:"\s*:\s*"([^"\n]*)|s"\s*:\s*\[\s*([^\s\]]))')
"""The tag of a facet, or the beginning of a list of tags that do not stand in the text."""
_WIDE_HASH = "\uff03".encode()
_HASH_ESCAPED = re.compile(rb"\\u(?:0023|[fF]{2}03)")
_REFERRED = re.compile(rb'\.feed\.post/([^"\n]{1,13})')
_RKEY = re.compile(rb'"rkey"\s*:\s*"([^"\n]{1,13})')
"""The first MARK bytes of the key of a post that is referred to, and of the event's own record."""
_DID = re.compile(rb'"did"\s*:\s*"([^"\n]*)')


class Marks(Protocol):
    """What is looked for besides tags."""

    @property
    def marks(self) -> AbstractSet[bytes]:
        """The first MARK bytes of the record key of each known post, and of each like, repost and answer counted."""
        ...

    @property
    def dids(self) -> AbstractSet[bytes]:
        """The accounts whose posts are known."""
        ...


class Nothing:
    """Where nothing is known."""

    marks: AbstractSet[bytes] = frozenset()
    dids: AbstractSet[bytes] = frozenset()


class _Feature(msgspec.Struct, gc=False):
    tag: str | None = None


class _Facet(msgspec.Struct, gc=False):
    features: list[_Feature] = []


class _Record(msgspec.Struct, gc=False):
    text: str = ""
    facets: list[_Facet] | None = None
    tags: list[str] | None = None


class _Commit(msgspec.Struct, gc=False):
    record: _Record | None = None


class _Event(msgspec.Struct, gc=False):
    """The little that tells whether an event's post bears a tag, in both forms of the stream."""

    commit: _Commit | None = None
    payload: _Commit | None = None


_read = msgspec.json.Decoder(_Event).decode


class Sieve:
    """Lets through what may concern us. It never keeps back a post that bears one of the tags, however spelled.

    Of names - the keys of the JSON, and its types - it expects that they are written plainly, as every server does.
    """

    def __init__(self, tags: Iterable[Tag], known: Marks | None = None) -> None:
        self._tags = frozenset(tags)
        # What is written in nothing but ASCII letters and digits is equal to one of these, or to no tag of ours.
        self._plain = frozenset(tag.name.encode() for tag in self._tags if tag.name.isascii())
        self._known: Marks = Nothing() if known is None else known
        self._new_marks: set[bytes] = set()
        """Of what is let through of these very frames: what follows in them may speak of it already."""
        self._new_dids: set[bytes] = set()
        self._at = 138
        """Where the last event named its collection."""
        self._reach = dict.fromkeys(_DEEDS, 250)
        """How far behind that the last deed of a kind named the key of its subject."""

    def sift(self, frames: Sequence[bytes]) -> list[bytes]:
        """Those of these events, each one JSON object in UTF-8, that may concern us; in their order."""
        self._new_marks, self._new_dids = set(), set()
        marks, new, reach = self._known.marks, self._new_marks, self._reach
        knows = bool(marks)
        found: list[bytes] = []
        at = self._at
        for frame in frames:
            name = frame[at : at + _NAMED]
            if name in _DEEDS:
                if not knows:
                    continue
                place = at + reach[name]
                mark = frame[place : place + MARK]
                is_there = frame[place - _AFTER : place] == _SUBJECT
                if is_there:
                    is_wanted = mark in marks or mark in new or (_END in mark and self._knows(mark))
                else:
                    is_wanted = self._is_of_known(frame, at, name)
            elif name == _A_POST:
                is_wanted = self._bears(frame) or (knows and self._is_known(frame, at))
            else:
                place = frame.find(_COLLECTION, *_EARLY)
                at = place if place >= 0 else at
                if _POST in frame:
                    is_wanted = self._bears(frame) or (knows and self._is_known(frame, place))
                elif place < 0 or frame[place : place + _NAMED] in _DEEDS:
                    is_wanted = knows and self._is_known(frame, place)
                else:
                    is_wanted = False  # a collection that nobody asked for
            if is_wanted:
                found.append(frame)
                # What this event made may be taken back by the next.
                new.update(_RKEY.findall(frame))
                knows = True
        self._at = at
        return found

    def bears(self, frame: bytes) -> bool:
        """Whether the post of this event bears one of the tags; True also when that cannot be read."""
        try:
            event = _read(frame)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return True
        records = [one.record for one in (event.commit, event.payload) if one is not None and one.record is not None]
        return any(self._is_followed(tag) for record in records for tag in _tags_of(record))

    def _bears(self, frame: bytes) -> bool:
        """As `bears`, for a post; most are found out without reading them."""
        if not (self._may_bear(frame) and self.bears(frame)):
            return False
        self._new_dids.update(_DID.findall(frame))
        return True

    def _may_bear(self, frame: bytes) -> bool:
        lists = frame.find(b"[")
        if frame[lists - len(_LANGS) : lists] == _LANGS:
            lists = frame.find(b"[", lists + 1)
        if lists >= 0:
            begin = max(0, lists - 64)
            while match := _TAG.search(frame, begin):
                tag = match[1]
                if tag is None or not tag.isalnum() or tag.lower() in self._plain:
                    return True
                begin = match.end()
        # Facets would make the text's own hashes mean nothing; but those that stand there may be of something else.
        return _has_hash(frame)

    def _is_of_known(self, frame: bytes, at: int, name: bytes) -> bool:
        """Whether this like or repost, made or taken back, is of a known post."""
        place = frame.find(_SUBJECT, at) + _AFTER
        if place < _AFTER:
            return self._is_known(frame, at)
        self._reach[name] = place - at
        return self._knows(frame[place : place + MARK])

    def _knows(self, mark: bytes) -> bool:
        """Whether these bytes begin with a known key; one that is shorter than MARK ends at its quote."""
        mark = mark.partition(_END)[0]
        return mark in self._known.marks or mark in self._new_marks

    def _is_known(self, frame: bytes, at: int) -> bool:
        """Whether this event is about a post, a deed or an account that is known; `at` is where its collection is."""
        if frame[at + _NAMED : at + _KEY] != _THEN_KEY:
            return self._is_known_somehow(frame)
        mark = frame[at + _KEY : at + _KEY + MARK]
        while not self._knows(mark):
            at = frame.find(_SUBJECT, at + 1)
            if at < 0:
                return False
            mark = frame[at + _AFTER : at + _AFTER + MARK]
        return True

    def _is_known_somehow(self, frame: bytes) -> bool:
        marks, new = self._known.marks, self._new_marks
        for mark in (*_RKEY.findall(frame), *_REFERRED.findall(frame)):
            if mark in marks or mark in new:
                return True
        if _POST in frame:
            return False
        return any(did in self._known.dids or did in self._new_dids for did in _DID.findall(frame))

    def _is_followed(self, spelling: str) -> bool:
        try:
            return Tag.of(spelling) in self._tags
        except ValueError:
            return False


def _has_hash(frame: bytes) -> bool:
    """Whether there is a hash sign besides that of `subscribeEvents#commit`: ASCII, full-width or escaped."""
    at = frame.find(b"#")
    if at >= 0 and frame[at - 6 : at] == b"Events":
        at = frame.find(b"#", at + 1)
    wide = frame.find(_WIDE_HASH[:1])
    if at >= 0 or (wide >= 0 and frame.find(_WIDE_HASH, wide) >= 0):
        return True
    escape = frame.find(b"\\")
    return escape >= 0 and _HASH_ESCAPED.search(frame, escape) is not None


def _tags_of(record: _Record) -> Iterator[str]:
    for facet in record.facets or ():
        for feature in facet.features:
            if feature.tag is not None:
                yield feature.tag
    yield from record.tags or ()
    if not record.facets:
        for found in find_tags(record.text):
            yield found.target
