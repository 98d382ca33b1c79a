"""Who wrote the post that was told last on `--plain`, what it said before, and the person's note on them."""

from collections.abc import Awaitable, Callable

from hashtui.cli.plain.panes import Undo
from hashtui.cli.plain.posts import NO_POST
from hashtui.cli.plain.reading import Lines, Reading
from hashtui.cli.plain.words import closed, counted, one_line, who
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.judging import Judging

MOST_POSTS = 5
"""So many of somebody's posts are told with them, the newest."""


class PersonTalk:
    """The part of the conversation that is about people, and about what they changed."""

    def __init__(self, setup: Dashboard, reading: Reading, judging: Judging, undo: Undo) -> None:
        self._setup, self._reading, self._judging, self._undo = setup, reading, judging, undo

    def person(self) -> Lines:
        """Who it is: in their own words, in numbers, by their links, by the note on them, by what they said here."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        author = entry.post.author
        lines = [closed(f"{who(author, Level.UNKNOWN)}{', automated account' if author.bot else ''}")]
        if self._judging.level_of(author) is Level.MUTED:
            lines.append("Muted by you.")
        if author.about:
            lines.append(closed(one_line(author.about)))
        lines += [
            closed(f"{field.name}: {one_line(field.value)}{', verified' if field.verified else ''}")
            for field in author.fields
        ]
        named = (("follower", author.followers), ("post", author.posts))
        counts = [counted(number, one) for one, number in named if number is not None]
        if author.following is not None:
            counts.append(f"following {author.following}")
        if counts:
            lines.append(closed(", ".join(counts)))
        note = self._judging.trusted.note_on(author)
        lines.append(closed(f"Your note: {one_line(note)}") if note else "No note of yours.")
        heard = self._setup.watch.by_author(author.key)
        lines.append(f"{counted(len(heard), 'post')} heard here{', the newest:' if heard else '.'}")
        posts = [one.sighting.post for one in heard[:MOST_POSTS]]
        return (*lines, *self._reading.posts(posts), *((f"Address: {author.url}",) if author.url else ()))

    def note(self, rest: str) -> Lines:
        """Put another note on them; without words, say the one there is."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        author = entry.post.author
        before = self._judging.trusted.note_on(author)
        if not rest:
            said = (
                closed(f"Your note on {who(author, Level.UNKNOWN)}: {one_line(before)}") if before else "No note yet."
            )
            return (f"{said} Say note, a blank and the words; note and a hyphen takes it away.",)
        text = "" if rest == "-" else rest
        trouble = self._keep(author, text)
        words = f"{'Noted on' if text else 'No note any more on'} {who(author, Level.UNKNOWN)}."
        said_so = self._undo.can(words, lambda: self._put_back(author, before))
        return (*said_so, closed(trouble)) if trouble else said_so

    def changes(self) -> tuple[Lines, Callable[[], Awaitable[Lines]] | None]:
        """What the post said before it was edited."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,), None
        key = entry.post.key

        async def versions() -> Lines:
            try:
                states = await self._setup.watch.versions(key)
            except SourceError as error:
                return (closed(f"What it said before is not to be had: {clean_line(str(error))}"),)
            if len(states) < 2:
                return ("It says what it said first, as far as is known.",)
            return (f"{len(states)} versions, the first one first:", *self._reading.posts(states))

        return (), versions

    def _put_back(self, author: Author, text: str) -> None:
        self._keep(author, text)

    def _keep(self, author: Author, text: str) -> str:
        self._judging.restate(self._judging.trusted.with_note(author, text))
        return self._setup.keep_trusted(self._judging.trusted)
