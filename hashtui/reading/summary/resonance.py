"""What several tags speak of at the same time: people, links and posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import prod
from typing import assert_never

from hashtui.post.post import Post
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

_Slot = dict[int, dict[str, float]]
"""Who speaks of it under which tag, by its place, and what their word weighs."""


@dataclass(slots=True)
class _Heard:
    """One thing: who spoke of it when, and in which posts."""

    slots: dict[int, _Slot] = field(default_factory=dict)
    posts: list[tuple[int, Weighed]] = field(default_factory=list)


def resonance_of(
    posts: Iterable[Weighed], tags: Sequence[Tag], people: People, most: int = MOST
) -> tuple[Resonance, ...]:
    """What at least two of the tags share within twenty minutes, the strongest first, at most so many of each kind.

    Posts come in order of time. Nobody is a voice on themselves.
    """
    if len(tags) < 2:
        return ()
    heard: dict[tuple[Thing, str], _Heard] = {}
    tagged = Tagged(tags)
    for post in posts:
        under, said = tagged.of(post), post.entry.post
        crosses = len(under) > 1
        if not under or not (things := _things(post, said, people, crosses=crosses)):
            continue
        slot, author = int(post.at // SLOT), said.author.key
        for name in things:
            thing = heard.get(name)
            if thing is None:
                thing = heard[name] = _Heard()
            voices = thing.slots.setdefault(slot, {})
            for tag in under:
                voices.setdefault(tag, {}).setdefault(author, post.voice)
            thing.posts.append((slot, post))
    found = [
        resonance
        for (kind, name), thing in heard.items()
        if len(thing.posts) >= LEAST_VOICES and (resonance := _strongest(kind, name, thing, tags, people)) is not None
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


def _things(post: Weighed, said: Post, people: People, *, crosses: bool) -> list[tuple[Thing, str]]:
    """What the post speaks of: kind, and the name that tells it apart."""
    things: list[tuple[Thing, str]] = []
    if named := people.named_in(post):
        things += [(Thing.PERSON, name) for name in named]
    if links := post.entry.said.links:
        things += [(Thing.LINK, link) for link in links]
    if crosses or post.original != said.key:
        things.append((Thing.POST, post.original))
    if said.quote_of is not None or said.reply_to is not None:
        about = {key: None for key in (said.quote_of, said.reply_to) if key is not None and "#" not in key}
        things += [(Thing.POST, key) for key in about if key != post.original]
    return things


def _strongest(kind: Thing, name: str, thing: _Heard, tags: Sequence[Tag], people: People) -> Resonance | None:
    """Its best window; the earliest of equal ones. None: no window has voices enough under two tags."""
    if len({tag for slot in thing.slots.values() for tag in slot}) < 2:
        return None
    best: tuple[float, int, tuple[Tag, ...], tuple[int, ...]] | None = None
    starts = sorted({start for slot in thing.slots for start in (slot - 1, slot)})
    for start in starts:
        found = [(tag, _voices(thing, start, place)) for place, tag in enumerate(tags)]
        shared = [(tag, voices) for tag, voices in found if len(voices) >= LEAST_VOICES]
        if len(shared) < 2:
            continue
        score = prod(sum(voices.values()) for _, voices in shared) ** (1 / len(shared)) * len(shared) / 2
        if best is None or score > best[0]:
            best = score, start, tuple(tag for tag, _ in shared), tuple(len(voiced) for _, voiced in shared)
    if best is None:
        return None
    score, start, where, counts = best
    inside = [post for slot, post in thing.posts if slot in (start, start + 1)]
    at = datetime.fromtimestamp((start + 1) * SLOT, UTC)
    keys = tuple(dict.fromkeys(post.entry.key for post in inside))
    resonance = Resonance(where, kind, name, at, counts, round(score, 6), keys)
    match kind:
        case Thing.PERSON:
            return replace(resonance, what=people.authors[name].handle)
        case Thing.LINK:
            urls = (url for post in inside for url in post.entry.post.body.links if bare_link(url) == name)
            return replace(resonance, what=next(urls, name))
        case Thing.POST:
            return _of_post(resonance, inside)
        case _:
            assert_never(kind)


def _of_post(found: Resonance, inside: Iterable[Weighed]) -> Resonance:
    """With who wrote it and what, where it is among those heard."""
    for post in inside:
        said = post.entry.post
        if said.key == found.what:
            return replace(found, by=said.author.handle, text=said.content_warning or said.body.text)
    return found


def _voices(thing: _Heard, start: int, place: int) -> dict[str, float]:
    first = thing.slots.get(start, {}).get(place, {})
    second = thing.slots.get(start + 1, {}).get(place, {})
    return first | second
