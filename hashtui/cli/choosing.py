"""From what a command line asks for to an anthology: which posts are meant, which are left out and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hashtui import __version__
from hashtui.anthology.anthology import Anthology, Colophon
from hashtui.anthology.making import UNKNOWN_SOURCE, Lore, kept_by, make_anthology, usual_title
from hashtui.anthology.words import BY_HAND
from hashtui.archive.reader import Reader
from hashtui.cli.exported import Exported, read_all, read_keys
from hashtui.cli.gathered import Gathered
from hashtui.cli.kept_out import kept_out
from hashtui.cli.picked import Picked
from hashtui.cli.sifting import counts_authors, sift
from hashtui.cli.standings import trusted_by
from hashtui.clock import LocalZone
from hashtui.filter import PaneFilter, tags_of
from hashtui.filter.rules import NO_RULES, Rules
from hashtui.post.clean import CleanLine, CleanText
from hashtui.post.pick import Pick
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.reading.trust import Trust

BY_RULE = "hidden by the maker’s rules"
BY_MUTE = "with these tags, by accounts that the maker muted"
FORGOTTEN = "by people whom the maker had taken out"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    panes: tuple[PaneFilter, ...]
    now: datetime
    since: datetime | None = None
    until: datetime | None = None
    picks_only: bool = False
    title: CleanLine | None = None
    licence: CleanText | None = None
    of_files: bool = False
    """The posts are those of files, which may not tell where something is missing."""
    states: bool = False
    """What posts said before, and how they were heard, is told too."""
    gaps: bool = False
    """Where something is missing is told as data too."""

    def spans(self, entry: Entry) -> bool:
        """It stands in the time asked for."""
        at = entry.stands_at
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


def make_chosen(wish: Wish, reader: Reader | None, rules: Rules) -> Anthology:
    """The anthology of what is meant; without a reader, of the picks alone."""
    picked = Picked().picks
    picks = tuple(picked.without_people(kept_out()))
    if wish.picks_only:
        return _of_picks(wish, reader, picks, forgotten=len(picked) - len(picks))
    known = Exported()
    if reader is not None:
        known = read_all(reader, tags_of(wish.panes), wish.since, wish.until, states=wish.states)
    trust = trusted_by(Gathered(known.entries, known.boosts))
    keys = frozenset(pick.key for pick in picks)
    everything = _everything(reader) if reader is not None and counts_authors(wish.panes, rules) else ()

    def chosen(panes: Sequence[PaneFilter], rules: Rules, some: Sequence[Entry]) -> tuple[Entry, ...]:
        sifted = sift(some, panes, rules=rules, trust=trust, now=wish.now, picked=keys, everything=everything)
        return sifted.entries

    entries = chosen(wish.panes, rules, known.entries)
    gone = chosen(wish.panes, rules, [replace(entry, deleted_at=None) for entry in known.deleted])
    panes = _panes_of(entries, wish.panes, lambda some: chosen(some, rules, known.entries))
    left_out = Counter(
        {
            BY_RULE: len(chosen(wish.panes, NO_RULES, known.entries)) - len(entries) if rules is not NO_RULES else 0,
            BY_MUTE: _muted(known.entries, wish.panes, trust),
        }
    )
    deleted = {entry.key for entry in gone}
    there = {entry.key for entry in entries} | deleted
    some = [pick for pick in picks if pick.key in there]
    taken_back = [entry for entry in known.deleted if entry.key in deleted]
    return _bound(wish, [*entries, *taken_back], some, known, panes=panes, left_out=left_out)


def _everything(reader: Reader) -> tuple[Entry, ...]:
    """All posts there are, whenever they were written and whatever they are about."""
    return tuple(Entry.first(one.admitted) for one in reader.each(None, None, None))


def _of_picks(wish: Wish, reader: Reader | None, picks: Sequence[Pick], *, forgotten: int) -> Anthology:
    known = Exported()
    if reader is not None:
        known = read_keys(reader, (pick.key for pick in picks), states=wish.states)
    there = {entry.key: entry for entry in (*known.entries, *known.deleted)}
    meant = [replace(there.get(pick.key) or kept_by(pick), deleted_at=None) for pick in picks]
    keys = frozenset(pick.key for pick in picks)
    trust = trusted_by(Gathered(known.entries, known.boosts))

    def chosen(panes: Sequence[PaneFilter]) -> tuple[Entry, ...]:
        return sift(meant, panes, rules=NO_RULES, trust=trust, now=wish.now, picked=keys).entries

    wanted = [entry for entry in (chosen(wish.panes) if wish.panes else meant) if wish.spans(entry)]
    found = {entry.key for entry in wanted}
    some = [pick for pick in picks if pick.key in found]
    entries = [entry for key, entry in there.items() if key in found]
    left_out = Counter({FORGOTTEN: forgotten})
    return _bound(wish, entries, some, known, panes=_panes_of(wanted, wish.panes, chosen), left_out=left_out)


def _bound(
    wish: Wish,
    entries: Sequence[Entry],
    picks: Sequence[Pick],
    known: Exported,
    *,
    panes: dict[str, tuple[str, ...]],
    left_out: Counter[str],
) -> Anthology:
    zone = LocalZone()
    query = tuple(str(pane) for pane in wish.panes)
    heard = Counter(entry.source for entry in entries if entry.deleted_at is None)
    is_told = not wish.picks_only and (known.tells_gaps or not wish.of_files)
    colophon = Colophon(
        made_at=wish.now,
        query=(*query, *((BY_HAND,) if wish.picks_only else ())),
        since=wish.since,
        until=wish.until,
        sources=tuple(
            source for source, _ in sorted(heard.items(), key=lambda one: (-one[1], one[0])) if source != UNKNOWN_SOURCE
        ),
        gaps=known.gaps if is_told else None,
        left_out=left_out,
        version=__version__,
        zone=zone,
    )
    times = [entry.stands_at for entry in entries if entry.deleted_at is None]
    times = times or [pick.post.created_at for pick in picks]
    labels = [str(pane.label) for pane in wish.panes] or (["Picked posts"] if wish.picks_only else [])
    title = wish.title or usual_title(labels, times, zone)
    gaps = known.gaps if wish.gaps else ()
    lore = Lore(known.boosts, known.former, known.heard_at, panes, known.counts, gaps=gaps)
    return make_anthology(entries, picks, title=title, colophon=colophon, licence=wish.licence, lore=lore)


def _panes_of(
    entries: Iterable[Entry], panes: Sequence[PaneFilter], chosen: Callable[[Sequence[PaneFilter]], Sequence[Entry]]
) -> dict[str, tuple[str, ...]]:
    """By which of the panes each post was chosen."""
    if len(panes) < 2:
        return {entry.key: tuple(str(pane) for pane in panes) for entry in entries}
    found: dict[str, tuple[str, ...]] = {}
    for pane in panes:
        for entry in chosen([pane]):
            found[entry.key] = (*found.get(entry.key, ()), str(pane))
    return found


def _muted(entries: Iterable[Entry], panes: Sequence[PaneFilter], trust: Trust) -> int:
    concerned = (entry for entry in entries if not panes or any(pane.concerns(entry) for pane in panes))
    if any(pane.asks_for_trust for pane in panes):
        return 0
    return sum(trust.level_of(entry.post.author) is Level.MUTED for entry in concerned)
