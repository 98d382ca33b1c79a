"""A conversation of `--plain` over a watch that hears what a test lets it hear."""

from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta

from hashtui.cli.plain.reading import Lines
from hashtui.cli.plain.talk import Answer, Talk
from hashtui.clock import HandClock
from hashtui.config.config import Look
from hashtui.config.remembered import PanePlace, PaneSet
from hashtui.config.trusted import Trusted
from hashtui.filter import PaneFilter, read_panes
from hashtui.filter.rules import NO_RULES, Rules
from hashtui.post.post import Post
from hashtui.post.sighting import Heard
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.dashboard import Dashboard, Fresh
from hashtui.watch import Watch
from tests.posts import NOON, SOURCE, post, sighting
from tests.tui.bursts import hour_with
from tests.watch.sources import WrittenSource

LATER = NOON + timedelta(minutes=40)


class Programs:
    """What would be started, kept."""

    def __init__(self) -> None:
        self.started: list[Sequence[str]] = []

    def start(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started.append(argv)

    def feed(self, argv: Sequence[str], environment: Mapping[str, str], text: str) -> bool:
        self.started.append((*argv, text))
        return True


class Spoken:
    """The conversation, and everything around it that it is told and tells."""

    def __init__(
        self,
        *panes: str,
        rules: Rules = NO_RULES,
        look: Look | None = None,
        places: Sequence[PanePlace] = (),
        environment: Mapping[str, str] | None = None,
        past: tuple[PaneSet, ...] = (),
        trusted: Trusted | None = None,
        sensitivity: Sensitivity = Sensitivity.NORMAL,
    ) -> None:
        self.clock = HandClock(LATER)
        self.source = WrittenSource(SOURCE, self.clock)
        self.watch = Watch([self.source], self.clock)
        self.programs = Programs()
        self.kept: list[Trusted] = []
        self.remembered: list[tuple[list[str], tuple[PanePlace, ...]]] = []
        self.fresh: Fresh | None = None
        self.unwritten: list[str] = []
        """What turns out not to have been written of picks."""
        self.setup = Dashboard(
            watch=self.watch,
            clock=self.clock,
            panes=read_panes(panes),
            environment=environment or {},
            look=look or Look(),
            rules=rules,
            keep_trusted=self._keep,
            remember=self._remember,
            pane_places={place.pane: place for place in places},
            reread=self._reread,
            past=past,
            trusted=trusted or Trusted(),
            sensitivity=sensitivity,
            picks_trouble=lambda: self.unwritten.pop(0) if self.unwritten else "",
            zone=UTC,
        )
        self.talk = Talk(self.setup, runner=self.programs)

    def hear(self, *heard: Heard | Post) -> None:
        """Let the watch hear posts and what else a source says."""
        for one in heard:
            self.watch.admit(sighting(one) if isinstance(one, Post) else one)

    def hear_hour(self, *told: tuple[float, str]) -> None:
        """Let it hear a calm hour in which many tell these things at these minutes; five minutes later it is now."""
        self.clock.set_wall((NOON + timedelta(minutes=65) - self.clock.now()).total_seconds())
        self.hear(*hour_with(*told))

    def hear_posts(self, count: int, *, tag: str = "capcomnet") -> list[Post]:
        """Let it hear so many posts, the first written a minute after noon."""
        posts = [post(number, tags=(tag,)) for number in range(1, count + 1)]
        self.hear(*posts)
        return posts

    def answer(self, line: str) -> Answer:
        """What is answered to a line."""
        return self.talk.hear(line)

    def say(self, *lines: str) -> str:
        """What is answered to the last of these lines, as one text."""
        said: Lines = ()
        for line in lines:
            said = self.talk.hear(line).lines
        return "\n".join(said)

    async def ask(self, *lines: str) -> str:
        """The same, of what may take a while."""
        said: Lines = ()
        for line in lines:
            answer = self.talk.hear(line)
            said = (*answer.lines, *(await answer.errand() if answer.errand is not None else ()))
        return "\n".join(said)

    def _keep(self, trusted: Trusted) -> str:
        self.kept.append(trusted)
        return ""

    def _remember(self, panes: Sequence[PaneFilter], posts: int, places: Sequence[PanePlace] = ()) -> None:
        self.remembered.append(([str(pane) for pane in panes], tuple(places)))

    def _reread(self) -> Fresh | None:
        fresh, self.fresh = self.fresh, None
        return fresh
