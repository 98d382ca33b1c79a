"""What is typed over one pane to sift it: an expression of the filter language, with or without tags."""

from dataclasses import dataclass

from hashtui.filter import Present, parse
from hashtui.filter.tree import Node


@dataclass(frozen=True, slots=True)
class LiveFilter:
    """A filter in force over what a pane shows. Equal when they mean the same."""

    node: Node

    def __str__(self) -> str:
        return str(self.node)


def read_live(text: str, present: Present) -> LiveFilter | None:
    """The filter this text means; None for no text. FilterError with its place when it means nothing."""
    return LiveFilter(parse(text, present)) if text.strip() else None
