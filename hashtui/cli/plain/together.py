"""What panes tell now, read together: what their summaries and catching up with them rest on."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from hashtui.cli.plain.deck import PlainDeck, PlainPane
from hashtui.cli.plain.reading import Lines, Reading
from hashtui.cli.plain.recital import Turn
from hashtui.cli.plain.words import Speech, counted
from hashtui.clock import Clock
from hashtui.reading.entry import Entry
from hashtui.reading.shown import shown_by, stretch
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import Gathering
from hashtui.tui.judging import Judging

SLICE = 0.05
"""Seconds of reading between two looks at whether one is to stop."""
LONG = 3_000
"""So many posts take a while."""
Errand = Callable[[], Awaitable[Lines]]
Answered = tuple[Lines, Errand | None]


@dataclass(frozen=True, slots=True)
class Together:
    """Posts, each once, oldest first, and what they say together."""

    entries: Mapping[str, Entry]
    chronicle: Chronicle
    since: datetime
    until: datetime
    """Just after the last of them, and after now."""


class TogetherTalk:
    """A part of the conversation that tells what many posts say together: what it stands on, and how it reads them."""

    def __init__(
        self,
        deck: PlainDeck,
        reading: Reading,
        judging: Judging,
        turn: Turn,
        clock: Clock,
        speech: Callable[[], Speech],
        letter: Callable[[str], str],
    ) -> None:
        """`letter` is what to type for an action."""
        self._deck, self._reading, self._judging = deck, reading, judging
        self._turn, self._clock, self._speech, self._letter = turn, clock, speech, letter

    @staticmethod
    def _patience(panes: Sequence[PlainPane]) -> Lines:
        """What is said before so much is read that it takes a while."""
        count = sum(len(pane.timeline) for pane in panes)
        return (f"Reading {counted(count, 'post')}.",) if count > LONG else ()

    async def _read(self, panes: Sequence[PlainPane]) -> Together:
        """Read all of it as sensitively as the pane one is in, giving others their turns.

        The only pane goes on from what was read.
        """
        judging, here = self._judging, self._deck.pane or panes[0]
        entries = shown_by([pane.timeline for pane in panes])
        boosts = [boost for key in entries for boost in judging.boosters.of(key)]
        tags = tuple(dict.fromkeys(tag for pane in panes for tag in pane.filter.tags))
        sensitivity = here.pulse.sensitivity
        gathering = Gathering(tuple(entries.values()), boosts, judging.standing_of, tags=tags, sensitivity=sensitivity)
        while gathering.go_on(_for(SLICE)):
            await self._clock.sleep(0)
        since, until = stretch(entries.values(), self._clock.now())
        return Together(entries, gathering.chronicle, since, until)


def _for(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds from now are not over yet."""
    until = monotonic() + seconds
    return lambda: monotonic() < until
