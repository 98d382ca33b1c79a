"""What is said of accounts on the deck, and what becomes of the panes by that and by what accounts do for others."""

from time import monotonic

from hashtui.config.trusted import Trusted
from hashtui.post.post import Author
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.filtering_keys import FilteringKeys

LOOK = 0.008
"""Seconds of a look that judging posts anew may take, because of what accounts did for one another."""


class TrustingKeys(FilteringKeys):
    """The part of the deck's screen that knows whom the reader trusts."""

    setup: Dashboard

    def keep_trusted(self, trusted: Trusted) -> str:
        """Put in force what was said of accounts, and write it down; why that failed, or nothing."""
        turned, now = self.judging.restate(trusted), self.judging.now()
        for pane in self.deck.panes:
            pane.judge_authors(turned, now)
        return self.setup.keep_trusted(trusted)

    def put_muted(self, author: Author, *, on: bool) -> str:
        return self.keep_trusted(self.judging.trusted.with_muted(author, on))

    def take_up_trust(self, seconds: float) -> None:
        """Now and then: judge the posts anew of those whom others speak for, or no more. Nothing shown goes by it."""
        if not self.judging.take_up(seconds):
            return
        now, until = self.judging.now(), monotonic() + LOOK
        while monotonic() < until and (turned := self.judging.turned()):
            for pane in self.deck.panes:
                pane.timeline.reconsider(turned, now)
