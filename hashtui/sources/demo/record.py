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
from hashtui.post.sighting import Deletion, Sighting
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
    """One thing that happens to one post. `order` decides between two at the same time."""

    at: datetime
    order: int
    happening: Happening
    told: Told
    by: Person | None = None
    """Who passes it on."""


@dataclass(slots=True)
class Record:
    """Everything heard, in order."""

    heard: tuple[Sighting | Deletion, ...] = ()
    aside: tuple[Sighting, ...] = ()
    told: list[Told] = field(default_factory=list)
    """Every post heard, in order of hearing."""
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    heard_twice: list[str] = field(default_factory=list)
    boosts: list[PassedOn] = field(default_factory=list)


def write_down(moments: Iterable[Moment], end: datetime, random: Random) -> Record:
    """The record of all moments before `end`."""
    record = Record()
    heard: list[Sighting | Deletion] = []
    aside: list[Sighting] = []
    for moment in sorted((m for m in moments if m.at < end), key=attrgetter("at", "order")):
        told = moment.told
        if told.gone_at is not None and told.gone_at <= moment.at and moment.happening is not Happening.GONE:
            continue
        one = _heard(moment, record, random)
        if told.tagged:
            heard.append(one)
        elif isinstance(one, Sighting):
            aside.append(one)
    record.heard, record.aside = tuple(heard), tuple(aside)
    return record


def _heard(moment: Moment, record: Record, random: Random) -> Sighting | Deletion:
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
            told.favourites += random.choice((0, 1, 1, 2, 3))
            if moment.by is not None:
                record.boosts.append(PassedOn(at, moment.by.author.key, key))
        case Happening.VOTES:
            told.voices += random.randint(4, 30)
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
