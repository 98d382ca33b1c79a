"""What is told beside the usual day, a strand at a time. Each strand draws from a chance of its own, so that none
changes another, nor the day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.maker import Maker
from hashtui.sources.demo.programme import START
from hashtui.sources.demo.record import Happening, Moment, boosted
from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import Person, World

BEFORE = 4
"""Minutes that are left free before a fact."""
AFTER = 22
"""Minutes after its beginning in which a fact is still on everybody's lips."""


@dataclass(frozen=True, slots=True)
class Day:
    """The usual day, as it was played: what every strand may look at."""

    world: World
    facts: tuple[Fact, ...]
    told: tuple[Told, ...]
    spread: tuple[int, ...]
    """How many passed each of these posts on."""
    minutes: int

    def quiet(self, tag: str, length: int, between: tuple[int, int], random: Random) -> int | None:
        """A minute from which, for so long, nothing planted is told under the tag; None when the day is too short."""
        first, last = between[0], min(between[1], self.minutes - length - 5)
        if first >= last:
            return None
        facts = [fact.minute for fact in self.facts if tag in fact.tags]
        minutes = list(range(first, last))
        free = [m for m in minutes if all(m + length + BEFORE <= fact or fact + AFTER <= m for fact in facts)]
        return random.choice(free) if free else random.choice(minutes)


@dataclass(slots=True)
class Strand:
    """One strand: what its people say and pass on."""

    random: Random
    moments: list[Moment] = field(default_factory=list)
    _maker: Maker = field(init=False)

    def __post_init__(self) -> None:
        self._maker = Maker(self.random)

    def say(
        self, saying: Saying, author: Person, second: float, tags: Sequence[str], parent: Told | None = None
    ) -> Told:
        """A post, so many seconds into the event, heard soon after."""
        at = START + timedelta(milliseconds=int(second * 1000))
        post = self._maker.post(saying, author, at, tags, parent)
        heard_at = at + timedelta(milliseconds=self.random.randint(300, 6000))
        told = Told(post, author, tags[0], heard_at, "?" in saying.text, parent)
        self.moments.append(Moment(heard_at, Happening.NEW, told))
        return told

    def pass_on(self, told: Told, by: Person, second: float) -> None:
        """A boost, unless they have passed it on before, or it is not there (any more)."""
        at = START + timedelta(milliseconds=int(second * 1000))
        if by.author.key not in told.passed_on_by and told.is_there(at):
            self.moments.append(boosted(told, by, at, self.random))


def seconds(told: Told) -> float:
    """When it was heard, in seconds of the event."""
    return (told.heard_at - START).total_seconds()


def keys(told: Iterable[Told]) -> tuple[str, ...]:
    """The keys of posts."""
    return tuple(one.post.key for one in told)
