"""What the views of a post are set on, and the small pieces they are all set with."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hashtui.config.config import TimeForm
from hashtui.post.clean import real_host, shown_url
from hashtui.post.post import Author, Network
from hashtui.reading.standing import Level, Standing, no_standing, unknown
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.times import Times, span
from hashtui.tui.typeset import Ink, Line, Run, plain, width_of
from hashtui.tui.who import badge, badged, name_ink, who_runs

LABEL = 7
"""Cells of the labels `image`, `[1]`, `from`."""
NETWORK_NAMES = {
    Network.MASTODON: "on Mastodon",
    Network.BLUESKY: "on Bluesky",
    Network.NOSTR: "on Nostr",
    Network.FEED: "in a feed",
    Network.FILE: "in a file",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a view is set on: its width, the moment and zone that times are told for, the shapes at hand."""

    width: int
    now: datetime
    zone: tzinfo | None = None
    glyphs: Glyphs = UNICODE
    level_of: Callable[[Author], Level] = unknown
    standing_of: Callable[[Author], Standing] = no_standing
    versions_key: str = ""
    """The key that shows what an edit changed, for the hint beside it."""
    picked: Container[str] = frozenset()
    """The keys of what the reader picked."""

    def mark(self, key: str) -> str:
        """`¶ ` before a picked post; nothing before another."""
        return f"{self.glyphs.picked} " if key in self.picked else ""

    @property
    def turns(self) -> str:
        """The beginning, a branch and the end of a thread's line."""
        return "┌├└" if self.glyphs.wall == UNICODE.wall else ",|`"

    @property
    def times(self) -> Times:
        """Clock times as of now."""
        return Times.at(self.now, TimeForm.CLOCK, self.zone)

    def badge(self, author: Author) -> Run:
        """What the author is to the reader, in one cell."""
        return badge(self.level_of(author), self.glyphs)

    def who(self, author: Author, room: int) -> Line:
        """Name and address in so many cells."""
        return who_runs(author, room, self.level_of(author))

    def badged(self, author: Author, room: int) -> Line:
        """The same behind the badge, where there is one."""
        return badged(author, self.level_of(author), room, self.glyphs)

    def border(self, author: Author) -> Line:
        """A heavy rule below who it is; it says by its colour what the badge says."""
        level = self.level_of(author)
        ink = name_ink(level) if level >= Level.VOUCHED else Ink.RULE
        return (Run(self.glyphs.heavy * self.width, ink),)

    def day_and_hour(self, instant: datetime) -> str:
        """`14:26`, and the day before it when that is not today."""
        local = instant.astimezone(self.zone)
        today = self.now.astimezone(self.zone).date()
        return f"{local:%H:%M}" if local.date() == today else f"{self.day(instant)} {local:%H:%M}"

    def day(self, instant: datetime) -> str:
        """`Sat 21 Nov`, with the year when it is another one."""
        local = instant.astimezone(self.zone)
        year = f" {local:%Y}" if local.year != self.now.astimezone(self.zone).year else ""
        return f"{local:%a} {local.day} {local:%b}{year}"

    def ago(self, instant: datetime) -> str:
        """`5 min ago`; a clock that is ahead of ours is called so."""
        age = self.now - instant
        if age < timedelta(seconds=-60):
            return f"dated {span(-age)} ahead"
        return "just now" if age < timedelta(seconds=60) else f"{span(age)} ago"


def labelled(label: str, words: str, room: int, ink: Ink) -> list[Line]:
    """A label in its column, the words hanging beside it; a longer label pushes all of them to the right."""
    hang = max(LABEL, width_of(label) + 2)
    if hang > room // 2:
        return [*plain(label.rstrip(), room, Ink.META), *plain(words, room, ink)]
    first, *others = plain(words, max(4, room - hang), ink)
    return [
        (Run(label + " " * (hang - width_of(label)), Ink.META), *first),
        *((Run(" " * hang, Ink.TEXT), *row) for row in others),
    ]


def indented(words: str, indent: int, sheet: Sheet, ink: Ink = Ink.TEXT) -> list[Line]:
    """Words of a view that stand that far from its edge."""
    margin = Run(" " * indent, Ink.TEXT)
    return [(margin, *row) for row in plain(words, max(8, sheet.width - indent - 1), ink)]


def whole_link(url: str) -> str:
    """A link as it can be judged before it is opened: its scheme, the host it really leads to, its path."""
    return f"{url.partition(':')[0]}://{shown_url(url)}" if real_host(url) is not None else url


def bare(url: str) -> str:
    """A URL as short as it can be told: `anna.example`."""
    return (shown_url(url) or url).removesuffix("/")


def grouped(number: int) -> str:
    """`3 120`."""
    return f"{number:,}".replace(",", " ")


def counted(number: int, noun: str) -> str:
    """`1 follower`, `3 120 followers`."""
    return f"{grouped(number)} {noun}{'' if number == 1 else 's'}"
