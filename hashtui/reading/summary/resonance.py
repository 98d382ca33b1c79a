"""What several tags speak of at the same time: people, links and posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import prod

from hashtui.post.clean import CleanLine
from hashtui.post.tag import Tag
from hashtui.reading.summary.people import People
from hashtui.reading.summary.summary import Resonance, Thing
from hashtui.reading.summary.weighed import Weighed
from hashtui.reading.summary.words import bare_link

SLOT = 600
"""Seconds; two neighbouring slots are a window."""
LEAST_VOICES = 2
"""Under each tag."""
MOST = 10
"""Of each kind."""

_Slot = dict[Tag, dict[str, float]]
"""Who speaks of it under which tag, and what their word weighs."""


@dataclass(slots=True)
class _Heard:
    """One thing: who spoke of it when, and in which posts."""

    what: str
    slots: dict[int, _Slot] = field(default_factory=dict)
    posts: list[tuple[int, str]] = field(default_factory=list)


def resonance_of(
    posts: Iterable[Weighed], tags: Sequence[Tag], people: People, most: int = MOST
) -> tuple[Resonance, ...]:
    """What at least two of the tags share within twenty minutes, the strongest first, at most so many of each kind.

    Posts come in order of time. Nobody is a voice on themselves.
    """
    if len(tags) < LEAST_VOICES:
        return ()
    heard: dict[tuple[Thing, str], _Heard] = {}
    followed = frozenset(tags)
    for post in posts:
        entry = post.entry
        under = entry.tags & followed
        if not under:
            continue
        slot, author = int(post.at // SLOT), entry.post.author.key
        for kind, name, what in _things(post, people, crosses=len(under) > 1):
            thing = heard.get((kind, name))
            if thing is None:
                thing = heard[kind, name] = _Heard(what)
            voices = thing.slots.setdefault(slot, {})
            for tag in under:
                voices.setdefault(tag, {}).setdefault(author, post.voice)
            thing.posts.append((slot, entry.key))
    found = [
        resonance
        for (kind, _), thing in heard.items()
        if len(thing.posts) >= LEAST_VOICES and (resonance := _strongest(kind, thing, tags)) is not None
    ]
    found.sort(key=lambda one: (-one.score, -sum(one.voices), one.at, one.kind.value, one.what))
    kept = {kind: [one for one in found if one.kind is kind][:most] for kind in Thing}
    return tuple(one for one in found if one in kept[one.kind])


def _things(post: Weighed, people: People, *, crosses: bool) -> list[tuple[Thing, str, str]]:
    """What the post speaks of: kind, the name that tells it apart, how it is called."""
    said = post.entry.post
    things = [(Thing.PERSON, name, str(people.authors[name].handle)) for name in people.named_in(post)]
    links: dict[str, CleanLine] = {}
    for url in said.body.links:
        links.setdefault(bare_link(url), url)
    things += [(Thing.LINK, name, str(url)) for name, url in links.items()]
    about = {post.original} if crosses or post.original != said.key else set()
    about |= {key for key in (said.quote_of, said.reply_to) if key is not None and "#" not in key}
    return things + [(Thing.POST, key, key) for key in sorted(about)]


def _strongest(kind: Thing, thing: _Heard, tags: Sequence[Tag]) -> Resonance | None:
    """Its best window; the earliest of equal ones. None: no window has voices enough under two tags."""
    best: tuple[float, int, tuple[Tag, ...], tuple[int, ...]] | None = None
    starts = sorted({start for slot in thing.slots for start in (slot - 1, slot)})
    for start in starts:
        shared = [(tag, voices) for tag in tags if len(voices := _voices(thing, start, tag)) >= LEAST_VOICES]
        if len(shared) < 2:
            continue
        score = prod(sum(voices.values()) for _, voices in shared) ** (1 / len(shared)) * len(shared) / 2
        if best is None or score > best[0]:
            best = score, start, tuple(tag for tag, _ in shared), tuple(len(voiced) for _, voiced in shared)
    if best is None:
        return None
    score, start, where, counts = best
    keys = tuple(key for slot, key in thing.posts if slot in (start, start + 1))
    at = datetime.fromtimestamp((start + 1) * SLOT, UTC)
    return Resonance(where, kind, thing.what, at, counts, round(score, 6), keys)


def _voices(thing: _Heard, start: int, tag: Tag) -> dict[str, float]:
    first = thing.slots.get(start, {}).get(tag, {})
    second = thing.slots.get(start + 1, {}).get(tag, {})
    return first | second
