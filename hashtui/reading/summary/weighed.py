"""A post as the analysis keeps it: its words, and how much its voice weighs among the others."""

from dataclasses import dataclass, field

from hashtui.reading.entry import Entry


@dataclass(slots=True)
class Weighed:
    """One post of a chronicle. What others do to it later (boosts, a newer state) changes it."""

    entry: Entry
    at: float
    """Where it stands in time: seconds since the epoch."""
    words: tuple[str, ...]
    """Stems in order of the text, each once, without stop words and the names of tags that are followed."""
    anchors: frozenset[str]
    """What is hard to paraphrase: stems of names (capitalised inside a sentence), numbers, scores, links, handles."""
    voice: float
    """rho: what the author's word weighs, 0 to 1."""
    weight: float
    """The voice, less for those who talk without pause, copy or pass the same link around."""
    original: str
    """Key of the first of the near-copies it belongs to; its own when it is none or the first."""
    in_wave: bool = False
    """It belongs to a copy-paste wave: not counted, not told."""
    boosters: dict[str, float] = field(default_factory=dict)
    """Who passed it on, each with their voice, by the author's key."""
    boosted_weight: float = 0.0
    """What the boosts are worth when posts are ranked: bought ones next to nothing."""
