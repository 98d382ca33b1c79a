"""`python -m tests.bench NAME`: exits 1 when a promised ratio is not met, 2 on misuse, 3 when nothing was measured."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import cost, filters, firehose, keys, start, terms
from tests.bench.figures import Result
from tests.bench.terminal import EndedError


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark, and how long it runs when nothing else is asked."""

    run: Callable[[float, int], Result]
    seconds: float
    rounds: int


BENCHES = {
    "keys": Bench(keys.run, seconds=4, rounds=3),
    "start": Bench(start.run, seconds=1, rounds=15),
    "cost": Bench(cost.run, seconds=6, rounds=2),
    "filter": Bench(filters.run, seconds=3, rounds=3),
    "terms": Bench(terms.run, seconds=1, rounds=7),
    "firehose": Bench(firehose.run, seconds=6, rounds=7),
}


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.5 <= value <= 600:
        raise argparse.ArgumentTypeError("from 0.5 to 600")
    return value


def _rounds(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError("from 1 to 100")
    return value


def main() -> int:
    """Run one benchmark and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--seconds", type=_seconds, help="measured seconds a case and round")
    parser.add_argument("--rounds", type=_rounds, help="interleaved rounds")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    asked = parser.parse_args()
    bench = BENCHES[asked.name]
    try:
        result = bench.run(asked.seconds or bench.seconds, asked.rounds or bench.rounds)
    except EndedError as error:
        print(f"{asked.name}: {error}", file=sys.stderr)
        return 3
    print(json.dumps(result.object(), ensure_ascii=False) if asked.json else result.text())
    return 0 if result.met else 1


if __name__ == "__main__":
    sys.exit(main())
