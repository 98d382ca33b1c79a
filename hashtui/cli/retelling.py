"""What a watch still knows, told once more to an archive that may have lost some of it."""

from hashtui.archive.archive import Archive
from hashtui.watch import Watch


class Retelling:
    """Waits for the archive's room on behalf of a watch, and tells it all again after every setback."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._setbacks = archive.setbacks
        self.watch: Watch | None = None
        """Who knows what was told."""

    async def room(self) -> None:
        """Wait until the archive can take more."""
        await self._archive.room()
        self.tell()

    def tell(self) -> bool:
        """Tell it again, if there was a setback since; whether there was."""
        if self.watch is None or self._setbacks == self._archive.setbacks:
            return False
        self._setbacks = self._archive.setbacks
        self.watch.replay_to(self._archive)
        return True
