"""What the words typed into the picker's field would open, and the sentence that says so."""

import shlex
from collections.abc import Iterable, Sequence

from hashtui.errors import FilterError
from hashtui.filter import PaneFilter, Present, complain, read_pane, read_panes
from hashtui.filter.completion import Completions, Vocabulary, completions
from hashtui.post.tag import Tag
from hashtui.tui.typeset import Ink, Line, Run, plain, width_of

_WORD_ENDS = " ,|()'-#＃"


def panes_of(text: str, present: Present | None = None, *, one: bool = False) -> tuple[PaneFilter, ...]:
    """The panes meant: a pane a word where each word is tags, else one expression; none for nothing.

    FilterError when it means nothing. With `one` it is a single pane in any case. Times in it are counted from
    `present`.
    """
    text = text.strip()
    if one:
        return (read_pane(text, present),) if text.strip("#＃") else ()
    if text.startswith("'"):
        try:
            return read_panes(shlex.split(text), present)
        except ValueError:
            return read_panes([text], present)
    try:
        return read_panes(text.split(), present)
    except FilterError:
        return read_panes([text], present)


def sentence(text: str, width: int, present: Present | None = None, *, one: bool = False) -> list[Line]:
    """What Enter does with this text, or what is wrong with it, in lines of that width."""
    try:
        panes = panes_of(text, present, one=one)
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


def complete_panes(text: str, cursor: int, vocabulary: Vocabulary) -> Completions:
    """How the word at the cursor may go on: as a tag, which needs no sign where each word is one, or as a term."""
    found = completions(text, cursor, vocabulary)
    start = max(text.rfind(end, 0, cursor) for end in _WORD_ENDS) + 1
    typed = text[start:cursor]
    if not typed or (found.words and found.start < start):
        return found
    tags = tuple(_tags_beginning(typed, vocabulary.tags))
    return Completions(start, (*tags, *found.words)) if tags else found


def _tags_beginning(typed: str, known: Iterable[str]) -> list[str]:
    """Known tags that go on as that does, without their sign."""
    begun = _name(typed)
    return (
        []
        if begun is None
        else [tag for tag in known if (name := _name(tag)) and name != begun and name.startswith(begun)]
    )


def _name(spelling: str) -> str | None:
    try:
        return Tag.of(spelling).name
    except ValueError:
        return None
