"""What several tags speak of at the same time: people, links and posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import prod
from typing import assert_never

from hashtui.post.tag import Tag
from hashtui.reading.summary.people import People
from hashtui.reading.summary.summary import Resonance, Thing
from hashtui.reading.summary.tagged import Tagged
from hashtui.reading.summary.weighed import Weighed
from hashtui.reading.summary.words import bare_link

SLOT = 600
"""Seconds; two neighbouring slots are a window."""
LEAST_VOICES = 2
"""Under each tag."""
MOST = 10
"""Of each kind."""

_Voices = dict[str, float]
"""Who speaks, by their key, and what their word weighs."""
_Heard = tuple[int, tuple[int, ...], str, float, Weighed]
"""A post with what is asked of it again for each thing it speaks of: its slot, the places of its tags, who says it,
what their word weighs. A plain tuple: there are thousands, and they are taken apart in loops."""


def resonance_of(
    posts: Iterable[Weighed], tags: Sequence[Tag], people: People, most: int = MOST
) -> tuple[Resonance, ...]:
    """What at least two of the tags share within twenty minutes, the strongest first, at most so many of each kind.

    Posts come in order of time. Nobody is a voice on themselves.
    """
    if len(tags) < 2:
        return ()
    found = [
        _told(kind, name, window, tags, people)
        for kind, things in _things(list(posts), tags, people).items()
        for name, heard in things.items()
        if len(heard) >= LEAST_VOICES and _is_shared(heard)
        if (window := _strongest(heard, len(tags))) is not None
    ]
    return _telling(sorted(found, key=_order), most)


def _things(posts: Sequence[Weighed], tags: Sequence[Tag], people: People) -> dict[Thing, dict[str, list[_Heard]]]:
    """All that is spoken of, with the posts that speak of it in order of time."""
    of, named, spoken_of = Tagged(tags).of, people.named, _spoken_of(posts)
    things: dict[Thing, dict[str, list[_Heard]]] = {kind: {} for kind in Thing}
    of_people, of_links, of_posts = things[Thing.PERSON], things[Thing.LINK], things[Thing.POST]
    for post in posts:
        entry = post.entry
        said = entry.post
        key = said.key
        heard = (int(post.at // SLOT), of(post), said.author.key, post.voice, post)
        for name in named.get(key, ()):
            of_people.setdefault(name, []).append(heard)
        for link in entry.said.links:
            of_links.setdefault(link, []).append(heard)
        if (own := post.original) != key:
            of_posts.setdefault(own, []).append(heard)
        if (quoted := said.quote_of) is not None and (quoted != own or own == key):
            of_posts.setdefault(quoted, []).append(heard)
        if (answered := said.reply_to) is not None and answered != quoted and (answered != own or own == key):
            of_posts.setdefault(answered, []).append(heard)
        if key in spoken_of:
            of_posts.setdefault(key, []).append(heard)
    return things


def _is_shared(heard: Iterable[_Heard]) -> bool:
    """Two tags have two voices, at whatever time. Most things end here: their windows need not be looked at."""
    first: dict[int, str] = {}
    shared: set[int] = set()
    for _, places, who, _, _ in heard:
        for place in places:
            if first.setdefault(place, who) != who:
                shared.add(place)
    return len(shared) >= 2


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


def _spoken_of(posts: Iterable[Weighed]) -> set[str]:
    """The keys of what posts answer, quote or copy: a post that others speak of speaks of itself."""
    spoken_of: set[str] = set()
    for post in posts:
        said = post.entry.post
        if said.reply_to is not None:
            spoken_of.add(said.reply_to)
        if said.quote_of is not None:
            spoken_of.add(said.quote_of)
        if post.original != said.key:
            spoken_of.add(post.original)
    return spoken_of


@dataclass(frozen=True, slots=True)
class _Window:
    """Twenty minutes in which a thing was spoken of under several tags."""

    score: float
    start: int
    voices: tuple[tuple[int, int], ...]
    """The places of these tags, and how many spoke under each."""
    posts: tuple[Weighed, ...]


def _strongest(heard: Iterable[_Heard], count: int) -> _Window | None:
    """The best window of one thing; the earliest of equal ones. None: none has voices enough under two tags."""
    slots: dict[int, list[_Heard]] = {}
    for one in heard:
        slots.setdefault(one[0], []).append(one)
    best: _Window | None = None
    for start in sorted({start for slot in slots for start in (slot - 1, slot)}):
        inside = (*slots.get(start, ()), *slots.get(start + 1, ()))
        under: list[_Voices] = [{} for _ in range(count)]
        for _, places, who, voice, _ in inside:
            for place in places:
                under[place].setdefault(who, voice)
        shared = [(place, voices) for place, voices in enumerate(under) if len(voices) >= LEAST_VOICES]
        if len(shared) >= 2:
            score = prod(sum(voices.values()) for _, voices in shared) ** (1 / len(shared)) * len(shared) / 2
            if best is None or score > best.score:
                counts = tuple((place, len(voices)) for place, voices in shared)
                best = _Window(score, start, counts, tuple(post for *_, post in inside))
    return best


def _told(kind: Thing, name: str, window: _Window, tags: Sequence[Tag], people: People) -> Resonance:
    resonance = Resonance(
        tags=tuple(tags[place] for place, _ in window.voices),
        kind=kind,
        what=name,
        at=datetime.fromtimestamp((window.start + 1) * SLOT, UTC),
        voices=tuple(count for _, count in window.voices),
        score=round(window.score, 6),
        keys=tuple(dict.fromkeys(post.entry.post.key for post in window.posts)),
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
