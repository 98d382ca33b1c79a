"""What matters most of what was not seen, in whichever pane it stands."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.tui.pane import Pane


@dataclass(frozen=True, slots=True)
class Hot:
    """A post that matters, and the pane to read it in."""

    pane: Pane
    key: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """A jump that led from one pane into another, so many jumps deep there."""

    origin: Pane
    target: Pane
    depth: int


def next_hot(
    panes: Sequence[Pane], active: Pane | None, alerted: Container[str], level_of: Callable[[Author], Level]
) -> Hot | None:
    """The next to be read: what was announced before the rest, then by whom one trusts most, the oldest first.

    A post that several panes show is read in the active one, else in the first.
    """
    best: tuple[tuple[bool, int, object, bool, int], Hot] | None = None
    for index, pane in enumerate(panes):
        for key in pane.timeline.matter_unseen:
            entry = pane.timeline.entry(key)
            if entry is None or key == pane.window.selected:
                continue
            level = level_of(entry.post.author)
            rank = (key not in alerted, -level, (entry.stands_at, key), pane is not active, index)
            if best is None or rank < best[0]:
                best = rank, Hot(pane, key)
    return None if best is None else best[1]
