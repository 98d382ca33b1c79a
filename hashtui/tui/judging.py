"""What posts are judged by in every pane: the rules, what was said of accounts, how much each author wrote."""

from collections.abc import Container
from datetime import datetime

from hashtui.clock import Clock
from hashtui.config.trusted import Trusted
from hashtui.filter.completion import Met
from hashtui.filter.rules import Rule, Rules
from hashtui.post.post import Author
from hashtui.post.sighting import Admitted, Change
from hashtui.reading.authored import Authored
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.standing import Level
from hashtui.reading.timeline import Timeline
from hashtui.tui.alerts import Alerts

_NOTHING: frozenset[str] = frozenset()


class Judging:
    """One for all panes. Whoever takes posts calls `hear` before the timelines take one, and `settle` after that."""

    def __init__(self, rules: Rules, trusted: Trusted, clock: Clock, alerts: Alerts | None = None) -> None:
        """`trusted` and `rules` may be exchanged; the timelines are then judged anew with another `ruling`."""
        self.rules = rules
        self.trusted = trusted
        self.authored = Authored()
        self.met = Met()
        self._clock = clock
        self._alerts = alerts

    def ruling(self) -> Ruling:
        """The rules in force, as timelines ask them."""
        rules = self.rules

        def hidden_by(entry: Entry, moment: Moment) -> str:
            rule = rules.hidden_by(entry, moment)
            return "" if rule is None else rule.name

        def matters(entry: Entry, moment: Moment) -> bool:
            return rules.announced_by(entry, moment) is not None

        def style(entry: Entry, moment: Moment) -> str:
            rule = rules.highlighted_by(entry, moment)
            return "" if rule is None else rule.style

        usual = NO_RULING  # a question that no rule asks costs nothing
        return Ruling(
            hidden_by if rules.hide else usual.hidden_by,
            matters if rules.alert else usual.matters,
            style if rules.highlight else usual.style,
        )

    def now(self) -> datetime:
        """The moment."""
        return self._clock.now()

    def moment(self) -> Moment:
        """What is true now beyond the posts themselves; what is said of accounts is looked up when it is asked."""
        return Moment(self.now(), alerted=self.alerted, level_of=self.level_of, authored=self.authored.count)

    def level_of(self, author: Author) -> Level:
        """What the author is to the reader now."""
        return self.trusted.level_of(author)

    @property
    def alerted(self) -> Container[str]:
        """Keys of the posts that were announced."""
        return _NOTHING if self._alerts is None else self._alerts.alerted

    def hear(self, admitted: Admitted) -> Entry | None:
        """A post was heard: it counts for its author, and what stands in it may be asked for.

        The entry that all timelines may share; None when it is no new post.
        """
        if admitted.change is not Change.POST:
            return None
        entry = Entry.first(admitted)
        self.authored.see(entry)
        self.met.see(entry)
        return entry

    def settle(self, admitted: Admitted, timelines: list[Timeline]) -> None:
        """The timelines have it: what some pane shows may be announced."""
        if self._alerts is None or not self.rules.alert:
            return
        key = admitted.sighting.post.key
        for timeline in timelines:
            entry = timeline.entry(key)
            if entry is not None and not timeline.why_hidden(key):
                self._alerts.consider(entry, self.moment())
                return

    def why_it_matters(self, entry: Entry) -> Rule | None:
        """The rule by which a reader wants to be led to it."""
        moment = self.moment()
        return self.rules.announced_by(entry, moment) or self.rules.highlighted_by(entry, moment)
