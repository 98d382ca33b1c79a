"""How far trust reaches: from the accounts the reader trusts, over those they speak for, to those these speak for.

Layered and budgeted: word goes outwards only, and each account hands out a bounded sum, so accounts that speak for
each other gain nothing, however many they are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import fsum, prod

from hashtui.reading.vouching import Vouching


@dataclass(frozen=True, slots=True)
class Hop:
    """One step outwards."""

    budget: float
    """What one account hands out at most, in strengths."""
    passes: float
    """How much of the trust in an account goes on to those it speaks for."""
    cap: float
    """No more trust than this is reached so."""


HOPS = (Hop(20.0, 0.6, 0.8), Hop(5.0, 0.5, 0.5))
LEAST = 0.05
"""Who is trusted less than this vouches for nobody."""


@dataclass(slots=True)
class Chain:
    """How trust reaches one account."""

    hop: int
    """1: by accounts the reader trusts; 2: by those they vouch for."""
    score: float
    links: list[tuple[float, str]]
    """What each account that vouches adds, and its key; in the order of the keys."""


def chains(given: Mapping[str, float], muted: Collection[str], vouching: Vouching) -> dict[str, Chain]:
    """Whom trust reaches, by key, but for those whom it is `given` and the `muted`, who vouch for nobody either."""
    reached: dict[str, Chain] = {}
    near = {key: level for key, level in given.items() if key not in muted}
    passed = {*near, *muted}
    for number, hop in enumerate(HOPS, 1):
        links: dict[str, list[tuple[float, str]]] = {}
        for by in sorted(near):
            if near[by] >= LEAST:
                _hand_out(by, near[by], hop, vouching, passed, links)
        near = {}
        for key, theirs in links.items():
            near[key] = min(hop.cap, 1 - prod([1 - share for share, _ in theirs]))
            reached[key] = Chain(number, near[key], theirs)
        passed.update(near)
    return reached


def _hand_out(
    by: str,
    level: float,
    hop: Hop,
    vouching: Vouching,
    passed: Collection[str],
    links: dict[str, list[tuple[float, str]]],
) -> None:
    spoken_for = vouching.spoken_for(by)
    total = fsum([said for _, said in spoken_for])
    each = hop.passes * level * min(1.0, hop.budget / total) if total else 0.0
    for whom, said in spoken_for:
        if whom not in passed:
            links.setdefault(whom, []).append((each * said, by))
