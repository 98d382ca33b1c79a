"""What a pane keeps: every post that concerns its tags, judged when it comes, changes or is asked about anew."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from hashtui.post.sighting import Admitted, Boost, Change
from hashtui.post.tag import Tag
from hashtui.reading.arrivals import Arrivals
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.order import Place, place_of
from hashtui.reading.rate import Rate
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.seen import Seen
from hashtui.reading.verdicts import NOT_ASKED, Verdicts
from hashtui.reading.view import View

LIMIT = 200_000
WHILE_READ = 2
"""So many times the limit is kept while somebody reads: what they read back goes when they follow again."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Unread:
    """What a moment asks for the keys of unread posts."""

    def __init__(self, has: Callable[[str], bool]) -> None:
        self._has = has

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._has(key)


class Stock:
    """Every post that concerns a pane's tags, each key once, hidden or not, and what was found of it.

    `revision` grows with every change a reader could see; `arrivals` lists the keys in the order they came, or came to
    be shown, so that whoever looked last at `len(arrivals)` knows what came since. An entry keeps its place for as long
    as it is here: edits and deletions never move it. A post that is not hidden stays so until somebody asks anew.
    `sights` grows when what was unseen, or matters, or is shown of it may be less or other than before: who counts,
    counts again.
    """

    def __init__(
        self,
        wants: Judge,
        concerns: Callable[[Entry], bool],
        *,
        tags: Iterable[Tag] = (),
        limit: int = LIMIT,
        moment: Moment | None = None,
        ruling: Ruling = NO_RULING,
        heeds_mutes: bool = True,
    ) -> None:
        """`tags` are those asked for: a post or a hole of none of them is not told here. None named: any.

        `limit` is for all that is stored. What is unread the moment learns here, and its `now` goes on from that given:
        a post is judged as of when it was heard, never earlier. `heeds_mutes` is for expressions that do not speak of
        trust themselves.
        """
        self._tags = frozenset(tags)
        self._concerns = concerns
        self._limit = limit
        self._at_once = max(1, limit // 20)
        """So many are forgotten at a time: one by one would be slow."""
        self._entries: dict[str, Entry] = {}
        self._view = View()
        self._seen = Seen()
        self.is_read = False
        """Somebody stands away from the newest post: what they read back is not let go of for new ones."""
        self.reached: Place | None = None
        """Down to where all that is kept elsewhere was read into it; None: nothing was."""
        self._floor: Place | None = None
        """Where the newest entry stood that was forgotten."""
        self._hidden_floor: Place | None = None
        self._hidden_before = 0
        """Hidden posts that are no longer kept."""
        self._moment = replace(moment or Moment(LONG_AGO), unread=_Unread(self._is_unread))
        self._now = self._moment.now
        """The latest that anybody said it is."""
        self._verdicts = Verdicts(wants, ruling, self._moment, heeds_mutes=heeds_mutes)
        self.arrivals: Arrivals[str] = Arrivals(limit)
        self.renewals: Arrivals[str] = Arrivals(limit)
        """Keys of posts that were here already and are in another state now."""
        self.passed_on: Arrivals[Boost] = Arrivals(limit)
        """The boosts of posts that are here."""
        self.rate = Rate()
        self.revision = 0
        self.sights = 0
        self.forgotten = 0

    @property
    def stored(self) -> int:
        """How many posts are kept, shown or not."""
        return len(self._view.all)

    @property
    def newest_at(self) -> datetime | None:
        """Where the newest post that is kept stands, shown or not."""
        return self._view.all[-1][0] if self._view.all else None

    @property
    def hidden(self) -> int:
        """How many posts of the followed tags are not wanted here, or hidden by a rule or as muted."""
        return len(self._verdicts.hidden) + self._hidden_before

    @property
    def unseen(self) -> set[str]:
        """Those that were not seen, none of them hidden."""
        return self._seen.unseen

    def take(self, admitted: Admitted, fresh: Entry | None = None) -> bool:
        """Take a post in, in its newest state; say whether anything changed for a reader.

        `fresh` is its entry if it is new here, when others were given the same: it is made, and folded, once.
        """
        sighting = admitted.sighting
        key = sighting.post.key
        known = self._entries.get(key)
        if known is not None:
            return self._renew(known.after(admitted), admitted.heard.received_at)
        if admitted.change is Change.DELETED or (self._tags and self._tags.isdisjoint(admitted.tags)):
            return False
        entry = fresh or Entry.first(admitted)
        place = (entry.stands_at, key)
        is_update = admitted.change is not Change.POST
        if is_update and self._floor is not None and place <= self._floor:
            return False  # it was here, or would have been, before the oldest were forgotten: it does not come back
        self._moment.now = max(self._now, sighting.received_at)
        why = self._verdicts.reason(entry)
        if why:
            if why == NOT_ASKED and not self._concerns(entry):
                return False
            if is_update and self._hidden_floor is not None and place <= self._hidden_floor:
                return False
            self._verdicts.hidden[key] = why
        self._entries[key] = entry
        self._view.store(place)
        if not why:
            self._come_in(entry, place)
        elif self._view.shows_hidden:
            self._enter_view(place)
        self.revision += 1
        if len(self._view.all) > self._most:
            self.let_go()
        return not why or self._view.shows_hidden

    def reconsider(self, keys: Iterable[str], now: datetime) -> None:
        """More may be wanted of these posts now, or matter: what comes to be wanted comes in as a late one does.

        What is shown stays.
        """
        self._now = self._moment.now = max(self._now, now)
        for key in keys:
            entry = self._entries.get(key)
            if entry is not None:
                self._look_again(entry)
                self.revision += 1

    def pass_on(self, boost: Boost) -> None:
        """Somebody passed a post on: noted when the post is here."""
        if boost.key in self._entries:
            self.passed_on.append(boost)

    def _renew(self, entry: Entry, now: datetime) -> bool:
        self._entries[entry.post.key] = entry
        self.renewals.append(entry.post.key)
        self._moment.now = max(self._now, now)
        self.revision += 1
        return self._look_again(entry)

    def _look_again(self, entry: Entry) -> bool:
        """Judge what is here already; say whether the reader can see it."""
        key, hidden = entry.key, self._verdicts.hidden
        if key not in hidden:
            self.sights += self._verdicts.note(entry)
            if self._view.admit(place_of(entry)):
                self.arrivals.append(key)
                self.sights += 1
            return True
        why = self._verdicts.reason(entry)
        if why:
            hidden[key] = why
            return self._view.shows_hidden
        del hidden[key]
        self.sights += 1
        self._come_in(entry, place_of(entry))
        return True

    def _come_in(self, entry: Entry, place: Place) -> None:
        """A post that is wanted has come, or has come to be wanted."""
        self._view.want(place)
        self._seen.come(place)
        self.rate.count(place[0])
        self._verdicts.note(entry)
        self._enter_view(place)

    def _enter_view(self, place: Place) -> None:
        self.arrivals.append(place[1])
        self._view.admit(place)

    @property
    def _most(self) -> int:
        return self._limit * WHILE_READ if self.is_read else self._limit

    def let_go(self) -> None:
        """Forget some of the oldest.

        Those of the hidden go first, unless there are few: a flood of them must not drive the others out.
        """
        hidden = self._verdicts.hidden
        if len(hidden) * 4 > self._limit:
            oldest = list(islice((place for place in self._view.all if place[1] in hidden), self._at_once))
            self._hidden_floor = max(self._hidden_floor or oldest[-1], oldest[-1])
            self._hidden_before += len(oldest)
        else:
            oldest, left = self._view.wanted[: self._at_once], self._view.wanted[self._at_once :][:1]
            self._floor = max(self._floor or oldest[-1], oldest[-1])
            self.reached = None if self.reached is None else max([self.reached, *left])
        self._let_go({key for _, key in oldest}, oldest[-1])
        self.revision += 1

    def _let_go(self, gone: set[str], last: Place) -> None:
        """These are no more, none of which stands after `last`."""
        self._view.forget(gone, last)
        self._seen.forget(gone)
        for key in gone:
            del self._entries[key]
            self._verdicts.hidden.pop(key, None)
            self._verdicts.drop(key)
        self.forgotten += len(gone)
        self.sights += 1

    def _is_unread(self, key: str) -> bool:
        if key in self._verdicts.hidden:
            return not self._seen.has_seen_hidden(key)
        return key in self._seen.unseen or key not in self._entries

    def entry(self, key: str) -> Entry | None:
        """The entry of that post, if it is here, hidden or not."""
        return self._entries.get(key)

    def why_hidden(self, key: str) -> str:
        """The name of the rule that hides it, `muted` or `not asked for`; empty when it is not hidden."""
        return self._verdicts.hidden.get(key, "")

    def reasons(self) -> Mapping[str, int]:
        """How many posts are hidden for which reason."""
        return Counter(self._verdicts.hidden.values())

    def matters(self, key: str) -> bool:
        """Whether the reader wants to be led to it."""
        return key in self._verdicts.mattering

    def style_of(self, key: str) -> str:
        """The words of the highlight that stresses it; empty when none does."""
        return self._verdicts.styles.get(key, "")

    def _judge(self, now: datetime, ruling: Ruling | None, only: Callable[[Entry], bool] | None) -> bool:
        """Judge all or some of the posts anew; say whether any is hidden that was not, or no more."""
        verdicts, turned = self._verdicts, False
        if ruling is not None:
            verdicts.ruling = ruling
        self._now = self._moment.now = now
        for key, entry in self._entries.items():
            if only is not None and not only(entry):
                continue
            was, why = verdicts.hidden.get(key, ""), verdicts.reason(entry)
            if why:
                verdicts.hidden[key] = why
                if not was:
                    self._seen.hide(key)
                    self.rate.discount(entry.stands_at)
                    verdicts.drop(key)
            else:
                if was:
                    del verdicts.hidden[key]
                    self._seen.come(place_of(entry))
                    self.rate.count(entry.stands_at)
                verdicts.note(entry)
            turned = turned or bool(was) != bool(why)
        return turned
