"""The built-in event: a Saturday of #capcomnet and #paris20 as a pure function of its seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hashtui.post.sighting import Deletion, Sighting
from hashtui.sources.demo.beats import announcements, background, tellings
from hashtui.sources.demo.facts import plant
from hashtui.sources.demo.play import Play
from hashtui.sources.demo.programme import DAY, START, make_programme
from hashtui.sources.demo.record import write_down
from hashtui.sources.demo.truth import Truth
from hashtui.sources.demo.verdict import truth_of
from hashtui.sources.demo.world import make_world


@dataclass(frozen=True, slots=True)
class Event:
    """One event, whole: what is heard in order of hearing, and what was true."""

    start: datetime
    end: datetime
    heard: tuple[Sighting | Deletion, ...]
    aside: tuple[Sighting, ...]
    """Replies that carry no tag: no tag's timeline has them, their threads do."""
    truth: Truth


def simulate(seed: int = 20, minutes: int = DAY, rate: float = 2.2, calm: bool = False) -> Event:
    """The event of this seed. `rate` is posts and boosts a minute and tag; `calm`: nothing worth telling happens."""
    chance = Random(seed)
    of_world, of_programme, of_facts, of_crowd, of_tellings, of_words, of_counts = (
        Random(chance.getrandbits(64)) for _ in range(7)
    )
    world = make_world(of_world)
    programme = make_programme(world, minutes, of_programme)
    facts = () if calm else plant(world, minutes, of_facts)
    strands = (
        background(programme, rate, of_crowd),
        announcements(programme, of_crowd),
        tellings(facts, minutes, rate, of_tellings),
    )
    play = Play(world, programme, of_words)
    for beat in sorted((beat for strand in strands for beat in strand), key=lambda beat: beat.second):
        play.on(beat)
    end = START + timedelta(minutes=minutes)
    record = write_down(play.moments, end, of_counts)
    return Event(START, end, record.heard, record.aside, truth_of(record, facts, world, programme))
