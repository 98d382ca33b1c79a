"""Going from peak to peak in a replay: which one is next, and what is said meanwhile."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hashtui.errors import ArchiveError
from hashtui.reading.summary.peak import Peak
from hashtui.tui.dashboard import Replayed
from hashtui.tui.peak_words import peak_sentence
from hashtui.tui.times import Times

JUST_NOW = timedelta(seconds=2)
"""Of the reader's time: the key that goes to the peak before goes beyond one that began since."""


class PeakWalk:
    """Looks for the peak beside the moment that is played. `all` are those of the whole recording, once known."""

    def __init__(
        self,
        replayed: Replayed,
        say: Callable[[str], None],
        times: Callable[[], Times],
        when: Callable[[datetime], str],
    ) -> None:
        self._replayed, self._say, self._times, self._when = replayed, say, times, when
        self.all: Sequence[Peak] | None = None
        self.is_looking = False

    @property
    def starts(self) -> Sequence[datetime]:
        """Where those begin that are known."""
        return [peak.start for peak in self.all or self._replayed.peaks.known]

    async def beside(self, step: int) -> tuple[Peak, str] | None:
        """The next one, or with `step` -1 the one before, and what is to be said of it; None, and why, when none is."""
        self.is_looking = True
        try:
            return await self._beside(step)
        except ArchiveError as error:
            self._say(str(error))
            return None
        finally:
            self.is_looking = False

    async def _beside(self, step: int) -> tuple[Peak, str] | None:
        peaks = self._replayed.peaks
        if self.all is None:
            self._say("Looking for peaks…")
            self.all = await peaks.all()
        clock = self._replayed.clock
        moment = clock.now() if step > 0 else clock.now() - JUST_NOW * (clock.speed or 1.0)
        if self.all is None:
            peak = await peaks.beside(moment, step, self._tell)
        else:
            there = [one for one in self.all if (one.start > moment if step > 0 else one.start < moment)]
            peak = (there[0] if step > 0 else there[-1]) if there else None
        if peak is None:
            self._say(self._none(step))
            return None
        number = f" {self.all.index(peak) + 1} of {len(self.all)}" if self.all else ""
        return peak, f"peak{number} · {peak_sentence(peak, self._times(), tag=True)}"

    def _tell(self, moment: datetime) -> None:
        self._say(f"Looking for a peak: {self._when(moment)} · Esc gives up")

    def _none(self, step: int) -> str:
        which = "after" if step > 0 else "before"
        if self.all is None:
            return f"No peak {which} this moment where there are more posts than usual."
        return f"No peak {which} this moment." if self.all else "This recording has no peak."
