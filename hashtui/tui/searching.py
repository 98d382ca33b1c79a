"""One search of the archive after another, beside the loop: the latest question is the one that is answered."""

from asyncio import Lock
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from hashtui.archive.kept import Span
from hashtui.archive.reader import Reader
from hashtui.archive.search import Found, Search
from hashtui.aside import Aside
from hashtui.errors import ArchiveError
from hashtui.filter.possible import possible
from hashtui.filter.ranking import ranked, sought
from hashtui.filter.tree import Node, Term, terms_in
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level
from hashtui.tui.judging import Judging

PAGE = 50
"""Posts that are looked for at a time."""
SLICE = 0.2
"""Seconds after which it is told how far it came."""
_NO_TIME = timedelta(0)
RANKED = 2_000
"""The best are looked for among so many of the newest."""

MOST_BEST = 300
"""Of these so many are shown."""


class Order(StrEnum):
    """In which order they stand; the value is the words for it."""

    NEWEST = "newest first"
    BEST = "best first"


@dataclass(slots=True)
class Results:
    """What was found so far for one question."""

    tree: Node
    order: Order
    entries: list[Entry] = field(default_factory=list)
    hidden: int = 0
    """Posts that are meant, and hidden by rules or mutes."""
    looked_at: int = 0
    back_to: datetime | None = None
    is_whole: bool = False
    """There is nothing more to be found."""
    is_busy: bool = True
    of: int = 0
    """Among so many the best were looked for."""


class Searching:
    """Asks a reader of its own. Every answer is told; while a slice of time is looked through the keys are heard."""

    def __init__(
        self,
        records: Callable[[], Reader],
        judging: Judging,
        run: Callable[[Coroutine[None, None, None]], object],
        told: Callable[[], None],
    ) -> None:
        """`records` opens a reader; `told` hears of everything new."""
        self._records, self._judging, self._run, self._told = records, judging, run, told
        self._aside = Aside(at_once=1)
        self._opening = Lock()
        self._is_closed = False
        self._reader: Reader | None = None
        self._search: Search | None = None
        self._moment = judging.moment()
        self._decided: set[str] = set()
        """Keys of the posts of which it was found out beside the loop that they are meant."""
        self.results: Results | None = None
        """Of the question asked last; None: nothing was asked."""
        self.span: Span | None = None
        """What there is to be searched, once that is known."""
        self.trouble = ""
        """Why the archive cannot be read."""
        self.is_open = False
        """It is known what there is to be searched, or why nothing is."""

    def open(self) -> None:
        """Look what there is."""
        self._run(self._open())

    def look_for(self, tree: Node | None, order: Order) -> None:
        """Ask this; whatever was asked before is given up. None: nothing."""
        if self._search is not None:
            self._search.give_up()
        self._search = None
        self.trouble = ""
        self.results = None if tree is None else Results(tree, order)
        if self.results is not None:
            self._run(self._answer(self.results, RANKED if order is Order.BEST else PAGE))
        self._told()

    def more(self) -> None:
        """Look on for older posts."""
        results = self.results
        if results is not None and not results.is_busy and not results.is_whole and results.order is Order.NEWEST:
            results.is_busy = True
            self._run(self._answer(results, len(results.entries) + PAGE))
            self._told()

    def close(self) -> None:
        """Nothing is asked any more."""
        if self._search is not None:
            self._search.give_up()
        self.results = None
        self._run(self._close())

    async def _close(self) -> None:
        async with self._opening:
            reader, self._reader, self._is_closed = self._reader, None, True
        if reader is not None:
            await self._aside.run(reader.close)

    async def _open(self) -> None:
        try:
            reader = await self._opened()
            if reader is None:
                return
            self.span = await self._aside.run(partial(reader.span, None))
        except ArchiveError as error:
            self.trouble = str(error)
        self.is_open = True
        self._told()

    async def _opened(self) -> Reader | None:
        async with self._opening:
            if self._reader is None and not self._is_closed:
                self._reader = await self._aside.run(self._records)
            return self._reader

    async def _answer(self, results: Results, wanted: int) -> None:
        """Look until there are so many, slice by slice, for as long as that is the question."""
        try:
            reader = await self._opened()
            if reader is None or self.results is not results:
                return
            if self._search is None:
                self._search = self._begun(reader, results.tree)
            search = self._search
            while not results.is_whole and len(results.entries) < wanted and self.results is results:
                found = await self._aside.run(partial(search.page, PAGE, SLICE))
                if self.results is results:
                    self._take(results, found)
            if results.order is Order.BEST and self.results is results:
                results.of = len(results.entries)
                best = partial(ranked, tuple(results.entries), sought(results.tree))
                results.entries = list(await self._aside.run(best))[:MOST_BEST]
        except ArchiveError as error:
            self.trouble = str(error)
        results.is_busy = False
        if self.results is results:
            self._told()

    def _begun(self, reader: Reader, tree: Node) -> Search:
        """What is known of people and of this session is asked here and not beside the loop, where it changes."""
        authored = reader.candidates().authored
        guess, at, decided = possible(tree, _is_of_the_post), self._judging.now(), set[str]()
        self._moment = self._judging.moment()
        self._moment.authored = authored
        moment = Moment(at, authored=authored)
        caps = any(term.name == "per_author" for rule in self._judging.rules.hide for term in terms_in(rule.when))

        def judge(entry: Entry) -> bool:
            said = guess(entry, moment)
            if said:
                decided.add(entry.key)
            if caps and said is not False:
                authored(entry, _NO_TIME)  # what a rule asks then is known already, and read beside the loop
            return said is not False

        self._decided = decided
        return reader.search(tree, judge, at)

    def _take(self, results: Results, found: Found) -> None:
        rules, moment = self._judging.rules, self._moment
        asks_for_trust = any(term.name == "trust" for term in terms_in(results.tree))
        for entry in found.entries:
            if entry.key not in self._decided and not results.tree.judge(entry, moment):
                continue
            is_muted = moment.level_of(entry.post.author) is Level.MUTED and not asks_for_trust
            if is_muted or rules.hidden_by(entry, moment) is not None:
                results.hidden += 1
            else:
                results.entries.append(entry)
        results.looked_at, results.is_whole, results.back_to = found.looked_at, found.is_whole, found.back_to
        self._told()


def _is_of_the_post(term: Term) -> bool:
    """The post alone, or the archive, says whether it is true."""
    return term.name != "trust" and term.text not in ("is:unread", "is:picked", "is:alert")
