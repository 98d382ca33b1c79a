"""What several tags share, what is corrected, what is left out as a wave: found where it was planted and only there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from hashtui.reading.summary.summary import Summary, Thing
from hashtui.reading.summary.words import bare_link
from tests.bench.analysis.scenes import Scene

FIRST = 2
"""So many people and links are looked at: as many as were planted."""
MOSTLY = 0.8
"""The share of a planted wave that must be in waves for it to be labelled."""


@dataclass(frozen=True, slots=True)
class Findings:
    """How many of what was planted in one day was found."""

    planted: int
    """Things that resonate: as many people as links."""
    people: int
    links: int
    people_unwindowed: int
    """With voices of the whole day instead of twenty minutes."""
    links_unwindowed: int
    rumours: int
    corrected: int
    corrected_wrongly: int
    waves: int
    labelled: int
    labelled_wrongly: int


def findings(scene: Scene, summary: Summary) -> Findings:
    """What the summary of the whole day found."""
    truth = scene.truth
    people = {one.person.lower() for one in truth.resonances}
    links = {bare_link(one.link) for one in truth.resonances}
    found_people = [one.what.lower() for one in summary.resonance if one.kind is Thing.PERSON]
    found_links = [bare_link(one.what) for one in summary.resonance if one.kind is Thing.LINK]
    all_day_people, all_day_links = _unwindowed(scene)
    rumours = [rumour for rumour in truth.rumours if rumour.correction in scene.chronicle.posts]
    corrected = {(rumour.correction, wrong) for rumour in rumours for wrong in rumour.keys}
    right = [one for one in summary.corrections if (one.key, one.corrects) in corrected]
    in_waves = {key for wave in summary.waves for key in wave.keys}
    planted = [
        [key for key in wave.keys if key in scene.chronicle.posts]
        for wave in truth.waves
    ]  # fmt: skip
    return Findings(
        planted=len(truth.resonances),
        people=_among_first(people, found_people),
        links=_among_first(links, found_links),
        people_unwindowed=_among_first(people, all_day_people),
        links_unwindowed=_among_first(links, all_day_links),
        rumours=len(rumours),
        corrected=len({one.key for one in right}),
        corrected_wrongly=len(summary.corrections) - len(right),
        waves=len(planted),
        labelled=sum(len(in_waves.intersection(keys)) >= MOSTLY * len(keys) for keys in planted),
        labelled_wrongly=sum(sum(key in truth.bad for key in wave.keys) < len(wave.keys) / 2 for wave in summary.waves),
    )


def _among_first(wanted: Iterable[str], found: Sequence[str]) -> int:
    return sum(one in found[:FIRST] for one in wanted)


def _unwindowed(scene: Scene) -> tuple[list[str], list[str]]:
    """People and links by the root of the product of their voices under both tags, all day long."""
    voices: dict[tuple[bool, str], list[set[str]]] = {}
    for entry in scene.posts:
        post = entry.post
        things = [(True, handle.lower()) for handle in post.mentions]
        things += [(False, bare_link(url)) for url in post.body.links]
        for thing in things:
            by_tag = voices.setdefault(thing, [set() for _ in scene.tags])
            for tag, those in zip(scene.tags, by_tag, strict=True):
                if tag in entry.tags:
                    those.add(post.author.key)
    worth = {thing: sqrt(len(one) * len(two)) for thing, (one, two) in voices.items()}
    ranked = sorted(worth, key=lambda thing: (-worth[thing], thing[1]))
    return [name for person, name in ranked if person], [name for person, name in ranked if not person]
