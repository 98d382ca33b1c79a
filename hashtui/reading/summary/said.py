"""What one post says as the analysis reads it: stems of its words as they stand, names, links, who is spoken of."""

from dataclasses import dataclass

GAP = ""
"""Stands among the stems where words are not neighbours: something was left out between them, or a sentence ended."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one post. `stems` and `surfaces` run side by side; a gap is empty in both."""

    stems: tuple[str, ...] = ()
    """Without stop words, in order of the text, with repeats."""
    surfaces: tuple[str, ...] = ()
    """How each was written."""
    anchors: frozenset[str] = frozenset()
    """What is hard to paraphrase: stems of names, numbers, scores; links and handles."""
    links: tuple[str, ...] = ()
    """Bare addresses, each once."""
    mentions: tuple[str, ...] = ()
    """Handles in lower case, with their `@`."""


NOTHING_SAID = Said()
