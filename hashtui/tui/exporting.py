"""What `E` can write: the posts that a pane shows, or what was picked, as an anthology."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from hashtui import __version__
from hashtui.anthology.anthology import Anthology, Colophon
from hashtui.anthology.making import Lore, make_anthology, usual_stem, usual_title
from hashtui.anthology.picks import Picks
from hashtui.anthology.words import BY_HAND
from hashtui.clock import LocalZone, SystemClock
from hashtui.filter import PaneFilter
from hashtui.post.clean import CleanLine
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.post.sighting import Boost, Gap
from hashtui.reading.entry import Entry
from hashtui.reading.shown import shown_by
from hashtui.reading.timeline import Timeline
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.judging import Judging
from hashtui.tui.kept_out import kept_out

HIDDEN = "hidden by the maker’s rules and mutes"
_PICKED = "Picked posts"


@dataclass(frozen=True, slots=True)
class Exportable:
    """The posts there are at one moment, and what is known around them."""

    label: str
    """What the pane is called."""
    query: tuple[str, ...]
    """The expressions by which it shows what it shows."""
    entries: tuple[Entry, ...]
    """What it shows, oldest first."""
    picks: Picks
    picked: tuple[Entry, ...]
    """The posts of the picks, as far as this session has heard of them."""
    hidden: int
    boosts: Sequence[Boost]
    gaps: tuple[Gap, ...]
    now: datetime
    """When it is made: not the time that is played, of a recording."""
    zone: tzinfo
    is_made_up: bool = False
    """The posts are the demo's: that is told wherever they go."""
    kept_out: Callable[[], KeptOut] = lambda: NOBODY
    """Those who were to be forgotten: they may be shown still."""

    def anthology(self, *, of_picks: bool) -> Anthology:
        """What would be written. With many posts it takes a moment, and it reads the disk: not for the event loop."""
        out = self.kept_out()
        if out.names:
            return self._without(out).anthology(of_picks=of_picks)
        return self._of_picks() if of_picks else self._of_view()

    def _without(self, out: KeptOut) -> "Exportable":
        """The same with nothing of these people in it."""

        def others_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
            others = (entry for entry in entries if not out.has(entry.post.author))
            return tuple(replace(entry, post=out.cleared(entry.post)) for entry in others)

        return replace(
            self,
            entries=others_of(self.entries),
            picks=self.picks.without_people(out),
            picked=others_of(self.picked),
            boosts=tuple(boost for boost in self.boosts if not out.has(boost.by)),
            kept_out=lambda: NOBODY,
        )

    def _of_view(self) -> Anthology:
        """What the pane shows; what is picked of it first."""
        keys = {entry.key for entry in self.entries}
        picks = [pick for pick in self.picks if pick.key in keys]
        title = usual_title([self._named(self.label)], [entry.stands_at for entry in self.entries], self.zone)
        colophon = self._colophon(self.entries, self.query, self.gaps, {HIDDEN: self.hidden})
        panes = {entry.key: self.query[:1] for entry in self.entries}
        return make_anthology(
            self.entries, picks, title=title, colophon=colophon, lore=Lore(boosts=self.boosts, panes=panes)
        )

    def _of_picks(self) -> Anthology:
        """All that is picked."""
        title = usual_title([self._named(_PICKED)], [pick.post.created_at for pick in self.picks], self.zone)
        colophon = self._colophon(self.picked, (BY_HAND,), None, {})
        return make_anthology(
            self.picked, tuple(self.picks), title=title, colophon=colophon, lore=Lore(boosts=self.boosts)
        )

    def stem(self, *, of_picks: bool) -> str:
        """What its file is called without a suffix."""
        times = [pick.post.created_at for pick in self.picks] if of_picks else [one.stands_at for one in self.entries]
        return usual_stem(["picks"] if of_picks else [self.label], min(times, default=self.now), self.zone)

    def _named(self, label: str) -> str:
        return f"{label} (a made-up event)" if self.is_made_up else label

    def _colophon(
        self, entries: Sequence[Entry], query: tuple[str, ...], gaps: tuple[Gap, ...] | None, left_out: dict[str, int]
    ) -> Colophon:
        sources: dict[CleanLine, None] = dict.fromkeys(entry.source for entry in entries if entry.source)
        return Colophon(self.now, query, None, None, tuple(sources), gaps, left_out, __version__, self.zone)


def exportable_of(
    setup: Dashboard, judging: Judging, picks: Picks, timeline: Timeline, shown: PaneFilter, live: str = ""
) -> Exportable:
    """What a pane has at this moment; `live` is what is typed over its filter."""
    watch, tags = setup.watch, frozenset(shown.tags)
    entries = tuple(shown_by([timeline]).values())
    known = (watch.known(pick.key) for pick in picks)
    picked = tuple(Entry.first(one) for one in known if one is not None)
    keys = dict.fromkeys(entry.key for entry in (*entries, *picked))
    clock = SystemClock() if setup.replayed is not None else setup.clock
    return Exportable(
        label=str(shown.label),
        query=(str(shown), *((f"filtered by {live}",) if live else ())),
        entries=entries,
        picks=picks,
        picked=picked,
        hidden=timeline.hidden,
        boosts=tuple(boost for key in keys for boost in judging.boosters.of(key)),
        gaps=tuple(gap for gap in watch.gaps if not gap.tags or not gap.tags.isdisjoint(tags)),
        now=clock.now(),
        zone=setup.zone or LocalZone(),
        is_made_up=setup.demo,
        kept_out=partial(kept_out, setup.records, watch.kept_out),
    )


def working_directory() -> Path:
    """Where files go that are named without a place; the home directory when it is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path.home()
