"""What a watch holds, held against what the server knows: nothing lost, nothing twice, nothing old, no gap unsaid."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from hashtui.post.sighting import Admitted, Boost, Change, Gap, Report, Sighting, State
from hashtui.watch import Watch
from tests.chaos.ledger import Ledger, LostGap, text_hash

RESOLUTION = timedelta(seconds=1)
"""Relays and feeds know times by the whole second."""
_TAGS_AT_END = re.compile(r"(\s?#\w+)+$")


class Held:
    """A sink that keeps every post as it stands, how often each was told as new, and what the sources said."""

    def __init__(self) -> None:
        self.standing: dict[str, str] = {}
        """Key to text; tags at its end are the server's."""
        self.known: dict[str, Sighting] = {}
        """The same posts, as they were told last."""
        self.told: Counter[str] = Counter()
        self.reports: list[Report] = []
        self.gaps: list[Gap] = []

    def take(self, admitted: Admitted) -> None:
        """See `Sink`."""
        key = str(admitted.sighting.post.key)
        match admitted.change:
            case Change.DELETED:
                self.standing.pop(key, None)
                self.known.pop(key, None)
                return
            case Change.POST:
                self.told[key] += 1
            case Change.EDITED | Change.AGAIN:
                pass
        self.known[key] = admitted.sighting
        self.standing[key] = _TAGS_AT_END.sub("", admitted.sighting.post.body.text)

    def note(self, heard: Gap | Report | Boost) -> None:
        """See `Sink`."""
        if isinstance(heard, Report):
            self.reports.append(heard)
        elif isinstance(heard, Gap):
            self.gaps.append(heard)

    def states(self, source: str) -> list[State]:
        """What a source reported, in order."""
        return [report.state for report in self.reports if report.source == source]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the watch and the ledger differ; all empty when they agree."""

    missing: list[str] = field(default_factory=list)
    """What must be held and is not."""
    extra: list[str] = field(default_factory=list)
    """What is held and cannot be: deleted, or never published."""
    old: list[str] = field(default_factory=list)
    """What is not held in its newest version."""
    twice: list[str] = field(default_factory=list)
    """What was told as new more than once."""
    unsaid: list[LostGap] = field(default_factory=list)
    """What nobody could get, and the watch shows no gap there."""
    invented: list[Gap] = field(default_factory=list)
    """Gaps shown where nothing was lost."""

    @property
    def agrees(self) -> bool:
        """Nothing differs."""
        return not any((self.missing, self.extra, self.old, self.twice, self.unsaid, self.invented))

    def figures(self) -> dict[str, int]:
        """How many of each."""
        names = ("missing", "extra", "old", "twice", "unsaid", "invented")
        return {name: len(getattr(self, name)) for name in names}


def judge(ledger: Ledger, held: Held, gaps: Sequence[Gap], half: str | None = None) -> Verdict:
    """Hold what is held of a half (of all) against the ledger. `gaps` are those shown by its source, or by all."""
    wanted, possible = ledger.expected(half), ledger.possible(half)
    every = {entry.uri for entry in ledger.entries(half)}
    other = {entry.uri for entry in ledger.entries()} - every
    here = {key: text for key, text in held.standing.items() if key not in other}
    lost, shown = ledger.gaps(half), [gap for gap in gaps if gap.filled_at is None]
    return Verdict(
        missing=sorted(wanted.keys() - here.keys()),
        extra=sorted(here.keys() - possible),
        old=sorted(key for key in wanted.keys() & here.keys() if text_hash(here[key]) != wanted[key]),
        twice=sorted(key for key, count in held.told.items() if count > 1 and key not in other),
        unsaid=[gap for gap in lost if not any(_covers(one, gap) for one in shown)],
        invented=[gap for gap in shown if not any(_touches(gap, one) for one in lost)],
    )


def gaps_of(watch: Watch, source: str) -> list[Gap]:
    """The gaps a watch shows for one of its sources."""
    return [gap for gap in watch.gaps if gap.source == source]


def _covers(shown: Gap, lost: LostGap) -> bool:
    return shown.since <= lost.since + RESOLUTION and lost.until <= shown.until + RESOLUTION


def _touches(shown: Gap, lost: LostGap) -> bool:
    return shown.since <= lost.until + RESOLUTION and lost.since <= shown.until + RESOLUTION
