"""What is made of the times measured: percentiles, ratios and how sure they are, promises, a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

RESAMPLES = 400


@dataclass(frozen=True, slots=True)
class Strokes:
    """Key to paint of some keys, in ms. A key that was never seen painted counts as long as one waited for it."""

    times: tuple[float, ...] = ()
    lost: int = 0
    """How many of the times are such lower bounds."""

    def __add__(self, other: "Strokes") -> "Strokes":
        return Strokes(self.times + other.times, self.lost + other.lost)

    @property
    def bound(self) -> str:
        """What to write before a percentile of these: it is a lower bound when enough keys were lost to reach it."""
        return ">=" if self.lost else ""


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest time that at least `share` of them do not exceed (nearest rank). ValueError when there is none."""
    if not times:
        raise ValueError("no times, no percentile")
    rank = -(-round(len(times) * share * 1e6) // 1_000_000)
    return sorted(times)[max(1, rank) - 1]


def ratio_range(above: Sequence[float], below: Sequence[float], share: float) -> tuple[float, float]:
    """Between what 95 of 100 ratios of the two percentiles lie when the keys are drawn again from those measured."""
    random = Random(20)
    ratios = sorted(
        percentile(random.choices(above, k=len(above)), share) / percentile(random.choices(below, k=len(below)), share)
        for _ in range(RESAMPLES)
    )
    return ratios[int(RESAMPLES * 0.025)], ratios[int(RESAMPLES * 0.975)]


@dataclass(frozen=True, slots=True)
class Promise:
    """A ratio that was promised, as it was measured."""

    words: str
    value: float
    limit: float
    at_least: bool
    """The limit is the least it may be; otherwise the most."""
    remark: str = ""

    @property
    def met(self) -> bool:
        """Whether it is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        """The promise as a line of words."""
        sign = ">=" if self.at_least else "<="
        verdict = "met" if self.met else "NOT MET"
        return f"{verdict:8}{self.words}: {self.value:.2f} (promised {sign} {self.limit:g}){self.remark}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark found: rows of a table, promises, remarks."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    promises: tuple[Promise, ...]
    remarks: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether every promise is kept."""
        return all(promise.met for promise in self.promises)

    def text(self) -> str:
        """For people."""
        widths = [max(len(row[column]) for row in (self.head, *self.rows)) for column in range(len(self.head))]
        lines = [
            "  ".join(
                cell.rjust(width) if column else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in (self.head, *self.rows)
        ]
        return "\n".join([*lines, "", *(promise.line() for promise in self.promises), *self.remarks])

    def object(self) -> dict[str, object]:
        """For programs."""
        return {
            "rows": [dict(zip(self.head, row, strict=True)) for row in self.rows],
            "promises": [
                {"words": p.words, "value": round(p.value, 3), "limit": p.limit, "at_least": p.at_least, "met": p.met}
                for p in self.promises
            ],
            "remarks": list(self.remarks),
            "met": self.met,
        }


def spread(values: Sequence[float], form: str = ".1f") -> str:
    """The median, and the range when there is more than one."""
    if len(values) == 1:
        return f"{values[0]:{form}}"
    return f"{median(values):{form}} ({min(values):{form}}-{max(values):{form}})"
