"""What became of picks since they were picked, as far as the archive knows."""

from contextlib import closing

from hashtui.anthology.picks import Picks
from hashtui.archive.archive import Archive
from hashtui.archive.reader import Reader
from hashtui.cli.archived import reading_archive
from hashtui.cli.output import say
from hashtui.errors import ArchiveError
from hashtui.reading.entry import Entry

_UNKNOWN = "what became of picks since is not known"


def as_heard(picks: Picks) -> Picks:
    """With edits and deletions. A record that cannot be read, which is said, keeps nobody from their picks."""
    if not picks:
        return picks
    try:
        with reading_archive() as reader:
            return picks if reader is None else _renewed(picks, reader)
    except ArchiveError as error:
        say(f"{error}; {_UNKNOWN}")
        return picks


def as_kept(picks: Picks, archive: Archive) -> Picks:
    """The same, of an archive that is open."""
    if not picks:
        return picks
    try:
        with closing(archive.reader()) as reader:
            return _renewed(picks, reader)
    except ArchiveError as error:
        say(f"{error}; {_UNKNOWN}")
        return picks


def _renewed(picks: Picks, reader: Reader) -> Picks:
    kept = (reader.post(pick.key) for pick in picks)
    return picks.heard_all(Entry.first(one.admitted) for one in kept if one is not None)
