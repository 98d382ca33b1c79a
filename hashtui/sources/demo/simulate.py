"""The built-in event: a Saturday of #capcomnet and #paris20 as a pure function of its seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.post.sighting import Boost, Deletion, Sighting
from hashtui.sources.demo.adversity import Adversity, adversity
from hashtui.sources.demo.beats import BOOSTS, announcements, background, tellings
from hashtui.sources.demo.chance import chance_of, chances
from hashtui.sources.demo.circle import circle, trusted_people
from hashtui.sources.demo.facts import plant
from hashtui.sources.demo.play import Play
from hashtui.sources.demo.programme import DAY, START, make_programme
from hashtui.sources.demo.record import Moment, write_down
from hashtui.sources.demo.strand import Day, Strand
from hashtui.sources.demo.truth import Truth
from hashtui.sources.demo.verdict import Cast, truth_of
from hashtui.sources.demo.world import make_world


@dataclass(frozen=True, slots=True)
class Event:
    """One event, whole: what is heard in order of hearing, and what was true."""

    start: datetime
    end: datetime
    heard: tuple[Sighting | Deletion | Boost, ...]
    """Each boost comes as such, right after its post with the raised count."""
    aside: tuple[Sighting, ...]
    """Replies that carry no tag: no tag's timeline has them, their threads do."""
    truth: Truth


def simulate(
    seed: int = 20, minutes: int = DAY, rate: float = 2.2, calm: bool = False, boosts: float = BOOSTS
) -> Event:
    """The event of this seed. `rate` is posts and boosts a minute and tag, `boosts` the share of these that are boosts;
    `calm`: nothing worth telling happens, and nobody misbehaves.
    """
    of_world, of_programme, of_facts, of_crowd, of_tellings, of_words = chances(seed)
    world = make_world(of_world)
    programme = make_programme(world, minutes, of_programme)
    facts = () if calm else plant(world, minutes, of_facts)
    strands = (
        background(programme, rate, boosts, of_crowd),
        announcements(programme, of_crowd),
        tellings(facts, minutes, rate, boosts, of_tellings),
    )
    play = Play(world, programme, of_words)
    for beat in sorted((beat for strand in strands for beat in strand), key=lambda beat: beat.second):
        play.on(beat)
    day = Day(world, facts, tuple(play.told), tuple(len(told.passed_on_by) for told in play.told), minutes)
    trusted = trusted_people(world, chance_of(seed, "trusted"))
    beside = Strand(chance_of(seed, "circle"))
    circle(day, tuple(person for person, _ in trusted), beside)
    came, bad = Adversity(), list[Moment]()
    if not calm:
        came, bad = adversity(day, [person for person, _ in trusted], seed)
    end = START + timedelta(minutes=minutes)
    record = write_down([*play.moments, *beside.moments, *bad], end)
    truth = truth_of(record, Cast(world, programme, facts, trusted, came))
    return Event(START, end, record.heard, record.aside, truth)
