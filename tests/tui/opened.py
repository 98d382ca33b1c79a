"""A post that is read on a screen of its own, for tests: what it knows, what was copied, where one is in it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, timedelta

from textual.pilot import Pilot

from hashtui.clock import HandClock
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.tui.key_names import Keys
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.opener import Opener
from hashtui.tui.pictures import Pictures
from hashtui.tui.reader import ReaderView
from hashtui.tui.typeset import Ink, Run
from tests.posts import NOON, entry, post
from tests.tui.hosted import KEYS, Hosted

Fetch = Callable[[Post], Awaitable[Thread]]
NOW = NOON + timedelta(hours=2, minutes=32)
THREAD = Thread((post(1, "La question."),), tuple(post(n, f"Réponse {n}.") for n in range(200, 206)))


async def at_once(_post: Post) -> Thread:
    """A server that answers at once."""
    return THREAD


def with_links(count: int) -> Post:
    """Post 100 with so many links in its words."""
    words = " ".join(f"l{n}" for n in range(count))
    spans = tuple(
        Span(words.index(f"l{n}"), words.index(f"l{n}") + 2, Role.LINK, clean_line(f"https://link.example/{n}"))
        for n in range(count)
    )
    return replace(post(100), body=Body(clean_text(words), spans))


def view_of(
    one: Entry,
    copied: list[str],
    fetch: Fetch = at_once,
    *,
    lore: Lore | None = None,
    keys: Keys = KEYS,
    pictures: Pictures | None = None,
) -> ReaderView:
    """The view of that post, met in #capcomnet, over SSH."""
    opener = Opener({"SSH_TTY": "/dev/pts/0"}, copied.append)
    ground = Ground(opener, HandClock(NOW), keys, lambda: (Run("● live", Ink.STATE_LIVE),), UTC, pictures=pictures)
    return ReaderView(one, pane="#capcomnet", position=lambda: "2 of 214", ground=ground, lore=lore or Lore(fetch))


def reading(one: Post, fetch: Fetch = at_once) -> tuple[Hosted[None], list[str]]:
    """That view on a screen, and what is copied from it."""
    copied: list[str] = []
    return Hosted(view_of(entry(one), copied, fetch)), copied


def selected(app: Hosted[None]) -> int:
    """The number of the selected post."""
    assert isinstance(app.view, ReaderView)
    return int(app.view.walk.post.key.rpartition("/")[2])


def has(rows: Sequence[str], words: str) -> bool:
    """Whether these words stand on some row."""
    return any(words in row for row in rows)


async def look(pilot: Pilot[None]) -> None:
    """Let the view look at what became of its posts, as it does once a second."""
    assert isinstance(pilot.app.screen, ReaderView)
    pilot.app.screen.look()
    await pilot.pause()
