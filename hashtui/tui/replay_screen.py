"""The deck over a recording: the same panes, with a row below them that holds and moves the time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Input

from hashtui.config.actions import Scope
from hashtui.config.remembered import PanePlace
from hashtui.errors import ArchiveError
from hashtui.post.sighting import State
from hashtui.reading.summary.peak import Peak
from hashtui.tui.bars import Bar
from hashtui.tui.dashboard import Dashboard, Replayed
from hashtui.tui.deck import is_too_small
from hashtui.tui.deck_screen import BINDINGS_OF_DECK, DeckScreen, Outside
from hashtui.tui.key_names import bindings_of, first_label
from hashtui.tui.opener import Opener
from hashtui.tui.peak_walk import PeakWalk
from hashtui.tui.time_field import TimeField
from hashtui.tui.transport import FORMS, Place, faster, read_goal, slower, speed_words, transport_line

LOOKS_ON_THE_WAY = 0.2
"""Seconds between two looks at the panes while it is on its way: looking would make the way longer."""
_REPLACED = ("follow", "peak_before", "peak_after")


def _bindings() -> list[BindingType]:
    own = bindings_of(
        "replay_pause",
        "replay_slower",
        "replay_faster",
        "replay_step",
        "replay_time",
        "replay_peak_before",
        "replay_peak_after",
    )
    rest = [one for one in BINDINGS_OF_DECK if getattr(one, "id", None) not in _REPLACED]
    return [*own, *rest]  # in a replay its own keys come first, whatever the configuration gave to others


class ReplayScreen(DeckScreen, inherit_bindings=False):
    """Panes over a recording. Time put ahead tells what lies between; put back, everything begins anew up to there."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings()
    HEARD: ClassVar[frozenset[Scope]] = DeckScreen.HEARD | {Scope.REPLAY}

    def __init__(
        self,
        setup: Dashboard,
        replayed: Replayed,
        opener: Opener,
        outside: Outside,
        begin_anew: Callable[[Dashboard], None],
        peaks: Sequence[Peak] | None = None,
    ) -> None:
        """`begin_anew` shows another dashboard in the place of this; `peaks` are those known from before."""
        super().__init__(setup, opener, outside)
        self.replayed = replayed
        self._begin_anew = begin_anew
        self.time_field = TimeField()
        self.peak_walk = PeakWalk(replayed, self.say, self.times, self._when)
        self.peak_walk.all = peaks
        self._left_from = replayed.clock.now()
        self._was_on_the_way = replayed.clock.goal is not None
        self._has_told_arrival = False
        self._look_by = 0.0

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if widget.id == "footer":
                yield Bar(id="transport")
                yield self.time_field
            yield widget

    def knowing(self) -> Sequence[object]:
        """What holds the posts it has heard, and what they say together."""
        panes = self.deck.panes
        judged = (self.judging.vouching, self.judging.authored, self.judging.boosters, self.judging.met)
        held = [held for pane in panes for held in (pane.timeline, pane.pulse, pane.pulse.chronicle)]
        return (self.setup.watch, *judged, self.judging, *held)

    def place(self) -> Place:
        """Where the replay is now."""
        clock = self.replayed.clock
        now = clock.now()
        return Place(
            now,
            self.replayed.first,
            max(clock.last, now),
            clock.speed,
            clock.is_paused,
            self.peak_walk.starts,
            told=self.replayed.next_at() if clock.is_behind else None,
            goal=clock.goal,
            left_from=self._left_from,
            begins=self.replayed.begins,
            over=clock.is_over,
            catches_up=not clock.is_paused and clock.is_in_the_present,
        )

    def _tick_if_stirred(self) -> None:
        on_the_way, seconds = self.replayed.clock.goal is not None, monotonic()
        if on_the_way and seconds < self._look_by:
            return
        self._look_by = seconds + LOOKS_ON_THE_WAY
        if self._was_on_the_way and not on_the_way:
            self._tell_arrival()
        self._was_on_the_way = on_the_way
        super()._tick_if_stirred()

    def _tell_arrival(self) -> None:
        said, begins = self.replayed.said, self.replayed.begins
        if begins is not None:
            left_out = f"What was heard before {self._when(begins)} is left out, of trust, peaks and summaries too."
            said = f"{said} · {left_out}" if said else left_out
        if said and not self._has_told_arrival:
            self.say(said)
        self._has_told_arrival = True
        self.tick()

    def tick(self) -> None:
        super().tick()
        if self.is_mounted:
            self._show_transport()

    def _show_transport(self) -> None:
        bar = self.query_one("#transport", Bar)
        bar.display = not is_too_small(self.size)
        line = transport_line(self.size.width, self.place(), self.keys, self.setup.zone, self.setup.glyphs)
        bar.show(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a time is typed the keys of panes do nothing."""
        if self.is_mounted and self.time_field.is_open:
            return action == "leave"
        return super().check_action(action, parameters)

    def action_replay_pause(self) -> None:
        """Hold the time, or let it run."""
        clock = self.replayed.clock
        if clock.is_paused and clock.is_over:
            self.say(f"This is the end of the recording; {first_label(self.keys, 'replay_time')} goes to a time.")
            return
        if clock.is_paused:
            clock.go_on()
        else:
            clock.pause()
        self.tick()

    def action_replay_slower(self) -> None:
        self._run_at(slower(self.replayed.clock.speed))

    def action_replay_faster(self) -> None:
        self._run_at(faster(self.replayed.clock.speed))

    def _run_at(self, speed: float | None) -> None:
        self.replayed.clock.run_at(speed)
        self.say(f"Replay {speed_words(speed)}" if speed is not None else "Replay without waiting")
        self.tick()

    def action_replay_step(self) -> None:
        """Hold, and go to the next thing that was heard."""
        goal, clock = self.replayed.next_at(), self.replayed.clock
        if clock.goal is not None:
            self.stay()
            return
        clock.pause()
        if goal is None:
            self.say("This is the end of the recording." if clock.is_over else "Nothing more was heard yet.")
        else:
            self.replayed.clock.skip_to(goal)
        self.tick()

    def action_replay_time(self) -> None:
        """Ask for the time to go to."""
        self.time_field.open(FORMS)

    def _close_field(self) -> None:
        self.time_field.close()
        self.deck.settle_page()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if not self.time_field.is_open:
            return
        event.stop()
        if not event.value.strip():
            self._close_field()
            return
        try:
            goal = read_goal(event.value, self.place(), self.setup.zone)
        except ValueError as error:
            self.say(str(error))
            return
        self._close_field()
        self.go_to(goal, "" if event.value.strip().endswith("%") else self._end_words(goal))

    def _end_words(self, goal: datetime) -> str:
        """That the recording has no more in that direction than the goal, if it has not."""
        place = self.place()
        if goal == place.first:
            return f"The recording begins at {self._when(goal)}."
        if goal < place.last:
            return ""
        is_open = self.replayed.clock.end is None
        return "Nothing later was heard yet: this is the present." if is_open else f"It ends at {self._when(goal)}."

    def action_leave(self) -> None:
        if self.time_field.is_open:
            self._close_field()
        elif not (self._stop_looking() or self.stay()):
            super().action_leave()

    def _stop_looking(self) -> bool:
        """Give up looking for a peak; whether that was done."""
        if not self.peak_walk.is_looking:
            return False
        self.workers.cancel_group(self, "peak")
        self.say("No more peaks are looked for.")
        return True

    def on_key(self, event: Key) -> None:
        if self.time_field.is_open:
            event.prevent_default()  # it is text: the deck need not hear of it

    def go_to(self, moment: datetime, words: str = "") -> None:
        """Be at that moment: what came before is there, nothing of what came after. Only the last wish counts.

        `words` say what is there.
        """
        self.run_worker(self._be_at(moment, words), exclusive=True, group="way")

    async def _be_at(self, moment: datetime, words: str) -> None:
        clock = self.replayed.clock
        try:
            begin = await self.replayed.begin_of(moment)
        except ArchiveError as error:
            self.say(str(error))
            return
        self._left_from = clock.now()
        if moment < clock.now() or (begin is not None and begin > clock.now()):
            anew = self.replayed.anew(moment, begin, self._as_left(moment))
            there = None if anew.replayed is None else replace(anew.replayed, said=words)
            self._begin_anew(replace(anew, replayed=there))
            return
        if words:
            self.say(words)
        if all(health.state is State.ENDED for health in self.setup.watch.health.values()):
            clock.skip_to(moment)  # nobody is left who would tell something on the way
        else:
            clock.seek(moment)
        self.tick()

    def stay(self) -> bool:
        """Give up the way that was begun, and be held where it has come to; whether there was one."""
        clock, goal = self.replayed.clock, self.replayed.clock.goal
        if goal is None:
            return False
        clock.stay()
        self._was_on_the_way = False
        self.say(f"Held at {self._when(clock.now())}, on the way to {self._when(goal)}.")
        self.tick()
        return True

    def _when(self, moment: datetime) -> str:
        times = self.times()
        hour, clock = times.hour(moment), times.clock(moment)
        return hour if hour == clock else f"{clock} {hour}"

    def _as_left(self, moment: datetime) -> Dashboard:
        """This dashboard, its panes as they are read; of one that goes back all is read already."""
        is_back = moment < self.replayed.clock.now()

        def left(place: PanePlace) -> PanePlace:
            return replace(place, seen_until=moment if is_back else place.seen_until, unseen=(), selected=None)

        places = {one.pane: left(one) for one in self._restoring.places(self.deck.panes, self.replayed.clock.now())}
        panes = tuple(pane.filter for pane in self.deck.panes)
        said, picks = self.judging.trusted, self.picking.picks
        return replace(self.setup, panes=panes, pane_places=places, trusted=said, picks=picks)

    def action_replay_peak_before(self) -> None:
        self.run_worker(self._walk_peaks(-1), exclusive=True, group="peak")

    def action_replay_peak_after(self) -> None:
        self.run_worker(self._walk_peaks(1), exclusive=True, group="peak")

    async def _walk_peaks(self, step: int) -> None:
        found = await self.peak_walk.beside(step)
        if found is not None:
            self.go_to(found[0].start, found[1])
