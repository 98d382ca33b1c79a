"""Makes the dashboard over a recording: what is played, on which clock, and the same again from another moment."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from hashtui.anthology.picks_file import PicksFile
from hashtui.aside import Aside
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.gathered import Collecting
from hashtui.cli.log import Log
from hashtui.cli.output import say
from hashtui.cli.rereading import Rereading
from hashtui.cli.screen import THEMES
from hashtui.clock import Clock, LocalZone, ReplayClock, SystemClock
from hashtui.config.places import usual_places
from hashtui.config.rules import rules_of
from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Trusted
from hashtui.errors import UsageError
from hashtui.filter import PaneFilter, Present, read_pane
from hashtui.post.tag import Tag
from hashtui.reading.summary.gathering import gathered, main_tags
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.tui.dashboard import Dashboard, Replayed
from hashtui.tui.glyphs import Glyphs
from hashtui.watch import Watch
from hashtui.watch.replay import Recording, ReplaySource, Timed, may_grow

EVERYTHING = "everything = since:1970-01-01T00:00:00Z"
MOST_TAGS = 4
LOOKED_AT = 5_000
"""So much is read at most to know which tags most posts have."""
PARTS = 20
"""Of a long recording that is read from so many places, equally far from one another."""


@dataclass(frozen=True, slots=True)
class _Span:
    first: datetime
    last: datetime


class Playing:
    """Makes the dashboard over a recording, and again whenever somebody goes back in it."""

    def __init__(
        self,
        recording: Recording,
        name: str,
        config_file: str | None,
        glyphs: Glyphs,
        *,
        speed: float | None,
        since: datetime | None = None,
        until: datetime | None = None,
        base: Clock | None = None,
        aside: Aside | None = None,
        is_written: Callable[[], bool] = lambda: False,
    ) -> None:
        """`base`: the clock of the person who looks; the machine's when none is given. `is_written`: it grows."""
        self._recording, self._name, self._glyphs = recording, name, glyphs
        self._config_file = config_file
        self._config = accepted(read_configuration(config_file, THEMES))
        self._speed, self._since, self._until = speed, since, until
        self._base: Clock = base or SystemClock()
        self._aside = aside or Aside()
        self._is_written = is_written
        places = usual_places()
        self._log = Log(places.log)
        self._said_of = TrustFile(places.trust)
        self._trusted = self._said_of.read(datetime.now(UTC))
        self._picks_file = PicksFile(places.picks)
        self._picks = self._picks_file.read(datetime.now(UTC))
        self.say_trouble()

    def say_trouble(self) -> None:
        """Why what was said of accounts, or picked, could not be read."""
        for trouble in filter(None, (self._said_of.trouble, self._picks_file.trouble)):
            say(trouble)

    def setup(self, panes: tuple[PaneFilter, ...], sensitivity: Sensitivity) -> Dashboard:
        """The dashboard at the beginning. UsageError when nothing is recorded of what is asked for."""
        tags = _tags_of(panes)
        span = self._span(tags)
        clock = ReplayClock(self._base, span.first, self._speed, end=self._end(span))
        shown = panes or self._panes(span)
        return self._dashboard(shown, clock, span, sensitivity, self._trusted)

    def _span(self, tags: frozenset[Tag] | None) -> _Span:
        found = self._recording.heard_span(tags)
        if found is None:
            asked = f" of {' '.join(map(str, tags))}" if tags else ""
            raise UsageError(
                f"nothing is recorded{asked} in {self._name}: hashtui record '#tag' collects into the archive"
            )
        first = max(found[0], self._since) if self._since else found[0]
        last = min(found[1], self._until) if self._until else found[1]
        if first > last:
            between = " to ".join(f"{one.astimezone(LocalZone()):%Y-%m-%dT%H:%M}" for one in found)
            raise UsageError(f"nothing is recorded in that time: {self._name} goes from {between}")
        return _Span(first, last)

    def _end(self, span: _Span) -> datetime | None:
        """Where it is over; None where it may still be written."""
        grows = self._until is None and (self._is_written() or may_grow(span.last, self._base.now()))
        return None if grows else span.last

    def _panes(self, span: _Span) -> tuple[PaneFilter, ...]:
        """The tags that most posts have; everything where these leave much out."""
        tags = main_tags(self._some(span).gathered(0, "").entries)[:MOST_TAGS]
        return tuple(read_pane(str(tag)) for tag in tags) or (read_pane(EVERYTHING, subscribes=False),)

    def _dashboard(
        self,
        panes: tuple[PaneFilter, ...],
        clock: ReplayClock,
        span: _Span,
        sensitivity: Sensitivity,
        trusted: Trusted,
    ) -> Dashboard:
        everything = any(not pane.tags for pane in panes)
        source = self._source(clock, everything=everything)

        def present() -> Present:
            return Present(clock.now())

        async def peaks() -> Sequence[Peak]:
            tags = () if everything else tuple(dict.fromkeys(tag for pane in panes for tag in pane.tags))
            return await self._aside.run(lambda: self._peaks(tags, sensitivity))

        def anew(moment: datetime, before: Dashboard) -> Dashboard:
            paused = clock.is_paused and not clock.is_over  # the end holds it, not the person
            again = ReplayClock(self._base, span.first, clock.speed, end=clock.end, paused=paused)
            again.skip_to(moment)
            made = self._dashboard(before.panes, again, span, before.sensitivity, before.trusted)
            left = replace(made, pane_places=before.pane_places, look=before.look, keys=before.keys)
            return replace(left, picks=before.picks)

        return Dashboard(
            watch=Watch([source], clock, log=self._log, alertness=None),
            clock=clock,
            panes=panes,
            environment=dict(os.environ),
            look=self._config.look,
            keys=self._config.keys,
            rules=rules_of(self._config, present()),
            trusted=trusted,
            keep_trusted=lambda said: self._said_of.keep(said, datetime.now(UTC)),
            reread_trusted=self._said_of.read_anew,
            picks=self._picks,
            keep_picks=lambda picks: self._picks_file.keep(picks, datetime.now(UTC)),
            reread_picks=self._picks_file.read_anew,
            picks_place=str(self._picks_file.path),
            reread=Rereading(self._config, self._config_file, THEMES, present),
            sensitivity=sensitivity,
            glyphs=self._glyphs,
            platform=sys.platform,
            nothing_older="--since leaves out what is older." if self._since else "The recording begins here.",
            replayed=Replayed(clock, span.first, anew, lambda: source.next_at, peaks),
        )

    def _source(self, clock: ReplayClock, *, everything: bool) -> ReplaySource:
        return ReplaySource(
            self._recording,
            clock,
            self._base,
            self._aside,
            name=self._name,
            since=self._since,
            until=self._until,
            everything=everything,
            now_due=clock.pause,
        )

    def _peaks(self, tags: tuple[Tag, ...], sensitivity: Sensitivity) -> Sequence[Peak]:
        from_all = self._collected(frozenset(tags) or None).gathered(0, "")
        chronicle = gathered(from_all.entries, from_all.boosts, tags=tags, sensitivity=sensitivity)
        return sorted(chronicle.peaks(), key=lambda peak: (peak.start, str(peak.tag)))

    def _collected(self, tags: frozenset[Tag] | None) -> Collecting:
        """Everything recorded of that, each post in the state it had at the end."""
        return self._taken(self._recording.heard(tags, self._since, self._until))

    def _some(self, span: _Span) -> Collecting:
        """All of a short recording; of a long one as much, of all its parts."""
        told = list(islice(self._recording.heard(None, span.first, self._until), LOOKED_AT + 1))
        if len(told) > LOOKED_AT:
            parts = [span.first + (span.last - span.first) * part / PARTS for part in range(PARTS)]
            each = LOOKED_AT // PARTS
            told = [one for part in parts for one in islice(self._recording.heard(None, part, self._until), each)]
        return self._taken(told)

    def _taken(self, told: Iterable[Timed]) -> Collecting:
        collecting = Collecting()
        watch = Watch((), self._base, room=10_000_000)
        watch.attach(collecting)
        for _, heard in told:
            watch.admit(heard)
        return collecting


def _tags_of(panes: Sequence[PaneFilter]) -> frozenset[Tag] | None:
    """The tags that are asked for; None: whatever there is."""
    if not panes or any(not pane.tags for pane in panes):
        return None
    return frozenset(tag for pane in panes for tag in pane.tags)
