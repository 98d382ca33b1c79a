"""What goes wrong when: a list of actions, each with its moment, its number of times and its arguments."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Value = str | int | float | bool | None
MOMENTS = ("connect", "request", "event", "time")

T = TypeVar("T", int, float, str)


@dataclass(slots=True)
class Action:
    """One line of a script: at `on` (a connection, a request, a streamed event), after the first `after` of them and
    not before `at` seconds, do `do`, `times` times (0: for ever). `path` narrows requests to those containing it,
    `half` all of this to one half of the server.
    `on` "time" is for what happens by itself, `at` seconds after the start."""

    do: str
    on: str = ""
    after: int = 0
    at: float = 0.0
    times: int = 1
    path: str = ""
    args: Mapping[str, Value] = field(default_factory=dict)
    half: str = ""
    seen: int = 0
    done: int = 0

    def applies(self, elapsed: float, path: str, half: str) -> bool:
        """Whether this is its moment; counting it."""
        if self.half not in ("", half) or self.path not in path or elapsed < self.at:
            return False
        self.seen += 1
        if self.seen <= self.after or (self.times and self.done >= self.times):
            return False
        self.done += 1
        return True

    def number(self, name: str, default: T) -> T:
        """An argument, in the type of its default."""
        value = self.args.get(name, default)
        return type(default)(value) if value is not None else default


class Script:
    """The actions still to come, and the clock they are measured by."""

    def __init__(self, actions: Sequence[Action], elapsed: Callable[[], float]) -> None:
        self.actions = list(actions)
        self._elapsed = elapsed

    def due(self, moment: str, path: str = "", half: str = "") -> list[Action]:
        """The actions whose moment this is, in order."""
        now = self._elapsed()
        return [a for a in self.actions if a.on == moment and a.applies(now, path, half)]


def read_script(path: Path) -> tuple[int, list[Action]]:
    """The seed and the actions of a script file: `{"seed": 1, "actions": [...]}` or a bare list."""
    content = json.loads(path.read_text("utf-8"))
    if isinstance(content, list):
        return 0, [read_action(a) for a in content]
    return int(content.get("seed", 0)), [read_action(a) for a in content["actions"]]


def read_action(raw: Mapping[str, object]) -> Action:
    """One action as JSON writes it. ValueError for an unknown moment or key."""
    unknown = set(raw) - {"do", "on", "after", "at", "times", "path", "args", "half"}
    if unknown or "do" not in raw:
        raise ValueError(f"an action has do, on, after, at, times, path, args, half; not {sorted(unknown)}")
    on = str(raw.get("on", ""))
    if on and on not in MOMENTS:
        raise ValueError(f"on is one of {MOMENTS}, not {on!r}")
    args = raw.get("args", {})
    if not isinstance(args, dict):
        raise TypeError("args is an object")
    return Action(
        do=str(raw["do"]),
        on=on,
        after=int(str(raw.get("after", 0))),
        at=float(str(raw.get("at", 0))),
        times=int(str(raw.get("times", 1))),
        path=str(raw.get("path", "")),
        args={str(k): v for k, v in args.items()},
        half=str(raw.get("half", "")),
    )
