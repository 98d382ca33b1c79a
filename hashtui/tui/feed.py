"""The deck's sink: where every post heard goes on its way to the panes."""

from hashtui.post.sighting import Admitted, Boost, Gap, Report, State
from hashtui.reading.timeline import Timeline
from hashtui.tui.judging import Judging


class Feed:
    """Hands every post to the timelines of all panes. It knows no widget."""

    def __init__(self, judging: Judging) -> None:
        self.timelines: list[Timeline] = []
        self.noted = 0
        """How often something about a source was said."""
        self.streamed: set[str] = set()
        """Sources that had a stream: one of them that is only asked again and again has lost it."""
        self._judging = judging

    def take(self, admitted: Admitted) -> None:
        entry = self._judging.hear(admitted)
        for timeline in self.timelines:
            timeline.take(admitted, entry)
        self._judging.settle(admitted, self.timelines)

    def note(self, heard: Gap | Report | Boost) -> None:
        """The states of sources are read from the watch's health; a hole is told in every pane it concerns."""
        self.noted += 1
        match heard:
            case Boost():
                self._judging.pass_on(heard)
                for timeline in self.timelines:
                    timeline.pass_on(heard)
            case Gap():
                for timeline in self.timelines:
                    timeline.admit_gap(heard)
            case Report():
                if heard.state is State.LIVE:
                    self.streamed.add(heard.source)


class OneTimeline:
    """A sink for a pane that is opened later: what is known already is told to it alone."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def take(self, admitted: Admitted) -> None:
        self._timeline.take(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """Only holes are told again."""
        if isinstance(heard, Gap):
            self._timeline.admit_gap(heard)
