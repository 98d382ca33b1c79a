"""Makes the dashboard over a recording: what is played, on which clock, and the same again from another moment."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from hashtui.anthology.picks_file import PicksFile
from hashtui.aside import Aside
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.log import Log
from hashtui.cli.output import say
from hashtui.cli.played import Played, Stretch
from hashtui.cli.recorded_peaks import RecordedPeaks
from hashtui.cli.rereading import Rereading
from hashtui.cli.screen import THEMES
from hashtui.clock import Clock, LocalZone, ReplayClock, SystemClock
from hashtui.config.file_aside import FileAside
from hashtui.config.places import usual_places
from hashtui.config.rules import rules_of
from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Trusted
from hashtui.filter import PaneFilter, Present, tags_of
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.post.tag import Tag
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.dashboard import Dashboard, Replayed
from hashtui.tui.glyphs import Glyphs
from hashtui.watch import Watch
from hashtui.watch.replay import Recording, ReplaySource


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
        apart: Recording | None = None,
        out: KeptOut = NOBODY,
    ) -> None:
        """`apart`: the same recording for looking into it while it is played; None: the one is enough for both.

        `base`: the clock of the person who looks; the machine's when none is given. `is_written`: it grows.
        `out`: who was forgotten, and is not told of out of a file either."""
        self._glyphs = glyphs
        self._config_file = config_file
        self._config = accepted(read_configuration(config_file, THEMES))
        self._speed = speed
        self._out = out
        self._base: Clock = base or SystemClock()
        self._played, self._apart = (
            Played(one, name, self._base, since=since, until=until, is_written=is_written)
            for one in (recording, apart or recording)
        )
        self._known_peaks: dict[tuple[tuple[Tag, ...], Sensitivity], RecordedPeaks] = {}
        self._aside = aside or Aside(at_once=1)
        self._looking = aside or Aside(at_once=1)
        places = usual_places()
        self._log = Log(places.log)
        self._said_of = TrustFile(places.trust)
        self._trusted = self._said_of.read(datetime.now(UTC))
        self._picks_file = PicksFile(places.picks)
        self._picks = self._picks_file.read(datetime.now(UTC))
        self._keeping_picks = FileAside(self._picks_file, self._picks, partial(datetime.now, UTC))
        self.say_trouble()

    def close(self) -> None:
        """At the end: have what was said and picked written, and say what could not be kept and why."""
        for trouble in filter(None, (self._said_of.settle(datetime.now(UTC)), self._keeping_picks.settle())):
            say(trouble)
        self.say_trouble()

    def say_trouble(self) -> None:
        """Why what was said of accounts, or picked, could not be read."""
        for trouble in filter(None, (self._said_of.trouble, self._picks_file.trouble)):
            say(trouble)

    def setup(self, panes: tuple[PaneFilter, ...], sensitivity: Sensitivity) -> Dashboard:
        """The dashboard at the beginning. UsageError when nothing is recorded of what is asked for."""
        span = self._played.span(frozenset(tags_of(panes)) or None)
        clock = ReplayClock(self._base, span.first, self._speed, end=self._played.end(span))
        shown = panes or self._played.panes(span)
        return self._dashboard(shown, clock, span, sensitivity, self._trusted)

    def _dashboard(
        self,
        panes: tuple[PaneFilter, ...],
        clock: ReplayClock,
        span: Stretch,
        sensitivity: Sensitivity,
        trusted: Trusted,
        begins: datetime | None = None,
    ) -> Dashboard:
        everything = any(not pane.tags for pane in panes)
        source = self._source(clock, begins, everything=everything)
        watch = Watch([source], clock, log=self._log, alertness=None)
        watch.keep_out(self._out)

        peaks = self._peaks(tags_of(panes), sensitivity)

        async def begin_of(moment: datetime) -> datetime | None:
            asked = None if everything else watch.follows.tags
            return await self._looking.run(lambda: self._apart.begin_of(asked, moment))

        def anew(moment: datetime, begin: datetime | None, before: Dashboard) -> Dashboard:
            again = self._on_its_way(clock, begin or span.first, moment)
            made = self._dashboard(before.panes, again, span, before.sensitivity, before.trusted, begin)
            look, keys = before.look, before.keys
            return replace(made, pane_places=before.pane_places, look=look, keys=keys, picks=before.picks)

        return Dashboard(
            watch=watch,
            clock=clock,
            panes=panes,
            environment=dict(os.environ),
            look=self._config.look,
            keys=self._config.keys,
            rules=rules_of(self._config, _present(clock)),
            trusted=trusted,
            keep_trusted=lambda said: self._said_of.keep(said, datetime.now(UTC)),
            reread_trusted=self._said_of.read_anew,
            picks=self._picks,
            keep_picks=self._keeping_picks.keep,
            reread_picks=self._keeping_picks.read_anew,
            picks_trouble=self._keeping_picks.trouble,
            picks_place=str(self._picks_file.path),
            reread=Rereading(self._config, self._config_file, THEMES, partial(_present, clock)),
            sensitivity=sensitivity,
            glyphs=self._glyphs,
            platform=sys.platform,
            nothing_older=self._nothing_older(begins),
            replayed=Replayed(clock, span.first, begins, begin_of, anew, lambda: source.next_at, peaks),
        )

    def _peaks(self, tags: tuple[Tag, ...], sensitivity: Sensitivity) -> RecordedPeaks:
        """Those known from before stay known."""
        asked = tags, sensitivity
        if asked not in self._known_peaks:
            self._known_peaks[asked] = RecordedPeaks(self._apart, tags, sensitivity, self._looking)
        return self._known_peaks[asked]

    def _on_its_way(self, clock: ReplayClock, begin: datetime, moment: datetime) -> ReplayClock:
        """One that goes as this does, on its way to the moment."""
        again = ReplayClock(self._base, begin, clock.speed, end=clock.end, paused=clock.is_held)
        again.seek(moment)
        return again

    def _nothing_older(self, begins: datetime | None) -> str:
        if begins is not None:
            when = f"{begins.astimezone(LocalZone()):%d %b %H:%M}".lstrip("0")
            return f"What was heard before {when} is left out, to be here soon."
        return "--since leaves out what is older." if self._played.since else "The recording begins here."

    def _source(self, clock: ReplayClock, begins: datetime | None, *, everything: bool) -> ReplaySource:
        return ReplaySource(
            self._played.recording,
            clock,
            self._base,
            self._aside,
            name=self._played.name,
            since=begins or self._played.since,
            until=self._played.until,
            everything=everything,
            now_due=clock.rest,
        )


def _present(clock: Clock) -> Present:
    return Present(clock.now())
