"""The panes of last time, and of the times before, in the state folder."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import tomli_w

from hashtui.config.config import Density
from hashtui.config.writing import told_aside, write_whole
from hashtui.errors import ConfigError
from hashtui.reading.summary.peak import Sensitivity

KEPT = 8
"""So many past sets of panes are kept."""
KEPT_UNSEEN = 500
"""So many posts not seen yet are kept of a pane, the newest."""
_LARGEST = 8 << 20
_LONGEST_PANE = 30_000
"""Characters of a pane, with its title."""
_LONGEST_KEY = 2_000


@dataclass(frozen=True, slots=True)
class PaneSet:
    """Panes that were open together, left to right, as expressions."""

    panes: tuple[str, ...]
    at: datetime
    """When they were last open; aware UTC."""
    posts: int = 0
    """How many posts they held then."""


@dataclass(frozen=True, slots=True)
class PanePlace:
    """Where the reader left an open pane, and how it looked."""

    pane: str
    """Its expression, as in the set of panes."""
    left_at: datetime
    """When it was left; aware UTC."""
    seen_until: datetime | None = None
    """Up to here in time everything was seen but `unseen`; None: nothing was."""
    unseen: tuple[str, ...] = ()
    """Keys of the posts not seen yet, newest first; only so many are kept."""
    selected: str | None = None
    """The key of the selected post; None: the pane followed."""
    row: int = 0
    """The row of the pane on which the selected post stood."""
    density: Density = Density.SHORT
    extra_columns: int = 0
    """What was given to it with `+`, or taken with `-`."""
    sensitivity: Sensitivity | None = None
    """How little made a peak there; None: as everywhere."""
    floor: str = ""
    """The least level of the authors it showed, by its name; empty: all."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of past sessions."""

    panes: tuple[str, ...] = ()
    """Those that were open at the end of the last one; empty when all were closed."""
    history: tuple[PaneSet, ...] = ()
    """Sets of panes of the past, newest first, each once."""
    places: tuple[PanePlace, ...] = ()
    """Where the panes of last time were left."""
    trouble: str = ""
    """What was wrong with the file, and where it is now; empty when nothing was."""

    def with_panes(
        self, panes: Sequence[str], *, posts: int, at: datetime, places: Sequence[PanePlace] = ()
    ) -> "Memory":
        """The same memory after these panes were open, with so many posts in them, and left at these places."""
        if not panes:
            return replace(self, panes=(), places=())
        now_open = PaneSet(tuple(panes), at, posts)
        before = tuple(past for past in self.history if past.panes != now_open.panes)
        return replace(self, panes=now_open.panes, history=(now_open, *before)[:KEPT], places=tuple(places))


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
    except (ValueError, OverflowError, RecursionError):
        return Memory(trouble=told_aside(file, now, "its panes are not restored"))


def remember(file: Path, memory: Memory) -> None:
    """Write it down, in one step. ConfigError when that fails; what was remembered before is then still there."""
    content = {
        "panes": _storable(memory.panes),
        "before": [
            {"panes": _storable(past.panes), "at": past.at.astimezone(UTC), "posts": past.posts}
            for past in memory.history
        ],
        "place": [_row(place) for place in memory.places],
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
    places = content.get("place", [])
    if not isinstance(places, list):
        raise _DamagedError
    return Memory(
        _texts(content.get("panes", [])),
        tuple(_past(row) for row in before)[:KEPT],
        tuple(_place(row) for row in places),
    )


def _past(row: object) -> PaneSet:
    if not isinstance(row, dict):
        raise _DamagedError
    posts = row.get("posts")
    if not isinstance(posts, int) or posts < 0:
        raise _DamagedError
    return PaneSet(_texts(row.get("panes")), _time(row.get("at")), posts)


def _storable(panes: Sequence[str]) -> list[str]:
    """Those that can be read again."""
    return [pane for pane in panes if len(pane) <= _LONGEST_PANE]


def _texts(value: object, longest: int = _LONGEST_PANE) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and len(one) <= longest for one in value):
        raise _DamagedError
    return tuple(value)


def _row(place: PanePlace) -> dict[str, object]:
    row: dict[str, object] = {
        "pane": place.pane,
        "left_at": place.left_at.astimezone(UTC),
        "unseen": [key for key in place.unseen if len(key) <= _LONGEST_KEY][:KEPT_UNSEEN],
        "row": place.row,
        "density": place.density.value,
        "extra_columns": place.extra_columns,
    }
    if place.seen_until is not None:
        row["seen_until"] = place.seen_until.astimezone(UTC)
    if place.selected is not None and len(place.selected) <= _LONGEST_KEY:
        row["selected"] = place.selected
    if place.sensitivity is not None:
        row["sensitivity"] = place.sensitivity.value
    if place.floor:
        row["floor"] = place.floor
    return row


def _place(row: object) -> PanePlace:
    if not isinstance(row, dict):
        raise _DamagedError
    pane, selected, density = row.get("pane"), row.get("selected", ""), row.get("density")
    rows, columns, floor = row.get("row", 0), row.get("extra_columns", 0), row.get("floor", "")
    if not isinstance(pane, str) or not isinstance(selected, str) or len(selected) > _LONGEST_KEY:
        raise _DamagedError
    if not isinstance(rows, int) or not isinstance(columns, int) or not isinstance(floor, str):
        raise _DamagedError
    return PanePlace(
        pane=pane,
        left_at=_time(row.get("left_at")),
        seen_until=_time(row["seen_until"]) if "seen_until" in row else None,
        unseen=_texts(row.get("unseen", []), _LONGEST_KEY)[:KEPT_UNSEEN],
        selected=selected or None,
        row=rows,
        density=Density(density) if density in [known.value for known in Density] else Density.SHORT,
        extra_columns=columns,
        sensitivity=next((one for one in Sensitivity if one.value == row.get("sensitivity")), None),
        floor=floor,
    )


def _time(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise _DamagedError
    return value.astimezone(UTC)
