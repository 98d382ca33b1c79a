"""What the boosts of somebody's posts are worth. It says how heard a voice is here, and nothing of trust."""

from collections.abc import Iterable
from math import sqrt

from hashtui.reading.standing import Level, Standing
from hashtui.reading.summary.voices import FAMILIAR, STRANGER


def worth(boosters: Iterable[Standing]) -> float:
    """Of the boosts of one post: each of a known account counts, of strangers only the root: bought ones are many."""
    known, strangers = 0.0, 0.0
    for standing in boosters:
        if standing.level >= Level.KNOWN:
            known += FAMILIAR + (1 - FAMILIAR) * standing.score
        elif standing.level is not Level.MUTED:
            strangers += STRANGER
    return known + 0.5 * sqrt(strangers)
