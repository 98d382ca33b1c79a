"""People who are not what they seem, or no good company: bots, shams, copycats, trolls, one who never stops."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from enum import Enum
from random import Random

from hashtui.sources.demo.programme import START
from hashtui.sources.demo.world import TAGS, Part, PeopleMaker, Person


class Sham(Enum):
    """What somebody is up to. The value is (least, most) followers and (least, most) days the account has existed."""

    BOT = (0, 35), (1, 25)
    RING = (180, 900), (60, 200)
    COPYCAT = (30, 300), (100, 900)
    TROLL = (5, 160), (200, 2500)
    CHATTERER = (40, 400), (300, 2500)


class Shams:
    """Makes them; none has the handle of anybody who is there."""

    def __init__(self, there: Iterable[Person], random: Random) -> None:
        self._random = random
        self._maker = PeopleMaker(random, (person.author.handle for person in there))

    def some(self, sham: Sham, count: int, french: float = 0.7) -> tuple[Person, ...]:
        """So many of them, this share of whom writes French."""
        return tuple(self._one(sham, "fr" if self._random.random() < french else "en") for _ in range(count))

    def _one(self, sham: Sham, language: str) -> Person:
        random = self._random
        followers, days = sham.value
        person = self._maker.person(Part.PUBLIC, random.choice(TAGS), language, 0.0)
        author = replace(
            person.author,
            followers=random.randint(*followers),
            following=random.randint(*followers) + 20,
            posts=random.randint(3, 4 + days[1]),
            since=(START - timedelta(days=random.randint(*days))).replace(hour=0),
            about=None if sham is Sham.BOT else person.author.about,
        )
        return replace(person, author=author)
