"""What the person picked, as a command reads it and writes it down."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_file import PicksFile
from hashtui.cli.output import say
from hashtui.cli.shared import keep
from hashtui.config.complaint import quoted
from hashtui.config.places import usual_places
from hashtui.errors import UsageError
from hashtui.post.pick import IfDeleted, Pick

NOTHING_PICKED = "nothing is picked yet: p in the dashboard, or hashtui pick add KEY-or-URL"


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
            raise UsageError(NOTHING_PICKED)
        raise UsageError(f"{quoted(name)} is not picked: hashtui pick list tells keys, addresses and numbers")


def tell_of(words: Sequence[str], name: str, form: str, change: Callable[[Picks, str, str], Picks]) -> int:
    """Say something of one pick: `words` are its name and a text, empty to take back what was said. The exit code."""
    if len(words) < 2:
        raise UsageError(f"hashtui pick {name} KEY {form}; with '' for {form} the {name} is taken away")
    picked = Picked()
    pick, text = picked.named(words[0]), " ".join(words[1:])
    picked.keep(change(picked.picks, pick.key, text))
    say(f"{pick.post.author.handle or pick.key}: the {name} is {'kept' if text.strip() else 'taken away'}")
    return 0


def words_of(pick: Pick, most: int = 60) -> str:
    """The beginning of what it says, on one line; of a deleted post nothing, until the person keeps it."""
    if pick.deleted_at is not None and pick.if_deleted is not IfDeleted.KEEP:
        return ""
    post = pick.latest
    words = " ".join((post.content_warning or post.body.text).split())
    said = f"CW {words}" if post.content_warning else words
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


class PickedKeys:
    """The keys of what was picked, for filters: the file is read when one of them asks."""

    def __init__(self) -> None:
        self._picked: frozenset[str] | None = None

    def __contains__(self, key: object) -> bool:
        if self._picked is None:
            self._picked = Picked().picks.keys
        return key in self._picked
