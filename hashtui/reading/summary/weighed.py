"""A post as the analysis keeps it: its words, and how much its voice weighs among the others."""

from collections.abc import Collection
from dataclasses import dataclass, field

from hashtui.reading.entry import Entry
from hashtui.reading.summary.said import Said


@dataclass(slots=True)
class Weighed:
    """One post of a chronicle. What others do to it later (boosts, a newer state) changes it."""

    entry: Entry
    at: float
    """Where it stands in time: seconds since the epoch."""
    words: tuple[str, ...]
    """Stems in order of the text, each once, without stop words and the names of tags that are followed."""
    anchors: Collection[str]
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
    places: tuple[int, ...] = ()
    """Of those of the chronicle's tags that it has."""
    key: str = field(init=False)
    """The post's. This and what follows are kept here too: a summary asks them of every post many times."""
    author: str = field(init=False)
    """The author's key."""
    reply_to: str | None = field(init=False)
    quote_of: str | None = field(init=False)
    asks: bool = field(init=False)
    """It asks something."""
    said: Said = field(init=False)

    def __post_init__(self) -> None:
        self.renew(self.entry)

    def renew(self, entry: Entry) -> None:
        """Something else is known of the post; its words are as they were weighed."""
        post = entry.post
        self.entry, self.said = entry, entry.said
        self.key, self.author = post.key, post.author.key
        self.reply_to, self.quote_of = post.reply_to, post.quote_of
        self.asks = entry.asks
