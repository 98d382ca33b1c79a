"""The panes of last time, and of the times before, in the state folder."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import tomli_w

from hashtui.config.writing import write_whole
from hashtui.errors import ConfigError

KEPT = 8
"""So many past sets of panes are kept."""
_LARGEST = 1 << 20
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class PaneSet:
    """Panes that were open together, left to right, as expressions."""

    panes: tuple[str, ...]
    at: datetime
    """When they were last open; aware UTC."""
    posts: int = 0
    """How many posts they held then."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of past sessions."""

    panes: tuple[str, ...] = ()
    """Those that were open at the end of the last one; empty when all were closed."""
    history: tuple[PaneSet, ...] = ()
    """Sets of panes of the past, newest first, each once."""
    trouble: str = ""
    """What was wrong with the file, and where it is now; empty when nothing was."""

    def with_panes(self, panes: Sequence[str], *, posts: int, at: datetime) -> "Memory":
        """The same memory after these panes were open, with so many posts in them."""
        if not panes:
            return replace(self, panes=())
        now_open = PaneSet(tuple(panes), at, posts)
        before = tuple(past for past in self.history if past.panes != now_open.panes)
        return replace(self, panes=now_open.panes, history=(now_open, *before)[:KEPT])


def recall(file: Path, now: datetime) -> Memory:
    """What the file remembers; nothing when there is none. A damaged file is moved aside and that is told."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST)
        return _read(tomllib.loads(raw.decode("utf-8")))
    except FileNotFoundError:
        return Memory()
    except OSError as error:
        return Memory(trouble=f"{file} cannot be read ({error.strerror}): the panes of last time are not known")
    except (ValueError, RecursionError):
        return Memory(trouble=_move_aside(file, now))


def remember(file: Path, memory: Memory) -> None:
    """Write it down, in one step. ConfigError when that fails; what was remembered before is then still there."""
    content = {
        "panes": list(memory.panes),
        "before": [
            {"panes": list(past.panes), "at": past.at.astimezone(UTC), "posts": past.posts} for past in memory.history
        ],
    }
    try:
        write_whole(file, tomli_w.dumps(content).encode("utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "an expression is no text"
        raise ConfigError(f"the panes cannot be remembered: {reason}", place=str(file)) from error


class _DamagedError(ValueError):
    """The file is TOML, but not what this program writes."""


def _read(content: Mapping[str, object]) -> Memory:
    """_DamagedError when it is not what `remember` writes."""
    before = content.get("before", [])
    if not isinstance(before, list):
        raise _DamagedError
    return Memory(_panes(content.get("panes", [])), tuple(_past(row) for row in before)[:KEPT])


def _past(row: object) -> PaneSet:
    if not isinstance(row, dict):
        raise _DamagedError
    at, posts = row.get("at"), row.get("posts")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise _DamagedError
    if not isinstance(posts, int) or posts < 0:
        raise _DamagedError
    return PaneSet(_panes(row.get("panes")), at.astimezone(UTC), posts)


def _panes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(pane, str) and len(pane) <= _LONGEST for pane in value):
        raise _DamagedError
    return tuple(value)


def _move_aside(file: Path, now: datetime) -> str:
    aside = file.with_name(f"{file.stem}.damaged-{now:%Y%m%d-%H%M%S}{file.suffix}")
    try:
        file.replace(aside)
    except OSError as error:
        return f"{file} is damaged and cannot be moved aside ({error.strerror}): its panes are not restored"
    return f"{file} was damaged: it is now {aside.name}, and its panes are not restored"
