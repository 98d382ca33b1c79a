"""`python -m tests.chaos.pairs --seconds 60`: two processes on one archive, of which one is ended now and then.

Each opens the archive, writes if it may, reads all the time, and now and then makes the archive forget somebody while
the other one writes. Whoever ends, the other takes over. It prints one line of JSON, and exits 1 when somebody was
told that the archive is locked, or a post that was acknowledged is missing.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from hashtui.archive import Condition, open_archive
from hashtui.clock import SystemClock
from hashtui.errors import HashtuiError
from tests.archive.flooding import flood, key_of

ROOT = Path(__file__).parents[2]
AT_ONCE = 20


def live(place: Path, first: int, seconds: float) -> dict[str, object]:
    """Write and read for so long; what was written for good, what was read, and what went wrong."""
    archive = open_archive(place, clock=SystemClock(), command=f"process {first}")
    reader, wrong, pages, number = archive.reader(), list[str](), 0, first
    end = time.monotonic() + seconds
    kept_from: int | None = None
    forgot = 0
    while time.monotonic() < end:
        if archive.state.condition is Condition.WRITING:
            kept_from = number if kept_from is None else kept_from
            if archive.state.waiting < 1_000:
                for one in flood(number, AT_ONCE):
                    archive.take(one)
                number += AT_ONCE
        try:
            pages += bool(reader.page(None, limit=20))
            if pages % 50 == 49:
                archive.forget(f"@nobody{forgot}@social.example")
                forgot += 1
        except HashtuiError as error:
            wrong.append(str(error))
        time.sleep(0.002)
    archive.close()
    reader.close()
    written = [] if kept_from is None or archive.state.waiting else [kept_from, number]
    return {"written": written, "pages": pages, "forgot": forgot, "wrong": wrong, "said": list(archive.said)}


def run(place: Path, seconds: float, seed: int) -> dict[str, object]:
    """Two processes at a time, new ones following those that end, for so long."""
    random, running, told = Random(seed), list[subprocess.Popen[bytes]](), list[dict[str, object]]()
    begun, first = time.monotonic(), 0

    def start() -> None:
        nonlocal first
        left = max(0.5, seconds - (time.monotonic() - begun))
        lasts = min(left, random.uniform(0.5, 0.2 * seconds + 1))
        command = [sys.executable, "-m", "tests.chaos.pairs", "--live", str(place)]
        command += ["--first", str(first), "--seconds", f"{lasts:.2f}"]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT))
        first += 1_000_000

    start()
    start()
    while running:
        for process in running[:]:
            if process.poll() is not None:
                running.remove(process)
                told.append(json.loads(process.communicate()[0]))
                if time.monotonic() - begun < seconds:
                    start()
        time.sleep(0.01)
    return _judged(place, told)


def _judged(place: Path, told: list[dict[str, object]]) -> dict[str, object]:
    archive = open_archive(place, clock=SystemClock(), command="look")
    reader = archive.reader()
    there = {kept.key for kept in reader.each(None, None, None)}
    archive.close()
    lost, written, wrong = 0, 0, list[object]()
    for one in told:
        match one:
            case {"written": [int() as first, int() as end]}:
                written += end - first
                lost += sum(key_of(number) not in there for number in range(first, end))
            case _:
                pass
        match one:
            case {"wrong": list() as complaints, "said": list() as said}:
                wrong += [*complaints, *said]
            case _:
                wrong.append("it said nothing")
    pages = sum(int(str(one["pages"])) for one in told)
    return {"processes": len(told), "written": written, "lost": lost, "pages": pages, "wrong": wrong}


def main() -> int:
    """Run it; 1 when something was lost or went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.pairs", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--live", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    wishes = parser.parse_args()
    if wishes.live is not None:
        sys.stdout.write(json.dumps(live(wishes.live, wishes.first, wishes.seconds)) + "\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder) / "archive.sqlite3", wishes.seconds, wishes.seed)
    sys.stdout.write(json.dumps(outcome) + "\n")
    return 1 if outcome["lost"] or outcome["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
