"""The person's configuration file, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hashtui.config.secret import Secret


class Density(StrEnum):
    """How much of each post a pane shows."""

    LINE = "line"
    SHORT = "short"
    FULL = "full"


class TimeForm(StrEnum):
    """How times are written."""

    CLOCK = "clock"
    AGO = "ago"


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """A source as the person asks for it."""

    url: str
    token: Secret | None = None
    insecure: bool = False
    """Plain http outside loopback."""


@dataclass(frozen=True, slots=True)
class PaneConfig:
    """A pane of the configuration: its expression, and a title."""

    show: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the screen looks."""

    theme: str = "textual-dark"
    density: Density = Density.SHORT
    time: TimeForm = TimeForm.CLOCK


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the configuration says, with the defaults where it says nothing."""

    sources: tuple[SourceConfig, ...] = (SourceConfig("mastodon.social"),)
    panes: tuple[PaneConfig, ...] = ()
    look: Look = Look()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action id to its keys, where they differ from the registry's."""
