"""What one post says as the analysis reads it: its words as they stand, names, links, who is spoken of."""

from dataclasses import dataclass

from hashtui.reading.summary.stems import stem_of

GAP = ""
"""Stands among the words where they are no neighbours: something was left out between them, or a sentence ended."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one post."""

    surfaces: tuple[str, ...] = ()
    """Words as they are written, without stop words, in order of the text, with repeats and gaps."""
    anchors: tuple[str, ...] = ()
    """What is hard to paraphrase, each once: stems of names, numbers, scores; links and handles."""
    links: tuple[str, ...] = ()
    """Bare addresses, each once."""
    mentions: tuple[str, ...] = ()
    """Handles in lower case, with their `@`."""
    sentence: int = 0
    """Equal for posts that say the same words in the same order, numbers and addresses apart; 0 for few words."""

    @property
    def stems(self) -> tuple[str, ...]:
        """What the words are counted as, side by side with `surfaces`."""
        return tuple(map(stem_of, self.surfaces))


NOTHING_SAID = Said()
