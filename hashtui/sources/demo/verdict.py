"""The truth of an event, gathered from its record."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hashtui.post.tag import Tag
from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.programme import START, Programme, Session
from hashtui.sources.demo.record import Record
from hashtui.sources.demo.truth import PlantedFact, PlantedPeak, Resonance, Scheduled, Truth
from hashtui.sources.demo.world import Part, World


def truth_of(record: Record, facts: Sequence[Fact], world: World, programme: Programme) -> Truth:
    """The truth of what was heard."""
    return Truth(
        peaks=tuple(PlantedPeak(Tag.of(tag), _at(fact.minute), fact.plot.name) for fact in facts for tag in fact.tags),
        facts=tuple(_planted(fact, record) for fact in facts),
        resonances=tuple(_resonance(fact, record) for fact in facts if len(fact.tags) > 1),
        sessions=tuple(_scheduled(session) for session in programme.sessions),
        organisers=tuple(p.author.key for p in world.people if p.part is Part.ORGANISER),
        reporters=tuple(p.author.key for p in world.people if p.part is Part.REPORTER),
        edited=tuple(record.edited),
        deleted=tuple(record.deleted),
        late=tuple(
            told.post.key
            for told in record.told
            if told.tagged and told.heard_at - told.post.created_at > timedelta(minutes=1)
        ),
        heard_twice=tuple(record.heard_twice),
        boosts=tuple(record.boosts),
    )


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
