"""How far one trusts who wrote the post that was told last on `--plain`, why, and whom a pane leaves out."""

from hashtui.cli.plain.deck import PlainDeck
from hashtui.cli.plain.panes import Undo
from hashtui.cli.plain.posts import NO_POST
from hashtui.cli.plain.reading import NO_PANE, Lines, Reading
from hashtui.cli.plain.words import closed, counted, name_of_author, who
from hashtui.config.trusted import Trusted
from hashtui.post.post import Author
from hashtui.reading.standing import Deed, Level, Vouch
from hashtui.reading.trust import in_words
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.judging import Judging
from hashtui.tui.level_question import ANSWERS, level_words, put_back
from hashtui.tui.relief import floor_name, next_floor

MOST_VOUCHES = 10
"""So many of those who vouch are told, the weightiest."""


class TrustTalk:
    """The part of the conversation that is about trust."""

    def __init__(self, setup: Dashboard, deck: PlainDeck, reading: Reading, judging: Judging, undo: Undo) -> None:
        self._setup, self._deck, self._reading, self._judging, self._undo = setup, deck, reading, judging, undo
        self._asked: Author | None = None
        """About whom one was asked just now: a number alone is the answer."""

    def answered(self, line: str) -> Lines:
        """What is said to a line that answers the question; nothing when none was asked, or it is no answer."""
        author, self._asked = self._asked, None
        answer = line.strip()
        return () if author is None or answer not in ANSWERS else self._give(author, ANSWERS[answer])

    def trust(self, rest: str) -> Lines:
        """Trust the author so far; without a number, ask for it."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        author = entry.post.author
        standing = self._judging.standing_of(author)
        if standing.level is Level.MUTED:
            return (f"{name_of_author(author)} is muted; take that back first.",)
        if rest in ANSWERS:
            return self._give(author, ANSWERS[rest])
        self._asked = author
        now = f"Now {level_words(standing.given.level)}."
        return (f"How far do you trust {name_of_author(author)}? 3 sure, 2 usual, 1 to follow, 0 none. {now}",)

    def _give(self, author: Author, level: float | None) -> Lines:
        before = self._judging.trusted
        trouble = self._put(before.with_level(author, level))

        def back() -> None:
            self._put(put_back(self._judging.trusted, before, author))

        said = self._undo.can(_told(author, level), back)
        return (*said, closed(trouble)) if trouble else said

    def _put(self, trusted: Trusted) -> str:
        """Put it in force and write it down; why the latter failed, or nothing."""
        self._deck.judge_authors(self._judging.restate(trusted))
        return self._setup.keep_trusted(trusted)

    def why(self, _: str) -> Lines:
        """What the author's standing rests on."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        author = entry.post.author
        standing = self._judging.standing_of(author)
        name, word = name_of_author(author), standing.level.word
        if standing.given.level is not None and standing.level is Level.TRUSTED:
            return (closed(f"{name}: trusted by you, {level_words(standing.given.level)}"),)
        said = in_words(standing)
        vouches = [_vouch(vouch, self._judging.level_of(vouch.by)) for vouch in standing.vouches[:MOST_VOUCHES]]
        more = len(standing.vouches) - len(vouches)
        others = (f"And {counted(more, 'other')}.",) if more else ()
        return (closed(f"{name}: {said if word in said else f'{word}, {said}'}"), *vouches, *others)

    def relief(self, _: str) -> Lines:
        """Leave out who is trusted less than one step more; after the highest step, nobody."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,)
        before, floor = pane.floor, next_floor(pane.floor)
        now = self._judging.now()
        pane.raise_floor(floor, now)
        count = len(pane.timeline)

        def back() -> None:
            pane.raise_floor(before, self._judging.now())

        if floor is None:
            return self._undo.can(f"All posts, whoever wrote them: {counted(count, 'post')}.", back)
        name = "Trusted only" if floor is Level.TRUSTED else f"{floor_name(floor).rstrip('+').capitalize()} and above"
        return self._undo.can(f"{name}: {counted(count, 'post')}, {pane.unheard} unread.", back, name=f"{name}.")


def _vouch(vouch: Vouch, level: Level) -> str:
    """`Ana P., trusted: boosted 3, quoted 1.`, and through whom the reader comes to them."""
    done = ", ".join(deed.value if deed is Deed.FOLLOW else f"{deed.value} {times}" for deed, times in vouch.deeds)
    through = f"; vouched by {name_of_author(vouch.through)}" if vouch.through is not None else ""
    return closed(f"{who(vouch.by, level)}: {done or 'speaks for them'}{through}")


def _told(author: Author, level: float | None) -> str:
    """`Anna Morel: trusted by you, usual.`"""
    return f"{name_of_author(author)}: {f'trusted by you, {level_words(level)}' if level else 'no longer trusted'}."
