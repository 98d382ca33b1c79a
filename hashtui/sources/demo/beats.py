"""When somebody will speak, and on what occasion: strands of beats, laid side by side over the day.

The background, the programme and the planted facts are a strand each, played by the same people. What misbehaves is
beside them: see `adversity`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from random import Random

from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.programme import Programme, Session
from hashtui.sources.demo.world import TAGS


class Deed(Enum):
    """What somebody does."""

    BOOST = "boost"
    REPLY = "reply"
    TALK = "talk"
    SESSION = "session"
    PICTURE = "picture"
    LINK = "link"
    POLL = "poll"
    WARNED = "warned"
    NOTICE = "notice"
    SLIDES = "slides"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Beat:
    """Somebody does something under a tag, so many seconds into the event."""

    second: float
    tag: str
    deed: Deed
    fact: Fact | None = None
    session: Session | None = None


BOOSTS = 0.45
"""The share of what happens that is a boost."""
USUAL = {
    Deed.REPLY: 10.0,
    Deed.SESSION: 21.0,
    Deed.TALK: 16.0,
    Deed.PICTURE: 3.4,
    Deed.LINK: 2.6,
    Deed.WARNED: 1.0,
    Deed.POLL: 0.3,
}
"""What else happens, by weight."""
_DEEDS = tuple(USUAL)
_WEIGHTS = tuple(USUAL.values())
_RESTLESS = 3.0
"""The shape of the gamma that the rate of each minute is drawn from: people come in small bunches."""


def background(programme: Programme, rate: float, boosts: float, random: Random) -> Iterator[Beat]:
    """What happens anyway: `rate` beats a minute and tag, times the programme's level."""
    for tag in TAGS:
        for minute in range(programme.minutes):
            usual = rate * programme.level(tag, minute)
            for _ in range(poisson(usual * random.gammavariate(_RESTLESS, 1 / _RESTLESS), random)):
                second = 60 * (minute + random.random())
                session = programme.now(tag, minute)
                deed = Deed.BOOST if random.random() < boosts else random.choices(_DEEDS, _WEIGHTS)[0]
                if deed is Deed.SESSION and session is None:
                    deed = Deed.TALK
                yield Beat(second, tag, deed, session=session)


def announcements(programme: Programme, random: Random) -> Iterator[Beat]:
    """What the organisers say before each session and in between, and the speakers after theirs."""
    for session in programme.sessions:
        if session.start > 6:
            yield Beat(60 * (session.start - random.uniform(2, 6)), session.tag, Deed.NOTICE)
        if random.random() < 0.5 and session.start > 35:
            yield Beat(60 * (session.start - random.uniform(20, 35)), session.tag, Deed.NOTICE)
        after = session.end + random.uniform(2, 9)
        if after < programme.minutes:
            yield Beat(60 * after, session.tag, Deed.SLIDES, session=session)
    for tag in TAGS:
        for minute in range(25, programme.minutes, 75):
            yield Beat(60 * (minute + random.uniform(0, 20)), tag, Deed.NOTICE)


def tellings(facts: tuple[Fact, ...], minutes: int, rate: float, boosts: float, random: Random) -> Iterator[Beat]:
    """What the planted facts make people say and pass on, on top of everything else."""
    for fact in facts:
        for tag in fact.tags:
            for minute in range(fact.minute, min(minutes, fact.minute + 60)):
                for _ in range(poisson(rate * fact.strength(minute), random)):
                    deed = Deed.BOOST if random.random() < boosts else Deed.FACT
                    yield Beat(60 * (minute + random.random()), tag, deed, fact)


def poisson(mean: float, random: Random) -> int:
    """A Poisson number by Knuth's method: fit for the small means of one minute."""
    if mean > 30:  # exp(-mean) would vanish: the sum of two halves is as Poisson
        return poisson(mean / 2, random) + poisson(mean / 2, random)
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
