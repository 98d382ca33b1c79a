"""`picks.toml` as one process uses it: every post that was picked is in it whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import tomli_w

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_rows import PICK, Row, merged, picks_in, row_of, written
from hashtui.config.shared_file import SharedFile
from hashtui.post.pick import Pick


class PicksFile(SharedFile[Picks]):
    """What the person picked, on the disk. A pick is packed once, however often the file is written."""

    SAYS: ClassVar[str] = "what you picked"
    LARGEST: ClassVar[int] = 256 << 20

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._packed: dict[str, tuple[Pick, Row, str]] = {}
        """Each pick as it was written last: its row, and the text of that."""

    def nothing(self) -> Picks:
        return Picks()

    def parse(self, content: Mapping[str, object]) -> Picks:
        return picks_in(content)

    def compose(self, content: Mapping[str, object], wanted: Picks) -> dict[str, object]:
        before = self._packed
        self._packed = {str(pick.key): _packed(pick, before.get(pick.key)) for pick in wanted}
        return written(content, wanted, lambda pick: self._packed[pick.key][1])

    def dumped(self, content: Mapping[str, object]) -> str:
        texts = {id(row): text for _, row, text in self._packed.values()}
        rows = content.get(PICK)
        if not isinstance(rows, list):
            return tomli_w.dumps(content)
        others = {name: value for name, value in content.items() if name != PICK}
        parts = [texts.get(id(row)) or tomli_w.dumps({PICK: [row]}) for row in rows]
        if not all(part.startswith(f"[[{PICK}]]") for part in parts):
            return tomli_w.dumps(content)  # a row of another version is so short that it stands on one line
        return "\n".join([tomli_w.dumps(others), *parts] if others else parts)

    def merge(self, before: Picks, wanted: Picks, found: Picks) -> Picks:
        return merged(before, wanted, found)


def _packed(pick: Pick, known: tuple[Pick, Row, str] | None) -> tuple[Pick, Row, str]:
    if known is not None and known[0] is pick:
        return known
    row = row_of(pick)
    return pick, row, tomli_w.dumps({PICK: [row]})
