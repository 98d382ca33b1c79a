"""One post as the watch knows it: its copies, what each source said of them, and the state that counts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from hashtui.post.clean import CleanLine
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Counts, Network, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Sighting, Tally
from hashtui.post.tag import Tag
from hashtui.watch.alike import origin_of, same_words

MOST_COPIES = 16
"""Copies of one post: more than there are bridges. Whoever claims one more has written a post of their own."""

_UNEDITED = datetime.min.replace(tzinfo=UTC)


class Voice:
    """What one source said of one copy: how it came first, and its newest state."""

    __slots__ = ("first", "is_origin", "latest", "since")

    def __init__(self, sighting: Sighting) -> None:
        self.first = sighting
        self.latest = sighting
        self.since = sighting.received_at
        """When this source was first heard with this edit of the post."""
        self.is_origin = sighting.post.key.startswith(origin_of(sighting.source))
        """It speaks of a post of its own: what others claim of it does not count against it."""

    def hear(self, sighting: Sighting) -> None:
        """Take in what the source says now, or said before: its newest state stays."""
        edited, known = _edited(sighting), _edited(self.latest)
        if edited > known:
            self.since = sighting.received_at
        elif edited == known:
            self.since = min(self.since, sighting.received_at)
        if _is_newer(sighting, self.latest):
            self.latest = sighting

    def clear(self, out: KeptOut) -> None:
        """None of these people is told as who passed it on."""
        self.first = replace(self.first, post=out.cleared(self.first.post))
        self.latest = replace(self.latest, post=out.cleared(self.latest.post))


class Copy:
    """A post as it was published once, under one key; its original, or what a bridge made of it elsewhere."""

    __slots__ = ("counts", "deletion", "key", "newest", "voices")

    def __init__(self, sighting: Sighting) -> None:
        self.key = sighting.post.key
        self.voices = [Voice(sighting)]
        self.counts = sighting.post.counts
        """The largest seen."""
        self.newest = sighting
        """The state that counts, with the counts of its own source."""
        self.deletion: Deletion | None = None

    def voice(self, source: str) -> Voice | None:
        """What this source said, if it gave the post."""
        for voice in self.voices:
            if voice.first.source == source:
                return voice
        return None

    def is_of(self, out: KeptOut) -> bool:
        """Whether one of these people wrote it."""
        return any(out.has(voice.latest.post.author) for voice in self.voices)

    def clear(self, out: KeptOut) -> bool:
        """Have none of these people told as who passed it on; whether one was."""
        said = [voice.first for voice in self.voices] + [voice.latest for voice in self.voices]
        by = [one.post.boosted_by for one in said if one.post.boosted_by is not None]
        if not any(map(out.has, by)):
            return False
        for voice in self.voices:
            voice.clear(out)
        self.newest = replace(self.newest, post=out.cleared(self.newest.post))
        return True

    def hear(self, sighting: Sighting) -> bool:
        """Take the sighting in; say whether its source was not heard before."""
        voice = self.voice(sighting.source)
        if voice is None:
            self.voices.append(Voice(sighting))
        else:
            voice.hear(sighting)
        if sighting.post.counts != self.counts:
            self.counts = _largest(self.counts, sighting.post.counts)
        # The newest edit, as the source tells it that was first heard with it: servers draw the same post a little
        # differently, and two that are asked in turn must not make it change for ever. Once the post's own server
        # was heard, it alone says what its people wrote.
        self.newest = min(self.voices, key=_rank).latest if len(self.voices) > 1 else self.voices[0].latest
        return voice is None


class Known:
    """One post in all its copies. It keeps the key under which it was told first, whatever comes later."""

    __slots__ = ("asked", "boosters", "copies", "deletion", "key", "sighting", "tags", "told")

    def __init__(self, sighting: Sighting) -> None:
        self.key = sighting.post.key
        self.copies = [Copy(sighting)]
        self.asked = sighting.asked
        self.boosters = 0
        """How many people were heard to pass it on."""
        self.sighting = sighting
        """The state that counts, with the largest counts."""
        self.tags: frozenset[Tag] = sighting.asked.union(sighting.post.tags)
        self.deletion: Deletion | None = None
        self.told = False
        """The sinks have heard of it."""

    @property
    def sources(self) -> tuple[CleanLine, ...]:
        """Every source that gave it, in order of hearing."""
        if len(self.copies) == 1:
            return tuple([voice.first.source for voice in self.copies[0].voices])
        return tuple(dict.fromkeys(voice.first.source for voice in self.voices))

    @property
    def voices(self) -> Iterator[Voice]:
        """All that was said of it, of every copy."""
        for copy in self.copies:
            yield from copy.voices

    @property
    def takes_copies(self) -> bool:
        """Whether one more copy of it may be known: it is still there, and not a crowd."""
        return self.deletion is None and len(self.copies) < MOST_COPIES

    @property
    def standing(self) -> list[Copy]:
        """The copies that were not taken back."""
        return [copy for copy in self.copies if copy.deletion is None]

    @property
    def echoes(self) -> tuple[Post, ...]:
        """The copies that stand beside the one whose state counts."""
        if len(self.copies) == 1:
            return ()
        main = self._main()
        return tuple(copy.newest.post for copy in self.copies if copy is not main and copy.deletion is None)

    def copy(self, key: str) -> Copy | None:
        """The copy of this key."""
        for copy in self.copies:
            if copy.key == key:
                return copy
        return None

    def hear(self, sighting: Sighting) -> Change | None:
        """Take the sighting in; say what it changes, None when nothing does."""
        copy = self.copy(sighting.post.key)
        if copy is None:
            self.copies.append(Copy(sighting))
            is_first = True
        else:
            is_first = copy.hear(sighting) and copy.deletion is None
        tags = self.tags
        if not sighting.asked <= self.asked:
            self.asked |= sighting.asked
        change = self._settle()
        return change or (Change.AGAIN if is_first or self.tags != tags else None)

    def tally(self, tally: Tally) -> Change | None:
        """Take in how often it was answered, passed on, liked; of a source that gave it."""
        copy = self.copy(tally.key)
        if copy is None or copy.deletion is not None or copy.voice(tally.source) is None:
            return None
        copy.counts = _largest(copy.counts, tally.counts)
        return self._settle()

    def pass_on(self) -> Change | None:
        """One more has passed it on."""
        self.boosters += 1
        return self._settle()

    def is_touched_by(self, out: KeptOut) -> bool:
        """Whether one of these people wrote it, or a copy, or is told as who passed it on."""
        for copy in self.copies:
            for voice in copy.voices:
                first, latest = voice.first.post, voice.latest.post
                if out.has(latest.author) or out.cleared(first) is not first or out.cleared(latest) is not latest:
                    return True
        return False

    def leave_out(self, out: KeptOut, boosters: int) -> list[Copy] | None:
        """Take out the copies of these people, and themselves from those who passed it on; the copies that went.

        So many `boosters` were heard, not counting them. None: all of it is theirs, and nothing was changed.
        """
        theirs = [copy for copy in self.copies if copy.is_of(out)]
        if len(theirs) == len(self.copies) or out.has(self.sighting.post.author):
            return None
        left = [copy for copy in self.copies if copy not in theirs] if theirs else self.copies
        cleared = [copy for copy in left if copy.clear(out)]
        if theirs or cleared or boosters != self.boosters:
            self.copies, self.boosters = left, boosters
            self._settle()
        return theirs

    def lose(self, deletion: Deletion) -> Change | None:
        """Take this copy away; the post goes with the last that stands."""
        copy = self.copy(deletion.key)
        if copy is None or copy.deletion is not None:
            return None
        copy.deletion = deletion
        if not self.standing:
            self.deletion = deletion
            return Change.DELETED
        return self._settle() or Change.AGAIN

    def _settle(self) -> Change | None:
        """Find the state that counts; say how it differs from the one before, None when it does not."""
        before, main = self.sighting.post, self._main()
        newest = main.newest
        counts = main.counts
        if self.boosters > (counts.boosts or 0):
            counts = replace(counts, boosts=self.boosters)
        if newest.post.counts != counts or newest.post.key != self.key:
            newest = replace(newest, post=replace(newest.post, key=self.key, counts=counts))
        moved = newest.source != self.sighting.source or newest.post.network is not before.network
        self.sighting = newest
        self.tags = self.asked.union(newest.post.tags)
        after = newest.post
        if after is before or after == before:
            return None
        return Change.EDITED if _says_else(before, after, moved=moved) else Change.AGAIN

    def _main(self) -> Copy:
        """The copy whose state counts: what no other standing copy is the original of."""
        if len(self.copies) == 1:
            return self.copies[0]
        standing = self.standing or self.copies
        names = {name: copy for copy in standing for name in (copy.newest.post.url, copy.key) if name}

        def rank(copy: Copy) -> tuple[bool, bool, bool, datetime, str]:
            post = copy.newest.post
            is_echo = any(names.get(name, copy) is not copy for name in post.echo_of)
            # Who claims a copy, and later says something else by it, does not speak for the others.
            is_turned = bool(post.echo_of) and not same_words(copy.voices[0].first.post.body.text, post.body.text)
            # A feed tells less of a post than its network does.
            return is_echo, is_turned, post.network is Network.FEED, copy.voices[0].since, copy.key

        return min(standing, key=rank)

    def told_as(self, change: Change, heard: Sighting | Deletion | Tally) -> Admitted:
        """What a sink that follows the post is told."""
        return Admitted(change, self.sighting, self.tags, self.sources, heard, self.echoes)

    def retold(self) -> Admitted:
        """What a sink that has not heard of the post yet is told: its state now, first heard when it was."""
        first = self.copies[0].voices[0].first
        sighting = replace(first, post=self.sighting.post, asked=self.asked)
        if self.deletion is not None:
            return Admitted(Change.DELETED, sighting, self.tags, self.sources, self.deletion, self.echoes)
        return Admitted(Change.POST, sighting, self.tags, self.sources, sighting, self.echoes)


def _edited(sighting: Sighting) -> datetime:
    return sighting.post.edited_at or _UNEDITED


def _rank(voice: Voice) -> tuple[bool, float, datetime, str]:
    """The less, the better: the post's own server, then the newest edit, first heard."""
    return not voice.is_origin, -_edited(voice.latest).timestamp(), voice.since, voice.first.source


def _is_newer(sighting: Sighting, than: Sighting) -> bool:
    mine = (_edited(sighting), sighting.received_at)
    theirs = (_edited(than), than.received_at)
    if mine == theirs and sighting.post != than.post:
        return repr(sighting.post) > repr(than.post)  # any order will do, as long as it is one
    return mine > theirs


def _says_else(before: Post, after: Post, *, moved: bool) -> bool:
    """The author changed it, and not only what servers count or know about it.

    `moved`: another source tells it now, and each draws the same words in its way.
    """
    if moved and after.edited_at == before.edited_at:
        return not same_words(before.body.text, after.body.text)
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
