"""What an export is made from: the posts that are meant, and all that is known around them."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from operator import itemgetter
from typing import assert_never

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Kept
from hashtui.archive.opening import in_memory
from hashtui.archive.reader import Reader
from hashtui.cli.archived import reading_archive
from hashtui.cli.gathered import boosts_of, say_rows_left_out
from hashtui.cli.kept_out import kept_out
from hashtui.cli.output import say
from hashtui.clock import SystemClock
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Counts, Post
from hashtui.post.sighting import Boost, Change, Deletion, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.sources.lines.telling import Said
from hashtui.sources.lines.whole import WholeFile
from hashtui.watch import Watch

AT_ONCE = 500
"""So many lines are taken before the archive is asked for room."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Exported:
    """Posts as they are kept, oldest first, and what they said before."""

    entries: tuple[Entry, ...] = ()
    deleted: tuple[Entry, ...] = ()
    boosts: tuple[Boost, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """The holes in that time that concern what was asked for."""
    tells_gaps: bool = False
    """Holes of some time are told of: that there is none is no silence."""
    former: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """What edited posts said before, by key, oldest first."""
    heard_at: Mapping[str, datetime] = field(default_factory=dict)
    """When what an edited post says now was heard."""
    counts: Mapping[str, Counts] = field(default_factory=dict)
    """What was told of posts whose own counts are those of the boosts."""


@contextmanager
def reading_from(files: Sequence[str]) -> Iterator[Reader | None]:
    """A reader of these files or, where none is named, of the archive; None when nothing was ever recorded.

    UsageError when a file cannot be read, ArchiveError when the archive cannot.
    """
    if not files:
        with reading_archive() as reader:
            yield reader
        return
    out = kept_out()
    archive = in_memory(SystemClock())
    try:
        asyncio.run(_fill(archive, files, out))
        yield archive.reader()
    finally:
        archive.close()


async def _fill(archive: Archive, names: Sequence[str], out: KeptOut) -> None:
    """Keep what the files say, in the order in which their writer heard it, with nothing of those people."""
    files = [WholeFile(name, SystemClock()) for name in names]
    told = [one for file in files for one in file.read()]
    # An account that goes by another handle by now is the same somebody.
    gone = KeptOut(out.names | {str(who.key) for one in told for who in _people_of(one) if out.has(who)})
    kept = (_cleared(one, gone) for one in told) if gone.names else told
    heard = sorted((one for one in kept if one is not None), key=_order)
    watch = Watch((), SystemClock(), room=max(1, len(heard)))
    watch.attach(archive)
    for number, one in enumerate(heard, 1):
        watch.admit(one)
        if number % AT_ONCE == 0:
            await archive.room()
    await archive.flush()
    unreadable = sum(file.unreadable for file in files)
    if unreadable:
        complaint = next(file.complaint for file in files if file.complaint)
        say(f"{unreadable} {'line' if unreadable == 1 else 'lines'} could not be read: {complaint}")


def _people_of(heard: Said) -> tuple[Author, ...]:
    """Who wrote it, or passed it on."""
    match heard:
        case Sighting():
            by = heard.post.boosted_by
            return (heard.post.author,) if by is None else (heard.post.author, by)
        case Boost():
            return (heard.by,)
        case Deletion() | Gap():
            return ()
        case _:
            assert_never(heard)


def _cleared(heard: Said, out: KeptOut) -> Said | None:
    """The same with nothing of these people in it; None where that is nothing."""
    match heard:
        case Sighting():
            post = out.cleared(heard.post)
            told = heard if post is heard.post else replace(heard, post=post)
            return None if out.has(post.author) else told
        case Boost():
            return None if out.has(heard.by) else heard
        case Deletion() | Gap():
            return heard
        case _:
            assert_never(heard)


def _order(heard: Said) -> tuple[int, datetime, str, datetime, datetime]:
    """So that the order of the lines does not count: posts with their states, who passed them on, what is gone."""
    match heard:
        case Sighting():
            return 0, heard.received_at, heard.post.key, heard.post.edited_at or _NEVER, heard.post.created_at
        case Boost():
            return 1, heard.received_at, heard.key, heard.created_at, _NEVER
        case Deletion():
            return 2, heard.received_at, heard.key, _NEVER, _NEVER
        case Gap():
            told_at = heard.filled_at or heard.found_at or heard.until
            return 3, told_at, heard.source, heard.since, heard.until
        case _:
            assert_never(heard)


def read_all(
    reader: Reader, tags: Iterable[Tag], since: datetime | None, until: datetime | None, *, states: bool
) -> Exported:
    """Everything with these tags (none: everything) that stands in that time; `states`: also as it was heard."""
    asked = frozenset(tags) or None
    kept = list(reader.each(asked, since, until))
    deleted = tuple(Entry.first(one.admitted) for one in reader.each(asked, since, until, deleted=True))
    gaps = tuple(gap for gap in reader.gaps(since, until) if _concerns(gap, asked))
    known = Exported(deleted=deleted, gaps=gaps, tells_gaps=bool(gaps or reader.gaps(None, None)))
    of_all = asked is None and since is None and until is None
    return _with_lore(reader, kept, known, of_all=of_all, states=states)


def read_keys(reader: Reader, keys: Iterable[str], *, states: bool) -> Exported:
    """The posts with these keys, as far as they are kept."""
    found = [one for one in map(reader.post, keys) if one is not None]
    standing = [one for one in found if one.admitted.change is not Change.DELETED]
    deleted = tuple(Entry.first(one.admitted) for one in found if one.admitted.change is Change.DELETED)
    return _with_lore(reader, standing, Exported(deleted=deleted), states=states)


def _concerns(gap: Gap, tags: frozenset[Tag] | None) -> bool:
    return tags is None or not gap.tags or not gap.tags.isdisjoint(tags)


def _with_lore(
    reader: Reader, kept: Sequence[Kept], known: Exported, *, of_all: bool = False, states: bool
) -> Exported:
    entries = {one.key: Entry.first(one.admitted) for one in kept}
    known = replace(known, entries=tuple(entries.values()))
    known = replace(known, boosts=boosts_of(reader, known.entries, of_all=of_all))
    if states:
        known = _with_states(known, _heard_states(reader, _changed(known)))
    say_rows_left_out(reader.unreadable)
    return known


def _changed(known: Exported) -> frozenset[str]:
    """The posts that were once told otherwise than now: edited ones, and those whose count is that of the boosts."""
    passed_on = Counter[str](boost.key for boost in known.boosts)
    return frozenset(
        entry.key
        for entry in known.entries
        if entry.post.edited_at is not None
        or (entry.key in passed_on and entry.post.counts.boosts == passed_on[entry.key])
    )


def _heard_states(reader: Reader, keys: frozenset[str]) -> Mapping[str, list[Sighting]]:
    """Every state of these posts as it was heard first, oldest first."""
    found: dict[str, dict[datetime, Sighting]] = {}
    for _, heard in sorted(reader.heard_of(sorted(keys)), key=itemgetter(0)):
        if isinstance(heard, Sighting) and heard.post.key in keys:
            found.setdefault(heard.post.key, {}).setdefault(heard.post.edited_at or _NEVER, heard)
    return {key: [states[edited] for edited in sorted(states)] for key, states in found.items()}


def _with_states(known: Exported, states: Mapping[str, list[Sighting]]) -> Exported:
    former: dict[str, tuple[Entry, ...]] = {}
    heard_at: dict[str, datetime] = {}
    counts: dict[str, Counts] = {}
    passed_on = Counter[str](boost.key for boost in known.boosts)
    for entry in known.entries:
        now = entry.post
        told = [state for state in states.get(entry.key, ()) if _edited(state.post) <= _edited(now)]
        if not told or _edited(told[-1].post) != _edited(now):
            continue
        *before, newest = told
        if before:
            former[entry.key] = tuple(_entry_of(state, entry) for state in before)
            heard_at[entry.key] = newest.received_at
        if now.counts.boosts == passed_on[entry.key]:
            counts[entry.key] = replace(now.counts, boosts=newest.post.counts.boosts)
    return replace(known, former=former, heard_at=heard_at, counts=counts)


def _edited(post: Post) -> datetime:
    return post.edited_at or _NEVER


def _entry_of(state: Sighting, newest: Entry) -> Entry:
    """What the post said once, when that was heard, and through whom."""
    return replace(newest, post=state.post, received_at=state.received_at, source=state.source, tags=_tags_of(state))


def _tags_of(state: Sighting) -> frozenset[Tag]:
    return state.asked.union(state.post.tags)
