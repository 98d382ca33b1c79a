"""Where the reader was when the dashboard was left, and being there again the next time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from hashtui.config.remembered import KEPT_UNSEEN, PanePlace
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.timeline import Timeline
from hashtui.tui.pane import Pane
from hashtui.tui.relief import floor_name, floor_of


class Restoring:
    """The places of last time, each until its pane is opened; and those of this time, to be kept.

    Posts come after the start: what was seen is seen when it comes, and the post that was read stands on its row as
    soon as it is there, unless the reader has moved meanwhile.
    """

    def __init__(self, places: Mapping[str, PanePlace]) -> None:
        self._of_last_time = dict(places)
        self._kept: dict[Pane, PanePlace] = {}
        """Of panes to which nothing has come yet: their place is still the one of last time."""
        self._looked_at: list[tuple[int, str | None, int]] | None = None

    def take_up(self, pane: Pane) -> None:
        """Put a pane that is opened at the start back to where it was left. It has no post yet."""
        place = self._of_last_time.pop(str(pane.filter), None)
        if place is None:
            return
        self._kept[pane] = place
        pane.density, pane.extra_columns = place.density, place.extra_columns
        pane.sensitivity = place.sensitivity or pane.sensitivity
        see_again(pane.timeline, place)
        if floor_of(place.floor) is not None:
            pane.raise_floor(floor_of(place.floor), place.left_at)
        if place.selected is not None:
            pane.window.stand_at(place.selected, place.row)

    def has_moved(self, panes: Sequence[Pane]) -> bool:
        """Whether panes are read at other places than when this was asked last; the first time nothing is known."""
        now = [(pane.timeline.revision, pane.window.selected, pane.window.row) for pane in panes]
        before, self._looked_at = self._looked_at, now
        return before is not None and before != now

    def places(self, panes: Sequence[Pane], now: datetime) -> tuple[PanePlace, ...]:
        """Where the panes are left now."""
        return tuple(self._place(pane, now) for pane in panes)

    def _place(self, pane: Pane, now: datetime) -> PanePlace:
        if pane in self._kept and not pane.timeline.stored:
            return self._kept[pane]
        self._kept.pop(pane, None)
        return place_of(pane, now)


def see_again(timeline: Timeline, place: PanePlace) -> None:
    """What was seen counts as seen when it comes; a line tells where the reader left off."""
    if place.seen_until is not None:
        timeline.was_seen(place.seen_until, frozenset(place.unseen))
    timeline.leave_mark(place.left_at)


def place_of(pane: Pane, now: datetime) -> PanePlace:
    """Where the reader of this pane is."""
    window = pane.window
    return PanePlace(
        pane=str(pane.filter),
        left_at=now,
        seen_until=pane.timeline.newest_at,
        unseen=newest_unseen(pane.timeline),
        selected=window.selected,
        row=window.row,
        density=pane.density,
        extra_columns=pane.extra_columns,
        sensitivity=None if pane.sensitivity is Sensitivity.NORMAL else pane.sensitivity,
        floor=floor_name(pane.floor),
    )


def newest_unseen(timeline: Timeline) -> tuple[str, ...]:
    """The keys of what was not seen yet, the newest first, as many as are kept."""
    entries = [entry for key in timeline.unseen if (entry := timeline.entry(key)) is not None]
    entries.sort(key=lambda entry: (entry.stands_at, entry.key), reverse=True)
    return tuple(entry.key for entry in entries[:KEPT_UNSEEN])
