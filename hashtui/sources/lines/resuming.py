"""Going on after a restart: how far a file was read, and whether it is still that file."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Cursor
from hashtui.post.tag import Tag
from hashtui.sources.lines.growing import GrowingFile
from hashtui.sources.source import Means
from hashtui.sources.trail import Trail

NAME = "file"

_Count = Annotated[int, msgspec.Meta(ge=0)]


class Reached(msgspec.Struct, frozen=True, tag_field="kind", tag="lines"):
    """A place in a file, and what shows that it is the same file up to there."""

    inode: int
    position: _Count
    """Octets before the next line."""
    line: _Count
    """Lines before it."""
    prints: tuple[str, str]
    """`GrowingFile.prints` there."""
    tags: tuple[str, ...]
    """The names of the tags whose posts were told up to there."""


class Progress:
    """How far the file of one name was read, before the program was started and now."""

    def __init__(self, source: CleanLine, means: Means) -> None:
        self._trail = Trail(source, means, Reached)
        self._told: tuple[int, int, frozenset[Tag]] | None = None
        self._is_at_rest = True

    def before(self, file: GrowingFile) -> Reached | None:
        """Where an earlier run was in this file; None when it is another now, or was changed before that place."""
        reached = self._trail.before(NAME)
        if reached is None or reached.inode != file.inode or reached.position > file.size:
            return None
        return reached if file.prints(reached.position) == reached.prints else None

    def stir(self) -> None:
        """Something was told that is to be kept."""
        self._is_at_rest = False

    def told(self, file: GrowingFile, tags: Iterable[Tag]) -> Iterator[Cursor]:
        """All lines before the place of reading were told, as far as they have these tags."""
        position, wanted = file.cutter.offset, frozenset(tags)
        if not wanted or not position or self._told == (file.inode, position, wanted):
            return
        names = tuple(sorted(tag.name for tag in wanted))
        place = Reached(file.inode, position, file.cutter.lines, file.prints(position), names)
        for cursor in self._trail.reach(NAME, place, at_rest=self._is_at_rest):
            yield cursor
            self._told, self._is_at_rest = (file.inode, position, wanted), True
