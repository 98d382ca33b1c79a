"""What the keys of peaks do on the deck: from one to the next, how little makes one, and keeping the panes' pulses."""

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from datetime import datetime
from time import monotonic

from hashtui.reading.order import Place, place_of
from hashtui.reading.summary.peak import Peak
from hashtui.tui.pane import Pane, last_heir
from hashtui.tui.peak_words import peak_sentence
from hashtui.tui.reading_keys import NO_PANE, ReadingKeys
from hashtui.tui.times import Times

SHARE = 0.006
"""Seconds of a look that all panes together may take for reading their posts together."""
SHARE_BESIDE_KEYS = 0.001
"""The same while somebody types, or a view lies over the panes."""
KEYS_FIRST = 1.0
"""Seconds after a key in which more may come."""
LATE = 0.1
"""Seconds between two looks by which the machine is seen to lag: then nothing is read while somebody types."""
LOOKED_AT = 64
"""So many posts from the top of a peak on are looked at for the first of its own."""


class PeakKeys(ReadingKeys):
    """The part of the deck's screen that knows of peaks."""

    def __init__(self) -> None:
        super().__init__()
        self._felt_at = 0.0
        self._first = 0
        """Whose turn it is to begin."""

    @abstractmethod
    def times(self) -> Times:
        """How times are told now."""

    def feel_pulses(self, now: datetime, seconds: float, *, is_seen: bool, keyed_at: float) -> None:
        """Let every pane read on in what it has not read together yet, and look for peaks, within its time.

        `keyed_at`: when a key was pressed last.
        """
        typing = seconds - keyed_at <= KEYS_FIRST
        share = SHARE if is_seen and not typing else SHARE_BESIDE_KEYS
        if typing and seconds - self._felt_at > LATE:
            share = 0.0
        self._felt_at = seconds
        busy = [pane.pulse for pane in self.deck.panes if pane.pulse.is_busy]
        idle = [pane.pulse for pane in self.deck.panes if not pane.pulse.is_busy]
        self._first = (self._first + 1) % max(1, len(busy))
        begin = monotonic()
        for number, pulse in enumerate((*busy[self._first :], *busy[: self._first], *idle), 1):
            pulse.go_on(begin + share * min(1.0, number / max(1, len(busy))), now, seconds)
        page = self.deck.page() if is_seen else ()
        for pane in self.deck.panes:
            if pane in page:
                pane.pulse.news.look(now)
            else:
                pane.pulse.news.begin(now)

    def action_peak_before(self) -> None:
        self._in_window(lambda pane: self._go_to_peak(pane, -1), "This is the first peak here.")

    def action_peak_after(self) -> None:
        self._in_window(lambda pane: self._go_to_peak(pane, 1), "This is the last peak here.")

    def _go_to_peak(self, pane: Pane, step: int) -> bool:
        """Go to the peak before or after what is selected; while following, before what comes next."""
        pulse, timeline = pane.pulse, pane.timeline
        peaks = [(place, peak) for peak in pulse.peaks if (place := _top_of(pane, peak)) is not None]
        peaks.sort(key=lambda one: one[0])
        if not peaks:
            read, of = len(pulse.chronicle.posts), len(timeline)
            still = f" yet: {read} of {of} posts read" if pulse.is_busy and read < of else ""
            self.say(f"No peak in this pane{still}.")
            return True
        places = [place for place, _ in peaks]
        entry = pane.selected_entry()
        if entry is None:
            index = len(places) - 1 if step < 0 else len(places)
        else:
            here = place_of(entry)
            index = bisect_left(places, here) - 1 if step < 0 else bisect_right(places, here)
        if not 0 <= index < len(peaks):
            return False
        (_, key), peak = peaks[index]
        pane.window.go_to(key)
        words = peak_sentence(peak, self.times(), tag=len(pane.filter.tags) > 1)
        self.say(f"peak {index + 1} of {len(peaks)} · {words}")
        return True

    def action_sensitivity(self) -> None:
        """The next sensitivity to peaks."""
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
            return
        before = pane.sensitivity
        pane.sensitivity = wanted = before.next

        def back() -> None:
            last_heir(pane).sensitivity = before

        self.can_undo(f"Peaks here: {wanted.value}", back)


def _top_of(pane: Pane, peak: Peak) -> Place | None:
    """Where the first post of its top stands, else the last before that; None when none of the peak is shown."""
    timeline, keys = pane.timeline, frozenset(peak.keys)
    for entry in timeline.shown_after((peak.top, ""), LOOKED_AT):
        if entry.key in keys:
            return place_of(entry)
    shown = (timeline.entry(key) for key in reversed(peak.keys) if timeline.position(key) is not None)
    last = next(shown, None)
    return None if last is None else place_of(last)
