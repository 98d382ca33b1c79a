"""What an archive does with cursors, in a dict: the last of each name is kept, and given to who starts anew."""

from collections.abc import Iterable

from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Cursor, Heard
from tests.sources.paper import START


class Kept:
    """The cursors that were heard. `resume` is what a source asks."""

    def __init__(self, heard: Iterable[Heard] = ()) -> None:
        self.asked: list[str] = []
        """The names asked for."""
        self._cursors: dict[tuple[str, str], Cursor] = {}
        self.keep(heard)

    def keep(self, heard: Iterable[Heard]) -> None:
        """Keep the cursors among this."""
        for one in heard:
            if isinstance(one, Cursor):
                self._cursors[one.source, one.name] = one

    @property
    def values(self) -> dict[str, CleanLine]:
        """By name."""
        return {name: cursor.value for (_, name), cursor in self._cursors.items()}

    def write(self, source: str, name: str, value: str) -> None:
        """Somebody edits the file by hand."""
        self._cursors[source, name] = Cursor(clean_line(source), clean_line(name), clean_line(value), START)

    def resume(self, source: str, name: str) -> Cursor | None:
        """As `Means.resume`."""
        self.asked.append(name)
        return self._cursors.get((source, name))


NONSENSE = ("", "null", "[]", "{}", "12", '"x"', "\N{PILE OF POO}", "{" * 5_000, '{"kind":"other","id":"1"}')
"""What may stand where a cursor should: whatever the source, it is no place."""
