"""Which sightings are news: every post known once, in its newest state, whatever order and sources it came by."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from hashtui.post.clean import CleanLine
from hashtui.post.post import Counts, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Sighting
from hashtui.post.tag import Tag

ROOM = 200_000
"""How many posts are known at least; of what comes beyond, the oldest are forgotten."""
FORGOTTEN_AT_ONCE = 1_000
DELETIONS_KEPT = 20_000
"""Deletions of posts that their source has not given yet."""

_UNEDITED = datetime.min.replace(tzinfo=UTC)


class Voice:
    """What one source said of one post: how it came first, and its newest state."""

    __slots__ = ("first", "latest", "since")

    def __init__(self, sighting: Sighting) -> None:
        self.first = sighting
        self.latest = sighting
        self.since = sighting.received_at
        """When this source was first heard with this edit of the post."""

    def hear(self, sighting: Sighting) -> None:
        """Take in what the source says now, or said before: its newest state stays."""
        edited, known = _edited(sighting), _edited(self.latest)
        if edited > known:
            self.since = sighting.received_at
        elif edited == known:
            self.since = min(self.since, sighting.received_at)
        if _is_newer(sighting, self.latest):
            self.latest = sighting


class Known:
    """One post as the watch knows it."""

    __slots__ = ("asked", "counts", "deletion", "sighting", "tags", "told", "voices")

    def __init__(self, sighting: Sighting) -> None:
        self.voices = [Voice(sighting)]
        self.asked = sighting.asked
        self.counts = sighting.post.counts
        self.sighting = sighting
        """The state that counts: the newest edit, with the largest counts."""
        self.tags: frozenset[Tag] = sighting.asked.union(sighting.post.tags)
        self.deletion: Deletion | None = None
        self.told = False
        """The sinks have heard of it."""

    @property
    def sources(self) -> tuple[CleanLine, ...]:
        """Every source that gave it, in order of hearing."""
        return tuple(voice.first.source for voice in self.voices)

    def voice(self, source: str) -> Voice | None:
        """What this source said, if it gave the post."""
        for voice in self.voices:
            if voice.first.source == source:
                return voice
        return None

    def hear(self, sighting: Sighting) -> Change | None:
        """Take the sighting in; say what it changes, None when nothing does."""
        voice = self.voice(sighting.source)
        before, tags = self.sighting.post, self.tags
        if voice is None:
            self.voices.append(Voice(sighting))
        else:
            voice.hear(sighting)
        if not sighting.asked <= self.asked:
            self.asked |= sighting.asked
        if sighting.post.counts != self.counts:
            self.counts = _largest(self.counts, sighting.post.counts)
        self._settle()
        after = self.sighting.post
        if after is not before and after != before:
            return Change.EDITED if _says_else(before, after) else Change.AGAIN
        return Change.AGAIN if voice is None or self.tags != tags else None

    def _settle(self) -> None:
        """Find the state that counts.

        It is the newest edit, as the source tells it that was first heard with it: servers draw the same post a
        little differently, and two that are asked in turn must not make it change for ever.
        """
        best = self.voices[0]
        for voice in self.voices[1:]:
            if _rank(voice) < _rank(best):
                best = voice
        newest = best.latest
        if newest.post.counts != self.counts:
            newest = replace(newest, post=replace(newest.post, counts=self.counts))
        self.sighting = newest
        self.tags = self.asked.union(newest.post.tags)

    def told_as(self, change: Change, heard: Sighting | Deletion) -> Admitted:
        """What a sink that follows the post is told."""
        return Admitted(change, self.sighting, self.tags, self.sources, heard)

    def retold(self) -> Admitted:
        """What a sink that has not heard of the post yet is told: its state now, first heard when it was."""
        first = self.voices[0].first
        sighting = replace(first, post=self.sighting.post, asked=self.asked)
        if self.deletion is not None:
            return Admitted(Change.DELETED, sighting, self.tags, self.sources, self.deletion)
        return Admitted(Change.POST, sighting, self.tags, self.sources, sighting)


class Admission:
    """Every post heard of, once. The end is the same in whatever order the same things are heard."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._known: dict[str, Known] = {}
        self._early: dict[str, dict[str, Deletion]] = {}
        """Deletions by post and source, of posts that this source has not given (yet)."""
        self.forgotten = 0
        """How many posts were known and are no longer, for want of room."""

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Known]:
        return iter(self._known.values())

    def known(self, key: str) -> Known | None:
        """What is known of this post."""
        return self._known.get(key)

    def see(self, sighting: Sighting) -> Admitted | None:
        """What the sighting is to those who know what was heard so far; None when it tells nothing new."""
        key = sighting.post.key
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Known(sighting)
            change: Change | None = Change.POST
            if len(self._known) >= self._room + FORGOTTEN_AT_ONCE:
                self._forget()
        else:
            change = known.hear(sighting)
        if self._early and known.deletion is None:
            deletion = self._early.get(key, {}).get(sighting.source)
            if deletion is not None:
                return self._delete(known, deletion)
        if change is None or known.deletion is not None:
            return None
        known.told = True
        return known.told_as(change, sighting)

    def lose(self, deletion: Deletion) -> Admitted | None:
        """What the deletion is to those who know what was heard so far.

        Only a source that gave the post may take it away; what it says too early counts once it has given it.
        """
        known = self._known.get(deletion.key)
        if known is not None and known.deletion is not None:
            return None
        if known is None or known.voice(deletion.source) is None:
            self._early.setdefault(deletion.key, {})[deletion.source] = deletion
            if len(self._early) > DELETIONS_KEPT:
                del self._early[next(iter(self._early))]
            return None
        return self._delete(known, deletion)

    def _delete(self, known: Known, deletion: Deletion) -> Admitted | None:
        known.deletion = deletion
        return known.told_as(Change.DELETED, deletion) if known.told else None

    def _forget(self) -> None:
        # Many at once: finding the first key of a dict that loses one at a time is slow.
        for key in list(islice(self._known, FORGOTTEN_AT_ONCE)):
            del self._known[key]
            self.forgotten += 1


def _edited(sighting: Sighting) -> datetime:
    return sighting.post.edited_at or _UNEDITED


def _rank(voice: Voice) -> tuple[float, datetime, str]:
    """The less, the better: the newest edit, first heard."""
    return -_edited(voice.latest).timestamp(), voice.since, voice.first.source


def _is_newer(sighting: Sighting, than: Sighting) -> bool:
    mine = (_edited(sighting), sighting.received_at)
    theirs = (_edited(than), than.received_at)
    if mine == theirs and sighting.post != than.post:
        return repr(sighting.post) > repr(than.post)  # any order will do, as long as it is one
    return mine > theirs


def _says_else(before: Post, after: Post) -> bool:
    """The author changed it, and not only what servers count or know about it."""
    return (
        (after.edited_at is not None and after.edited_at != before.edited_at)
        or after.body.text != before.body.text
        or after.content_warning != before.content_warning
    )


def _largest(one: Counts, other: Counts) -> Counts:
    return Counts(
        _larger(one.replies, other.replies),
        _larger(one.boosts, other.boosts),
        _larger(one.favourites, other.favourites),
    )


def _larger(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)
