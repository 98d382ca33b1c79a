"""What the views of a post are given: where they stand, and what of the session they can ask and tell."""

from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import count

from textual.message import Message

from hashtui.clock import Clock
from hashtui.post.post import Author, Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, Standing, no_standing, unknown
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.opener import Opener
from hashtui.tui.pictures import Pictures
from hashtui.tui.sheet import Sheet
from hashtui.tui.typeset import Line


async def _no_versions(post: Post) -> Sequence[Post]:
    return (post,)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every view of a post stands on."""

    opener: Opener
    clock: Clock
    keys: Keys
    state: Callable[[], Line] = tuple
    """How the sources are, now."""
    zone: tzinfo | None = None
    """None: the machine's own."""
    glyphs: Glyphs = UNICODE
    demo: bool = False
    pictures: Pictures | None = None
    """Fetches and draws pictures; None where they are off."""
    picked: Container[str] = frozenset()
    """The keys of what the reader picked, now and later."""

    def sheet(
        self,
        width: int,
        level_of: Callable[[Author], Level] = unknown,
        standing_of: Callable[[Author], Standing] = no_standing,
    ) -> Sheet:
        """What to set on, now."""
        now, versions_key = self.clock.now(), first_label(self.keys, "versions")
        return Sheet(width, now, self.zone, self.glyphs, level_of, standing_of, versions_key, self.picked)


@dataclass(frozen=True, slots=True)
class Lore:
    """What this session knows beyond a post's own words. All but the two that fetch answer at once.

    What fetches may raise SourceError.
    """

    fetch_thread: Callable[[Post], Awaitable[Thread]]
    fetch_versions: Callable[[Post], Awaitable[Sequence[Post]]] = _no_versions
    """All that the post said, oldest first, what it says now last."""
    thread_here: Callable[[Post], Thread] = lambda _: Thread()
    """The posts around one, as far as they were heard here."""
    heard: Callable[[], int] = count().__next__
    """How much was heard so far: while that stays the same nothing can have changed."""
    state_of: Callable[[str], Entry | None] = lambda _: None
    """A post that was heard here, as it is now."""
    by_author: Callable[[Author], Sequence[Entry]] = lambda _: ()
    """What was heard of an account, newest first."""
    sharers: Callable[[str], int] = lambda _: 0
    """How many people linked to that."""
    boosters: Callable[[str], Sequence[Author]] = lambda _: ()
    """Who was heard to pass the post on."""
    level_of: Callable[[Author], Level] = unknown
    standing_of: Callable[[Author], Standing] = no_standing
    """The level with what it rests on."""
    reputation_of: Callable[[Author], float] = lambda _: 0.0
    """What the boosts of their posts heard here are worth."""
    note_on: Callable[[Author], str] = lambda _: ""
    keep_note: Callable[[Author, str], str] = lambda _author, _text: ""
    """Keep another note on them; what went wrong with that, or nothing."""
    raw_of: Callable[[Post], Mapping[str, object]] = lambda _: {}
    """The public form of a post."""
    pick: Callable[[Entry], str] = lambda _: ""
    """Pick the post, or no longer; what to say of it."""
    tell: Callable[[Message], object] = lambda _: None
    """Send word to the deck beneath."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a view over that of a post leaves to it."""

    read: Callable[[Entry], None] = lambda _: None
    """Open another post, over everything."""
    say: Callable[[str], None] = lambda _: None
    """Keep what was said, so that it can be read again."""
    mute: Callable[[Author], str] = lambda _: ""
    """Mute that author, or take that back; what to say of it."""
    undo: Callable[[], str] = lambda: ""
    """Take back what was done last; what to say of it."""
    trust: Callable[[Author, float | None], str] = lambda _author, _level: ""
    """Trust that author so far; what to say of it."""
    why: Callable[[Author], None] = lambda _: None
    """Show what their standing rests on, over everything."""
    person: Callable[[Author], str] = lambda _: ""
    """Show who they are, over everything; else why that cannot be."""
