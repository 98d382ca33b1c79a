"""What one pane shows: an expression from which the tags to follow follow, and perhaps a title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from hashtui.errors import FilterError
from hashtui.filter.complaint import quoted
from hashtui.filter.follow import tags_to_follow
from hashtui.filter.grammar import parse
from hashtui.filter.slips import DASHES
from hashtui.filter.times import Present
from hashtui.filter.tokens import HASHES, LONGEST, OPERATORS, Kind, Token, scan, spell
from hashtui.filter.tree import Node, terms_in
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge

_BARE = re.compile(rf'[{HASHES}]?[^\s|()"“”„«»/@:：=<>*,;{DASHES}{HASHES}-][^\s|()"“”„«»/@:：=<>*,;{HASHES}]*')
"""A word or a #tag that can stand in a whole argument made of tags."""
_PLAIN_TITLE = re.compile(rf'[^|()"{HASHES}]+')
_LUMPS = re.compile(r'[-(]*(?:"(?:\\.|[^"\\])*"|/(?:\\.|[^/\\])*/|\S+)', re.DOTALL)
"""Stretches in which no ` = ` stands free: phrases, regexes, runs without a space."""


@dataclass(frozen=True, slots=True)
class PaneFilter:
    """What a pane shows. Equal when title and tree are; printed so that `read_pane` gives it again."""

    title: CleanLine | None
    tree: Node
    tags: tuple[Tag, ...]
    """The tags to follow for it, each once, in order of writing; none only where nothing needs to be followed."""
    wants: Judge = field(init=False, compare=False, repr=False)
    """Whether an entry belongs into the pane."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "wants", self.tree.judge)

    def concerns(self, entry: Entry) -> bool:
        """The entry carries one of the tags followed here, wanted or not; where none are, it may be any."""
        return not self.tags or not entry.tags.isdisjoint(self.tags)

    @property
    def asks_for_trust(self) -> bool:
        """It says itself what is to become of posts by people who are muted."""
        return any(term.name == "trust" for term in terms_in(self.tree))

    @property
    def expression(self) -> CleanLine:
        """The canonical expression, without the title."""
        return clean_line(str(self.tree))

    @property
    def label(self) -> CleanLine:
        """What the pane is called: its title, else its expression."""
        return self.expression if self.title is None else self.title

    def __str__(self) -> str:
        if self.title is None:
            return str(self.tree)
        plain = _PLAIN_TITLE.fullmatch(self.title) and _sign(f"{self.title} =") == len(self.title) + 1
        title = self.title if plain else spell(Token(Kind.PHRASE, 0, 0, self.title))
        return f"{title} = {self.tree}"


def tags_of(panes: Iterable[PaneFilter]) -> tuple[Tag, ...]:
    """The tags that posts of these panes have, each once; none where one of the panes is for posts of any."""
    tags = [pane.tags for pane in panes]
    return tuple(dict.fromkeys(chain.from_iterable(tags))) if all(tags) else ()


def read_panes(
    arguments: Sequence[str], present: Present | None = None, *, subscribes: bool = True
) -> tuple[PaneFilter, ...]:
    """The panes a command line asks for; a lone `#` ends it. FilterError with the place in the argument.

    What does not subscribe, but looks through posts that are there, may ask without naming tags.
    """
    asked: list[str] = []
    for argument in arguments:
        if argument.strip() in {*HASHES}:
            break
        asked.append(argument)
    return tuple(_read_argument(asked, index, present, subscribes=subscribes) for index in range(len(asked)))


def read_pane(text: str, present: Present | None = None, *, subscribes: bool = True) -> PaneFilter:
    """The pane a text asks for: `capcomnet`, `#a | #b`, `Title = #a -#b`; FilterError with the place."""
    if text.strip().lower() in OPERATORS:
        message = f"{quoted(text.strip())} is an operator; the tag is {quoted('#' + text.strip())}"
        raise FilterError(message, text=text, start=0, end=len(text))
    tags = _bare_tags(text)
    if tags is not None:
        return _read(tags, present)
    try:
        return _read(text, present, subscribes=subscribes)
    except FilterError as error:
        meant = next((written for written in _readings(text, present) if _is_pane(written, present)), None)
        if meant is None:
            raise
        raise _with(error, f"did you mean {quoted(meant)}?") from error


def _read_argument(asked: Sequence[str], index: int, present: Present | None, *, subscribes: bool) -> PaneFilter:
    try:
        return read_pane(asked[index], present, subscribes=subscribes)
    except FilterError as error:
        # `hashtui #a -#b` and `hashtui #a or #b`: the shell has cut one expression into arguments.
        for last in (index + 1, index + 2):
            whole = " ".join(asked[max(0, index - 1) : last])
            if index > 0 and last <= len(asked) and _is_pane(whole, present):
                raise _with(error, f"one pane is one argument: '{whole}'") from error
        raise


def _read(text: str, present: Present | None, *, subscribes: bool = True) -> PaneFilter:
    title, begins = _title(text)
    # Blanks in place of the title keep every place in the expression a place in the text.
    blanked = " " * begins + text[begins:]
    try:
        tree = parse(blanked, present)
        tags = _tags(tree, blanked, subscribes=subscribes)
    except FilterError as error:
        raise FilterError(error.message, text=text, start=error.start, end=error.end) from error
    return PaneFilter(title, tree, tags)


def _tags(tree: Node, text: str, *, subscribes: bool) -> tuple[Tag, ...]:
    """The tags to follow; FilterError where that is no finite set and something has to be followed."""
    try:
        return tags_to_follow(tree, text)
    except FilterError:
        if subscribes:
            raise
        return ()


def _title(text: str) -> tuple[CleanLine | None, int]:
    """The title and where the expression begins: after the first ` = ` that stands free, else at 0."""
    sign = _sign(text)
    if sign is None:
        return None, 0
    written = text[:sign].strip()
    start = text.index(written)
    end = start + len(written)
    if not written:
        raise FilterError("a title is missing before `=`", text=text, start=sign, end=sign + 1)
    if not text[sign + 1 :].strip():
        raise FilterError("an expression is missing after `=`", text=text, start=sign, end=sign + 1)
    if written.startswith('"'):
        phrase = next(scan(text))
        title = clean_line(phrase.value if phrase.end == end else "")
    else:
        title = clean_line(written if _PLAIN_TITLE.fullmatch(written) else "")
    if not title:
        message = "before ` = ` stands a title: plain words, or anything in double quotes"
        raise FilterError(message, text=text, start=start, end=end)
    return title, sign + 1


def _sign(text: str) -> int | None:
    """Where the first `=` stands that is a token of its own."""
    return next((at.start() for at in _LUMPS.finditer(text[:LONGEST]) if at[0] == "="), None)


def _bare_tags(argument: str) -> str | None:
    """The expression that an argument made of tags only is short for; None for every other argument."""
    pieces = argument.strip().split(",")
    if not all(_BARE.fullmatch(piece) for piece in pieces):
        return None
    return " | ".join("#" + piece.lstrip(HASHES) for piece in pieces)


def _readings(text: str, present: Present | None) -> Iterator[str]:
    """What may have been meant: one side of `|` for all, words as tags, an `=` set apart."""
    try:
        begins = _title(text)[1]
        yield from _with_the_rest_together(text[:begins], text[begins:])
        parse(text[begins:], present)
        yield text[:begins] + _with_words_as_tags(text[begins:])
    except FilterError:
        return
    if text.count("=") == 1:
        yield " = ".join(part.strip() for part in text.split("="))


def _with_the_rest_together(title: str, text: str) -> Iterator[str]:
    """`#a lang:fr | lang:en` as `#a (lang:fr | lang:en)`."""
    tokens = list(scan(text))
    if len(tokens) > 3 and tokens[0].kind is Kind.TAG and tokens[1].kind not in {Kind.BAR, Kind.OR, Kind.AND}:
        yield f"{title}{text[: tokens[1].start]}({text[tokens[1].start :].strip()})"


def _with_words_as_tags(text: str) -> str:
    said, done = "", 0
    tokens = list(scan(text))
    for token in tokens:
        tags = _bare_tags(token.value.strip(",")) if token.kind is Kind.WORD else None
        if tags is not None:
            alone = len(tokens) == 1 or " " not in tags
            listed = " |" if token.value.endswith(",") and token is not tokens[-1] else ""
            said += text[done : token.start] + (tags if alone else f"({tags})") + listed
            done = token.end
    return said + text[done:]


def _is_pane(text: str, present: Present | None) -> bool:
    try:
        _read(text, present)
    except FilterError:
        return False
    return True


def _with(error: FilterError, advice: str) -> FilterError:
    return FilterError(f"{error.message}; {advice}", text=error.text, start=error.start, end=error.end)
