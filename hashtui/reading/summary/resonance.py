"""What several tags speak of at the same time: people, links and posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from math import prod
from typing import assert_never

from hashtui.post.tag import Tag
from hashtui.reading.summary.people import People
from hashtui.reading.summary.summary import Resonance, Thing
from hashtui.reading.summary.weighed import Weighed
from hashtui.reading.summary.words import bare_link

SLOT = 600
"""Seconds; two neighbouring slots are a window."""
LEAST_VOICES = 2
"""Under each tag."""
SHARED_BY = 2
"""Tags."""
MOST = 10
"""Of each kind."""

_Voices = dict[str, float]
"""Who speaks, by their key, and what their word weighs."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Posts in order of time, and what is asked of each again for every thing that it speaks of. A number is one's."""

    posts: Sequence[Weighed]
    authors: Sequence[str]
    places: Sequence[tuple[int, ...]]
    """Of the tags each has."""


def resonance_of(
    posts: Iterable[Weighed], tags: Sequence[Tag], people: People, most: int = MOST
) -> tuple[Resonance, ...]:
    """What at least two of the tags share within twenty minutes, the strongest first, at most so many of each kind.

    Posts come in order of time. Nobody is a voice on themselves.
    """
    if len(tags) < SHARED_BY:
        return ()
    told = list(posts)
    heard = _Heard(told, [post.author for post in told], [post.places for post in told])
    found = [
        _told(kind, name, window, tags, people)
        for kind, things in _things(told, people).items()
        for name, numbers in things.items()
        if len(numbers) >= LEAST_VOICES
        and _is_shared(numbers, heard)
        and (window := _strongest(numbers, heard, len(tags))) is not None
    ]
    return _telling(sorted(found, key=_order), most)


def _things(posts: Sequence[Weighed], people: People) -> dict[Thing, dict[str, list[int]]]:
    """All that is spoken of, with the numbers of the posts that speak of it: one that is spoken of speaks of itself."""
    named = people.named
    about = [
        () if post.original == post.key and post.reply_to is None and post.quote_of is None else _about(post)
        for post in posts
    ]  # most are about none
    spoken_of = frozenset(chain.from_iterable(about))
    things: dict[Thing, dict[str, list[int]]] = {kind: {} for kind in Thing}
    of_people, of_links, of_posts = things[Thing.PERSON], things[Thing.LINK], things[Thing.POST]
    for number, (post, others) in enumerate(zip(posts, about, strict=True)):
        key = post.key
        if key in named:
            for name in named[key]:
                of_people.setdefault(name, []).append(number)
        for link in post.said.links:
            of_links.setdefault(link, []).append(number)
        for other in others:
            of_posts.setdefault(other, []).append(number)
        if key in spoken_of:
            of_posts.setdefault(key, []).append(number)
    return things


def _about(post: Weighed) -> tuple[str, ...]:
    """The keys of what the post, that does, answers, quotes or copies, each once."""
    own = post.original
    if post.quote_of is None and post.reply_to is None:
        return (own,)
    named = (own if own != post.key else None, post.quote_of, post.reply_to)
    return tuple(dict.fromkeys([one for one in named if one is not None]))


def _is_shared(numbers: Iterable[int], heard: _Heard) -> bool:
    """Two tags have two voices, at whatever time. Most things end here: their windows need not be looked at."""
    first: dict[int, str] = {}
    shared: set[int] = set()
    authors, places = heard.authors, heard.places
    for number in numbers:
        who = authors[number]
        for place in places[number]:
            if first.setdefault(place, who) != who:
                shared.add(place)
                if len(shared) == SHARED_BY:
                    return True
    return False


def _order(one: Resonance) -> tuple[float, int, datetime, str, str]:
    return -one.score, -sum(one.voices), one.at, one.kind.value, one.what


def _telling(found: Iterable[Resonance], most: int) -> tuple[Resonance, ...]:
    """So many of each kind; a post only where no person and no link that it speaks of tells the same."""
    kept: list[Resonance] = []
    counts = dict.fromkeys(Thing, 0)
    told: set[str] = set()
    for one in sorted(found, key=lambda one: one.kind is Thing.POST):
        if counts[one.kind] == most or (one.kind is Thing.POST and not told.isdisjoint(one.keys)):
            continue
        counts[one.kind] += 1
        kept.append(one)
        told.update(one.keys)
    return tuple(sorted(kept, key=_order))


@dataclass(frozen=True, slots=True)
class _Window:
    """Twenty minutes in which a thing was spoken of under several tags."""

    score: float
    start: int
    voices: tuple[tuple[int, int], ...]
    """The places of these tags, and how many spoke under each."""
    posts: tuple[Weighed, ...]


def _strongest(numbers: Iterable[int], heard: _Heard, count: int) -> _Window | None:
    """The best window of one thing; the earliest of equal ones. None: none has voices enough under two tags."""
    posts, authors, places = heard.posts, heard.authors, heard.places
    slots: dict[int, list[int]] = {}
    for number in numbers:
        slots.setdefault(int(posts[number].at // SLOT), []).append(number)
    best: _Window | None = None
    for start in sorted({start for slot in slots for start in (slot - 1, slot)}):
        inside = (*slots.get(start, ()), *slots.get(start + 1, ()))
        under: list[_Voices] = [{} for _ in range(count)]
        for number in inside:
            for place in places[number]:
                under[place].setdefault(authors[number], posts[number].voice)
        shared = [(place, voices) for place, voices in enumerate(under) if len(voices) >= LEAST_VOICES]
        if len(shared) >= SHARED_BY:
            score = prod(sum(voices.values()) for _, voices in shared) ** (1 / len(shared)) * len(shared) / 2
            if best is None or score > best.score:
                counts = tuple((place, len(voices)) for place, voices in shared)
                best = _Window(score, start, counts, tuple([posts[number] for number in inside]))
    return best


def _told(kind: Thing, name: str, window: _Window, tags: Sequence[Tag], people: People) -> Resonance:
    resonance = Resonance(
        tags=tuple(tags[place] for place, _ in window.voices),
        kind=kind,
        what=name,
        at=datetime.fromtimestamp((window.start + 1) * SLOT, UTC),
        voices=tuple(count for _, count in window.voices),
        score=round(window.score, 6),
        keys=tuple(dict.fromkeys([post.key for post in window.posts])),
    )
    match kind:
        case Thing.PERSON:
            return replace(resonance, what=people.authors[name].handle)
        case Thing.LINK:
            urls = (url for post in window.posts for url in post.entry.post.body.links if bare_link(url) == name)
            return replace(resonance, what=next(urls, name))
        case Thing.POST:
            return _of_post(resonance, window.posts)
        case _:
            assert_never(kind)


def _of_post(found: Resonance, inside: Iterable[Weighed]) -> Resonance:
    """With who wrote it and what, where it is among those heard."""
    for post in inside:
        said = post.entry.post
        if said.key == found.what:
            return replace(found, by=said.author.handle, text=said.content_warning or said.body.text)
    return found
