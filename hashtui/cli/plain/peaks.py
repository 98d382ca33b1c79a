"""From peak to peak on `--plain`, and how little makes one."""

from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable
from time import monotonic

from hashtui.cli.plain.deck import PlainDeck, PlainPane
from hashtui.cli.plain.panes import Undo
from hashtui.cli.plain.reading import NO_PANE, Lines, Reading
from hashtui.cli.plain.together import LONG
from hashtui.cli.plain.words import Speech, counted, peak_sentence
from hashtui.clock import Clock
from hashtui.post.folding import fold
from hashtui.reading.order import Place, place_of
from hashtui.reading.summary.peak import Peak

SLICE = 0.05
"""Seconds of reading posts together between two looks at whether one is to stop."""
FIRST, LAST = "This is the first peak here.", "This is the last peak here."
Errand = Callable[[], Awaitable[Lines]]


class PeakTalk:
    """The part of the conversation that is about peaks."""

    def __init__(
        self, deck: PlainDeck, reading: Reading, undo: Undo, clock: Clock, speech: Callable[[], Speech]
    ) -> None:
        self._deck, self._reading, self._undo, self._clock, self._speech = deck, reading, undo, clock, speech

    def before(self, _: str) -> tuple[Lines, Errand | None]:
        """Say the peak before, and its post nearest to the top."""
        return self._go(-1)

    def after(self, _: str) -> tuple[Lines, Errand | None]:
        """Say the peak after."""
        return self._go(1)

    def sensitivity(self, _: str) -> tuple[Lines, Errand | None]:
        """The next sensitivity, and how many peaks that makes."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,), None
        before = pane.pulse.sensitivity
        pane.pulse.sensitivity = wanted = before.next

        def back() -> None:
            pane.pulse.sensitivity = before

        async def count() -> Lines:
            await self._read(pane)
            count = len(pane.pulse.peaks)
            return (f"{counted(count, 'peak') if count else 'No peak'} in {pane.filter.label}.",)

        return self._undo.can(f"Peaks here: {wanted.value}.", back), count

    def _go(self, step: int) -> tuple[Lines, Errand | None]:
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,), None

        async def go() -> Lines:
            await self._read(pane)
            return self._show(pane, step)

        count = len(pane.timeline)
        patience = (f"Reading {counted(count, 'post')}.",) if count - len(pane.pulse.chronicle.posts) > LONG else ()
        return patience, go

    async def _read(self, pane: PlainPane) -> None:
        """Read everything the pane has together, as far as that was not done between two lines."""
        while True:
            pane.pulse.go_on(monotonic() + SLICE, self._clock.now(), monotonic())
            if not pane.pulse.is_busy:
                return
            await self._clock.sleep(0)

    def _show(self, pane: PlainPane, step: int) -> Lines:
        peaks = sorted(
            ((place, peak) for peak in pane.pulse.peaks if (place := _top_of(pane, peak)) is not None),
            key=lambda one: one[0],
        )
        if not peaks:
            return (f"No peak in {pane.filter.label}.",)
        places = [place for place, _ in peaks]
        if pane.here is None:
            index = len(places) - 1 if step < 0 else len(places)
        else:
            index = bisect_left(places, pane.here) - 1 if step < 0 else bisect_right(places, pane.here)
        if not 0 <= index < len(peaks):
            return (FIRST if step < 0 else LAST,)
        (_, key), peak = peaks[index]
        name, names_tag = f"Peak {index + 1} of {len(peaks)}", len(pane.filter.tags) > 1
        said = peak_sentence(peak, self._speech(), name=name, tag=names_tag, whole=True)
        return (said, *self._reading.show(key))


def _top_of(pane: PlainPane, peak: Peak) -> Place | None:
    """Where the post stands that is nearest to the top, of those that say what the peak is about if any does.

    None when no post of it is told.
    """
    timeline, about = pane.timeline, fold(peak.label[0]) if peak.label else ""
    entries = [timeline.entry(key) for key in peak.keys if timeline.position(key) is not None]
    near = [
        (about not in entry.folded, abs((entry.stands_at - peak.top).total_seconds()), entry.key, entry)
        for entry in entries
        if entry is not None
    ]
    return place_of(min(near, key=lambda one: one[:3])[3]) if near else None
