"""What came since somebody last looked: every post in one class, and an end."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hashtui.reading.standing import Level
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.digest import is_notable
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.questions import questions_of
from hashtui.reading.summary.scope import Scope
from hashtui.reading.summary.summary import Correction, Told
from hashtui.reading.summary.weighed import Weighed

LIMIT = 8


class Kind(StrEnum):
    """Why a post is worth catching up on, the best reason first: a post is in the first class that fits.

    The value is the heading people read.
    """

    CORRECTIONS = "corrections"
    TOLD = "what stood out"
    TRUSTED = "from people you trust"
    VOUCHED = "from people they vouch for"
    QUESTIONS = "questions nobody answered"
    PEAKS = "more from the peaks"
    OTHERS = "everything else"
    WAVES = "copy-paste waves, left out"


@dataclass(frozen=True, slots=True)
class Caught:
    """One class. It is never empty."""

    kind: Kind
    keys: tuple[str, ...]
    """Its posts, oldest first."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """All that came, once. The classes together hold every post exactly once."""

    since: datetime
    until: datetime
    posts: int
    classes: tuple[Caught, ...]
    """In the order of `Kind`."""
    notable: bool
    """Something stands out, is corrected, or comes from somebody the reader trusts."""
    told: tuple[Told, ...] = ()
    """The posts of the class TOLD with why they were picked; when nothing is notable the one that says most."""
    peaks: tuple[Peak, ...] = ()
    corrections: tuple[Correction, ...] = ()


def catch_up(
    chronicle: Chronicle,
    since: datetime,
    until: datetime,
    *,
    unseen: Container[str] | None = None,
    limit: int = LIMIT,
    language: str | None = None,
) -> CatchUp:
    """What stands from `since` until before `until`, and of that only the unseen where those are named.

    Whatever else the chronicle holds says what is usual.
    """
    scope = Scope.of(chronicle, since, until, None if unseen is None else lambda post: post.entry.key in unseen)
    picks = scope.picks(limit, language)
    stands_out = is_notable(picks) or bool(scope.corrections)
    levels = (chronicle.standing_of(post.entry.post.author).level for post in scope.heard if not post.in_wave)
    by_trusted = Level.TRUSTED in levels
    told = scope.tell(picks if stands_out else picks[: 0 if by_trusted else 1])
    named = {
        Kind.CORRECTIONS: frozenset(correction.key for correction in scope.corrections),
        Kind.TOLD: frozenset(one.key for one in told),
        Kind.QUESTIONS: frozenset(
            one.key for one in questions_of(scope.posts, chronicle.posts, until, scope.corrected)
        ),
        Kind.PEAKS: frozenset(key for peak in scope.peaks for key in peak.keys),
    }
    classes: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for post in scope.heard:
        classes[_kind(post, named, chronicle.standing_of(post.entry.post.author).level)].append(post.entry.key)
    return CatchUp(
        since=since,
        until=until,
        posts=len(scope.heard),
        classes=tuple(Caught(kind, tuple(keys)) for kind, keys in classes.items() if keys),
        notable=stands_out or bool(classes[Kind.TRUSTED]),
        told=tuple(one for one in told if one.key not in named[Kind.CORRECTIONS]),
        peaks=scope.peaks,
        corrections=scope.corrections,
    )


def _kind(post: Weighed, named: dict[Kind, frozenset[str]], level: Level) -> Kind:
    key = post.entry.key
    if post.in_wave:
        return Kind.WAVES
    if key in named[Kind.CORRECTIONS]:
        return Kind.CORRECTIONS
    if key in named[Kind.TOLD]:
        return Kind.TOLD
    if level is Level.TRUSTED:
        return Kind.TRUSTED
    if level >= Level.VOUCHED:
        return Kind.VOUCHED
    if key in named[Kind.QUESTIONS]:
        return Kind.QUESTIONS
    return Kind.PEAKS if key in named[Kind.PEAKS] else Kind.OTHERS
