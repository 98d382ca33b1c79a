"""The sink of `tail`: which posts are printed, once each, and what becomes of them later."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import assert_never

from hashtui.cli.forms import Form
from hashtui.filter import PaneFilter
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Report, Sighting, State
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment

_FORGOTTEN_AT_ONCE = 1_000
_REMEMBERED = 200_000
"""So many printed posts are known, so that their edits and deletions can be told."""


class Printer:
    """Prints what any of the panes wants. What the sources held already waits for `release`, to be sorted.

    What is new never waits; what its source held by then goes before it.
    `write` puts text on stdout; `full` is called once, when `limit` posts have been printed.
    """

    def __init__(
        self,
        panes: Sequence[PaneFilter],
        form: Form,
        write: Callable[[str], None],
        *,
        limit: int | None = None,
        full: Callable[[], None] = lambda: None,
    ) -> None:
        self._panes = panes
        self._form = form
        self._write = write
        self._limit = limit
        self._full = full
        self._waiting: dict[str, Admitted] | None = {}
        self._printed: dict[str, None] = {}
        self._posts = 0

    @property
    def waiting(self) -> int:
        """How many posts wait to be printed."""
        return len(self._waiting or ())

    @property
    def is_full(self) -> bool:
        """Nothing more is printed."""
        return self._limit is not None and self._posts >= self._limit

    def take(self, admitted: Admitted) -> None:
        """A post, or what became of it."""
        heard = admitted.heard
        key = admitted.sighting.post.key
        is_held = isinstance(heard, Sighting) and heard.held and key not in self._printed
        if self._waiting is not None and (is_held or key in self._waiting):
            self._keep(admitted, self._waiting)
        else:
            self._print_held_by(heard.source)
            self._print(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """Something about a source, or who passed a post on."""
        if self.is_full or (isinstance(heard, Report) and heard.state is State.STARTING):
            return
        if isinstance(heard, Boost):
            text = self._form.boost(heard) if heard.key in self._printed else ""
        else:
            text = self._form.status(heard)
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

    def _keep(self, admitted: Admitted, waiting: dict[str, Admitted]) -> None:
        if admitted.change is Change.DELETED:
            waiting.pop(admitted.sighting.post.key, None)
        else:
            waiting[admitted.sighting.post.key] = admitted

    def _print(self, admitted: Admitted) -> None:
        if self.is_full:
            return
        key = admitted.sighting.post.key
        is_printed = key in self._printed
        match admitted.change:
            case Change.DELETED:
                if is_printed and isinstance(admitted.heard, Deletion):
                    self._write(self._form.deletion(admitted, admitted.heard))
            case Change.EDITED if is_printed:
                self._write(self._form.post(admitted, edited=True, panes=self._wanted_by(admitted)))
            case Change.POST | Change.EDITED | Change.AGAIN:
                panes = () if is_printed else self._wanted_by(admitted)
                if panes:
                    self._print_first(admitted, panes)
            case _:
                assert_never(admitted.change)

    def _print_first(self, admitted: Admitted, panes: Sequence[str]) -> None:
        self._printed[admitted.sighting.post.key] = None
        if len(self._printed) >= _REMEMBERED + _FORGOTTEN_AT_ONCE:
            # Many at once: each look for the first of a dict walks over those that were removed before.
            for key in list(islice(self._printed, _FORGOTTEN_AT_ONCE)):
                del self._printed[key]
        self._posts += 1
        self._write(self._form.post(admitted, edited=False, panes=panes))
        if self.is_full:
            self._full()

    def _wanted_by(self, admitted: Admitted) -> tuple[str, ...]:
        entry = Entry.first(admitted)
        moment = Moment(admitted.heard.received_at)
        return tuple(pane.label for pane in self._panes if pane.wants(entry, moment))
