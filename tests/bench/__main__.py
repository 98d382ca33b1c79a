"""`python -m tests.bench keys [--seconds S] [--rounds N] [--json]`: exits 1 when a promised ratio is not met."""

import argparse
import json
import sys

from tests.bench import keys

BENCHES = {"keys": keys.run}


def main() -> int:
    """Run one benchmark and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--seconds", type=float, default=8.0, help="measured seconds a case and round")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    asked = parser.parse_args()
    result = BENCHES[asked.name](asked.seconds, asked.rounds)
    print(json.dumps(result, indent=None if asked.json else 2, ensure_ascii=False))
    return 0 if result["met"] else 1


if __name__ == "__main__":
    sys.exit(main())
