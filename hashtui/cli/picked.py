"""What the person picked, as a command reads it and writes it down."""

from datetime import UTC, datetime

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_file import PicksFile
from hashtui.cli.output import say
from hashtui.cli.shared import keep
from hashtui.config.complaint import quoted
from hashtui.config.places import usual_places
from hashtui.errors import UsageError
from hashtui.post.pick import Pick


class Picked:
    """`picks.toml` for one command: read once, and written at most once. What was wrong with the file is said."""

    def __init__(self) -> None:
        self._file = PicksFile(usual_places().picks)
        self.picks = self._file.read(datetime.now(UTC))
        if self._file.trouble:
            say(self._file.trouble)

    def keep(self, picks: Picks) -> None:
        """Write it down. ConfigError when that cannot be done: then nothing is changed."""
        keep(self._file, picks)
        self.picks = picks

    def named(self, name: str) -> Pick:
        """The pick with that key, URL or number. UsageError when there is none."""
        pick = self.picks.find(name.strip())
        if pick is not None:
            return pick
        if not self.picks:
            raise UsageError(f"nothing is picked yet, so not {quoted(name)}: hashtui pick add KEY-or-URL --from FILE")
        raise UsageError(f"{quoted(name)} is not picked: hashtui pick list tells keys, addresses and numbers")


class PickedKeys:
    """The keys of what was picked, for filters: the file is read when one of them asks."""

    def __init__(self) -> None:
        self._picked: frozenset[str] | None = None

    def __contains__(self, key: object) -> bool:
        if self._picked is None:
            self._picked = Picked().picks.keys
        return key in self._picked
