"""Which sightings are news: every post known once, in its newest state, whatever order and sources it came by."""

from collections.abc import Iterator
from dataclasses import replace
from heapq import nlargest
from typing import assert_never

from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Sighting, Tally
from hashtui.watch.boosts import Boosts
from hashtui.watch.identity import Identity
from hashtui.watch.known import Known
from hashtui.watch.versions import Versions

ROOM = 200_000
"""How many posts are known at least; of what comes beyond, the oldest are forgotten."""
FORGOTTEN_AT_ONCE = 1_000
MOST_OF_ONE = 1_000
"""Posts of one account that are given at once."""
DELETIONS_KEPT = 20_000
"""Deletions of posts that their source has not given yet."""


class Admission:
    """Every post heard of, once. The end is the same in whatever order the same things are heard."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._posts = Identity()
        self._boosts = Boosts()
        self._early: dict[str, dict[str, Deletion]] = {}
        """Deletions by post and source, of posts that this source has not given (yet)."""
        self.versions = Versions()
        """What edited posts said before, by the keys under which they were told."""
        self.forgotten = 0
        """How many posts were known and are no longer, for want of room."""
        self.out = NOBODY
        """Of whom nothing is known, whatever is heard."""

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Known]:
        return iter(self._posts)

    def known(self, key: str) -> Known | None:
        """What is known of this post, by the key of any of its copies."""
        return self._posts.known(key)

    def hear(self, heard: Sighting | Deletion | Tally) -> Admitted | None:
        """See `see`, `lose` and `count`."""
        match heard:
            case Sighting():
                return self.see(heard)
            case Deletion():
                return self.lose(heard)
            case Tally():
                return self.count(heard)
            case _:
                assert_never(heard)

    def see(self, sighting: Sighting) -> Admitted | None:
        """What the sighting is to those who know what was heard so far; None when it tells nothing new."""
        post = sighting.post
        if self.out.names:
            if self.out.has(post.author):
                return None
            post = self.out.cleared(post)
            sighting = sighting if post is sighting.post else replace(sighting, post=post)
        known = self._posts.known(post.key)
        if known is not None:
            before = known.sighting
            change = known.hear(sighting)
            self._note_version(known, before, sighting)
        elif (known := self._posts.find(post)) is not None:
            self._posts.add(known, sighting)
            change = known.hear(sighting)
        else:
            known, change = Known(sighting), Change.POST
            self._posts.add(known, sighting)
            if len(self._posts) >= self._room + FORGOTTEN_AT_ONCE:
                self.forgotten += self._posts.forget(FORGOTTEN_AT_ONCE)
        if self._early and known.deletion is None:
            deletion = self._early.get(post.key, {}).get(sighting.source)
            if deletion is not None:
                return self._delete(known, deletion)
        if change is None or known.deletion is not None:
            return None
        known.told = True
        return known.told_as(change, sighting)

    def by_author(self, key: str) -> list[Known]:
        """The posts of this account that were told and stand, newest first; of a thousand and more the newest."""
        found = (one for one in self._posts if one.sighting.post.author.key == key and one.told and not one.deletion)
        return nlargest(MOST_OF_ONE, found, key=lambda one: one.sighting.post.created_at)

    def lose(self, deletion: Deletion) -> Admitted | None:
        """What the deletion is to those who know what was heard so far.

        Only a source that gave the post may take it away; what it says too early counts once it has given it. A post
        that stands elsewhere as a copy stays.
        """
        known = self._posts.known(deletion.key)
        copy = known.copy(deletion.key) if known is not None else None
        if copy is not None and copy.deletion is not None:
            return None
        if known is None or copy is None or copy.voice(deletion.source) is None:
            self._early.setdefault(deletion.key, {})[deletion.source] = deletion
            if len(self._early) > DELETIONS_KEPT:
                del self._early[next(iter(self._early))]
            return None
        return self._delete(known, deletion)

    def pass_on(self, boost: Boost) -> tuple[Boost | None, Admitted | None]:
        """The boost by the key under which its post was told, and what it changes; None when it is no news.

        One that comes before its post waits for it, for a while.
        """
        if self.out.names and self.out.has(boost.by):
            return None, None
        known = self._posts.known(boost.key)
        if known is None:
            self._boosts.keep(boost)
            return None, None
        if known.deletion is not None or not known.told:
            return None, None
        return self._boosts.take(known, boost)

    def early_boosts(self, key: str) -> list[Boost]:
        """The boosts that came before this post did; each is given once."""
        return self._boosts.release(key)

    def count(self, tally: Tally) -> Admitted | None:
        """What the tally is to those who know what was heard so far."""
        known = self._posts.known(tally.key)
        if known is None or known.deletion is not None or not known.told:
            return None
        change = known.tally(tally)
        return known.told_as(change, tally) if change is not None else None

    def keep_out(self, out: KeptOut) -> list[Admitted]:
        """Know nothing of these people from now on, whatever is heard; what that changes of posts by others.

        Of their own posts nothing is told: whoever has some takes them out.
        """
        fresh, self.out = KeptOut(out.names - self.out.names), out
        if not fresh.names:
            return []
        self._boosts.keep_out(fresh)
        concerned = [one for one in self._posts if one.boosters or one.key in self.versions or one.is_touched_by(fresh)]
        changed = (self._leave_out(known, fresh) for known in concerned)
        return [admitted for admitted in changed if admitted is not None]

    def _leave_out(self, known: Known, out: KeptOut) -> Admitted | None:
        """What it changes when nothing of these people is known of the post; None: nothing, or it is gone."""
        before = known.sighting
        theirs = known.leave_out(out, self._boosts.without(known, out.names) if known.boosters else 0)
        if theirs is None:
            self._posts.take_out(known)
            self.versions.forget(known.key)
            return None
        for copy in theirs:
            self._posts.take_out_copy(known, copy)
        self.versions.keep_out(known.key, out)
        is_other = bool(theirs) or known.sighting is not before
        return known.told_as(Change.AGAIN, known.sighting) if is_other and known.told and not known.deletion else None

    def _note_version(self, known: Known, before: Sighting, heard: Sighting) -> None:
        """Keep what the post said, when now it says something else; or what it said, when that is heard late."""
        now = known.sighting
        if now is before and heard.post.edited_at == now.post.edited_at:
            return
        if now.post.edited_at != before.post.edited_at or now.source == before.source:
            self.versions.keep(known.key, before.post, now.post)
        if heard.post.edited_at != now.post.edited_at:
            self.versions.keep(known.key, heard.post, now.post)

    def _delete(self, known: Known, deletion: Deletion) -> Admitted | None:
        change = known.lose(deletion)
        if known.deletion is not None:
            self.versions.forget(known.key)
        return known.told_as(change, deletion) if change is not None and known.told else None
