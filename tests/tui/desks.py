"""The whole dashboard in a test: a real watch over a written source, a hand-wound clock, a screen of any size."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from textual.pilot import Pilot

from hashtui.anthology.picks import Picks
from hashtui.archive.archive import Archive
from hashtui.archive.kept import State as Archived
from hashtui.clock import HandClock
from hashtui.config.config import Look
from hashtui.config.remembered import PanePlace
from hashtui.config.trusted import Trusted
from hashtui.filter import PaneFilter, parse, read_panes
from hashtui.filter.rules import NO_RULES, Rule, Rules
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Deletion, Report, State, Thread
from hashtui.tui.app import HashtuiApp
from hashtui.tui.dashboard import Dashboard, Fresh
from hashtui.tui.pane import Pane
from hashtui.tui.pictures import Pictures
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling
from tests.posts import NOON, SOURCE, post, sighting
from tests.watch.sources import FOREVER, WrittenSource


@dataclass
class Remembered:
    """What the dashboard asked to be kept."""

    panes: list[str] = field(default_factory=list)
    places: dict[str, PanePlace] = field(default_factory=dict)

    def __call__(self, panes: Sequence[PaneFilter], posts: int, places: Sequence[PanePlace] = ()) -> None:
        self.panes = [str(one) for one in panes]
        self.places = {place.pane: place for place in places}


@dataclass
class Kept:
    """What was written down of accounts; with `trouble` nothing can be."""

    trusted: list[Trusted] = field(default_factory=list)
    elsewhere: list[Trusted] = field(default_factory=list)
    """What others write down, found at the next looks."""
    trouble: str = ""

    def __call__(self, trusted: Trusted) -> str:
        self.trusted.append(trusted)
        return self.trouble


@dataclass
class KeptPicks:
    """What was written down of picks; with `trouble` nothing can be."""

    picks: list[Picks] = field(default_factory=list)
    elsewhere: list[Picks] = field(default_factory=list)
    """What others write down, found at the next looks."""
    trouble: str = ""
    late: list[str] = field(default_factory=list)
    """What turns out later not to have been written."""

    def __call__(self, picks: Picks) -> str:
        self.picks.append(picks)
        return self.trouble


@dataclass
class OnDesk:
    """A running dashboard and hands to put posts on it."""

    pilot: Pilot[int]
    app: HashtuiApp
    watch: Watch
    clock: HandClock
    remembered: Remembered
    source: WrittenSource
    kept: Kept
    saved: list[Fresh]
    """What the configuration says when it is looked at next."""
    kept_picks: KeptPicks = field(default_factory=KeptPicks)

    @property
    def panes(self) -> list[Pane]:
        """All panes, from the left."""
        return self.app.deck_screen.deck.panes

    @property
    def pane(self) -> Pane:
        """The pane keys go to."""
        pane = self.app.deck_screen.deck.pane
        assert pane is not None
        return pane

    def hear(self, *posts: Post, held: bool = False) -> None:
        """These posts arrive."""
        for one in posts:
            self.watch.admit(sighting(one, held=held))

    def lose(self, one: Post) -> None:
        """This post is deleted by its author."""
        self.watch.admit(Deletion(one.key, SOURCE, one.created_at + timedelta(minutes=20)))

    async def press(self, *keys: str) -> None:
        """Press these keys, let the deck look, and wait until all is painted."""
        await self.pilot.press(*keys)
        await self.look()

    async def look(self) -> None:
        """Let the deck look at its timelines, as it does twenty times a second."""
        await self.pilot.pause()
        self.app.deck_screen.tick()
        await self.pilot.pause()

    async def read_together(self) -> None:
        """Let every pane read its posts together, as it does a little at a time."""
        await self.look()
        while any(pane.pulse.is_busy for pane in self.panes):
            self.app.deck_screen.tick()
        await self.look()

    def rows(self) -> list[str]:
        """What stands on the rows of the screen."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        assert all(strip.cell_length == self.app.size.width for strip in strips)
        return [strip.text.rstrip() for strip in strips]

    def row_of(self, words: str) -> int:
        """The first row on which these words stand."""
        return next(number for number, row in enumerate(self.rows()) if words in row)


def rules(
    *, hide: dict[str, str] | None = None, highlight: dict[str, str] | None = None, alert: dict[str, str] | None = None
) -> Rules:
    """Rules by their names."""

    def made(named: dict[str, str] | None, style: str = "") -> tuple[Rule, ...]:
        return tuple(Rule(clean_line(name), parse(when), style) for name, when in (named or {}).items())

    return Rules(made(hide), made(highlight, "bold"), made(alert))


def _source(clock: HandClock) -> WrittenSource:
    """A source that is live and says nothing."""
    source = WrittenSource(str(SOURCE), clock, [Report(SOURCE, State.LIVE, clean_line(""), clock.now()), FOREVER])
    source.threads = defaultdict(Thread)
    return source


@asynccontextmanager
async def desk(
    *panes: str,
    size: tuple[int, int] = (80, 24),
    posts: int = 0,
    keys: dict[str, tuple[str, ...]] | None = None,
    rules: Rules = NO_RULES,
    places: Sequence[PanePlace] = (),
    look: Look | None = None,
    pictures: Pictures | None = None,
    archive: Archive | None = None,
    archive_state: Callable[[], Archived] | None = None,
    picks: Picks | None = None,
) -> AsyncIterator[OnDesk]:
    """A dashboard with these panes on a screen of that size, and so many posts held for #capcomnet."""
    clock = HandClock(NOON + timedelta(hours=1))
    source = _source(clock)
    watch = Watch([source], clock)
    if archive is not None:
        watch.attach(archive)
    remembered, kept, kept_picks = Remembered(), Kept(), KeptPicks()
    saved: list[Fresh] = []
    setup = Dashboard(
        watch,
        clock,
        read_panes(panes),
        {},
        look=look or Look(pictures=pictures is not None),
        keys=keys or {},
        remember=remembered,
        zone=UTC,
        rules=rules,
        keep_trusted=kept,
        reread_trusted=lambda: kept.elsewhere.pop(0) if kept.elsewhere else None,
        picks=picks or Picks(),
        keep_picks=kept_picks,
        reread_picks=lambda: kept_picks.elsewhere.pop(0) if kept_picks.elsewhere else None,
        picks_trouble=lambda: kept_picks.late.pop(0) if kept_picks.late else "",
        picks_place="~/.local/share/hashtui/picks.toml",
        pictures=pictures,
        pane_places={place.pane: place for place in places},
        reread=lambda: saved.pop(0) if saved else None,
        recalling=None if archive is None else Recalling(watch, archive.reader(), archive),
        records=None if archive is None else archive.reader,
        archive_state=archive_state or (None if archive is None else lambda: archive.state),
    )
    async with (app := HashtuiApp(setup)).run_test(size=size) as pilot:
        on_desk = OnDesk(pilot, app, watch, clock, remembered, source, kept, saved, kept_picks)
        on_desk.hear(*(post(number) for number in range(posts)), held=True)
        await on_desk.look()
        yield on_desk
