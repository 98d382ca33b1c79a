"""`picks.toml` as one process uses it: every post that was picked is in it whole."""

from collections.abc import Mapping
from typing import ClassVar

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_rows import merged, picks_in, written
from hashtui.config.shared_file import SharedFile


class PicksFile(SharedFile[Picks]):
    """What the person picked, on the disk."""

    SAYS: ClassVar[str] = "what you picked"
    LARGEST: ClassVar[int] = 256 << 20

    def nothing(self) -> Picks:
        return Picks()

    def parse(self, content: Mapping[str, object]) -> Picks:
        return picks_in(content)

    def compose(self, content: Mapping[str, object], wanted: Picks) -> dict[str, object]:
        return written(content, wanted)

    def merge(self, before: Picks, wanted: Picks, found: Picks) -> Picks:
        return merged(before, wanted, found)
