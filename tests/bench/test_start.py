"""What a script that asks for the version pays."""

import subprocess
import sys
from statistics import median

from hashtui import __version__
from tests.bench.start import BARE, MOST_VERSION, run_time

VERSION = (sys.executable, "-m", "hashtui", "--version")
ASK = """
import sys
before = set(sys.modules)
from hashtui.cli import main
try:
    main(["--version"])
except SystemExit:
    print(*sorted(set(sys.modules) - before))
"""


def test_asking_for_the_version_loads_nothing_but_the_command_line() -> None:
    ran = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines() == [f"hashtui {__version__}", "hashtui hashtui.cli"]


def test_the_version_takes_little_longer_than_python_that_does_nothing() -> None:
    run_time(VERSION)

    pairs = [(run_time(VERSION), run_time(BARE)) for _ in range(9)]

    version, bare = (median(times) for times in zip(*pairs, strict=True))
    assert version <= MOST_VERSION * bare
