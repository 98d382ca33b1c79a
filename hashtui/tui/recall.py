"""What the archive keeps, in the panes: there with the first frame, then further back; and how the archive is."""

from asyncio import Event
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary, WeakSet

from hashtui.archive.kept import Condition, State
from hashtui.errors import ArchiveError
from hashtui.post.kept_out import KeptOut
from hashtui.reading.timeline import Timeline
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.kept_out import Forgetting
from hashtui.tui.pane import Pane
from hashtui.tui.reading_back import Came, ReadingBack
from hashtui.watch.recalling import Recalling

BACK_TO = timedelta(hours=24)
"""So far back a pane is filled by itself; what is older comes when somebody reads on."""
MOST_AT_START = 10_000
"""Posts a pane is filled with by itself at most."""

MOST_TO_RETURN = 50_000
"""Posts that a pane may hold after reading back to where its reader was when they left."""
AGAIN = 10.0
"""Seconds after which it is tried again to read what another process writes."""


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
        self._back = None if setup.recalling is None else ReadingBack(setup.recalling, setup.watch)
        self._has_begun = False
        self._filled = WeakSet[Pane]()
        self._filling = WeakKeyDictionary[Timeline, Event]()
        """Set once what a pane is filled with by itself is there."""
        self._told = Condition.WRITING
        """The condition that was said last; one that writes needs no word."""
        self._keeps_up = False
        """What another process hears is told as well."""

    def fill(self, panes: Sequence[Pane]) -> None:
        """Put the newest that is kept into those panes that are new, and more of it meanwhile.

        At the start at once, so that the first frame has it; later beside the loop.
        """
        is_first, self._has_begun = not self._has_begun, True
        if is_first:
            self._forgetting.begin()
        new = [pane for pane in panes if pane not in self._filled]
        self._filled.update(new)
        if self._back is None:
            return
        for pane in new:
            try:
                end = self._back.newest(pane).end if is_first else None
            except ArchiveError as error:
                self._say(str(error))
                return
            if end is not None or not is_first:
                self._filling[pane.timeline] = Event()
                self._run(self._go_back(self._back, pane, self._filling[pane.timeline]))

    async def _go_back(self, back: ReadingBack, pane: Pane, filled: Event) -> None:
        """Fill the pane further back, a little at a time."""
        since = self._setup.clock.now() - BACK_TO
        try:
            if pane.timeline.reached is None:
                await back.page(pane)  # the newest, however old
            while pane.timeline.stored < MOST_AT_START and (await back.page(pane, since)).end is not None:
                pass
            filled.set()
            await self._go_to_where_left(back, pane)
        except ArchiveError as error:
            self._say(str(error))
        finally:
            filled.set()

    async def _go_to_where_left(self, back: ReadingBack, pane: Pane) -> None:
        """Somebody had read further back when they left: fill the pane down to there, within reason."""
        awaited = pane.window.awaited
        place = None if awaited is None or awaited.key is None else await back.place_of(awaited.key)
        while place is not None and pane.window.awaited == awaited and pane.timeline.stored < MOST_TO_RETURN:
            reached = pane.timeline.reached
            if reached is None or reached <= place or (await back.page(pane)).end is None:
                return

    def is_filled(self, pane: Pane) -> bool:
        """Whether the pane has all that it is filled with by itself."""
        filling = self._filling.get(pane.timeline)
        return filling is None or filling.is_set()

    async def filled(self, pane: Pane) -> None:
        """Wait until it has."""
        filling = self._filling.get(pane.timeline)
        if filling is not None:
            await filling.wait()

    async def page(self, pane: Pane, since: datetime) -> Came:
        """Put the next page below what was read into the pane, none of it from before `since`. ArchiveError."""
        return Came() if self._back is None else await self._back.page(pane, since)

    def may_have_older(self, pane: Pane) -> bool:
        """Whether nobody has come to the end of what is kept for the pane yet."""
        return self._back is not None and self._back.may_have_older(pane)

    async def has_older(self, pane: Pane) -> bool:
        """Whether posts are kept from before what was read into the pane. ArchiveError."""
        return self._back is not None and await self._back.has_older(pane)

    async def _keep_up(self, recalling: Recalling, state: Callable[[], State]) -> None:
        """Have the panes show what the process that writes the archive hears, for as long as it does."""
        while state().condition is Condition.READING:
            try:
                await recalling.keep_up(self._setup.clock, lambda: state().condition is Condition.READING)
            except ArchiveError as error:
                self._say(str(error))
                await self._setup.clock.sleep(AGAIN)
        self._keeps_up = False

    async def older(self, pane: Pane) -> Came:
        """Put posts from before those the pane has into it. ArchiveError when it cannot be read."""
        return Came() if self._back is None else await self._back.older(pane)

    def tell(self) -> None:
        """Say it when the archive is another than before: held by somebody, full, written again, without somebody."""
        self._forgetting.look()
        if self._setup.archive_state is None:
            return
        state = self._setup.archive_state()
        if state.condition is self._told:
            return
        before, self._told = self._told, state.condition
        match state.condition:
            case Condition.WRITING:
                nothing_lost = "" if before is Condition.READING else ": nothing was lost"
                self._say(f"The archive is written again{nothing_lost}.")
            case Condition.READING:
                self._say(f"The archive is {state.words}: here it is only read, and what comes into it is shown.")
                if self._setup.recalling is not None and not self._keeps_up:
                    self._keeps_up = True
                    self._run(self._keep_up(self._setup.recalling, self._setup.archive_state))
            case _:
                self._say(f"Archive: {state.words or state.condition.value}")
