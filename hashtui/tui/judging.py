"""What posts are judged by in every pane: the rules, how far each author is trusted, how much each of them wrote."""

from collections import deque
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic

from hashtui.clock import Clock
from hashtui.config.trusted import Trusted
from hashtui.filter.completion import Met
from hashtui.filter.rules import Rules
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author
from hashtui.post.sighting import Admitted, Boost, Change
from hashtui.reading.authored import Authored
from hashtui.reading.boosters import Boosters
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.standing import Given, Level, Standing
from hashtui.reading.timeline import Timeline
from hashtui.reading.trust import Trust
from hashtui.reading.vouching import Vouching
from hashtui.tui.alerts import Alerts

LEISURE = 20.0
"""Working out who vouches for whom takes no more than this part of the time: it grows with the people heard."""
AT_ONCE = 64
"""So many posts are judged anew between two looks at the clock."""
BRIEF = 0.002
"""Seconds that make no difference."""
MOST_SPEAKING = 4096
_NOTHING: frozenset[str] = frozenset()


class Judging:
    """One for all panes. Whoever takes posts calls `hear` before the timelines take one, and `settle` after that.

    What is said of an account holds at once. What accounts do for one another is gathered when it is heard, and taken
    up by `take_up`, now and then; until then everybody's standing stays.
    """

    def __init__(self, rules: Rules, trusted: Trusted, clock: Clock, alerts: Alerts | None = None) -> None:
        """`rules` may be exchanged; the timelines are then judged anew with another `ruling`."""
        self.rules = rules
        self.vouching = Vouching()
        self.boosters = Boosters()
        self._trusted = trusted
        self._acquainted: dict[str, str] = {}
        """How the reader knows accounts by the networks they are logged in to, by key and by handle in lower case."""
        self.trust = Trust(self._given_of, self.vouching)
        self._rest_until = 0.0
        self._turned: deque[str] = deque()
        """Keys of the posts whose authors are something else to the reader, and that are to be judged anew."""
        self._speaking: dict[str, tuple[tuple[int, int], Author | None]] = {}
        """By a post's key who speaks most for it, and as of when."""
        self.authored = Authored()
        self.met = Met()
        self.picked: set[str] = set()
        """The keys of what was picked; whoever picks keeps it up."""
        self._clock = clock
        self._alerts = alerts

    def ruling(self) -> Ruling:
        """The rules in force, as timelines ask them."""
        rules = self.rules

        def hidden_by(entry: Entry, moment: Moment) -> str:
            rule = rules.hidden_by(entry, moment)
            return "" if rule is None else rule.name

        def matters(entry: Entry, moment: Moment) -> bool:
            trusted = rules.matters is not None and moment.level_of(entry.post.author) >= rules.matters
            return trusted or rules.announced_by(entry, moment) is not None

        def style(entry: Entry, moment: Moment) -> str:
            rule = rules.highlighted_by(entry, moment)
            return "" if rule is None else rule.style

        usual = NO_RULING  # a question that no rule asks costs nothing
        return Ruling(
            hidden_by if rules.hide else usual.hidden_by,
            matters if rules.alert or rules.matters is not None else usual.matters,
            style if rules.highlight else usual.style,
        )

    def now(self) -> datetime:
        """The moment."""
        return self._clock.now()

    def moment(self) -> Moment:
        """What is true now beyond the posts themselves; what is said of accounts is looked up when it is asked."""
        authored = self.authored.count
        return Moment(self.now(), alerted=self.alerted, level_of=self.level_of, authored=authored, picked=self.picked)

    @property
    def trusted(self) -> Trusted:
        """What was said of accounts."""
        return self._trusted

    def restate(self, trusted: Trusted) -> frozenset[str]:
        """This is said of accounts from now on. The keys of the authors who are something else to the reader by it."""
        self._trusted = trusted
        return self.trust.restate(self._given_of)

    def acquaint(self, known_by: Mapping[str, str]) -> frozenset[str]:
        """These are known too, by key or by handle in lower case. The keys of the authors who are others by it."""
        self._acquainted = {**known_by, **self._acquainted}
        return self.trust.restate(self._given_of)

    def _given_of(self, author: Author) -> Given:
        """What was said of them, else how they are known."""
        given = self._trusted.given_of(author)
        if given.known_by or not self._acquainted:
            return given
        known_by = self._acquainted.get(author.key) or self._acquainted.get(author.handle.lower())
        return replace(given, known_by=known_by) if known_by else given

    def level_of(self, author: Author) -> Level:
        """What the author is to the reader now."""
        return self.trust.level_of(author)

    def standing_of(self, author: Author) -> Standing:
        """The same, with what it rests on."""
        return self.trust.standing_of(author)

    def booster_of(self, key: str) -> Author | None:
        """Of those heard to pass that post on, whom the reader trusts most; None when nobody is vouched for."""
        boosts = self.boosters.of(key)
        if not boosts:
            return None
        now = self.trust.revision, len(boosts)
        known = self._speaking.get(key)
        if known is None or known[0] != now:
            if len(self._speaking) >= MOST_SPEAKING:
                self._speaking.clear()
            best = max((boost.by for boost in boosts), key=self.level_of)
            known = self._speaking[key] = now, best if self.level_of(best) >= Level.VOUCHED else None
        return known[1]

    def take_up(self, seconds: float) -> bool:
        """Take up what accounts did for one another, if it is time; say whether posts are to be judged anew for it."""
        if seconds >= self._rest_until:
            begin = monotonic()
            changed = self.trust.settle()
            took = monotonic() - begin
            self._rest_until = seconds + LEISURE * took if took > BRIEF else 0.0
            for author in changed:
                self._turned.extend(self.authored.posts_of(author))
        return bool(self._turned)

    def turned(self) -> Sequence[str]:
        """The next of the posts to be judged anew."""
        return [self._turned.popleft() for _ in range(min(AT_ONCE, len(self._turned)))]

    @property
    def is_busy(self) -> bool:
        """There are posts to be judged anew."""
        return bool(self._turned)

    @property
    def alerted(self) -> Container[str]:
        """Keys of the posts that were announced."""
        return _NOTHING if self._alerts is None else self._alerts.alerted

    def hear(self, admitted: Admitted) -> Entry | None:
        """A post was heard: it counts for its author, and what stands in it may be asked for.

        The entry that all timelines may share; None when it is no new post.
        """
        sighting = admitted.sighting
        if admitted.change is Change.EDITED:
            self.vouching.see(sighting.post)
        if admitted.change is not Change.POST:
            return None
        self.vouching.see(sighting.post, f"{sighting.source}#{sighting.local_id}" if sighting.local_id else "")
        entry = Entry.first(admitted)
        self.authored.see(entry)
        self.met.see(entry)
        return entry

    def pass_on(self, boost: Boost) -> None:
        """Somebody passed a post on."""
        self.vouching.pass_on(boost)
        self.boosters.pass_on(boost)

    def keep_out(self, out: KeptOut, posts: Iterable[str]) -> frozenset[str]:
        """These people said and did nothing, and wrote none of these posts.

        The keys of the authors who are something else to the reader by it.
        """
        self.vouching.keep_out(out)
        self.boosters.keep_out(out)
        self.met.forget_handles(out.names)
        self._speaking.clear()
        if self._alerts is not None:
            self._alerts.drop(posts)
        return self.trust.restate(self._given_of)

    def settle(self, admitted: Admitted, timelines: list[Timeline]) -> None:
        """The timelines have it: what some pane shows may be announced."""
        if self._alerts is None or not (self.rules.alert or self.rules.notify):
            return
        key = admitted.sighting.post.key
        for timeline in timelines:
            entry = timeline.entry(key)
            if entry is not None and not timeline.why_hidden(key):
                self._alerts.consider(entry, self.moment())
                return

    def why_it_matters(self, entry: Entry) -> str:
        """The rule by which a reader wants to be led to it, else what its author is; empty when it does not matter."""
        moment, level = self.moment(), self.level_of(entry.post.author)
        rule = self.rules.announced_by(entry, moment) or self.rules.highlighted_by(entry, moment)
        if rule is not None:
            return rule.name
        return level.word if self.rules.matters is not None and level >= self.rules.matters else ""
