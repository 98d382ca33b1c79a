"""What can be done with the post that was told last on `--plain`: open, copy, mute, tell more of it."""

from collections.abc import Awaitable, Callable

from hashtui.cli.plain.deck import PlainDeck
from hashtui.cli.plain.panes import Undo
from hashtui.cli.plain.reading import DENSITIES, NEXT_DENSITY, NO_PANE, Lines, Reading
from hashtui.cli.plain.words import closed, counted, links_of, who
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.judging import Judging
from hashtui.tui.opener import Opener, Runner

NO_POST = "No post was told yet; Enter tells the next."
DELETED = "Its author deleted it: there is nothing to copy."
Errand = Callable[[], Awaitable[Lines]]


class PostTalk:
    """The part of the conversation that is about one post."""

    def __init__(
        self, setup: Dashboard, deck: PlainDeck, reading: Reading, judging: Judging, undo: Undo, runner: Runner | None
    ) -> None:
        """`runner` starts other programs: the browser, tmux."""
        self._setup, self._deck, self._reading, self._judging, self._undo = setup, deck, reading, judging, undo
        self._opener = Opener(setup.environment, self._note_uncopied, runner=runner, platform=setup.platform)
        self._was_copied = True

    def open(self) -> tuple[Lines, Errand | None]:
        """The post whole, at once; its thread when a server told it."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,), None
        lines, post = self._reading.whole(), entry.post

        async def thread() -> Lines:
            try:
                return self._reading.thread(await self._setup.watch.thread(post.key))
            except SourceError as error:
                return (closed(f"The thread is not to be had: {clean_line(str(error))}"),)

        return lines, thread

    def older(self) -> tuple[Lines, Errand | None]:
        """Ask the servers for posts older than the oldest."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,), None
        count = len(pane.timeline)
        before = pane.timeline.at(count - 1).stands_at if count else self._setup.clock.now()

        async def ask() -> Lines:
            came = 0
            for tag in pane.filter.tags:
                try:
                    came += await self._setup.watch.older(tag, before)
                except SourceError as error:
                    return (closed(f"Older posts cannot be had now: {clean_line(str(error))}"),)
            return (f"{counted(came, 'older post')} came." if came else "No source has older posts.",)

        return ("Asking the servers for older posts.",), ask

    def browse(self, rest: str) -> Lines:
        """The post in the browser, or the link of that number."""
        link = self._link(rest)
        if not link.startswith(("https://", "http://")):
            return (link,)
        said = self._watched(lambda: self._opener.open(link))
        return (said if self._was_copied else f"There is no browser to be seen from here. The link: {link}",)

    def copy_link(self, rest: str) -> Lines:
        """The post's own link, or the link of that number."""
        link = self._link(rest)
        return self._copy(link) if link.startswith(("https://", "http://")) else (link,)

    def copy_text(self) -> Lines:
        """The post's words."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        return (DELETED,) if entry.deleted_at is not None else self._copy(entry.post.body.text)

    def mute(self) -> Lines:
        """Hide this author's posts from now on, or show them again."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        author = entry.post.author
        on = self._judging.level_of(author) is not Level.MUTED
        trouble = self._say_muted(author, on=on)
        words = f"{'Muted' if on else 'No longer muted:'} {who(author, Level.UNKNOWN)}."
        said = self._undo.can(words, lambda: self._take_back(author, on=not on))
        return (*said, closed(trouble)) if trouble else said

    def seen(self) -> Lines:
        """Count every post of the pane as heard."""
        lines, back = self._reading.seen()
        return lines if back is None else self._undo.can(lines[0], back)

    def other_density(self) -> Lines:
        """More of each post, or less; the one told last is told again so."""
        reading = self._reading
        reading.density = NEXT_DENSITY[reading.density]
        return (DENSITIES[reading.density], *reading.again())

    def _take_back(self, author: Author, *, on: bool) -> None:
        self._say_muted(author, on=on)

    def _say_muted(self, author: Author, *, on: bool) -> str:
        """Why it could not be written down, or nothing."""
        self._deck.judge_authors(self._judging.restate(self._judging.trusted.with_muted(author, on)))
        return self._setup.keep_trusted(self._judging.trusted)

    def _link(self, rest: str) -> str:
        """The link that is meant; else why there is none."""
        entry = self._reading.here()
        if entry is None:
            return NO_POST
        if not rest:
            return entry.post.url or "This post has no address of its own."
        links = links_of(entry.post)
        if rest.isdecimal() and len(rest) < 4 and 0 < int(rest) <= len(links):
            return links[int(rest) - 1]
        return f"There is no link {rest[:40]} here: {counted(len(links), 'link')} in this post."

    def _copy(self, text: str) -> Lines:
        said = self._watched(lambda: self._opener.copy(text))
        return (said,) if self._was_copied else ("Nothing here copies without a screen; this is the text:", text)

    def _watched(self, do: Callable[[], str]) -> str:
        """What the opener says; `_was_copied` then tells whether it would have had the terminal copy."""
        self._was_copied = True
        return do()

    def _note_uncopied(self, _: str) -> None:
        self._was_copied = False
