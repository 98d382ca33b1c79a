"""Where an event's chance comes from: each part of it draws from its own, so that none changes another."""

from random import Random


def chances(seed: int) -> tuple[Random, ...]:
    """Those of the usual day: the world's, the programme's, the facts', the crowd's, the tellings' and the words'."""
    chance = Random(seed)
    return tuple(Random(chance.getrandbits(64)) for _ in range(6))


def chance_of(seed: int, strand: str) -> Random:
    """The own chance of one of the strands beside the day."""
    return Random(f"{seed}/{strand}")
