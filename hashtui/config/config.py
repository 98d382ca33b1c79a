"""What the person can set, with the defaults; `reader.py` reads and checks it.

The docstrings under the fields are what `config init` and the README say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from hashtui.config.secret import Secret
from hashtui.reading.standing import Level


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
    """Which source, as in `sources`. The same url as there adds to that source, another one is a further source."""
    token: Secret | None = None
    """The token itself; better kept out of this file with `token_env` or `token_command`."""
    insecure: bool = False
    """Allow plain http to a server that is not on this machine."""
    token_env: str | None = None
    """The environment variable that holds the token for this server."""
    token_command: tuple[str, ...] = ()
    """The command that prints the token on its first line: program and arguments, no shell, 10 seconds at most."""
    pds: str | None = None
    """Bluesky: the server of your account, where that is not bsky.social."""
    likes: bool = True
    """Bluesky: count the likes of the posts shown; without them about two thirds less comes over the network."""
    every: timedelta | None = None
    """A feed: how often to ask for it, at least a minute apart; without it, as often as the feed itself wishes."""
    place: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PaneConfig:
    """A pane of the configuration: its expression, and a title."""

    show: str
    """What the pane shows: tags, as on the command line."""
    title: str | None = None
    """Its title; without one the expression stands there."""


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """A rule of the configuration."""

    name: str
    """What the rule is called where it shows: what was given, else the expression."""
    when: str
    """The posts it is for: an expression of the filter language, tags or not."""
    style: str = ""
    """highlight only: how they look, words with one space between; never empty there."""


@dataclass(frozen=True, slots=True)
class RulesConfig:
    """What is done with posts in every pane."""

    hide: tuple[RuleConfig, ...] = ()
    """Posts no pane shows unless it is asked to: a list of { name, when }."""
    highlight: tuple[RuleConfig, ...] = ()
    """Posts that stand out: a list of { name, when, style }; style is words such as "bold", "reverse", "warning"."""
    alert: tuple[RuleConfig, ...] = ()
    """Posts that ring the bell and send a notification: a list of { name, when }."""
    quiet: tuple[time, time] | None = None
    """When alerts are silent: "22:00-07:00"."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the screen looks."""

    theme: str = "textual-dark"
    """The colours: the name of a theme."""
    density: Density = Density.SHORT
    """How much of each post a pane shows: "line", "short" or "full"."""
    time: TimeForm = TimeForm.CLOCK
    """How times are written: "clock" (14:32) or "ago" (5 min)."""
    drip: float = 0.0
    """How many posts a second come into a pane that follows, the rest waiting and counted; 0 lets in all at once."""
    mouse: bool = True
    """Whether the mouse is used; without it, the terminal's own selection works as everywhere."""
    pictures: bool = False
    """Whether a post's pictures are shown in its view, where the terminal can and `hashtui[pictures]` is installed."""


class From(StrEnum):
    """From which level on something is done for somebody."""

    TRUSTED = "trusted"
    VOUCHED = "vouched"
    KNOWN = "known"
    NEVER = "never"

    @property
    def level(self) -> Level | None:
        """The least level it is done for; None: for nobody."""
        return None if self is From.NEVER else Level[self.name]


@dataclass(frozen=True, slots=True)
class TrustConfig:
    """What it comes to that you trust somebody; whom you trust stands in a file of its own."""

    matters: From = From.TRUSTED
    """Whose posts matter (counted, and N leads to them): from "trusted", "vouched" or "known" on, or "never"."""
    notify: From = From.NEVER
    """Whose posts ring the bell and send a notification: from "trusted", "vouched" or "known" on, or "never"."""


@dataclass(frozen=True, slots=True)
class ArchiveConfig:
    """How much of what was heard is kept. What was kept first goes first."""

    keep: timedelta = timedelta(days=365)
    """How long posts are kept in the archive, from when they came into it; "0d" keeps them for ever."""
    most: int = 2_000_000_000
    """How large the archive may grow: "500MB", "2GB"; "0GB" sets no limit."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the configuration says, with the defaults where it says nothing."""

    sources: tuple[SourceConfig, ...] = (SourceConfig("mastodon.social"), SourceConfig("bluesky"))
    """Where posts come from: servers, streams, relays, feeds and files, as `--source` takes them."""
    panes: tuple[PaneConfig, ...] = ()
    """The panes `hashtui` opens when it is given none and remembers none."""
    look: Look = Look()
    """How the screen looks."""
    rules: RulesConfig = RulesConfig()
    """What is done with posts in every pane."""
    trust: TrustConfig = TrustConfig()
    """What it comes to that you trust somebody."""
    archive: ArchiveConfig = ArchiveConfig()
    """How much of what was heard is kept."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A key, or a list of keys, for an action of `hashtui config show keys`, instead of its own."""
