"""Which of the posts that were read a command is about: what the panes want, less what rules and mutes hide."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hashtui.cli.picked import PickedKeys
from hashtui.filter import PaneFilter
from hashtui.filter.rules import Rules
from hashtui.filter.tree import terms_in
from hashtui.reading.authored import Authored
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level
from hashtui.reading.trust import Trust

_AUTHORED = "per_author:"


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left, and how much is not."""

    entries: tuple[Entry, ...]
    hidden: int
    """Posts of the time asked for, with the tags of the panes, that these do not want or a rule or a mute hides."""


def sift(
    entries: Sequence[Entry],
    panes: Sequence[PaneFilter],
    *,
    rules: Rules,
    trust: Trust,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    picked: Container[str] | None = None,
    everything: Sequence[Entry] = (),
) -> Sifted:
    """Those of the entries that some pane shows; no pane: all. Of the hidden, those from `since` to `until` count.

    `picked` are the keys of what was picked; None: what the person's file has. `everything` is what else is known, and
    counts for those who wrote it: see `counts_authors`.
    """
    known = everything or entries
    authored = Authored(most_posts=max(1, len(known)), most_of_one=max(1, len(known)))
    for entry in known:
        authored.see(entry)
    keys = PickedKeys() if picked is None else picked
    moment = Moment(now, level_of=trust.level_of, authored=authored.count, picked=keys)
    kept: list[Entry] = []
    hidden = 0
    for entry in entries:
        moment.alerted = ()
        if rules.announced_by(entry, moment) is not None:
            moment.alerted = (entry.key,)
        if _is_shown(entry, moment, panes, rules):
            kept.append(entry)
        elif (since is None or since <= entry.stands_at) and (until is None or entry.stands_at < until):
            hidden += not panes or any(pane.concerns(entry) for pane in panes)
    return Sifted(tuple(kept), hidden)


def counts_authors(panes: Iterable[PaneFilter], rules: Rules) -> bool:
    """One of these asks how much somebody wrote: whatever they wrote counts, with whichever tag."""
    nodes = [pane.tree for pane in panes] + [rule.when for rule in (*rules.hide, *rules.highlight, *rules.alert)]
    return any(str(term).startswith(_AUTHORED) for node in nodes for term in terms_in(node))


def _is_shown(entry: Entry, moment: Moment, panes: Sequence[PaneFilter], rules: Rules) -> bool:
    wanting = [pane for pane in panes if pane.wants(entry, moment)]
    if (panes and not wanting) or rules.hidden_by(entry, moment) is not None:
        return False
    is_muted = moment.level_of(entry.post.author) is Level.MUTED
    return not is_muted or any(pane.asks_for_trust for pane in wanting)
