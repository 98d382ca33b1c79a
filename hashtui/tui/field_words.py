"""What the words typed into the picker's field would open, and the sentence that says so."""

import shlex
from collections.abc import Iterable, Sequence

from hashtui.errors import FilterError
from hashtui.filter import PaneFilter, complain, read_pane, read_panes
from hashtui.post.tag import Tag
from hashtui.tui.typeset import Ink, Line, Run, plain, width_of

_WORD_ENDS = " ,|()'-#＃"


def panes_of(text: str, *, one: bool = False) -> tuple[PaneFilter, ...]:
    """The panes meant: a pane a word where each word is tags, else one expression; none for nothing.

    FilterError when it means nothing. With `one` it is a single pane in any case.
    """
    text = text.strip()
    if one:
        return (read_pane(text),) if text.strip("#＃") else ()
    if text.startswith("'"):
        try:
            return read_panes(shlex.split(text))
        except ValueError:
            return read_panes([text])
    try:
        return read_panes(text.split())
    except FilterError:
        return read_panes([text])


def sentence(text: str, width: int, *, one: bool = False) -> list[Line]:
    """What Enter does with this text, or what is wrong with it, in lines of that width."""
    try:
        panes = panes_of(text, one=one)
    except FilterError as error:
        return _complaint(complain(error), width)
    if not panes:
        hint = "Type what this pane should show." if one else "capcomnet paris20 is two panes; a,b is one for both."
        return plain(hint, width, Ink.META)
    if one:
        return plain(f"Enter shows {panes[0].label} in this pane.", width)
    plural = "" if len(panes) == 1 else "s"
    said = f"Enter opens {len(panes)} pane{plural}: {_listed([pane.label for pane in panes])}."
    return plain(f"{said}  a,b is one pane for both." if len(panes) > 1 else said, width)


def _complaint(words: str, width: int) -> list[Line]:
    """The message; below it the expression with its caret, where they fit without being broken."""
    message, *picture = words.split("\n")
    lines = plain(message, width, Ink.WARNING)
    if all(width_of(row) <= width for row in picture):
        lines += [(Run(row, Ink.META),) for row in picture]
    return lines


def _listed(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def completed(text: str, cursor: int, known: Iterable[str]) -> tuple[str, int] | None:
    """The text and the cursor after completing the tag before the cursor; None when no known tag begins so."""
    start = max(text.rfind(end, 0, cursor) for end in _WORD_ENDS) + 1
    typed = text[start:cursor]
    if not typed:
        return None
    try:
        begun = Tag.of(typed).name
    except ValueError:
        return None
    for spelling in known:
        try:
            name = Tag.of(spelling).name
        except ValueError:
            continue
        if name.startswith(begun) and name != begun:
            bare = spelling.lstrip("#＃")
            return text[:start] + bare + text[cursor:], start + len(bare)
    return None
