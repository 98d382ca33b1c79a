"""Makes what the dashboard is started with, from the command line, the configuration and what is remembered.

It needs no screen: a conversation without one is opened here too.
"""

import os
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_file import PicksFile
from hashtui.archive.archive import Archive
from hashtui.archive.opening import in_memory
from hashtui.cli.asking import accepted, chosen_sources, make_sources, read_configuration, system_means
from hashtui.cli.heard_since import as_kept
from hashtui.cli.kept_watch import Keeper
from hashtui.cli.log import Log
from hashtui.cli.output import say
from hashtui.cli.rereading import Rereading
from hashtui.config.config import Config, SourceConfig
from hashtui.config.file_aside import FileAside
from hashtui.config.places import Places, usual_places
from hashtui.config.remembered import Memory, PanePlace, recall, remember
from hashtui.config.rules import rules_of
from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Trusted
from hashtui.errors import ConfigError, FilterError, HashtuiError
from hashtui.filter import PaneFilter, Present, read_pane, read_panes
from hashtui.post.clean import clean_line
from hashtui.reading.summary.peak import Sensitivity
from hashtui.sources.demo.programme import ZONE
from hashtui.sources.demo.record import NAME
from hashtui.sources.demo.source import SEED, SPEED, DemoSource, demo_clock
from hashtui.sources.demo.trusted import trusted_accounts
from hashtui.sources.source import Acquainted, Means, Source, Trending
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.pictures import Pictures
from hashtui.tui.shell_hint import parent_shell
from hashtui.wire.picture import fetch_picture

DEMO_TAGS = ("#capcomnet", "#paris20")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wants, read and judged."""

    panes: tuple[PaneFilter, ...]
    """The panes of the command line; none: those of last time."""
    config: Config
    sources: tuple[SourceConfig, ...]
    means: Means
    config_file: str | None = None
    themes: Collection[str] = ()

    @property
    def is_made_up(self) -> bool:
        """All posts come from the event, which has a time and a zone of its own."""
        return _is_made_up(self.sources)

    def present(self) -> Present:
        """What times in expressions count from."""
        return _present(self.sources, self.means)

    @property
    def reads_input(self) -> bool:
        """Posts come on standard input."""
        return any(source.url == "jsonl:-" for source in self.sources)


@dataclass(frozen=True, slots=True)
class Opened:
    """A dashboard to be shown, and what keeps its panes."""

    setup: Dashboard
    keeping: "Keeping"
    said_of: TrustFile
    picks: FileAside[Picks]
    sources: tuple[Source, ...]
    means: Means
    """Those of the watch."""
    archive: Archive
    told: tuple[str, ...]
    """What of the archive was said at the start."""

    def close(self) -> None:
        """At the end: have what waits written, and say what could not be kept and why."""
        self.archive.close()
        now = datetime.now(UTC)
        news = (words for words in self.archive.said if words not in self.told)
        for trouble in filter(None, (*news, self.keeping.trouble, self.said_of.settle(now), self.picks.settle())):
            say(trouble)


def read_wishes(
    panes: Sequence[str], urls: Sequence[str], config_file: str | None, *, themes: Collection[str] = ()
) -> Asked:
    """Everything that can be wrong in what was asked is said here, as a HashtuiError."""
    config = accepted(read_configuration(config_file, themes))
    sources = chosen_sources(config, urls)
    means = system_means()
    if _is_made_up(sources):
        means = Means(demo_clock(means.clock, SPEED), means.wire)
    return Asked(read_panes(panes, _present(sources, means)), config, sources, means, config_file, themes)


def opened(asked: Asked, *, glyphs: Glyphs, sensitivity: Sensitivity | None = None, keeps: bool = True) -> Opened:
    """The dashboard on the sources that are meant, with what is remembered; a `sensitivity` is for every pane.

    Without `keeps` what it hears does not go into the archive, nor does it begin with what is there.
    """
    made_up = asked.is_made_up or not keeps
    keeper = Keeper.for_dashboard(asked.means.clock, asked.config.archive, made_up=made_up)
    try:
        return _opened(asked, keeper, glyphs, sensitivity)
    except HashtuiError:
        keeper.archive.close()
        raise


def _opened(asked: Asked, keeper: Keeper, glyphs: Glyphs, sensitivity: Sensitivity | None) -> Opened:
    means = keeper.resuming(asked.means)
    sources = make_sources(asked.sources, means)
    places, now = usual_places(), datetime.now(UTC)
    memory = recall(places.session, now)
    said_of = TrustFile(places.trust)
    trusted = said_of.read(now)
    picks_file = PicksFile(places.picks)
    picked = picks_file.read(now)
    picks = picked if asked.is_made_up else as_kept(picked, keeper.archive)
    keeping_picks = FileAside(picks_file, picked, partial(datetime.now, UTC), picks)
    for trouble in filter(None, (memory.trouble, said_of.trouble, picks_file.trouble)):
        say(trouble)
    keeping = Keeping(places, memory)
    trending = _trending(sources)
    setup = Dashboard(
        watch=keeper.watch(sources, means, Log(places.log)),
        clock=means.clock,
        panes=asked.panes or _remembered(memory) or _configured(asked.config, asked.present()),
        environment=dict(os.environ),
        look=asked.config.look,
        keys=asked.config.keys,
        rules=rules_of(asked.config, asked.present()),
        remember=keeping.remember,
        pane_places=_places_left(memory, sensitivity),
        sensitivity=sensitivity or Sensitivity.NORMAL,
        reread=Rereading(asked.config, asked.config_file, asked.themes, asked.present),
        past=memory.history,
        busy=trending.busy if trending is not None else None,
        busy_where=trending.url.partition("://")[2] if trending is not None else "",
        demo_setup=partial(_demo_of, asked, glyphs),
        demo=any(source.url == NAME for source in asked.sources),
        zone=asked.present().zone,
        glyphs=glyphs,
        platform=sys.platform,
        acquainted=[source for source in sources if isinstance(source, Acquainted)],
        pictures=None if asked.is_made_up else Pictures(partial(fetch_picture, means.wire)),
        parent_shell=None if asked.panes else parent_shell(),
    )
    setup = _keeping_trust(_on_archive(setup, keeper), trusted, said_of)
    if not asked.is_made_up:
        setup = _keeping_picks(setup, picks, keeping_picks, picks_file.path)
    return Opened(setup, keeping, said_of, keeping_picks, sources, means, keeper.archive, keeper.archive.said)


def _on_archive(setup: Dashboard, keeper: Keeper) -> Dashboard:
    """The same over what is kept."""
    return replace(
        setup,
        recalling=keeper.recalling(setup.watch),
        records=keeper.archive.reader,
        archive_state=keeper.state,
    )


def _keeping_trust(setup: Dashboard, trusted: Trusted, file: TrustFile) -> Dashboard:
    """The same with what was said of accounts, and what is said kept."""
    return replace(
        setup,
        trusted=trusted,
        keep_trusted=lambda trusted: file.keep(trusted, datetime.now(UTC)),
        reread_trusted=file.read_anew,
    )


def _keeping_picks(setup: Dashboard, picks: Picks, file: FileAside[Picks], place: Path) -> Dashboard:
    """The same with what was picked, and what is picked kept. (What is made up is picked for the session alone.)"""
    return replace(
        setup,
        picks=picks,
        keep_picks=file.keep,
        reread_picks=file.read_anew,
        picks_trouble=file.trouble,
        picks_place=str(place),
    )


def _places_left(memory: Memory, sensitivity: Sensitivity | None) -> dict[str, PanePlace]:
    """Where panes were left, by their expression; a sensitivity that was asked for is for all of them."""
    left = memory.places if sensitivity is None else [replace(p, sensitivity=None) for p in memory.places]
    return {place.pane: place for place in left}


def _demo_of(asked: Asked, glyphs: Glyphs) -> Dashboard:
    return opened_demo(asked.config, asked.config_file, asked.themes, seed=SEED, speed=SPEED, glyphs=glyphs)


def opened_demo(
    config: Config,
    config_file: str | None,
    themes: Collection[str],
    *,
    seed: int,
    speed: float | None,
    glyphs: Glyphs,
) -> Dashboard:
    """The dashboard of the event; `speed` None leaves out all waiting. Nothing of it is remembered."""
    means = system_means()
    clock = demo_clock(means.clock, speed)
    means = Means(clock, means.wire)
    source = DemoSource(means, seed=seed, clock=clock)
    keeper = Keeper(in_memory(clock))

    def present() -> Present:
        return Present(clock.now(), ZONE)

    return Dashboard(
        watch=keeper.watch([source], means, Log(usual_places().log), alertness=None),
        clock=clock,
        panes=read_panes(DEMO_TAGS),
        records=keeper.archive.reader,
        environment=dict(os.environ),
        look=config.look,
        keys=config.keys,
        rules=rules_of(config, present()),
        trusted=made_up_trusted(seed),
        reread=Rereading(config, config_file, themes, present, demo=True),
        demo=True,
        zone=ZONE,
        glyphs=glyphs,
        platform=sys.platform,
    )


def made_up_trusted(seed: int) -> Trusted:
    """Whom the reader of the demo trusts. What is said of accounts there lasts for the session."""
    trusted = Trusted()
    for author, level in trusted_accounts(seed):
        trusted = trusted.with_level(author, level)
    return trusted


class Keeping:
    """Remembers the panes of this session over those of the sessions before; what fails is told at the end."""

    def __init__(self, places: Places, memory: Memory) -> None:
        self._file = places.session
        self._memory = memory
        self.trouble = ""

    def remember(self, panes: Sequence[PaneFilter], posts: int, places: Sequence[PanePlace] = ()) -> None:
        """Write the panes down for the next time."""
        expressions = [str(pane) for pane in panes]
        memory = self._memory.with_panes(expressions, posts=posts, at=datetime.now(UTC), places=places)
        try:
            remember(self._file, memory)
        except ConfigError as error:
            self.trouble = str(error)


def _is_made_up(sources: Sequence[SourceConfig]) -> bool:
    return all(source.url == NAME for source in sources)


def _present(sources: Sequence[SourceConfig], means: Means) -> Present:
    return Present(means.clock.now(), ZONE if _is_made_up(sources) else None)


def _trending(sources: Sequence[Source]) -> Trending | None:
    """The first source that knows what is busy now."""
    return next((source for source in sources if isinstance(source, Trending)), None)


def _remembered(memory: Memory) -> tuple[PaneFilter, ...]:
    """The panes of last time; what this version cannot read is left out, and that is said."""
    panes: list[PaneFilter] = []
    for expression in memory.panes:
        try:
            panes.append(read_pane(expression))
        except FilterError as error:
            say(f"a pane of last time is not restored: {expression}: {error}")
    return tuple(panes)


def _configured(config: Config, present: Present) -> tuple[PaneFilter, ...]:
    """The panes of the configuration, which were judged when it was read."""
    return tuple(
        replace(read_pane(pane.show, present), title=clean_line(pane.title))
        if pane.title
        else read_pane(pane.show, present)
        for pane in config.panes
    )
