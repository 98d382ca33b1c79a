"""Running the command line: in this process, and as the program people start."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from hashtui.cli import main

PATIENCE = 60.0
"""Seconds a program may take for anything on a machine that is busy; only what hangs waits so long."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Hashtui:
    """Runs the command line in this process."""

    capture: pytest.CaptureFixture[str]

    def __call__(self, *argv: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(argv))
        said = self.capture.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0, said.out, said.err)


def started(*argv: str, env: Mapping[str, str] | None = None, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    """The program, running."""
    return subprocess.Popen(
        [sys.executable, "-m", "hashtui", *argv],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=None if env is None else dict(env),
    )


def finished(*argv: str, env: Mapping[str, str] | None = None) -> Ran:
    """How the program ended when left alone."""
    process = started(*argv, env=env)
    out, err = process.communicate(timeout=PATIENCE)
    return Ran(process.returncode, out, err)
