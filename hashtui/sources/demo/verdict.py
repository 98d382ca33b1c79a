"""The truth of an event, gathered from its record."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter

from hashtui.post.tag import Tag
from hashtui.sources.demo.adversity import Adversity
from hashtui.sources.demo.chatter import Chatter
from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.programme import START, Programme, Session
from hashtui.sources.demo.record import Record
from hashtui.sources.demo.ring import MINUTES, Plot
from hashtui.sources.demo.rumour import Rumoured
from hashtui.sources.demo.spam import Spam
from hashtui.sources.demo.strand import keys
from hashtui.sources.demo.truth import (
    Copied,
    Flood,
    PlantedFact,
    PlantedPeak,
    Resonance,
    Ring,
    Rumour,
    Scheduled,
    Seed,
    SpamWave,
    Truth,
)
from hashtui.sources.demo.world import Part, Person, World


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what there was to be."""

    world: World
    programme: Programme
    facts: Sequence[Fact]
    trusted: Sequence[tuple[Person, float]]
    adversity: Adversity


def truth_of(record: Record, cast: Cast) -> Truth:
    """The truth of what was heard."""
    facts, people = cast.facts, cast.world.people
    return replace(
        _mischief(cast.adversity, {told.post.key for told in record.told}),
        peaks=tuple(PlantedPeak(Tag.of(tag), _at(fact.minute), fact.plot.name) for fact in facts for tag in fact.tags),
        facts=tuple(_planted(fact, record) for fact in facts),
        resonances=tuple(_resonance(fact, record) for fact in facts if len(fact.tags) > 1),
        sessions=tuple(_scheduled(session) for session in cast.programme.sessions),
        organisers=tuple(p.author.key for p in people if p.part is Part.ORGANISER),
        reporters=tuple(p.author.key for p in people if p.part is Part.REPORTER),
        edited=tuple(record.edited),
        deleted=tuple(record.deleted),
        late=tuple(
            told.post.key
            for told in record.told
            if told.tagged and told.heard_at - told.post.created_at > timedelta(minutes=1)
        ),
        heard_twice=tuple(record.heard_twice),
        boosts=tuple(record.boosts),
        seeds=tuple(Seed(person.author, level) for person, level in cast.trusted),
    )


def _mischief(came: Adversity, heard: AbstractSet[str]) -> Truth:
    """The part of the truth that is not pretty."""
    wave, flood, ring, rumour = came.spam, came.chatter, came.ring, came.rumour
    pairs = came.copying.pairs if came.copying else ()
    grumbles = came.trolling.told if came.trolling else ()
    return Truth(
        waves=(_wave(wave),) if wave else (),
        floods=(_flood(flood),) if flood else (),
        rings=(_ring(ring),) if ring else (),
        copies=tuple(
            Copied(original.post.key, copy.post.key, copy.author.author.key)
            for original, copy in pairs
            if {original.post.key, copy.post.key} <= heard
        ),
        rumours=(_rumour(rumour, heard),) if rumour and rumour.told[0].post.key in heard else (),
        bots=_accounts(wave.bots if wave else ()),
        sybils=_accounts(ring.members if ring else ()),
        copycats=_accounts(came.copying.copycats if came.copying else ()),
        trolls=_accounts(came.trolling.trolls if came.trolling else ()),
        trolled=tuple(key for key in keys(grumbles) if key in heard),
    )


def _wave(came: Spam) -> SpamWave:
    told = sorted((one for text in came.by_text for one in text), key=attrgetter("heard_at"))
    times = [one.post.created_at for one in told]
    return SpamWave(Tag.of(came.tag), min(times), max(times), keys(told), tuple(map(keys, came.by_text)))


def _flood(came: Chatter) -> Flood:
    first, last = came.told[0].post.created_at, came.told[-1].post.created_at
    return Flood(Tag.of(came.tag), first, last, came.by.author.key, keys(came.told))


def _ring(came: Plot) -> Ring:
    pushed = came.pushed.post
    ends = _at(came.start + MINUTES)
    hired, written = _accounts(came.hired), (pushed.key, *keys(came.fillers))
    return Ring(Tag.of(came.tag), pushed.created_at, ends, pushed.key, hired, written)


def _rumour(came: Rumoured, heard: AbstractSet[str]) -> Rumour:
    correction = came.correction.post
    is_heard = correction.key in heard
    return Rumour(
        fact=came.fact.plot.name,
        tag=Tag.of(came.fact.tags[0]),
        at=came.told[0].post.created_at,
        keys=tuple(key for key in keys(came.told) if key in heard),
        correction=correction.key if is_heard else None,
        corrected_at=correction.created_at if is_heard else None,
        by=correction.author.key,
    )


def _accounts(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.author.key for person in people)


def _at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def _planted(fact: Fact, record: Record) -> PlantedFact:
    about = [told for told in record.told if told.fact is fact and told.parent is None]
    return PlantedFact(
        name=fact.plot.name,
        kind=fact.plot.kind.value,
        at=_at(fact.minute),
        tags=tuple(Tag.of(tag) for tag in fact.tags),
        magnitude=fact.magnitude,
        patterns={language: fact.pattern(language) for language in ("fr", "en")},
        gists={language: fact.gist(language) for language in ("fr", "en")},
        told_by=tuple(told.post.key for told in about if told.says_fact),
        felt_by=tuple(told.post.key for told in about if not told.says_fact),
    )


def _resonance(fact: Fact, record: Record) -> Resonance:
    tags = tuple(Tag.of(tag) for tag in fact.tags)
    about = [told.post for told in record.told if told.fact is fact and told.says_fact]
    keys = {tag.name: tuple(post.key for post in about if tag in post.tags) for tag in tags}
    return Resonance(fact.plot.name, tags, fact.who.author.handle, f"https://{fact.link}", keys)


def _scheduled(session: Session) -> Scheduled:
    return Scheduled(
        tag=Tag.of(session.tag),
        starts=_at(session.start),
        ends=_at(session.end),
        title=dict(session.topic.title),
        speaker=session.speaker.author.handle,
    )
