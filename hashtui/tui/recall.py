"""What the archive keeps, in the panes: there with the first frame, then further back; and how the archive is."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta

from hashtui.archive.kept import Condition, State
from hashtui.errors import ArchiveError
from hashtui.post.kept_out import KeptOut
from hashtui.reading.order import Place
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.kept_out import Forgetting
from hashtui.tui.pane import Pane
from hashtui.watch.recalling import Recalling

BACK_TO = timedelta(hours=24)
"""So far back a pane is filled by itself; what is older comes when somebody reads on."""
MOST_AT_START = 10_000
"""Posts a pane is filled with by itself at most."""


class Recall:
    """Fills panes from the archive. Without one it does nothing."""

    def __init__(
        self,
        setup: Dashboard,
        run: Callable[[Coroutine[None, None, None]], object],
        say: Callable[[str], None],
        keep_out: Callable[[KeptOut], None],
    ) -> None:
        """`keep_out` takes those out of everything that is shown whom another process forgot."""
        self._setup, self._run, self._say = setup, run, say
        self._forgetting = Forgetting(setup.recalling, run, keep_out, say)
        self._filled: set[Pane] | None = None
        self._told = Condition.WRITING
        """The condition that was said last; one that writes needs no word."""
        self._keeps_up = False
        """What another process hears is told as well."""

    def fill(self, panes: Sequence[Pane]) -> None:
        """Put the newest that is kept into those panes that are new, at once, and more of it meanwhile."""
        recalling = self._setup.recalling
        if self._filled is None:
            self._filled = set()
            self._forgetting.begin()
        new = [pane for pane in panes if pane not in self._filled]
        self._filled.update(new)
        if recalling is None:
            return
        for pane in new:
            tags = frozenset(pane.filter.tags)
            try:
                end = recalling.newest(tags).end
            except ArchiveError as error:
                self._say(str(error))
                return
            if end is not None:
                self._run(self._go_back(pane, end))

    async def _go_back(self, pane: Pane, end: Place) -> None:
        """Fill the pane further back, a little at a time."""
        recalling, tags = self._setup.recalling, frozenset(pane.filter.tags)
        since = self._setup.clock.now() - BACK_TO
        place: Place | None = end
        while recalling is not None and place is not None and pane.timeline.stored < MOST_AT_START:
            try:
                place = (await recalling.older(tags, place, since)).end
            except ArchiveError as error:
                self._say(str(error))
                return

    async def _keep_up(self, recalling: Recalling, state: Callable[[], State]) -> None:
        """Have the panes show what the process that writes the archive hears."""
        try:
            await recalling.keep_up(self._setup.clock, lambda: state().condition is Condition.READING)
        except ArchiveError as error:
            self._say(str(error))
        self._keeps_up = False

    async def older(self, pane: Pane, place: Place) -> int:
        """Put posts from before that place into the pane; how many there were. ArchiveError when it cannot be read."""
        recalling = self._setup.recalling
        if recalling is None:
            return 0
        return len((await recalling.older(frozenset(pane.filter.tags), place)).posts)

    def tell(self) -> None:
        """Say it when the archive is another than before: held by somebody, full, written again, without somebody."""
        self._forgetting.look()
        if self._setup.archive_state is None:
            return
        state = self._setup.archive_state()
        if state.condition is self._told:
            return
        self._told = state.condition
        match state.condition:
            case Condition.WRITING:
                self._say("The archive is written again: nothing was lost.")
            case Condition.READING:
                self._say(f"The archive is {state.words}: here it is only read, and what comes into it is shown.")
                if self._setup.recalling is not None and not self._keeps_up:
                    self._keeps_up = True
                    self._run(self._keep_up(self._setup.recalling, self._setup.archive_state))
            case _:
                self._say(f"Archive: {state.words or state.condition.value}")
