"""A post as other programs get it: its public form, as JSON."""

import json
from typing import ClassVar

from textual.binding import BindingType

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Post
from hashtui.tui.foot import Foot
from hashtui.tui.key_names import bindings_of
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.page_view import PageView
from hashtui.tui.typeset import Ink, Line, Run, plain

_HINTS = (
    (("post_up", "post_down"), "scroll"),
    (("page_up", "page_down"), "page"),
    (("copy_text",), "copy it"),
    (("copy_link",), "copy link"),
    (("leave",), "back"),
)


class RawView(PageView):
    """What hashtui keeps of a post, as `hashtui tail --format json` prints it, each key on its own line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("raw", "copy_text", "copy_link")]

    def __init__(self, post: Post, ground: Ground, lore: Lore, hands: Hands) -> None:
        super().__init__(ground.keys, ground.glyphs, demo=ground.demo)
        self._post, self._ground, self._lore, self._hands = post, ground, lore, hands
        self._text = ""

    def on_mount(self) -> None:
        self.query_one(Foot).offer(_HINTS)
        self.set_interval(1.0, self.set_lines)

    def keep_out(self, out: KeptOut) -> bool:
        return not out.has(self._post.author)

    def title_line(self) -> tuple[str, Line]:
        return "what hashtui keeps of this post, as JSON", ()

    def lay(self, width: int) -> list[Line]:
        self._text = json.dumps(self._lore.raw_of(self._post), ensure_ascii=False, indent=2)
        lines: list[Line] = []
        for row in self._text.split("\n"):
            indent = len(row) - len(row.lstrip(" "))
            margin = Run(" " * (indent + 1), Ink.TEXT)
            lines += [(margin, *piece) for piece in plain(row[indent:], max(8, width - indent - 2))]
        return lines

    def action_copy_text(self) -> None:
        """Copy the whole object."""
        self._say(self._ground.opener.copy(self._text, "the post as JSON"))

    def action_copy_link(self) -> None:
        self._say(self._ground.opener.copy(self._post.url or self._post.key))

    def action_raw(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def _say(self, words: str) -> None:
        self.query_one(Foot).say(words)
        self._hands.say(words)
