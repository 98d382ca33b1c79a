"""A source over a server on paper, with the clock in the test's hand."""

from datetime import timedelta
from random import Random

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.source import Means
from tests.sources.keeping import Kept
from tests.sources.paper import HOST, START, PaperServer


class Scene:
    """A clock that stands two hours after the first status, a server, and a source that asks it."""

    def __init__(
        self, *, token: str | None = None, seed: int = 1, url: str = HOST, kept: Kept | None = None, at: float = 0
    ) -> None:
        """`kept`: the cursors it begins with. `at`: how many seconds after START it begins."""
        self.clock = HandClock(START + timedelta(seconds=at))
        self.server = PaperServer()
        config = SourceConfig(url, token=Secret(token) if token else None)
        self.source = MastodonSource(
            config, Means(self.clock, self.server, resume=(kept or Kept()).resume), random=Random(seed)
        )
