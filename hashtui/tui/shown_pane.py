"""What the reader has a pane show of its posts: a filter, a floor, hidden ones, words behind a warning, peaks."""

from abc import abstractmethod
from collections.abc import Container
from datetime import datetime

from hashtui.reading.standing import Level
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.timeline import Timeline
from hashtui.tui.live_filter import LiveFilter
from hashtui.tui.painted import Painted
from hashtui.tui.pulse import Pulse
from hashtui.tui.relief import sifter
from hashtui.tui.window import Window


class ShownPane(Painted):
    """The part of a pane that is about which posts stand in it. Every change is painted at once."""

    timeline: Timeline
    window: Window
    pulse: Pulse

    def __init__(self) -> None:
        super().__init__()
        self.live: LiveFilter | None = None
        """What is typed over it."""
        self.floor: Level | None = None
        """Posts by accounts of a lower level are left out."""
        self.unfolded: set[str] = set()
        """Posts whose content warning was opened."""

    @abstractmethod
    def repaint(self) -> None:
        """Have the rows painted that differ from those on the screen."""

    def judge_authors(self, authors: Container[str], now: datetime) -> None:
        """The authors of these keys are something else to the reader now: what is shown of theirs may be other."""
        self.window.judge_anew(now, only=lambda entry: entry.post.author.key in authors)
        self.sift_anew(now)

    def sift(self, live: LiveFilter | None, now: datetime) -> None:
        """Show only what this filter lets through; None: everything again that stands on the floor."""
        self.live = live
        self.window.sift(sifter(None if live is None else live.node.judge, self.floor), now)
        self.repaint()

    def raise_floor(self, floor: Level | None, now: datetime) -> None:
        """Show only posts by accounts of this level and above; None: of all."""
        self.floor = floor
        self.sift(self.live, now)

    def sift_anew(self, now: datetime) -> None:
        """Ask again what the filter and the floor are about, if there is any."""
        if self.live is not None or self.floor is not None:
            self.sift(self.live, now)
        self.repaint()

    def unfold(self, key: str) -> None:
        """Show what a post says below its content warning, from now on."""
        self.unfolded.add(key)
        self.repaint()

    def show_hidden(self, on: bool) -> None:
        """Have hidden posts stand among the others, dimmed, or not."""
        self.window.show_hidden(on)
        self.repaint()

    @property
    def sensitivity(self) -> Sensitivity:
        """How little makes a peak here."""
        return self.pulse.sensitivity

    @sensitivity.setter
    def sensitivity(self, wanted: Sensitivity) -> None:
        self.pulse.sensitivity = wanted

    @property
    def is_busy(self) -> bool:
        """It has more to do than can be seen of its timeline: a filter goes on, posts are let in or read together."""
        return self.timeline.is_sifting or self.window.waiting > 0 or self.pulse.is_busy or self.timeline.is_over
