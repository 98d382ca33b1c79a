"""The holes in what was heard: each once, in its newest state, for as long as somebody looks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from hashtui.post.sighting import Gap

MOST = 200


class Gaps:
    """Holes as sources tell of them, open and filled.

    Always true: open ones of the same source and tags do not overlap; there are at most `most` of them all.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.all: tuple[Gap, ...] = ()
        """By where they end, the latest first; the same tuple while nothing changes."""

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Gap]:
        return iter(self.all)

    def hear(self, gap: Gap) -> bool:
        """Take in a hole, or what became of it; say whether that tells anything new.

        One that begins where another of its source and tags does is the same; open ones that overlap become one, and
        stay open as far as they were not filled.
        """
        gap = replace(gap, until=max(gap.since, gap.until))
        if gap in self.all:
            return False
        same = [one for one in self.all if (one.source, one.tags) == (gap.source, gap.tags)]
        others = [one for one in self.all if (one.source, one.tags) != (gap.source, gap.tags)]
        if gap.filled_at is None:
            same = [one for one in same if one.since != gap.since]
            for one in [one for one in same if _is_open(one) and _overlap(one, gap)]:
                same.remove(one)
                gap = _joined(one, gap)
        else:
            same = [one for one in same if _is_open(one) or one.since != gap.since]
            same = [left for one in same for left in (_without(one, gap) if _is_open(one) else (one,))]
        found = [*others, *same, gap]
        while len(found) > self._most:
            found = _fewer(sorted(found, key=_end))
        self.all = tuple(sorted(found, key=_end, reverse=True))
        return True


def _is_open(gap: Gap) -> bool:
    return gap.filled_at is None


def _end(gap: Gap) -> tuple[datetime, datetime, str]:
    return gap.until, gap.since, gap.source


def _overlap(one: Gap, other: Gap) -> bool:
    return one.since <= other.until and other.since <= one.until


def _joined(one: Gap, other: Gap) -> Gap:
    """Both as one hole, for the reason of the one heard last."""
    noticed = [gap.found_at for gap in (one, other) if gap.found_at is not None]
    return replace(
        other,
        since=min(one.since, other.since),
        until=max(one.until, other.until),
        found_at=min(noticed, default=None),
    )


def _without(gap: Gap, filled: Gap) -> list[Gap]:
    """What is left of an open hole when that stretch was filled."""
    if not _overlap(gap, filled):
        return [gap]
    left = [replace(gap, until=filled.since)] if gap.since < filled.since else []
    return [*left, *([replace(gap, since=filled.until)] if filled.until < gap.until else [])]


def _fewer(gaps: list[Gap]) -> list[Gap]:
    """One less: the filled one that ended first, else the first two open ones that can be told as one."""
    filled = next((gap for gap in gaps if not _is_open(gap)), None)
    if filled is not None:
        return [gap for gap in gaps if gap is not filled]
    first: dict[object, Gap] = {}
    for gap in gaps:
        before = first.setdefault((gap.source, gap.tags), gap)
        if before is not gap:
            return [_joined(before, gap), *(one for one in gaps if one is not before and one is not gap)]
    return gaps[1:]
