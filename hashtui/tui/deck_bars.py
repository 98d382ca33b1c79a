"""What the bars above and below the deck say now."""

from collections.abc import Callable, Container, Mapping
from datetime import datetime

from hashtui.archive.kept import Condition
from hashtui.archive.kept import State as Archived
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import State
from hashtui.tui.bars import PaneName, SourceLamp, Useful, footer_line, top_line
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.deck import LEAST_SCREEN, Deck
from hashtui.tui.foot import FIXED_KEYS, Hints, hint_line
from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.pane_state import is_well, next_try_words
from hashtui.tui.source_names import name_of
from hashtui.tui.times import Times
from hashtui.tui.transport import speed_words
from hashtui.tui.typeset import Ink, Line, Run, plain
from hashtui.watch.health import Health

MOST_NOTICE_ROWS = 4
TYPING: Hints = ((("keep",), "keep"), (("complete",), "complete"), (("leave",), "as it was"))
"""What keys do in the filter's field."""


class DeckBars:
    """Makes the lines of the two bars; equal lines paint nothing."""

    def __init__(self, setup: Dashboard, deck: Deck, keys: Keys, streamed: Container[str] = ()) -> None:
        """`streamed` are the sources that had a stream once."""
        self._setup = setup
        self._deck = deck
        self._keys = keys
        self._streamed = streamed

    def top(self, width: int, now: datetime, times: Times) -> Line:
        """Panes, sources, the time."""
        setup, deck = self._setup, self._deck
        page = deck.page() if deck.panes else ()
        names = [
            PaneName(
                pane.number,
                str(pane.filter.label),
                len(pane.timeline.unseen),
                pane in page,
                0 if pane in page else len(pane.timeline.matter_unseen),
                pane.pulse.news.count,
            )
            for pane in deck.panes
        ]
        lamps = [*_archive_lamp(setup.archive_state), *_lamps(setup.watch.health, times, now, self._streamed)]
        hour = times.hour(now)
        return top_line(width, panes=names, lamps=lamps, clock=hour, mark=self._mark(), glyphs=setup.glyphs)

    def _mark(self) -> str:
        """What is shown where it is not what people say now."""
        replayed = self._setup.replayed
        return f"replay {speed_words(replayed.clock.speed)}" if replayed else "DEMO" if self._setup.demo else ""

    def footer(self, width: int, notice: str, *, typing: bool = False) -> list[Line]:
        """The keys, of the filter's field while somebody is `typing`; or the notice in as many rows as it needs."""
        if notice:
            rows = plain(notice, max(1, width - 2), Ink.NEWS)
            return [(Run(" ", Ink.TEXT), *row) for row in rows][:MOST_NOTICE_ROWS]
        if typing:
            return [hint_line(TYPING, {**FIXED_KEYS, **self._keys}, width - 1, self._setup.glyphs)]
        pane = self._deck.pane
        useful = Useful(
            following=pane is not None and pane.window.following,
            panes=len(self._deck.panes),
            posts=pane is not None and len(pane.timeline) > 0,
            zoomed=self._deck.zoomed,
            hidden=pane is not None and pane.timeline.hidden > 0,
            floored=pane is not None and pane.floor is not None,
        )
        return [footer_line(width, self._keys, useful, glyphs=self._setup.glyphs)]

    def no_pane(self) -> list[Line]:
        """What to do when every pane is closed."""
        keys = (("pane_add", "adds one"), ("undo", "brings back the last"), ("close", "quits"))
        hints = [(first_label(self._keys, one), words) for one, words in keys]
        lines: list[Line] = [(), (Run("   No pane is open.", Ink.TEXT),), ()]
        return lines + [(Run(f"     {key}", Ink.KEY), Run(f"  {words}", Ink.TEXT)) for key, words in hints if key]


def too_small(width: int, height: int) -> list[Line]:
    """The whole screen, when it is too small for anything else."""
    least, lowest = LEAST_SCREEN
    return plain(f"{width}x{height} is too small: {least}x{lowest} is the least.", max(1, width))[:height]


def _archive_lamp(state_of: Callable[[], Archived] | None) -> list[SourceLamp]:
    """The archive among the sources, while it takes nothing more."""
    state = None if state_of is None else state_of()
    if state is None or state.condition not in (Condition.FULL, Condition.BROKEN):
        return []
    return [SourceLamp("archive", State.REFUSED, state.condition.value)]


def _lamps(
    healths: Mapping[CleanLine, Health], times: Times, now: datetime, streamed: Container[str]
) -> list[SourceLamp]:
    return [
        SourceLamp(
            name_of(h.url),
            h.state,
            str(h.reason),
            since=times.hour(h.state_since),
            fell=h.state.is_up and not is_well(h, streamed),
            next_try=next_try_words(h, now),
        )
        for h in healths.values()
    ]
