"""The deck's sink: where every post heard goes on its way to the panes."""

from hashtui.post.sighting import Admitted, Boost, Gap, Report, State
from hashtui.reading.timeline import Timeline


class Feed:
    """Hands every post to the timelines of all panes. It knows no widget."""

    def __init__(self) -> None:
        self.timelines: list[Timeline] = []
        self.noted = 0
        """How often something about a source was said."""
        self.streamed: set[str] = set()
        """Sources that had a stream: one of them that is only asked again and again has lost it."""

    def take(self, admitted: Admitted) -> None:
        for timeline in self.timelines:
            timeline.take(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """The states of sources are read from the watch's health; a hole is told in every pane it concerns."""
        self.noted += 1
        if isinstance(heard, Gap):
            for timeline in self.timelines:
                timeline.admit_gap(heard)
        elif isinstance(heard, Report) and heard.state is State.LIVE:
            self.streamed.add(heard.source)
