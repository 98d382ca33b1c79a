"""What a running watch and its reader know of a post and its author, for the views of a post."""

from collections.abc import Callable, Mapping, Sequence

from textual.message import Message

from hashtui.config.trusted import Trusted
from hashtui.post.clean import clean_line
from hashtui.post.json import POST, deletion_object, post_object
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Post
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Sighting, Thread
from hashtui.reading.entry import Entry
from hashtui.reading.overheard import MOST_BOOSTERS, Overheard
from hashtui.reading.repute import worth
from hashtui.reading.standing import Standing, no_standing
from hashtui.reading.trust import trust_object
from hashtui.tui.lore import Lore
from hashtui.watch import Watch

MOST_IN_THREAD = 500
_NOBODY = clean_line("")


class Session:
    """Answers out of the watch's memory, and asks its sources for threads and former versions."""

    def __init__(
        self,
        watch: Watch,
        trusted: Callable[[], Trusted],
        keep_trusted: Callable[[Trusted], str],
        panes_of: Callable[[str], Sequence[str]],
        tell: Callable[[Message], object],
        standing_of: Callable[[Author], Standing] = no_standing,
        boosts_of: Callable[[str], Sequence[Boost]] = lambda _: (),
        pick: Callable[[Entry], str] = lambda _: "",
    ) -> None:
        """`panes_of` gives the expressions of the panes a post stands in; `pick` picks a post, or no longer."""
        self._watch, self._trusted, self._keep_trusted, self._panes_of = watch, trusted, keep_trusted, panes_of
        self._boosts_of, self._standing_of = boosts_of, standing_of
        self._overheard = overheard = Overheard()
        watch.attach(overheard)
        watch.replay_to(overheard)
        self.lore = Lore(
            self._thread,
            fetch_versions=self._versions,
            thread_here=self.thread_here,
            heard=lambda: overheard.so_far,
            state_of=self.state_of,
            by_author=lambda author: [Entry.first(one) for one in watch.by_author(author.key)],
            sharers=overheard.sharers,
            boosters=self.boosters,
            level_of=lambda author: standing_of(author).level,
            standing_of=standing_of,
            reputation_of=lambda author: sum(
                worth(standing_of(boost.by) for boost in boosts_of(one.sighting.post.key))
                for one in watch.by_author(author.key)
            ),
            note_on=lambda author: self._trusted().note_on(author),
            keep_note=self._keep_note,
            raw_of=self.raw_of,
            pick=pick,
            tell=tell,
        )

    def keep_out(self, out: KeptOut) -> None:
        """Nothing that these people did is known."""
        self._overheard.keep_out(out)

    def boosters(self, key: str) -> Sequence[Author]:
        """A few of those heard to pass it on, whom one trusts most first, of equals the last."""
        heard = [boost.by for boost in reversed(self._boosts_of(key))] or self._overheard.boosters(key)
        return sorted(heard, key=lambda one: self._standing_of(one).level, reverse=True)[:MOST_BOOSTERS]

    async def _thread(self, post: Post) -> Thread:
        return await self._watch.thread(post.key)

    def thread_here(self, post: Post) -> Thread:
        """The posts around it as far as they were heard: up to the first unheard, down by branches."""
        above: list[Post] = []
        seen = {str(post.key)}
        parent = self._heard(post.reply_to)
        while parent is not None and parent.key not in seen and len(above) < MOST_IN_THREAD:
            seen.add(parent.key)
            above.insert(0, parent)
            parent = self._heard(parent.reply_to)
        below: list[Post] = []
        waiting = self._answers_to(post, seen)
        while waiting and len(below) < MOST_IN_THREAD:
            below.append(waiting.pop())
            waiting += self._answers_to(below[-1], seen)
        return Thread(tuple(above), tuple(below))

    def _answers_to(self, post: Post, seen: set[str]) -> list[Post]:
        """The last first; none that was seen before."""
        found = [self._heard(key) for key in self._overheard.answers(post.key) if key not in seen]
        answers = [one for one in found if one is not None and one.key not in seen]
        seen.update(str(one.key) for one in answers)
        return sorted(answers, key=lambda one: one.created_at, reverse=True)

    def _heard(self, key: str | None) -> Post | None:
        known = self._watch.known(key) if key else None
        return None if known is None else known.sighting.post

    async def _versions(self, post: Post) -> Sequence[Post]:
        return await self._watch.versions(post.key)

    def state_of(self, key: str) -> Entry | None:
        """A post as it is now; None when this session did not hear of it."""
        known = self._watch.known(key)
        return None if known is None else Entry.first(known)

    def _keep_note(self, author: Author, text: str) -> str:
        return self._keep_trusted(self._trusted().with_note(author, text))

    def raw_of(self, post: Post) -> Mapping[str, object]:
        """Its public form. Of a post of a thread that came through no followed tag, how it was heard is unknown."""
        known = self._watch.known(post.key)
        if known is not None and isinstance(known.heard, Deletion):
            return deletion_object(known.heard)
        if known is not None:
            return post_object(known, event=POST, panes=self._panes_of(post.key), trust=self._trust(post))
        sighting = Sighting(post, _NOBODY, post.created_at)
        admitted = Admitted(Change.POST, sighting, frozenset(), (), sighting)
        told = post_object(admitted, event=POST, panes=(), trust=self._trust(post))
        return {**told, "source": None, "received_at": None}

    def _trust(self, post: Post) -> Mapping[str, object]:
        return trust_object(self._standing_of(post.author))
