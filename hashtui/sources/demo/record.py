"""What happened, put in order of hearing, with everything counted up to each moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from operator import attrgetter
from random import Random
from typing import assert_never

from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Counts, Post
from hashtui.post.sighting import Boost, Deletion, Sighting
from hashtui.sources.demo.maker import voted
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.truth import PassedOn
from hashtui.sources.demo.world import Person

NAME = clean_line("demo")
"""The source's URL."""
BRIDGE = clean_line("demo:bridge")
"""The name under which the same post comes a second time, through the other network."""


class Happening(Enum):
    """What can happen to a post."""

    NEW = "new"
    COPY = "copy"
    EDIT = "edit"
    BOOST = "boost"
    VOTES = "votes"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happens to one post."""

    at: datetime
    happening: Happening
    told: Told
    by: Person | None = None
    """Who passes it on."""
    more: int = 0
    """How many like it at a boost, or vote in its poll."""


def boosted(told: Told, by: Person, at: datetime, random: Random) -> Moment:
    """Somebody who has not yet done so passes a post on, and a few like it."""
    told.passed_on_by.add(by.author.key)
    return Moment(at, Happening.BOOST, told, by, random.choice((0, 1, 1, 2, 3)))


@dataclass(slots=True)
class Record:
    """Everything heard, in order."""

    heard: tuple[Sighting | Deletion | Boost, ...] = ()
    aside: tuple[Sighting, ...] = ()
    told: list[Told] = field(default_factory=list)
    """Every post heard, in order of hearing."""
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    heard_twice: list[str] = field(default_factory=list)
    boosts: list[PassedOn] = field(default_factory=list)


def write_down(moments: Iterable[Moment], end: datetime) -> Record:
    """The record of all moments before `end`; of two at the same time the one given first comes first."""
    record = Record()
    heard: list[Sighting | Deletion | Boost] = []
    aside: list[Sighting] = []
    for moment in sorted((m for m in moments if m.at < end), key=attrgetter("at")):
        told = moment.told
        if told.gone_at is not None and told.gone_at <= moment.at and moment.happening is not Happening.GONE:
            continue
        one = _heard(moment, record)
        if told.tagged:
            heard.append(one)
            if moment.by is not None:
                heard.append(Boost(told.post.key, moment.by.author, moment.at, NAME, moment.at))
        elif isinstance(one, Sighting):
            aside.append(one)
    record.heard, record.aside = tuple(heard), tuple(aside)
    return record


def _heard(moment: Moment, record: Record) -> Sighting | Deletion:
    """Count what the moment adds, and say what is heard of it."""
    told, at = moment.told, moment.at
    key = told.post.key
    source = NAME
    match moment.happening:
        case Happening.NEW:
            record.told.append(told)
            if told.parent is not None:
                told.parent.replies += 1
        case Happening.COPY:
            record.heard_twice.append(key)
            source = BRIDGE
        case Happening.EDIT:
            record.edited.append(key)
        case Happening.BOOST:
            told.boosts += 1
            told.favourites += moment.more
            if moment.by is not None:
                record.boosts.append(PassedOn(at, moment.by.author.key, key))
        case Happening.VOTES:
            told.voices += moment.more
        case Happening.GONE:
            record.deleted.append(key)
            return Deletion(key, NAME, at)
        case _:
            assert_never(moment.happening)
    return _sighting(told, at, source)


def _sighting(told: Told, at: datetime, source: CleanLine) -> Sighting:
    post: Post = replace(told.state(at), counts=Counts(told.replies, told.boosts, told.favourites))
    if post.poll is not None:
        post = replace(post, poll=voted(post.poll, told.voices))
    return Sighting(post, source, at, frozenset(post.tags), local_id=post.key)
