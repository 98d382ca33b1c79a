"""How a pane comes to be: with all that was heard before, and where it takes another's place, as that one was."""

from hashtui.config.config import Density
from hashtui.filter import PaneFilter
from hashtui.reading.moment import Moment
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.timeline import Timeline
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.feed import Feed, OneTimeline
from hashtui.tui.judging import Judging
from hashtui.tui.pane import Around, Pane, PaneLook
from hashtui.tui.pulse import Pulse


class PaneMaking:
    """Makes panes over timelines that are fed from then on."""

    def __init__(self, setup: Dashboard, look: PaneLook, around: Around, judging: Judging, feed: Feed) -> None:
        self.density = Density(setup.look.density)
        """How much of each post a new pane shows."""
        self._sensitivity = setup.sensitivity
        self._watch = setup.watch
        self._look = look
        self._around = around
        self._judging = judging
        self._feed = feed

    def make(self, pane_filter: PaneFilter, *, instead_of: Pane | None = None) -> Pane:
        """A pane for that filter; instead of another, what was seen of that and where one was reading stay."""
        same = instead_of is not None and instead_of.filter == pane_filter
        judging = self._judging
        if instead_of is not None and same:
            timeline = instead_of.timeline
            timeline.keep_out(self._watch.kept_out)  # somebody may have been forgotten while it was closed
            pulse = instead_of.pulse
        else:
            timeline = timeline_of(pane_filter, judging.moment(), judging.ruling())
            pulse = Pulse(
                timeline,
                judging.standing_of,
                judging.boosters,
                tags=pane_filter.tags,
                sensitivity=self._sensitivity,
            )
        pane = Pane(pane_filter, self._look, self.density, around=self._around, timeline=timeline, pulse=pulse)
        if instead_of is not None and same:
            pane.go_on_from(instead_of)
            pane.window.judge_anew(judging.now(), judging.ruling())
        self._watch.replay_to(OneTimeline(timeline))
        if instead_of is not None and not same:
            pane.go_on_from(instead_of)
            pane.sift_anew(judging.now())
        self._feed.timelines.append(timeline)
        return pane


def timeline_of(pane_filter: PaneFilter, moment: Moment | None = None, ruling: Ruling = NO_RULING) -> Timeline:
    """An empty timeline of what the filter wants; what only its tags want is hidden."""
    return Timeline(
        pane_filter.wants,
        pane_filter.concerns,
        tags=pane_filter.tags,
        moment=moment,
        ruling=ruling,
        heeds_mutes=not pane_filter.asks_for_trust,
    )
