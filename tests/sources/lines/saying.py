"""Lines for tests, made of what a test cares about, and files that hold them."""

import json
import os
from pathlib import Path

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.sources.lines.source import LinesSource
from hashtui.sources.source import Means
from tests.sources.keeping import Kept
from tests.sources.paper import PaperServer


def said(text: str, minute: int | None = None, **fields: object) -> bytes:
    """A line as scripts write it, its line end with it; made that many minutes after two."""
    made = {"created_at": f"2026-11-21T14:{minute:02}:00Z"} if minute is not None else {}
    return json.dumps({"text": text, "author": {"handle": "@ana"}, **made, **fields}).encode() + b"\n"


def write(path: Path, *lines: bytes) -> Path:
    """The file, holding these lines and no others, written in place."""
    path.write_bytes(b"".join(lines))
    return path


def append(path: Path, *lines: bytes) -> None:
    """What the file held, and these lines."""
    with path.open("ab") as file:
        file.write(b"".join(lines))


def move_away(path: Path) -> None:
    """As a rotation of logs does."""
    path.rename(path.with_suffix(".1"))


def remove(path: Path) -> None:
    """The file has no name any more."""
    path.unlink()


def source_of(path: Path | str, clock: HandClock, kept: Kept | None = None) -> LinesSource:
    """The source that follows this file. `kept`: the cursors it begins with."""
    means = Means(clock, PaperServer(), resume=(kept or Kept()).resume)
    return LinesSource(SourceConfig(f"jsonl:{os.fspath(path)}"), means)
