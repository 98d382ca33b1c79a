"""The record one can keep: what was heard, on the disk, written by one thread, read by whoever asks."""

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Condition, Forgotten, Holder, Keep, Kept, Span, State
from hashtui.archive.opening import in_memory, open_archive
from hashtui.archive.reader import Reader

__all__ = [
    "Archive",
    "Condition",
    "Forgotten",
    "Holder",
    "Keep",
    "Kept",
    "Reader",
    "Span",
    "State",
    "in_memory",
    "open_archive",
]
