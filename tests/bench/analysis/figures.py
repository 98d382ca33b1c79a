"""What was measured, held against what was promised: one figure for each promise, from one value a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

ENOUGH = 20
"""So many days decide by themselves; fewer are given two standard errors of their mean."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a figure has to be."""

    section: str
    name: str
    limit: float
    at_least: bool = True
    """The limit is the least it may be; otherwise the most."""
    exact: bool = False
    """However few the days, nothing is given: one false badge is one too many."""
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A promise and what came of it."""

    promise: Promise
    value: float
    days: tuple[float, ...]
    """The same on each day alone; empty when it is not measured by days."""

    @property
    def given(self) -> float:
        """How far beyond the limit it may be, for so few days were measured."""
        if self.promise.exact or not 2 <= len(self.days) < ENOUGH:
            return 0.0
        return 2 * stdev(self.days) / sqrt(len(self.days))

    @property
    def met(self) -> bool:
        """Whether the promise is kept."""
        if self.promise.at_least:
            return self.value >= self.promise.limit - self.given - 1e-9
        return self.value <= self.promise.limit + self.given + 1e-9

    def line(self) -> str:
        """For people."""
        promise = self.promise
        sign = ">=" if promise.at_least else "<="
        leeway = f", {self.given:.{promise.digits}f} given for {len(self.days)} days" if self.given else ""
        verdict = "OK" if self.met else "MISSED"
        value = f"{self.value:.{promise.digits}f}"
        return f"{verdict:7}{promise.section}: {promise.name} {value} ({sign} {promise.limit:g}{leeway})"

    def object(self) -> dict[str, object]:
        """For programs."""
        promise = self.promise
        return {
            "section": promise.section,
            "name": promise.name,
            "value": round(self.value, 6),
            "limit": promise.limit,
            "at_least": promise.at_least,
            "given": round(self.given, 6),
            "met": self.met,
        }


def mean_of(promise: Promise, days: Sequence[float]) -> Figure:
    """The figure that is the mean of its days."""
    return Figure(promise, fmean(days), tuple(days))


@dataclass(frozen=True, slots=True)
class Table:
    """Ours and the rivals side by side. Every row begins with who it is."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]

    def text(self) -> str:
        """For people."""
        cells = [self.head, *(tuple(map(_cell, row)) for row in self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.head))]
        lines = [
            "  ".join(
                cell.rjust(width) if column else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in cells
        ]
        return "\n".join([self.title, *("  " + line for line in lines)])

    def object(self) -> dict[str, object]:
        """For programs."""
        rows = [dict(zip(self.head, map(_plain, row), strict=True)) for row in self.rows]
        return {"title": self.title, "rows": rows}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything of one run."""

    seeds: tuple[int, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether every promise is kept."""
        return all(figure.met for figure in self.figures)

    def text(self) -> str:
        """For people."""
        parts = [*(table.text() for table in self.tables), "\n".join(figure.line() for figure in self.figures)]
        return "\n\n".join([*parts, *self.remarks])

    def object(self) -> dict[str, object]:
        """For programs."""
        return {
            "seeds": list(self.seeds),
            "met": self.met,
            "figures": [figure.object() for figure in self.figures],
            "tables": [table.object() for table in self.tables],
            "remarks": list(self.remarks),
        }


def _cell(value: str | float) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return str(value)


def _plain(value: str | float) -> str | float:
    return round(value, 6) if isinstance(value, float) else value
