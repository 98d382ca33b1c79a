"""What others use to find peaks: from so many posts a minute to the minutes in which one would raise an alarm."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

Alarms = list[int]
"""Indices of bins, ascending."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A published method with its constants; `minutes` is how long its bins are."""

    name: str
    method: Callable[..., Alarms]
    minutes: int
    constants: dict[str, float] = field(default_factory=dict)

    def alarms(self, counts: Sequence[int]) -> list[int]:
        """The minutes of the alarms, from posts and boosts a minute."""
        step = self.minutes
        bins = [sum(counts[at : at + step]) for at in range(0, len(counts), step)]
        return [index * step for index in self.method(bins, **self.constants)] if bins else []


def twitinfo(counts: Sequence[int], tau: float = 2, alpha: float = 0.125, first: int = 5) -> Alarms:
    """TwitInfo (Marcus et al., CHI 2011): a rise of more than `tau` mean deviations, then hill climbing."""
    mean = float(counts[0])
    deviation = fmean(abs(count - fmean(counts[:first])) for count in counts[:first])
    alarms: Alarms = []
    at = 1

    def update(count: int) -> None:
        nonlocal mean, deviation
        deviation = alpha * abs(count - mean) + (1 - alpha) * deviation
        mean = alpha * count + (1 - alpha) * mean

    def rises(at: int) -> bool:
        far = abs(counts[at] - mean) > tau * max(deviation, 1e-9)
        return far and counts[at] > counts[at - 1]

    while at < len(counts):
        if not rises(at):
            update(counts[at])
            at += 1
            continue
        alarms.append(at)
        before = counts[at - 1]
        while at < len(counts) and counts[at] > counts[at - 1]:
            update(counts[at])
            at += 1
        while at < len(counts) and counts[at] > before and not rises(at):
            update(counts[at])
            at += 1
    return alarms


def kleinberg(counts: Sequence[int], s: float = 2, gamma: float = 1) -> Alarms:
    """Kleinberg (2002): the cheapest way through two states, the day's mean rate and `s` times that. It sees the whole
    day before it says anything.
    """
    mean = fmean(counts)
    if not mean:
        return []
    rates = (mean, s * mean)
    up = gamma * math.log(len(counts))
    costs, ways = (0.0, up), []
    for count in counts:
        here = [rate - count * math.log(rate) for rate in rates]
        low = 0 if costs[0] <= costs[1] else 1
        high = 1 if costs[1] <= costs[0] + up else 0
        ways.append((low, high))
        costs = (costs[low] + here[0], (costs[1] if high else costs[0] + up) + here[1])
    state = 0 if costs[0] <= costs[1] else 1
    states = []
    for way in reversed(ways):
        states.append(state)
        state = way[state]
    states.reverse()
    return [at for at, one in enumerate(states) if one and (not at or not states[at - 1])]


def zubiaga(counts: Sequence[int], share: float = 0.9, first: int = 10) -> Alarms:
    """Zubiaga et al. (HT 2012): a bin above that share of the bins seen so far; neighbouring ones are one alarm."""
    alarms: Alarms = []
    was = False
    for at, count in enumerate(counts):
        seen = sorted(counts[:at])
        is_above = at >= first and count > seen[min(at - 1, int(share * at))]
        if is_above and not was:
            alarms.append(at)
        was = is_above
    return alarms


def nichols(counts: Sequence[int], times: float = 3, first: int = 10) -> Alarms:
    """Nichols et al. (IUI 2012): a rise of more than so many times the median change, one alarm until it falls."""
    slopes = [abs(counts[at] - counts[at - 1]) for at in range(1, len(counts))]
    alarms: Alarms = []
    rising = False
    for at in range(1, len(counts)):
        rise = counts[at] - counts[at - 1]
        usual = median(slopes[:at])
        if at >= first and rise > times * max(usual, 1.0) and not rising:
            alarms.append(at)
            rising = True
        elif rise <= 0:
            rising = False
    return alarms


RIVALS = (
    Rival("TwitInfo, as published", twitinfo, 1),
    Rival("TwitInfo, tuned", twitinfo, 3, {"tau": 3, "alpha": 0.25}),
    Rival("Kleinberg, as published", kleinberg, 3),
    Rival("Kleinberg, tuned", kleinberg, 1, {"s": 2.5, "gamma": 1}),
    Rival("Zubiaga, as published", zubiaga, 1),
    Rival("Zubiaga, tuned", zubiaga, 5, {"share": 0.85}),
    Rival("Nichols, as published", nichols, 1),
    Rival("Nichols, tuned", nichols, 3, {"times": 4}),
)
"""Tuned for F1 at the usual rate on seeds 0-9: bins of 1, 2, 3 and 5 minutes, TwitInfo's tau from 2 to 6 and alpha from
0.06 to 0.25, Kleinberg's s from 1.5 to 4 and gamma from 0.25 to 2, Zubiaga's share from 0.8 to 0.98, Nichols' factor
from 2 to 8.
"""
