"""The part of a chronicle that is asked about: its posts, peaks and corrections; the rest says what is usual."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from operator import attrgetter

from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.corrections import corrections_of
from hashtui.reading.summary.digest import Pick, choice
from hashtui.reading.summary.parts import whole
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.segments import Segment, segmentation
from hashtui.reading.summary.summary import Correction, Told
from hashtui.reading.summary.telling import tell
from hashtui.reading.summary.weighed import Weighed


@dataclass(frozen=True, slots=True)
class Scope:
    """Posts in order of time, then key."""

    chronicle: Chronicle
    heard: tuple[Weighed, ...]
    """All that is asked about, waves included."""
    posts: tuple[Weighed, ...]
    """Those that count."""
    peaks: tuple[Peak, ...]
    segments: tuple[Segment, ...]
    corrections: tuple[Correction, ...]

    @classmethod
    def of(
        cls, chronicle: Chronicle, since: datetime, until: datetime, asked: Callable[[Weighed], bool] | None = None
    ) -> "Scope":
        """What stands from `since` until before `until` and is asked about."""
        return whole(cls.look(chronicle, since, until, asked))

    @classmethod
    def look(
        cls, chronicle: Chronicle, since: datetime, until: datetime, asked: Callable[[Weighed], bool] | None = None
    ) -> "Generator[None, None, Scope]":
        """The same part by part; nothing may be taken in meanwhile."""
        first, last = since.timestamp(), until.timestamp()
        within = [post for post in chronicle.posts.values() if first <= post.at < last]
        heard = _in_order(within if asked is None else filter(asked, within))
        posts = tuple(post for post in heard if not post.in_wave)
        peaks = tuple(peak for peak in chronicle.peaks() if peak.end > since and peak.start < until)
        segments = yield from segmentation(posts, peaks, chronicle.lexicon.times_said, len(chronicle.posts))
        found = corrections_of(chronicle.posts, chronicle.lexicon.posts, since=first, until=last)
        corrections = tuple(one for one in found if asked is None or asked(chronicle.posts[one.key]))
        return cls(chronicle, tuple(heard), posts, peaks, tuple(segments), corrections)

    def picks(self, limit: int, language: str | None = None) -> list[Pick]:
        """The digest, the best first."""
        return whole(self.choose(limit, language))

    def choose(self, limit: int, language: str | None = None) -> Generator[None, None, list[Pick]]:
        """The same part by part."""
        return choice(self.segments, self.chronicle.posts, limit, language=language, corrected=self.corrected)

    @property
    def corrected(self) -> dict[str, str]:
        """What is wrong, with what corrects it first, by key."""
        corrected: dict[str, str] = {}
        for correction in self.corrections:
            for key in correction.keys:
                corrected.setdefault(key, correction.key)
        return corrected

    def tell(self, picks: list[Pick]) -> tuple[Told, ...]:
        """The picks for people to read, in the order of time."""
        chronicle = self.chronicle
        return tell(picks, self.corrections, chronicle.posts, chronicle.standing_of, chronicle.tags)


def _in_order(posts: Iterable[Weighed]) -> list[Weighed]:
    """By time, then key. Keys are looked at only where times are equal: a time alone is sorted much faster."""
    in_order = sorted(posts, key=attrgetter("at"))
    for one, other in pairwise(in_order):
        if one.at == other.at and one.entry.post.key > other.entry.post.key:
            return sorted(in_order, key=lambda post: (post.at, post.entry.post.key))
    return in_order
