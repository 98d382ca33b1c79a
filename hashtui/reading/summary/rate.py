"""How much was said under each tag, bin by bin."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from hashtui.post.tag import Tag
from hashtui.reading.summary.summary import Bin
from hashtui.reading.summary.tagged import Tagged
from hashtui.reading.summary.weighed import Weighed

MOST_BINS = 400
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_FIRST = int(datetime.min.replace(tzinfo=UTC).timestamp())
_WIDTHS = (5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 28 * _DAY, 364 * _DAY)


def bin_seconds(since: datetime, until: datetime) -> int:
    """How wide the bins are: a minute within an hour, else five, or what gives no more than `MOST_BINS`."""
    span = (until - since).total_seconds()
    if span <= _HOUR:
        return _MINUTE
    return next((width for width in _WIDTHS if span <= width * MOST_BINS), _WIDTHS[-1])


def rate_of(posts: Iterable[Weighed], tags: Sequence[Tag], since: datetime, until: datetime) -> tuple[Bin, ...]:
    """The bins from the one of `since` to the last before `until`, empty ones too, tag by tag; no tags: of all posts.

    Bins begin at whole multiples of their width since the epoch.
    """
    width = bin_seconds(since, until)
    first, last = int(since.timestamp() // width), int(until.timestamp() // width)
    if last * width >= until.timestamp() and last > first:
        last -= 1
    streams: tuple[Tag | None, ...] = tuple(tags) or (None,)
    wrote: dict[Tag | None, dict[int, list[str]]] = {tag: {} for tag in streams}
    tagged = Tagged(tags)
    for post in posts:
        place = int(post.at // width)
        for tag in tagged.of(post) if tags else streams:
            wrote[tag].setdefault(place, []).append(post.entry.post.author.key)
    return tuple(
        Bin(tag, datetime.fromtimestamp(max(place * width, _FIRST), UTC), len(authors), len(frozenset(authors)))
        for tag in streams
        for place in range(first, last + 1)
        for authors in (wrote[tag].get(place, []),)
    )
