"""The floor of a pane: posts by accounts that are trusted less are left out, until it is lowered."""

from collections.abc import Mapping

from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.standing import Level

FLOORS: Mapping[Level, str] = {Level.KNOWN: "known+", Level.VOUCHED: "vouched+", Level.TRUSTED: "trusted"}
"""From the lowest to the highest, as headers name them; without one all posts are there."""


def next_floor(floor: Level | None) -> Level | None:
    """The next higher one; none after the highest."""
    steps = [None, *FLOORS]
    return steps[(steps.index(floor) + 1) % len(steps)]


def floor_name(floor: Level | None) -> str:
    """`known+`; empty when there is none."""
    return "" if floor is None else FLOORS[floor]


def floor_of(name: str) -> Level | None:
    """The floor of that name."""
    return next((floor for floor, known in FLOORS.items() if known == name), None)


def sifter(passes: Judge | None, floor: Level | None) -> Judge | None:
    """What is asked of every post: to stand on the floor, and to pass the filter. None: nothing."""
    if floor is None:
        return passes
    least = floor

    def judge(entry: Entry, moment: Moment) -> bool:
        return moment.level_of(entry.post.author) >= least and (passes is None or passes(entry, moment))

    return judge
