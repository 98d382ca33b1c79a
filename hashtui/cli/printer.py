"""The sink of `tail`: which posts are printed, once each, and what becomes of them later."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import assert_never

from hashtui.cli.forms import Form
from hashtui.filter import PaneFilter
from hashtui.filter.rules import NO_RULES, Rules
from hashtui.post.clean import CleanLine
from hashtui.post.post import Author
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Report, Sighting, State
from hashtui.reading.authored import Authored
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level, Standing, no_standing

_FORGOTTEN_AT_ONCE = 1_000
_REMEMBERED = 200_000
"""So many printed posts are known, so that their edits and deletions can be told."""


class _Unprinted(Container[str]):
    """What was not printed yet is unread."""

    def __init__(self, printed: Container[str]) -> None:
        self._printed = printed

    def __contains__(self, key: object) -> bool:
        return key not in self._printed


class Printer:
    """Prints what any of the panes wants. What the sources held already waits for `release`, to be sorted.

    What is new never waits; what its source held by then goes before it. What a hide rule or a mute hides is not
    printed, unless the pane asks for trust itself: then its own words on mutes count.
    `write` puts text on stdout; `full` is called once, when `limit` posts have been printed.
    """

    def __init__(
        self,
        panes: Sequence[PaneFilter],
        form: Form,
        write: Callable[[str], None],
        *,
        now: Callable[[], datetime],
        limit: int | None = None,
        full: Callable[[], None] = lambda: None,
        rules: Rules = NO_RULES,
        standing_of: Callable[[Author], Standing] = no_standing,
        picked: Container[str] = frozenset(),
    ) -> None:
        self._panes = panes
        self._rules = rules
        self._now = now
        self._form = form
        self._write = write
        self._limit = limit
        self._full = full
        self._waiting: dict[str, Admitted] | None = {}
        self._passed_on: dict[str, list[Boost]] = {}
        """Who passed on what waits, by its key."""
        self._printed: dict[str, None] = {}
        self._hidden: dict[str, None] = {}
        self._hidden_before = 0
        """Hidden posts whose keys are no longer kept."""
        self._posts = 0
        self._authored = Authored()
        self._standing_of = standing_of
        self._moment = Moment(
            now(),
            _Unprinted(self._printed),
            level_of=lambda author: standing_of(author).level,
            authored=self._authored.count,
            picked=picked,
        )

    @property
    def waiting(self) -> int:
        """How many posts wait to be printed."""
        return len(self._waiting or ())

    @property
    def hidden(self) -> int:
        """How many posts a pane wanted that the rules or mutes hid."""
        return len(self._hidden) + self._hidden_before

    @property
    def is_full(self) -> bool:
        """Nothing more is printed."""
        return self._limit is not None and self._posts >= self._limit

    def take(self, admitted: Admitted) -> None:
        """A post, or what became of it."""
        self._authored.see(Entry.first(admitted))
        heard = admitted.heard
        key = admitted.sighting.post.key
        is_held = isinstance(heard, Sighting) and heard.held and key not in self._printed
        if self._waiting is not None and (is_held or key in self._waiting):
            self._waiting[key] = admitted
        else:
            self._print_held_by(heard.source)
            self._print(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """Something about a source, or who passed a post on."""
        if self.is_full or (isinstance(heard, Report) and heard.state is State.STARTING):
            return
        if not isinstance(heard, Boost):
            text = self._form.status(heard)
        elif self._waiting is not None and heard.key in self._waiting:
            self._passed_on.setdefault(heard.key, []).append(heard)
            return
        else:
            text = self._form.boost(heard) if heard.key in self._printed else ""
        if text:
            self._write(text)

    def release(self) -> None:
        """Print what waits, the oldest first, and from now on everything as it is heard."""
        waiting, self._waiting = self._waiting or {}, None
        self._print_sorted(waiting.values())

    def _print_held_by(self, source: CleanLine) -> None:
        if self._waiting:
            theirs = {key: one for key, one in self._waiting.items() if one.heard.source == source}
            self._waiting = {key: one for key, one in self._waiting.items() if key not in theirs}
            self._print_sorted(theirs.values())

    def _print_sorted(self, held: Iterable[Admitted]) -> None:
        for admitted in sorted(held, key=lambda one: one.sighting.post.created_at):
            self._print(admitted)
            for boost in self._passed_on.pop(admitted.sighting.post.key, ()):
                self.note(boost)

    def _print(self, admitted: Admitted) -> None:
        if self.is_full:
            return
        key = admitted.sighting.post.key
        is_printed = key in self._printed
        match admitted.change:
            case Change.DELETED:
                if isinstance(admitted.heard, Deletion) and (is_printed or self._is_wanted_deleted(admitted)):
                    self._write(self._form.deletion(admitted, admitted.heard))
            case Change.EDITED if is_printed:
                self._write(self._written(admitted, edited=True, panes=self._wanted_by(Entry.first(admitted))))
            case Change.POST | Change.EDITED | Change.AGAIN:
                panes = () if is_printed else self._wanted_by(Entry.first(admitted))
                if panes:
                    self._print_first(admitted, panes)
            case _:
                assert_never(admitted.change)

    def _print_first(self, admitted: Admitted, panes: Sequence[str]) -> None:
        key = admitted.sighting.post.key
        self._hidden.pop(key, None)
        self._printed[key] = None
        _forget_some(self._printed)
        self._posts += 1
        self._write(self._written(admitted, edited=False, panes=panes))
        if self.is_full:
            self._full()

    def _written(self, admitted: Admitted, *, edited: bool, panes: Sequence[str]) -> str:
        standing = self._standing_of(admitted.sighting.post.author)
        return self._form.post(admitted, edited=edited, panes=panes, standing=standing)

    def _is_wanted_deleted(self, admitted: Admitted) -> bool:
        """A pane wants the post because it is gone: that it is, is printed, its words are not."""
        entry = Entry.first(admitted)
        alive = replace(entry, deleted_at=None)
        return any(label not in self._wanted_by(alive) for label in self._wanted_by(entry))

    def _wanted_by(self, entry: Entry) -> tuple[str, ...]:
        moment = self._moment
        moment.now = self._now()
        moment.alerted = ()
        if self._rules.announced_by(entry, moment) is not None:
            moment.alerted = (entry.key,)
        wanting = [pane for pane in self._panes if pane.wants(entry, moment)]
        if not wanting:
            return ()
        if self._rules.hidden_by(entry, moment) is not None:
            shown = []
        elif moment.level_of(entry.post.author) is Level.MUTED:
            shown = [pane for pane in wanting if pane.asks_for_trust]
        else:
            shown = wanting
        if not shown and entry.key not in self._printed:
            self._hidden[entry.key] = None
            self._hidden_before += _forget_some(self._hidden)
        return tuple(pane.label for pane in shown)


def _forget_some(keys: dict[str, None]) -> int:
    """Forget the oldest when there are too many; how many that were."""
    if len(keys) < _REMEMBERED + _FORGOTTEN_AT_ONCE:
        return 0
    # Many at once: each look for the first of a dict walks over those that were removed before.
    for key in list(islice(keys, _FORGOTTEN_AT_ONCE)):
        del keys[key]
    return _FORGOTTEN_AT_ONCE
