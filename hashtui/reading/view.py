"""What is shown of a pane's posts: those that are wanted, all of them, or those that a filter lets through."""

from bisect import bisect_right
from collections.abc import Callable, Container

from hashtui.reading.order import Place, Sieve, index_of, put

FIRST_LOOKS = 2
"""How often a filter looks at a chunk of posts, older and newer, before its first results are shown."""


class View:
    """Places of all posts, of the wanted ones, and of those shown, each list oldest first.

    Always true: `shown` is `wanted`, with hidden posts shown it is `all`, under a filter what passed of either.
    """

    def __init__(self) -> None:
        self.all: list[Place] = []
        self.wanted: list[Place] = []
        self.shown = self.wanted
        self.shows_hidden = False
        self._passes: Callable[[str], bool] | None = None
        self._sieve: Sieve | None = None

    @property
    def base(self) -> list[Place]:
        """What a filter is given."""
        return self.all if self.shows_hidden else self.wanted

    @property
    def is_sifting(self) -> bool:
        """A filter has not looked at everything yet."""
        return self._sieve is not None and not self._sieve.is_done

    @property
    def sifted(self) -> tuple[int, int] | None:
        """How many pass the filter, of how many it has looked at; None without one."""
        return None if self._sieve is None else (len(self._sieve.order), self._sieve.judged(self.base))

    def store(self, place: Place) -> None:
        """A post is new here."""
        put(self.all, place)

    def want(self, place: Place) -> None:
        """A stored post is wanted."""
        put(self.wanted, place)

    def admit(self, place: Place) -> bool:
        """A post came into what the filter is given, or its entry changed; say whether the filter lets it in now."""
        return self._sieve is not None and self._sieve.admit(place)

    def forget(self, gone: set[str], last: Place) -> None:
        """These are no more, none of which stood after `last`."""
        for order in (self.all, self.wanted, *(() if self._sieve is None else (self.shown,))):
            end = bisect_right(order, last)
            order[:end] = [place for place in order[:end] if place[1] not in gone]

    def show_hidden(self, on: bool, around: Place | None) -> None:
        """Have the hidden ones among the others, or not; a filter begins again there."""
        self.shows_hidden = on
        self._begin(around)

    def want_others(self, hidden: Container[str], around: Place | None) -> None:
        """Wanted are all but these now."""
        self.wanted[:] = [place for place in self.all if place[1] not in hidden]
        self._begin(around)

    def sift(self, passes: Callable[[str], bool] | None, around: Place | None) -> None:
        """Show only what passes, looking there first; None: the filter is taken away."""
        self._passes = passes
        self._begin(around)

    def sift_on(self, goes_on: Callable[[], bool]) -> None:
        """Let the filter look at more, as long as it may."""
        if self._sieve is not None:
            self._sieve.look_on(self.base, goes_on)

    def _begin(self, around: Place | None) -> None:
        if self._passes is None:
            self._sieve, self.shown = None, self.base
            return
        self._sieve = Sieve(self._passes, around)
        self.shown = self._sieve.order
        chances = iter(range(FIRST_LOOKS))
        self._sieve.look_on(self.base, lambda: next(chances, None) is not None)

    def index(self, place: Place) -> int | None:
        """Where it is shown, counted from the oldest."""
        return index_of(self.shown, place)
