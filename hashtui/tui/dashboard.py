"""What the dashboard is started with: everything the views need, given once, by whoever starts it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol

from hashtui.anthology.picks import Picks
from hashtui.archive.kept import State
from hashtui.archive.reader import Reader
from hashtui.clock import Clock, ReplayClock
from hashtui.config.actions import ACTIONS
from hashtui.config.config import Look
from hashtui.config.remembered import PanePlace, PaneSet
from hashtui.config.trusted import Trusted
from hashtui.filter import PaneFilter
from hashtui.filter.rules import NO_RULES, Rules
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.sources.source import Acquainted
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.pictures import Pictures
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling


@dataclass(frozen=True, slots=True)
class Fresh:
    """The configuration after its file was saved: what of it changes while the dashboard runs."""

    look: Look
    rules: Rules
    keys: Mapping[str, tuple[str, ...]]
    trouble: str = ""
    """What is wrong in the file, with its place; the rest is then as it was before. Empty: nothing is wrong."""
    said: str = ""
    """What the person should know: what counts only from the next start."""


class Remember(Protocol):
    """Keeps the panes for the next time, how many posts they hold, and where each was left."""

    def __call__(self, panes: Sequence[PaneFilter], posts: int, places: Sequence[PanePlace] = ()) -> None: ...


def _forget(panes: Sequence[PaneFilter], posts: int, places: Sequence[PanePlace] = ()) -> None:
    """Nothing is kept."""


def _unchanged() -> Fresh | None:
    """There is no file that could change."""
    return None


class Peaks(Protocol):
    """The peaks of a recording. Looking for them may take its time; ArchiveError when it cannot be read."""

    @property
    def known(self) -> Sequence[Peak]:
        """Those found so far in a recording that is too long to be read whole, the earliest first."""
        ...

    async def all(self) -> Sequence[Peak] | None:
        """Those of the whole recording, the earliest first; None when it is too long for that."""
        ...

    async def beside(self, moment: datetime, step: int, tell: Callable[[datetime], None]) -> Peak | None:
        """The first that begins behind the moment, or with `step` -1 the last before; None: there is none.

        `tell` hears which time is looked at.
        """
        ...


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the dashboard shows is a recording, on a clock that can be held and put ahead."""

    clock: ReplayClock
    first: datetime
    """When the first thing of the recording is told."""
    begins: datetime | None
    """What was heard before that is left out: it would take too long to hear it again; None: nothing is."""
    begin_of: Callable[[datetime], Awaitable[datetime | None]]
    """From when on it is heard again, to be at that moment soon; None: from the first thing on."""
    anew: "Callable[[datetime, datetime | None, Dashboard], Dashboard]"
    """The same dashboard over the same recording, on its way to another moment and begun anew as `begin_of` has it."""
    next_at: Callable[[], datetime | None]
    """When the next thing is told; None at the end."""
    peaks: Peaks
    """Its peaks."""
    said: str = ""
    """What is said when it is where it was to go."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A running watch and how it is to be shown."""

    watch: Watch
    clock: Clock
    panes: tuple[PaneFilter, ...]
    """The panes to open; none: the picker asks."""
    environment: Mapping[str, str]
    look: Look = field(default_factory=Look)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action ids whose keys differ from the registry's."""
    remember: Remember = _forget
    """Keep the set of panes for the next time."""
    pane_places: Mapping[str, PanePlace] = field(default_factory=dict)
    """Where panes were left last time, by their expression."""
    reread: Callable[[], Fresh | None] = _unchanged
    """What the configuration says now if its file was saved since the last call, else None. Asked once a second."""
    past: tuple[PaneSet, ...] = ()
    """Earlier sets of panes, the last first."""
    busy: Callable[[], Awaitable[Sequence[tuple[str, int]]]] | None = None
    """Tags busy now on the first source, with how many people use them."""
    busy_where: str = ""
    demo_setup: Callable[[], "Dashboard"] | None = None
    """Makes the dashboard of the demo, when the picker may offer it."""
    demo: bool = False
    """The posts are made up: DEMO stands on the screen."""
    zone: tzinfo | None = None
    glyphs: Glyphs = UNICODE
    platform: str = "linux"
    rules: Rules = NO_RULES
    """What is done with posts in every pane."""
    trusted: Trusted = field(default_factory=Trusted)
    """What the person said of accounts."""
    keep_trusted: Callable[[Trusted], str] = lambda _: ""
    """Write down what the person says of accounts; why that could not be done, or nothing."""
    reread_trusted: Callable[[], Trusted | None] = lambda: None
    """What was said of accounts if that was changed elsewhere since the last call, else None. Asked once a second."""
    picks: Picks = field(default_factory=Picks)
    """What was picked."""
    keep_picks: Callable[[Picks], str] = lambda _: ""
    """Have what is picked written down; why that could not be done, where it is known at once, or nothing."""
    picks_trouble: Callable[[], str] = str
    """Why what was picked could not be written down, said once; empty: it was, or will be."""
    reread_picks: Callable[[], Picks | None] = lambda: None
    """What is picked if that was changed elsewhere since the last call, else None. Asked once a second."""
    picks_place: str = ""
    """Where picks are kept, as the person is told; empty: they last for the session."""
    sensitivity: Sensitivity = Sensitivity.NORMAL
    """How little makes a peak in a new pane."""
    acquainted: Sequence[Acquainted] = ()
    """Where the person may be logged in: whom they follow there, and who is on their lists, is asked for once."""
    pictures: Pictures | None = None
    """Gets the pictures of posts, where the person wants them (`look.pictures`); None: there are none to get."""
    recalling: Recalling | None = None
    """Gives back what the archive keeps; None: nothing is kept."""
    records: Callable[[], Reader] | None = None
    """Opens a reader of what is kept, to look something up in it; None: nothing is."""
    archive_state: Callable[[], State] | None = None
    """How the archive is, now."""
    nothing_older: str = ""
    """What is said below the oldest post where nobody can be asked for what came before it."""
    replayed: Replayed | None = None
    """The recording it plays; None: what people say now."""
    parent_shell: str | None = None
    """The shell this was started from without an argument, when it may have eaten one."""

    def keys_in_force(self) -> dict[str, tuple[str, ...]]:
        """Every action's keys, those of the configuration before those of the registry."""
        return {one.id: tuple(self.keys.get(one.id, one.keys)) for one in ACTIONS}
