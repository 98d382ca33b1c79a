"""The conversation of `--plain`: a line in, sentences out. It knows no terminal and prints nothing by itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from hashtui.cli.plain.catching_up import CatchUpTalk
from hashtui.cli.plain.deck import PlainDeck, PlainPane
from hashtui.cli.plain.exporting import ExportTalk
from hashtui.cli.plain.letters import NEXT, Letters, NotUnderstood
from hashtui.cli.plain.panes import PaneTalk, Undo, complaint
from hashtui.cli.plain.peaks import PeakTalk
from hashtui.cli.plain.people import PersonTalk
from hashtui.cli.plain.picking import PickTalk
from hashtui.cli.plain.posts import PostTalk
from hashtui.cli.plain.reading import Lines, Reading
from hashtui.cli.plain.recital import Turn
from hashtui.cli.plain.states import empty_sentences, pane_sentence, source_sentences
from hashtui.cli.plain.summing import SummaryTalk
from hashtui.cli.plain.trusting import TrustTalk
from hashtui.cli.plain.words import Speech, closed
from hashtui.config.actions import ACTIONS
from hashtui.config.config import Density
from hashtui.errors import FilterError
from hashtui.filter import Present, read_pane
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.tui.alerts import Alerts
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.field_words import panes_of
from hashtui.tui.judging import Judging
from hashtui.tui.opener import Runner
from hashtui.tui.times import Times

ASK = "Which hashtags do you want to follow? For example: capcomnet paris20. An empty line quits."
MOST_PAST = 3
"""So many sets of panes of other days are offered."""
ASIDE = frozenset(
    {
        *(
            "open_post",
            "copy_link",
            "copy_text",
            "browser",
            "author",
            "note",
            "versions",
            "mute",
            "trust",
            "why",
            "undo",
            "pick",
            "picks",
            "export",
        ),
        *("density", "sources", "help", "commands", "summary", "summary_all", "catch_up"),
    }
)
"""What one may ask in between: after it Enter goes on with what was being told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a line."""

    lines: Lines
    errand: Callable[[], Awaitable[Lines]] | None = None
    """What takes a while; what comes of it is said before the next line is heard."""
    ends: bool = False


class Talk:
    """One conversation over a running watch. Nothing is said but in answer to a line."""

    def __init__(self, setup: Dashboard, alerts: Alerts | None = None, runner: Runner | None = None) -> None:
        """`alerts` rings for what rules announce; `runner` starts other programs, a browser."""
        self._setup = setup
        self._alerts = alerts
        self._judging = judging = Judging(setup.rules, setup.trusted, setup.clock, alerts)
        self._look = setup.look
        self._letters = Letters(setup.keys_in_force())
        self._deck = deck = PlainDeck(setup.watch, judging, setup.pane_places, setup.sensitivity, setup.recalling)
        self._undo = Undo(lambda: self._letters.say("undo"))
        self._reading = Reading(self._deck, setup.look.density, self._speech, self._why_nothing)
        self._panes = PaneTalk(self._deck, self._undo, self._present, self._sentence)
        self._posts = PostTalk(setup, self._deck, self._reading, judging, self._undo, runner)
        self._people = PersonTalk(setup, self._reading, judging, self._undo)
        self._trust = TrustTalk(setup, self._deck, self._reading, judging, self._undo)
        self._picks = PickTalk(setup, deck, self._reading, judging, self._undo, self._speech)
        self._turn = Turn()
        clock, letter = setup.clock, self._letter
        self._peaks = PeakTalk(deck, self._reading, self._undo, clock, self._speech)
        self._sums = SummaryTalk(deck, self._reading, judging, self._turn, clock, self._speech, letter)
        self._exports = ExportTalk(setup, deck, judging, self._picks.picking, letter)
        self._missed = CatchUpTalk(deck, self._reading, judging, self._turn, clock, self._speech, letter)
        self._acts = self._table()
        self._errands = self._table_of_errands()
        self._remembered: tuple[str, ...] = ()
        self._news: Lines = ()
        """What became of a saved configuration and was not told yet."""
        self._asks = not setup.panes
        """Nothing was followed yet: a line names tags."""
        if setup.panes:
            self._deck.open(setup.panes)

    def opening(self) -> Lines:
        """What is followed, and how to go on."""
        demo = ("This is the demo: made-up people and posts.",) if self._setup.demo else ()
        if self._asks:
            return (*demo, ASK, *self._past())
        return (*demo, *self._how_to_go_on())

    def hear(self, line: str) -> Answer:
        """Answer one line."""
        self._reread()
        self._deck.take_up_trust()
        news, self._news = (*self._picks.trouble(), *self._news), ()
        answer = self._first_panes(line) if self._asks else self._do(line)
        self.remember(only_changed=True)
        return Answer((*news, *answer.lines), answer.errand, answer.ends)

    def remember(self, *, only_changed: bool = False) -> None:
        """Keep the panes, and where each is left, for the next time."""
        self._picks.settle()
        panes = tuple(str(pane.filter) for pane in self._deck.panes)
        if self._asks or (only_changed and panes == self._remembered):
            return
        self._remembered = panes
        posts = sum(len(pane.timeline) for pane in self._deck.panes)
        self._setup.remember([pane.filter for pane in self._deck.panes], posts, self._deck.places())

    def tick(self) -> None:
        """What goes on between two lines, about once a second: a saved configuration is read, alerts are heard."""
        self._reread()
        self._picks.settle()
        self._deck.take_up_trust()
        self._deck.feel_pulses()
        if self._alerts is not None:
            self._alerts.tick(self._setup.clock.now(), monotonic(), self._deck.is_unheard)

    @property
    def heard(self) -> int:
        """How many posts are there by now."""
        return sum(len(pane.timeline) + pane.timeline.hidden for pane in self._deck.panes)

    def _do(self, line: str) -> Answer:
        answered = self._trust.answered(line)
        if answered:
            return Answer(answered)
        asked = self._letters.read(line)
        if isinstance(asked, NotUnderstood):
            return Answer((asked.words,))
        if asked.id == NEXT and not clean_line(line):
            more = self._turn.go_on()
            if more is not None:
                return Answer(more)
        if asked.id not in ASIDE:
            self._turn.leave()
        if asked.id == "close":
            return Answer((), ends=True)
        if asked.id in self._errands:
            return Answer(*self._errands[asked.id](asked.rest))
        before = self._deck.pane
        said = self._acts[asked.id](asked.rest)
        if self._deck.pane is not before:
            self._turn.leave()  # what was undone leads elsewhere
        return Answer(said)

    def _letter(self, action_id: str) -> str:
        return self._letters.say(action_id)

    def _table_of_errands(self) -> dict[str, Callable[[str], tuple[Lines, Callable[[], Awaitable[Lines]] | None]]]:
        """What may take a while."""
        return {
            "open_post": lambda _: self._posts.open(),
            "page_down": lambda _: self._posts.older(),
            "versions": lambda _: self._people.changes(),
            "peak_before": self._peaks.before,
            "peak_after": self._peaks.after,
            "sensitivity": self._peaks.sensitivity,
            "summary": self._sums.of_pane,
            "summary_all": self._sums.of_all,
            "catch_up": self._missed.catch_up,
            "export": self._exports.export,
        }

    def _table(self) -> dict[str, Callable[[str], Lines]]:
        reading, panes, posts = self._reading, self._panes, self._posts
        return {
            "next_unseen": lambda _: reading.next_unheard(),
            "next_matters": lambda _: reading.next_matters(self._judging.alerted),
            "post_up": lambda _: reading.newer(),
            "post_down": lambda _: reading.older(),
            "newest": lambda _: reading.newest(),
            "oldest": lambda _: reading.oldest(),
            "back": lambda _: reading.back(),
            "seen": lambda _: posts.seen(),
            "density": lambda _: posts.other_density(),
            "browser": posts.browse,
            "copy_link": posts.copy_link,
            "copy_text": lambda _: posts.copy_text(),
            "mute": lambda _: posts.mute(),
            "pick": lambda _: self._picks.pick(),
            "picks": lambda _: self._picks.picks(),
            "trust": self._trust.trust,
            "why": self._trust.why,
            "relief": self._trust.relief,
            "author": lambda _: self._people.person(),
            "note": self._people.note,
            "pane_number": panes.number,
            "pane_left": panes.left,
            "pane_right": panes.right,
            "pane_add": panes.add,
            "pane_edit": panes.edit,
            "pane_close": panes.close,
            "move_left": lambda _: panes.move(-1),
            "move_right": lambda _: panes.move(1),
            "filter": panes.filter,
            "hidden": panes.hidden,
            "undo": lambda _: self._undo.back(),
            "sources": lambda _: self._sources(),
            "help": lambda _: self._letters.help(),
            "commands": lambda _: self._letters.help(),
        }

    def _first_panes(self, line: str) -> Answer:
        """The answer to the question what to follow."""
        text = clean_line(line)
        if not text or text in ("q", "quit", "exit"):
            return Answer((), ends=True)
        if text.isdecimal() and 0 < int(text[:3]) <= len(self._setup.past[:MOST_PAST]):
            wanted = self._setup.past[int(text[:3]) - 1].panes
        else:
            wanted = ()
        try:
            present = self._present()
            filters = tuple(read_pane(one, present) for one in wanted) or panes_of(text, present)
        except FilterError as error:
            return Answer((*complaint(error), ASK))
        if not filters:
            return Answer((ASK,))
        self._deck.open(filters)
        self._asks = False
        return Answer((), errand=self._after_a_while)

    async def _after_a_while(self) -> Lines:
        """What is followed, once the sources had time to answer."""
        await self.settle()
        return self._how_to_go_on()

    async def settle(self, patience: float = 3.0, quiet: float = 0.3) -> None:
        """Return once the sources gave what they hold at hand, or after so many seconds."""
        clock = self._setup.clock
        began = since = clock.monotonic()
        heard = -1
        while clock.monotonic() - began < patience:
            if self.heard != heard:
                heard, since = self.heard, clock.monotonic()
            elif heard and clock.monotonic() - since >= quiet:
                return
            await clock.sleep(0.05)

    def _past(self) -> Lines:
        return tuple(
            f"Or type {number} for {' and '.join(map(clean_line, past.panes))}."
            for number, past in enumerate(self._setup.past[:MOST_PAST], 1)
        )

    def _how_to_go_on(self) -> Lines:
        deck = self._deck
        help_ = self._letters.say("help")
        how = f"Enter for the next{f', {help_} for the letters' if help_ else ''}."
        if len(deck.panes) == 1:
            return (f"{self._sentence(deck.panes[0])} {how}",)
        lines = [f"Pane {number}, {self._sentence(pane)}" for number, pane in enumerate(deck.panes, 1)]
        return (*lines, f"In pane {deck.active + 1}. {how}")

    def _sources(self) -> Lines:
        watch = self._setup.watch
        return source_sentences(tuple(watch.health.values()), watch.gaps, self._speech())

    def _sentence(self, pane: PlainPane) -> str:
        return pane_sentence(pane, tuple(self._setup.watch.health.values()), self._speech(), self._deck.streamed)

    def _why_nothing(self, pane: PlainPane) -> Lines:
        return empty_sentences(pane, tuple(self._setup.watch.health.values()), self._speech())

    def _present(self) -> Present:
        return Present(self._setup.clock.now(), self._setup.zone)

    def _speech(self, density: Density = Density.SHORT) -> Speech:
        now = self._setup.clock.now()
        times = Times.at(now, self._look.time, self._setup.zone)
        return Speech(times, now, density, self._judging.level_of, self._known)

    def _known(self, key: str) -> Post | None:
        admitted = self._setup.watch.known(key)
        return None if admitted is None else admitted.sighting.post

    def _reread(self) -> None:
        """Where the configuration was saved, what it says now is in force, and the next answer tells so."""
        self._deck.keep_out()
        fresh = self._setup.reread()
        if fresh is None:
            return
        if fresh.look.density is not self._look.density:
            self._reading.density = fresh.look.density
        self._look = fresh.look
        self._letters = Letters({action.id: tuple(fresh.keys.get(action.id, action.keys)) for action in ACTIONS})
        self._judging.rules = fresh.rules
        if self._alerts is not None:
            self._alerts.rules = fresh.rules
        self._deck.judge_anew()
        self._news = tuple(map(closed, filter(None, (fresh.trouble, fresh.said))))
