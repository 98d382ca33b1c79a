"""A source over a server on paper, with the clock in the test's hand."""

from random import Random

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret
from hashtui.sources.mastodon.source import MastodonSource
from hashtui.sources.source import Means
from tests.sources.paper import HOST, START, PaperServer


class Scene:
    """A clock that stands two hours after the first status, a server, and a source that asks it."""

    def __init__(self, *, token: str | None = None, seed: int = 1, url: str = HOST) -> None:
        self.clock = HandClock(START)
        self.server = PaperServer()
        config = SourceConfig(url, token=Secret(token) if token else None)
        self.source = MastodonSource(config, Means(self.clock, self.server), random=Random(seed))
