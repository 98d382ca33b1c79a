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


def resonance_of(
    posts: Iterable[Weighed], tags: Sequence[Tag], people: People, most: int = MOST
) -> tuple[Resonance, ...]:
    """What at least two of the tags share within twenty minutes, the strongest first, at most so many of each kind.

    Posts come in order of time. Nobody is a voice on themselves.
    """
    if len(tags) < 2:
        return ()
    posts = list(posts)
    tagged, about = Tagged(tags), _spoken_of(posts)
    heard: dict[Thing, dict[str, list[Weighed]]] = {kind: {} for kind in Thing}
    people_heard, links_heard, posts_heard = heard[Thing.PERSON], heard[Thing.LINK], heard[Thing.POST]
    for post in posts:
        for name in people.named_in(post):
            people_heard.setdefault(name, []).append(post)
        for link in post.entry.said.links:
            links_heard.setdefault(link, []).append(post)
        if (keys := about.get(post.entry.post.key)) is not None:
            for key in keys:
                posts_heard.setdefault(key, []).append(post)
    found = [
        resonance
        for kind, things in heard.items()
        for name, those in things.items()
        if len(those) >= LEAST_VOICES and (window := _strongest(those, tagged, len(tags))) is not None
        for resonance in (_told(kind, name, window, tags, people),)
    ]
    return _telling(sorted(found, key=_order), most)


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


def _spoken_of(posts: Iterable[Weighed]) -> dict[str, list[str]]:
    """Which posts each post answers, quotes or copies, by its key; one that others speak of speaks of itself."""
    about: dict[str, list[str]] = {}
    for post in posts:
        said = post.entry.post
        if said.reply_to is not None or said.quote_of is not None or post.original != said.key:
            own = post.original if post.original != said.key else None
            about[said.key] = [key for key in dict.fromkeys((own, said.quote_of, said.reply_to)) if key is not None]
    for key in {key for keys in about.values() for key in keys}:
        about.setdefault(key, []).append(key)
    return about


@dataclass(frozen=True, slots=True)
class _Window:
    """Twenty minutes in which a thing was spoken of under several tags."""

    score: float
    start: int
    voices: tuple[tuple[int, int], ...]
    """The places of these tags, and how many spoke under each."""
    posts: tuple[Weighed, ...]


def _strongest(posts: Sequence[Weighed], tagged: Tagged, count: int) -> _Window | None:
    """The best window of one thing; the earliest of equal ones. None: none has voices enough under two tags."""
    if len({place for post in posts for place in tagged.of(post)}) < 2:
        return None
    slots: dict[int, list[Weighed]] = {}
    for post in posts:
        slots.setdefault(int(post.at // SLOT), []).append(post)
    best: _Window | None = None
    for start in sorted({start for slot in slots for start in (slot - 1, slot)}):
        inside = (*slots.get(start, ()), *slots.get(start + 1, ()))
        under: list[_Voices] = [{} for _ in range(count)]
        for post in inside:
            for place in tagged.of(post):
                under[place].setdefault(post.entry.post.author.key, post.voice)
        shared = [(place, voices) for place, voices in enumerate(under) if len(voices) >= LEAST_VOICES]
        if len(shared) >= 2:
            score = prod(sum(voices.values()) for _, voices in shared) ** (1 / len(shared)) * len(shared) / 2
            if best is None or score > best.score:
                best = _Window(score, start, tuple((place, len(voices)) for place, voices in shared), inside)
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
