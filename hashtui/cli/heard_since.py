"""What became of picks since they were picked, as far as the archive knows."""

from hashtui.anthology.picks import Picks
from hashtui.cli.archived import reading_archive
from hashtui.cli.output import say
from hashtui.errors import ArchiveError
from hashtui.reading.entry import Entry


def as_heard(picks: Picks) -> Picks:
    """With edits and deletions. A record that cannot be read, which is said, keeps nobody from their picks."""
    if not picks:
        return picks
    try:
        with reading_archive() as reader:
            for pick in picks if reader is not None else ():
                kept = reader.post(pick.key) if reader is not None else None
                picks = picks if kept is None else picks.heard(Entry.first(kept.admitted))
    except ArchiveError as error:
        say(f"{error}; what became of picks since is not known")
    return picks
