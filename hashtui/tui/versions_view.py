"""What a post said before its author edited it, and what each edit changed."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Post
from hashtui.tui.changes import GONE, GONE_END, NEW, NEW_END, changed_lines
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.page_view import PageView
from hashtui.tui.post_rows import media_words
from hashtui.tui.sheet import Sheet, counted, indented
from hashtui.tui.times import span
from hashtui.tui.typeset import Ink, Line, Run

_INDENT = 3
_HANG = 5
_WIDE = 60


class VersionsView(PageView):
    """The states of one post, oldest first. They are asked for once, when it opens."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("versions")]

    def __init__(self, post: Post, ground: Ground, lore: Lore) -> None:
        super().__init__(ground.keys, ground.glyphs, demo=ground.demo)
        self._post, self._ground, self._lore = post, ground, lore
        self._versions: Sequence[Post] = ()
        self._remark = "Asking what it said before…"

    def on_mount(self) -> None:
        self.run_worker(self._ask())
        self.set_interval(1.0, self.look)

    def look(self) -> None:
        """What was deleted meanwhile is not shown any longer."""
        entry = self._lore.state_of(self._post.key)
        if entry is not None and entry.deleted_at is not None and self._versions:
            self._versions, self._remark = (), "Its author has deleted this post."
            self.set_lines()

    async def _ask(self) -> None:
        try:
            self._versions = await self._lore.fetch_versions(self._post)
        except SourceError as error:
            self._remark = f"What it said before cannot be told: {clean_line(str(error))}"
        else:
            self._remark = "" if len(self._versions) > 1 else self._nothing_known()
        self.set_lines()

    def _nothing_known(self) -> str:
        if self._post.edited_at is None:
            return "Nobody here knows of an edit: this post says what it said from the beginning."
        when = self._ground.sheet(80).day_and_hour(self._post.edited_at)
        return f"It was edited at {when}. What it said before was not heard here, and no server tells it."

    def keep_out(self, out: KeptOut) -> bool:
        return not out.has(self._post.author)

    def title_line(self) -> tuple[str, Line]:
        several = len(self._versions) > 1 and self.size.width >= _WIDE
        shown = f"{counted(len(self._versions), 'version')}, oldest first " if several else ""
        return f"what changed · {self._post.author.handle}", (Run(shown, Ink.META),)

    def lay(self, width: int) -> list[Line]:
        return version_lines(self._versions, self._remark, self._ground.sheet(width))

    def action_versions(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)


def version_lines(versions: Sequence[Post], remark: str, sheet: Sheet) -> list[Line]:
    """Each state under its time: the first whole, of each later one what it changed."""
    lines: list[Line] = [()]
    if remark:
        return lines + indented(remark, _INDENT, sheet)
    lines += indented(f"Taken away: {GONE}…{GONE_END}   added: {NEW}…{NEW_END}", _INDENT, sheet, Ink.META)
    for number, post in enumerate(versions, 1):
        before = versions[number - 2] if number > 1 else None
        lines.append(())
        lines += indented(_when(number, post, before, sheet), _INDENT, sheet, Ink.TIME)
        margin = Run(" " * _HANG, Ink.TEXT)
        lines += [(margin, *row) for row in _said(post, before, max(8, sheet.width - _HANG - 1))]
    return lines


def _when(number: int, post: Post, before: Post | None, sheet: Sheet) -> str:
    if before is None:
        if post.edited_at is not None:
            return f"{number}  {sheet.day_and_hour(post.edited_at)}, as it was heard first; it had been edited before"
        return f"{number}  {sheet.day_and_hour(post.created_at)}, as it was written"
    if post.edited_at is None:
        return f"{number}  edited, nobody says when"
    after = span(post.edited_at - (before.edited_at or before.created_at))
    return f"{number}  {sheet.day_and_hour(post.edited_at)}, edited {after} after"


def _said(post: Post, before: Post | None, room: int) -> list[Line]:
    """All that a reader sees of it and an edit can change."""
    earlier = before or post
    rows: list[Line] = []
    parts = [(_warning(earlier), _warning(post)), (earlier.body.text, post.body.text)]
    parts += [(_attached(earlier), _attached(post))]
    for old, new in parts:
        if old or new:
            rows += changed_lines(old, new, room)
    if before is not None and before.sensitive != post.sensitive:
        said = "Marked as sensitive." if post.sensitive else "No longer marked as sensitive."
        rows += [(Run(said, Ink.META),)]
    if before is not None and parts[0][0] == parts[0][1] and _unchanged(parts) and before.sensitive == post.sensitive:
        rows.append((Run("(The words are the same.)", Ink.META),))
    return rows


def _unchanged(parts: Sequence[tuple[str, str]]) -> bool:
    return all(old == new for old, new in parts)


def _warning(post: Post) -> str:
    return f"CW {' '.join(post.content_warning.split())}" if post.content_warning else ""


def _attached(post: Post) -> str:
    """Pictures and their descriptions, and the answers of a poll."""
    poll = f"poll: {'; '.join(option.title for option in post.poll.options)}" if post.poll is not None else ""
    return "\n".join(part for part in (media_words(post.media), poll) if part)
