"""`python -m tests.bench.analysis`: exits 1 when a promise is not kept, 2 on misuse."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.analysis.cost import cost
from tests.bench.analysis.days import Part, day
from tests.bench.analysis.figures import Report
from tests.bench.analysis.promises import figures_of
from tests.bench.analysis.real import TRUTH_FORM, Fact, facts_in, reals
from tests.bench.analysis.tables import tables_of

MOST_SEEDS = 100

Facts = Mapping[Path, tuple[Fact, ...]]


def _seeds(text: str) -> tuple[int, ...]:
    first, _, last = text.partition("-")
    last = last or first
    seeds = range(int(first), int(last) + 1) if first.isdecimal() and last.isdecimal() else range(0)
    if not 1 <= len(seeds) <= MOST_SEEDS:
        raise argparse.ArgumentTypeError(f"from 1 to {MOST_SEEDS} seeds, as 400-419")
    return tuple(seeds)


def _parts(text: str) -> frozenset[Part]:
    try:
        return frozenset(Part(name) for name in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"some of {', '.join(part.value for part in Part)}") from error


def run(seeds: Sequence[int], parts: frozenset[Part], facts: Facts) -> Report:
    """Measure these days, one after the other; who waits is told on standard error."""
    days = []
    for seed in seeds:
        print(f"seed {seed}", end=" ", file=sys.stderr, flush=True)
        days.append(day(seed, parts))
    print(file=sys.stderr)
    spent = cost(seeds[0]) if Part.COST in parts else None
    real_tables, real_figures = reals(facts)
    return Report(
        tuple(seeds),
        (*tables_of(days, spent), *real_tables),
        (*figures_of(days, spent), *real_figures),
        (f"Python {sys.version.split()[0]}. Rivals were tuned on seeds 0-9.",),
    )


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.analysis",
        description="Ours and what others published on the same simulated days, held against what is promised.",
        epilog=TRUTH_FORM,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seeds", type=_seeds, default="400-419", metavar="FIRST-LAST", help="400-419 by default")
    parser.add_argument(
        "--only", type=_parts, default=frozenset(Part), metavar="PARTS", help=", ".join(part.value for part in Part)
    )
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="real events as well: see below")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    asked = parser.parse_args()
    facts: Facts = {}
    if asked.real is not None:
        if not asked.real.is_dir():
            parser.error(f"{asked.real} is no folder")
        try:
            facts = facts_in(asked.real)
        except ValueError as error:
            parser.error(str(error))
    report = run(asked.seeds, asked.only, facts)
    print(json.dumps(report.object(), ensure_ascii=False) if asked.json else report.text())
    return 0 if report.met else 1


if __name__ == "__main__":
    sys.exit(main())
