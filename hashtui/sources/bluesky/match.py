"""Out of the firehose what may concern us, judged by its bytes: almost nothing of it is ever parsed as JSON.

Usable alone: `Sieve(tags).sift(frames)` gives those frames of a batch whose post bears one of the tags; with `known`
also those that speak of a post, or an account, told before.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import Protocol

import msgspec

from hashtui.post.facets import find_tags
from hashtui.post.tag import Tag

MARK = 13
"""Bytes of a record's key by which it is looked for: a TID, the only key a post may have, has as many."""

_POST = b'feed.post"'
"""Stands in every event of a post: `app.bsky.feed.post` as a whole JSON string."""
_SUBJECT = b".feed.post/"
"""Stands before the record key wherever a post is referred to."""
_AFTER = len(_SUBJECT)
_FACETS = b'"facets":[{'
_TAG = re.compile(rb'"tag(?:"\s*:\s*"([^"\n]*)|s"\s*:\s*\[\s*([^\s\]]))')
"""The tag of a facet, or the beginning of a list of tags that do not stand in the text."""
_WIDE_HASH = "\uff03".encode()
_HASH_ESCAPED = re.compile(rb"\\u(?:0023|[fF]{2}03)")
_REFERRED = re.compile(rb'\.feed\.post/([^"\n]{13})')
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
    """Lets through what may concern us. It never keeps back a post that bears one of the tags."""

    def __init__(self, tags: Iterable[Tag], known: Marks | None = None) -> None:
        self._tags = frozenset(tags)
        # What is written in nothing but ASCII letters and digits is equal to one of these, or to no tag of ours.
        self._plain = frozenset(tag.name.encode() for tag in self._tags if tag.name.isascii())
        self._known: Marks = Nothing() if known is None else known
        self._new_marks: set[bytes] = set()
        """Of what is let through of these very frames: what follows in them may speak of it already."""
        self._new_dids: set[bytes] = set()

    def sift(self, frames: Sequence[bytes]) -> list[bytes]:
        """Those of these events, each one JSON object in UTF-8, that may concern us; in their order."""
        self._new_marks, self._new_dids = set(), set()
        posts: list[int] = []
        others: list[int] = []
        for place, frame in enumerate(frames):
            (posts if _POST in frame else others).append(place)
        found = self._posts(frames, posts)
        marks, new = self._known.marks, self._new_marks
        if marks or new:
            for place in others:
                frame = frames[place]
                at = frame.rfind(_SUBJECT)
                if at >= 0:
                    mark = frame[at + _AFTER : at + _AFTER + MARK]
                    is_known = mark in marks or mark in new
                else:
                    is_known = self._is_known(frame)
                if is_known:
                    found.append(place)
                    self._expect(frame)
        return [frames[place] for place in sorted(found)]

    def _posts(self, frames: Sequence[bytes], posts: Sequence[int]) -> list[int]:
        """Which of the posts in these places may concern us."""
        if not posts:
            return []
        batch = [frames[place] for place in posts]
        joined = b"\n".join(batch)
        tagged = self._tagged(batch, joined)
        for number in tagged:
            self._expect(batch[number])
            self._new_dids.update(_DID.findall(batch[number]))
        return [posts[number] for number in tagged | self._known_in(batch, joined)]

    def _expect(self, frame: bytes) -> None:
        """What this event made may be taken back by the next."""
        self._new_marks.update(_RKEY.findall(frame))

    def bears(self, frame: bytes) -> bool:
        """Whether the post of this event bears one of the tags; True also when that cannot be read."""
        try:
            event = _read(frame)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return True
        commit = event.commit or event.payload
        record = commit.record if commit is not None else None
        return record is not None and any(self._is_followed(tag) for tag in _tags_of(record))

    def _tagged(self, batch: Sequence[bytes], joined: bytes) -> set[int]:
        """The posts that bear one of the tags."""
        is_odd = _WIDE_HASH in joined or _HASH_ESCAPED.search(joined) is not None
        maybe = {
            number
            for number, frame in enumerate(batch)
            if (b"#" in frame or is_odd) and _FACETS not in frame and _has_hash(frame)
        }
        plain = self._plain
        starts: list[int] = []
        for match in _TAG.finditer(joined):
            tag = match[1]
            if tag is None or not tag.isalnum() or tag.lower() in plain:
                starts = starts or [0, *accumulate(len(frame) + 1 for frame in batch)]
                maybe.add(bisect_right(starts, match.start()) - 1)
        return {number for number in maybe if self.bears(batch[number])}

    def _known_in(self, batch: Sequence[bytes], joined: bytes) -> set[int]:
        """The posts that are known, or answer or quote one that is."""
        marks, new = self._known.marks, self._new_marks
        if not marks and not new:
            return set()
        named = [*_REFERRED.findall(joined), *_RKEY.findall(joined)]
        # Each new mark stands there once in any case: in the post that made it.
        if marks.isdisjoint(named) and not any(named.count(mark) > 1 for mark in new):
            return set()
        known = set()
        for number, frame in enumerate(batch):
            if self._is_known(frame):
                known.add(number)
                self._expect(frame)
        return known

    def _is_known(self, frame: bytes) -> bool:
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
    return at >= 0 or _WIDE_HASH in frame or _HASH_ESCAPED.search(frame) is not None


def _tags_of(record: _Record) -> Iterator[str]:
    for facet in record.facets or ():
        for feature in facet.features:
            if feature.tag is not None:
                yield feature.tag
    yield from record.tags or ()
    if not record.facets:
        for found in find_tags(record.text):
            yield found.target
