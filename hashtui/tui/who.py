"""An author on a row of any view: the badge that says what they are to the reader, their name, their address."""

import re

from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.typeset import Ink, Line, Run, shorten, width_of

LEAST_NAME = 8
"""A name that would be cut to less than this is left out: the address says more."""
_SHAPES = re.compile(r"(?:[★☆◆◇·×✕]\s*|[*#+.x]\s+)+")
"""What no name begins with on the screen: the badge is ours to give."""
NAMES = (Ink.NAME, Ink.TRUSTED, Ink.VOUCHED)
"""The inks of names."""


def badge(level: Level, glyphs: Glyphs) -> Run:
    """The shape before a name, one cell: what its author is to the reader."""
    match level:
        case Level.TRUSTED:
            return Run(glyphs.star, Ink.TRUSTED)
        case Level.STRONGLY_VOUCHED:
            return Run(glyphs.strongly, Ink.VOUCHED)
        case Level.VOUCHED:
            return Run(glyphs.vouched, Ink.VOUCHED)
        case Level.KNOWN:
            return Run(glyphs.known, Ink.META)
        case Level.UNKNOWN:
            return Run(" ", Ink.TEXT)
        case Level.MUTED:
            return Run(glyphs.hidden, Ink.META)


def name_ink(level: Level) -> Ink:
    """What the name is written in, and what stands at the border of what is theirs."""
    if level is Level.TRUSTED:
        return Ink.TRUSTED
    return Ink.VOUCHED if level >= Level.VOUCHED else Ink.NAME


def badged(author: Author, level: Level, room: int, glyphs: Glyphs) -> Line:
    """The badge, where there is one, and who it is."""
    shape = badge(level, glyphs)
    if shape.text.isspace():
        return who_runs(author, room)
    return (shape, Run(" ", Ink.TEXT), *who_runs(author, max(1, room - 2), level))


def name_in_words(author: Author, level: Level, glyphs: Glyphs, most: int = 24) -> str:
    """`★ Mairie du 20e`, inside a sentence."""
    return f"{badge(level, glyphs).text.strip()} {shorten(shown_name(author) or author.handle, most)}".strip()


def who_runs(author: Author, room: int, level: Level = Level.UNKNOWN) -> Line:
    """Name and address in `room` cells.

    The name is shortened before the address, which keeps its server; of those who are vouched for or trusted the
    server goes first.
    """
    handle, name, ink = str(author.handle), shown_name(author), name_ink(level)
    if is_opaque(handle) and width_of(handle) + width_of(name) + 2 > room:
        handle = short_id(handle)
    if name and level >= Level.VOUCHED and width_of(handle) + width_of(name) + 2 > room:
        handle = _without_server(handle)
    wanted = width_of(handle)
    if wanted >= room:
        return (Run(_short_handle(handle, room), ink),)
    if not name:
        return (Run(handle, ink),)
    left = room - wanted - 2
    if width_of(name) > left:
        if left < LEAST_NAME:
            return (Run(handle, ink),)
        name_shown = shorten(name, left)
    else:
        name_shown = name
    return (Run(name_shown, ink), Run("  ", Ink.TEXT), Run(handle, Ink.HANDLE))


def shown_name(author: Author) -> str:
    """The name they gave, without what would look like a badge."""
    return without_badge(author.name)


def without_badge(name: str) -> str:
    """A name that somebody gave themselves, without what would look like a badge."""
    worn = _SHAPES.match(name)
    return name if worn is None else name[worn.end() :]


def _without_server(handle: str) -> str:
    """`@mairie20` of `@mairie20@mamot.fr`; a handle without a server as it is."""
    user, at, _ = handle.rpartition("@")
    return user if at and len(user) > 1 else handle


def is_opaque(handle: str) -> bool:
    """Whether the address is no name but an id: a Nostr key, a DID."""
    return handle.startswith(("@npub1", "@did:")) and len(handle) > len(short_id(handle))


def short_id(handle: str) -> str:
    """An id by its beginning and its end, by which it can be compared: `@npub1abcd…wxyz`."""
    start = len("@npub1") if handle.startswith("@npub1") else handle.rfind(":") + 1
    return f"{handle[: start + 4]}…{handle[-4:]}"


def _short_handle(handle: str, room: int) -> str:
    """The user's part gives way first; a server that is too long itself is cut at its end."""
    user, at, server = handle.rpartition("@")
    if not at or not user:
        return shorten(handle, room)
    left = room - width_of(server) - 1
    return f"{shorten(user, left)}@{server}" if left >= 3 else shorten(f"@…@{server}", room)
