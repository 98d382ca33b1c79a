"""A parsed expression: nodes that judge entries and print themselves so that they parse to the same again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment

Place = tuple[int, int]
"""The span `[start:end]` of a node in the text it was read from, in code points."""

NOWHERE: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Term:
    """One question about an entry. Two terms are equal when they are written the same."""

    text: str
    """Canonical: parsing it gives this term."""
    judge: Judge = field(compare=False, repr=False)
    tag: Tag | None = field(default=None, compare=False)
    """The tag that must be there for it to be true, when there is one."""
    name: str = field(default="", compare=False)
    """Which of the terms it is."""
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is not."""

    part: "Node"
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    judge: Judge = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        part = self.part.judge
        object.__setattr__(self, "judge", lambda entry, moment: not part(entry, moment))

    def __str__(self) -> str:
        match self.part:
            case Term():
                return f"-{self.part}"
            case Not():
                return f"not {self.part}"
            case And() | Or():
                return f"-({self.part})"


@dataclass(frozen=True, slots=True)
class And:
    """True when all its parts are; there are at least two, none of them an And."""

    parts: tuple["Node", ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    judge: Judge = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", _all([part.judge for part in self.parts]))

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """True when any of its parts is; there are at least two, none of them an Or."""

    parts: tuple["Node", ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    judge: Judge = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", _any([part.judge for part in self.parts]))

    def __str__(self) -> str:
        return " | ".join(map(str, self.parts))


Node = And | Or | Not | Term


def terms_in(node: Node) -> Iterator[Term]:
    """Every term of the tree, in order of writing."""
    match node:
        case Term():
            yield node
        case Not():
            yield from terms_in(node.part)
        case And() | Or():
            for part in node.parts:
                yield from terms_in(part)


def all_of(parts: Sequence[Node]) -> Node:
    """The conjunction; a conjunction among the parts is spread out, a single part stays itself."""
    if len(parts) == 1:
        return parts[0]
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return And(flat, (parts[0].place[0], parts[-1].place[1]))


def any_of(parts: Sequence[Node]) -> Node:
    """The disjunction; a disjunction among the parts is spread out, a single part stays itself."""
    if len(parts) == 1:
        return parts[0]
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return Or(flat, (parts[0].place[0], parts[-1].place[1]))


def _all(judges: list[Judge]) -> Judge:
    if len(judges) == 2:
        first, second = judges
        return lambda entry, moment: first(entry, moment) and second(entry, moment)

    def judge(entry: Entry, moment: Moment) -> bool:
        for part in judges:  # noqa: SIM110  # all() over a generator costs twice, on 100,000 posts a pane
            if not part(entry, moment):
                return False
        return True

    return judge


def _any(judges: list[Judge]) -> Judge:
    if len(judges) == 2:
        first, second = judges
        return lambda entry, moment: first(entry, moment) or second(entry, moment)

    def judge(entry: Entry, moment: Moment) -> bool:
        for part in judges:  # noqa: SIM110  # see _all
            if part(entry, moment):
                return True
        return False

    return judge
