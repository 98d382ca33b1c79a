"""Posts of files or of the archive, each once and in its newest state: what a command that looks back works on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never

from hashtui.archive.reader import Reader
from hashtui.cli.archived import reading_archive
from hashtui.cli.output import say
from hashtui.clock import Clock, SystemClock
from hashtui.errors import UsageError
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Report, Sighting
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.sources.lines.whole import WholeFile
from hashtui.watch import Watch

NOTHING_RECORDED = (
    "nothing is recorded yet: hashtui record '#tag' collects into the archive; --from FILE reads the posts of a file"
)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of some posts; the same in whatever order it was told."""

    entries: tuple[Entry, ...]
    """Every post that was not deleted, the oldest first."""
    boosts: tuple[Boost, ...]
    """Who passed which of them on, the oldest first, each person once a post."""
    unreadable: int = 0
    """Lines, or rows of the archive, that made no sense."""
    complaint: str = ""
    """What was wrong with the last of these lines."""


def read_files(names: Sequence[str], clock: Clock) -> Gathered:
    """Read JSON Lines files whole; `-` is the standard input. UsageError when one cannot be read."""
    files = [WholeFile(name, clock) for name in names]
    sightings: list[Sighting] = []
    boosts: list[Boost] = []
    deletions: list[Deletion] = []
    for file in files:
        for heard in file.read():
            match heard:
                case Sighting():
                    sightings.append(heard)
                case Boost():
                    boosts.append(heard)
                case Deletion():
                    deletions.append(heard)
                case Gap():
                    pass  # nothing of what posts say together
                case _:
                    assert_never(heard)
    kept = Collecting()
    watch = Watch((), clock, room=max(1, len(sightings)))
    watch.attach(kept)
    for sighting in sorted(sightings, key=_order):
        watch.admit(sighting)
    for boost in sorted(boosts, key=lambda one: (one.created_at, one.key, one.by.key)):
        watch.admit(boost)
    for deletion in deletions:
        watch.admit(deletion)
    complaint = next((file.complaint for file in files if file.complaint), "")
    return kept.gathered(sum(file.unreadable for file in files), complaint)


def read_recorded(tags: Sequence[Tag] = ()) -> Gathered:
    """What the archive keeps of posts with these tags (none named: all), of all times: trust rests on what is old, too.

    UsageError when nothing was ever recorded, ArchiveError when it cannot be read.
    """
    with reading_archive() as reader:
        if reader is None:
            raise UsageError(NOTHING_RECORDED)
        entries = tuple(Entry.first(kept.admitted) for kept in reader.each(frozenset(tags) or None, None, None))
        return Gathered(entries, boosts_of(reader, entries, of_all=not tags), reader.unreadable)


def boosts_of(reader: Reader, entries: Sequence[Entry], *, of_all: bool) -> tuple[Boost, ...]:
    """Who passed these posts on; `of_all`: they are all there are, and are read through at once."""
    if not of_all:
        return reader.boosts_of([entry.key for entry in entries])
    known = {entry.key for entry in entries}
    return tuple(boost for boost in reader.boosts(None, None) if boost.key in known)


def gather(files: Sequence[str], tags: Sequence[Tag] = ()) -> Gathered:
    """The posts of these files or, where none is named, those of the archive with these tags (none named: all).

    What could not be read is said.
    """
    if not files:
        recorded = read_recorded(tags)
        say_rows_left_out(recorded.unreadable)
        return recorded
    gathered = read_files(files, SystemClock())
    if gathered.unreadable:
        lines = "1 line" if gathered.unreadable == 1 else f"{gathered.unreadable} lines"
        say(f"{lines} could not be read: {gathered.complaint}")
    return gathered


def say_rows_left_out(rows: int) -> None:
    """Of rows of the archive that make no sense, where there are any."""
    if rows:
        many = (
            "1 row of the archive makes no sense and is"
            if rows == 1
            else f"{rows} rows of the archive make no sense and are"
        )
        say(f"{many} left out")


class Collecting:
    """A sink that keeps the newest state of everything."""

    def __init__(self) -> None:
        self._posts: dict[str, Admitted] = {}
        self._boosts: list[Boost] = []

    def take(self, admitted: Admitted) -> None:
        key = admitted.sighting.post.key
        if admitted.change is Change.DELETED:
            self._posts.pop(key, None)
        else:
            self._posts[key] = admitted

    def note(self, heard: Gap | Report | Boost) -> None:
        if isinstance(heard, Boost):
            self._boosts.append(heard)

    def gathered(self, unreadable: int, complaint: str) -> Gathered:
        entries = sorted(map(Entry.first, self._posts.values()), key=lambda entry: (entry.stands_at, entry.key))
        boosts = tuple(boost for boost in self._boosts if boost.key in self._posts)
        return Gathered(tuple(entries), boosts, unreadable, complaint)


def _order(sighting: Sighting) -> tuple[datetime, str, datetime, datetime, str]:
    """By time; states of one post by when it was changed, so that the order of the lines does not count."""
    post = sighting.post
    return post.created_at, post.key, post.edited_at or _NEVER, sighting.received_at, post.body.text
