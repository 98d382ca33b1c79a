"""From posts and picks to an anthology: the picks first, in their order and chapters, then the others by time."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from itertools import groupby

from hashtui.anthology.anthology import Anthology, Chapter, Colophon, Contributor, Leaf, Picture
from hashtui.anthology.words import day_of, hour_of, span_of
from hashtui.post.clean import CleanLine, CleanText, clean_line
from hashtui.post.pick import NO_CHAPTER, IfDeleted, Permission, Pick
from hashtui.post.post import Counts
from hashtui.post.sighting import Boost, Gap
from hashtui.reading.entry import Entry

MOST_OF_A_DAY = 250
"""A day with more posts than that has a chapter an hour."""
DELETED = "deleted by their authors"
REFUSED = "refused by their authors"
UNKNOWN_SOURCE = clean_line("unknown")
"""What is said to have given a post of which only the pick is left, where something must be said."""

LONGEST_STEM = 40
"""Of a file's name, before its day."""
_UNFIT = re.compile(r"[\W_]+")
_UNEDITED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lore:
    """What is known around the posts, and goes into the forms for machines; each by the post's key."""

    boosts: Sequence[Boost] = ()
    former: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """What edited posts said before, oldest first."""
    heard_at: Mapping[str, datetime] = field(default_factory=dict)
    """When the newest state of an edited post was heard."""
    panes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The expressions that chose it."""
    counts: Mapping[str, Counts] = field(default_factory=dict)
    """What their sources counted, of posts whose own counts are those of the boosts."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By URL."""
    gaps: Sequence[Gap] = ()
    """Holes that are to be told as data."""


NO_LORE = Lore()


def make_anthology(
    entries: Iterable[Entry],
    picks: Sequence[Pick],
    *,
    title: CleanLine,
    colophon: Colophon,
    licence: CleanText | None = None,
    lore: Lore = NO_LORE,
) -> Anthology:
    """The anthology of these posts and these picks; a pick stands in it whether its post is among the posts or not.

    What its author took back or refused is left out and counted, unless the person decided to keep it.
    """
    by_key = {entry.key: entry for entry in entries}
    picked = {pick.key: pick for pick in picks}
    refused = {key for key, pick in picked.items() if pick.permission is Permission.REFUSED}
    chosen = [pick for pick in picked.values() if pick.is_exported and not _is_gone(pick, by_key.get(pick.key))]
    taken = {pick.key for pick in chosen}
    others = [entry for key, entry in by_key.items() if key not in picked and entry.deleted_at is None]
    gone = len(by_key.keys() | picked.keys()) - len(taken) - len(others) - len(refused)
    first = [_leaf(_entry_of(pick, by_key.get(pick.key)), pick, lore) for pick in chosen]
    rest = [_leaf(entry, None, lore) for entry in sorted(others, key=lambda one: (one.stands_at, one.key))]
    chapters = (*_chosen_chapters(first), *_other_chapters(rest, colophon.zone, is_all=not first))
    leaves = [*first, *rest]
    keys = {leaf.entry.key for leaf in leaves}
    left_out = Counter(colophon.left_out) + Counter({DELETED: gone, REFUSED: len(refused)})
    return Anthology(
        title=title,
        chapters=chapters,
        contributors=_contributors(leaves),
        colophon=replace(colophon, left_out=dict(left_out)),
        licence=licence,
        boosts=tuple(boost for boost in lore.boosts if boost.key in keys),
        former={key: states for key, states in lore.former.items() if key in keys},
        pictures=lore.pictures,
        gaps=tuple(lore.gaps),
    )


def _is_gone(pick: Pick, entry: Entry | None) -> bool:
    """Its author took it back, and nobody decided to keep it."""
    is_deleted = pick.deleted_at is not None or (entry is not None and entry.deleted_at is not None)
    return is_deleted and pick.if_deleted is not IfDeleted.KEEP


def _leaf(entry: Entry, pick: Pick | None, lore: Lore) -> Leaf:
    key = entry.key
    return Leaf(entry, pick, lore.heard_at.get(key), lore.panes.get(key, ()), lore.counts.get(key))


def _entry_of(pick: Pick, entry: Entry | None) -> Entry:
    """The post in its newest state, as it was heard or as the pick has it."""
    post = pick.latest
    if entry is None or entry.deleted_at is not None:
        return kept_by(pick)
    is_older = (entry.post.edited_at or _UNEDITED) < (post.edited_at or _UNEDITED)
    return replace(entry, post=post) if is_older else entry


def kept_by(pick: Pick) -> Entry:
    """The post of which only the pick is left."""
    post = pick.latest
    return Entry(post, frozenset(post.tags), pick.picked_at, UNKNOWN_SOURCE, (UNKNOWN_SOURCE,), "", live=False)


def _chosen_chapters(leaves: Sequence[Leaf]) -> Iterator[Chapter]:
    for title, some in groupby(leaves, key=lambda leaf: NO_CHAPTER if leaf.pick is None else leaf.pick.chapter):
        yield Chapter(title, tuple(some))


def _other_chapters(leaves: Sequence[Leaf], zone: tzinfo, *, is_all: bool) -> Iterator[Chapter]:
    """By day, and by hour where a day is long; what is short and all there is needs no title."""
    days = [(day, tuple(some)) for day, some in groupby(leaves, key=lambda leaf: _day(leaf, zone))]
    if is_all and len(days) == 1 and len(days[0][1]) <= MOST_OF_A_DAY:
        yield Chapter(NO_CHAPTER, days[0][1])
        return
    for _, some in days:
        if len(some) <= MOST_OF_A_DAY:
            yield Chapter(clean_line(day_of(some[0].entry.stands_at, zone)), some)
            continue
        for title, few in groupby(some, key=lambda leaf: hour_of(leaf.entry.stands_at, zone)):
            yield Chapter(clean_line(title), tuple(few))


def _day(leaf: Leaf, zone: tzinfo) -> date:
    return leaf.entry.stands_at.astimezone(zone).date()


def _contributors(leaves: Iterable[Leaf]) -> tuple[Contributor, ...]:
    """Everybody, with what they are called in their latest post."""
    by_author: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        by_author[leaf.entry.post.author.key].append(leaf)
    found = map(_contributor, by_author.values())
    return tuple(sorted(found, key=lambda one: (one.author.handle.casefold(), one.author.key)))


def _contributor(leaves: Sequence[Leaf]) -> Contributor:
    by_time = sorted(leaves, key=lambda leaf: (leaf.entry.post.created_at, leaf.entry.key))
    first, last = by_time[0].entry.post, by_time[-1].entry.post
    return Contributor(last.author, len(leaves), first.created_at, last.created_at)


def usual_title(labels: Sequence[str], times: Sequence[datetime], zone: tzinfo) -> CleanLine:
    """What it is called when nobody says: `#paris20, 20–22 November 2026`; `labels` are the names of the panes."""
    about = " · ".join(labels) or "Posts"
    return clean_line(f"{about}, {span_of(min(times), max(times), zone)}" if times else about)


def usual_stem(labels: Sequence[str], moment: datetime, zone: tzinfo) -> str:
    """The name of its file without a suffix: `paris20-2026-11-21`, of the panes and the day of the first post."""
    words = _UNFIT.sub("-", " ".join(labels)).strip("-")[:LONGEST_STEM].strip("-").lower()
    return f"{words or 'posts'}-{moment.astimezone(zone):%Y-%m-%d}"
