"""Every key and every term of the filter, out of their registries, and what the shapes mean."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from hashtui.config.actions import ACTIONS, Action, Scope
from hashtui.filter import TERMS
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.key_names import Keys, bindings_of, keys_label
from hashtui.tui.page_view import PageView
from hashtui.tui.typeset import Ink, Line, Run, line_width, plain, shorten, width_of

_TWO_COLUMNS = 120
_NARROW = 60
_EVERYWHERE = {Scope.DECK: "Panes and posts", Scope.ANYWHERE: "Anywhere"}
_IN_VIEWS = {
    Scope.POST: "In a post",
    Scope.SUMMARY: "In a summary",
    Scope.PICKS: "In your picks",
    Scope.SEARCH: "In a search",
}
_IN_A_REPLAY = {Scope.REPLAY: "In a replay"}


class HelpView(PageView):
    """The keys in force, by where they are heard."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("help")]

    def __init__(self, keys: Keys, glyphs: Glyphs = UNICODE, *, demo: bool = False, replayed: bool = False) -> None:
        super().__init__(keys, glyphs, demo=demo)
        self._replayed = replayed

    def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self.set_lines())

    def title_line(self) -> tuple[str, Line]:
        return "keys", (Run("[keys] in the configuration changes them ", Ink.META),) if self.size.width > 80 else ()

    def lay(self, width: int) -> list[Line]:
        return help_lines(self.keys, self.glyphs, width, replayed=self._replayed)

    def action_help(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)


def help_lines(keys: Keys, glyphs: Glyphs, width: int, *, replayed: bool = False) -> list[Line]:
    """The whole help in `width` cells, in two columns where there is room; a replay's keys only where there is one."""
    column = (width - 3) // 2 if width >= _TWO_COLUMNS else width - 1
    lines: list[Line] = [()]
    lines += _sections({**(_IN_A_REPLAY if replayed else {}), **_EVERYWHERE}, keys, column, width)
    lines.append((Run(" Shapes", Ink.TITLE),))
    lines += _in_columns([_row(shape, ink, words, column, 4) for shape, ink, words in _shapes(glyphs)], column, width)
    lines += [(), *_sections(_IN_VIEWS, keys, column, width), (Run(" Filter", Ink.TITLE),)]
    lines += _in_columns([_row(form, Ink.KEY, words, column, 19) for form, words in _filter_words()], column, width)
    return lines


def _sections(titles: Mapping[Scope, str], keys: Keys, column: int, width: int) -> list[Line]:
    """The actions by where they are heard."""
    lines: list[Line] = []
    for scope, title in titles.items():
        actions = [one for one in ACTIONS if one.scope is scope and keys.get(one.id)]
        if actions:
            lines.append((Run(f" {title}", Ink.TITLE),))
            lines += _in_columns([_action_rows(one, keys, column) for one in actions], column, width)
            lines.append(())
    return lines


def _action_rows(one: Action, keys: Keys, column: int) -> list[Line]:
    label = keys_label(keys[one.id])
    return _row(label, Ink.KEY, one.words, column, 12 if column < _NARROW else 16)


def _row(label: str, ink: Ink, words: str, column: int, hang: int) -> list[Line]:
    """A label, and its words hanging beside it."""
    shown = shorten(label, max(1, hang - 1))
    first, *others = plain(words, max(8, column - hang - 2))
    head = (Run(f"   {shown}{' ' * (hang - width_of(shown))}", ink), *first)
    return [head, *((Run(" " * (hang + 3), Ink.TEXT), *row) for row in others)]


def _in_columns(blocks: list[list[Line]], column: int, width: int) -> list[Line]:
    """The blocks one below the other; down the left half and then the right where the width holds two columns."""
    rows = sum(map(len, blocks))
    if width < _TWO_COLUMNS:
        return [line for block in blocks for line in block]
    left: list[Line] = []
    while blocks and len(left) + len(blocks[0]) <= (rows + 1) // 2:
        left += blocks[0]
        blocks = blocks[1:]
    right = [line for block in blocks for line in block]
    lines: list[Line] = []
    for i in range(max(len(left), len(right))):
        one = left[i] if i < len(left) else ()
        other = right[i] if i < len(right) else ()
        lines.append((*one, Run(" " * max(0, column + 1 - line_width(one)), Ink.TEXT), *other))
    return lines


def _filter_words() -> list[tuple[str, str]]:
    """How terms are joined, then every term there is."""
    return [
        ("a b", "both; a | b or a or b: one of them; -a or not a: without; (a | b) c: together"),
        *((kind.form, kind.meaning) for kind in TERMS.values()),
        ("", "What a network does not tell is false, with > as with <. Operators and words with a colon need quotes."),
    ]


def _shapes(glyphs: Glyphs) -> list[tuple[str, Ink, str]]:
    return [
        (glyphs.live, Ink.STATE_LIVE, "live: what is said arrives at once"),
        (glyphs.part, Ink.STATE_PART, "polling: asked again and again; or only a part of the sources answers"),
        (glyphs.down, Ink.STATE_DOWN, "no network, or reconnecting"),
        (glyphs.refused, Ink.STATE_REFUSED, "refused: the server will not answer us as we are; or broken"),
        (glyphs.unseen, Ink.UNSEEN, "a post you have not seen yet"),
        (glyphs.news, Ink.NEWS, "new posts above what you read"),
        (glyphs.edited, Ink.TIME, "edited by its author"),
        (glyphs.star, Ink.TRUSTED, "trusted: you said so"),
        (f"{glyphs.strongly} {glyphs.vouched}", Ink.VOUCHED, "vouched for by people you trust, strongly or somewhat"),
        (glyphs.known, Ink.META, "known: on a list of yours, or near to people you trust"),
        (glyphs.hidden, Ink.META, "hidden by a rule or muted, and shown all the same"),
    ]
