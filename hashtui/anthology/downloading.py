"""The pictures of an anthology, brought along on purpose: only those of picks whose authors gave permission."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from hashtui.anthology.anthology import Anthology, Picture
from hashtui.anthology.raster import kind_of
from hashtui.anthology.words import counted, server_of
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.post.pick import Permission
from hashtui.post.post import Media, MediaKind

MOST = 200
"""Pictures of one anthology."""
MOST_OCTETS = 64 << 20

Fetch = Callable[[str], Awaitable[bytes]]
"""The octets at this URL; SourceError when there are none to be had."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What came of it."""

    pictures: Mapping[str, Picture]
    """By URL."""
    asked: int
    """How many there were to ask for."""
    trouble: tuple[str, ...]
    """Why some are not there, a sentence each."""

    @property
    def words(self) -> str:
        """`3 pictures downloaded from 2 servers (1.2 MiB), of 4 whose authors gave permission`."""
        if not self.asked:
            return "no picture is included: no pick with pictures has permission granted"
        servers = len({server_of(url) for url in self.pictures})
        octets = sum(len(picture.octets) for picture in self.pictures.values())
        done = f"{counted(len(self.pictures), 'picture')} downloaded"
        beside = f" from {counted(servers, 'server')} ({octets / 2**20:.1f} MiB)" if self.pictures else ""
        return f"{done}{beside}, of {self.asked:,} whose authors gave permission"


async def download(anthology: Anthology, fetch: Fetch) -> Downloaded:
    """Ask for them, one after another."""
    wanted = {str(media.url): media for media in _granted(anthology)}
    pictures: dict[str, Picture] = {}
    trouble: list[str] = []
    octets = 0
    for url, media in wanted.items():
        if len(pictures) >= MOST or octets >= MOST_OCTETS:
            trouble.append(f"no more than {MOST} pictures or {MOST_OCTETS >> 20} MiB are taken: others are left out")
            break
        try:
            found = await fetch(url)
        except SourceError as error:
            trouble.append(f"{server_of(url)}: {clean_line(str(error))}")
            continue
        kind = kind_of(found)
        if kind is None:
            trouble.append(f"{server_of(url)}: what it gives is no whole JPEG, PNG, GIF or WebP")
            continue
        octets += len(found)
        name = f"{sha256(found).hexdigest()}.{kind.extension}"
        pictures[url] = Picture(name, kind.media_type, found, media.alt)
    return Downloaded(pictures, len(wanted), tuple(trouble))


def _granted(anthology: Anthology) -> Iterator[Media]:
    for leaf in anthology.leaves:
        if leaf.pick is not None and leaf.pick.permission is Permission.GRANTED:
            yield from (one for one in leaf.entry.post.media if one.kind is MediaKind.IMAGE and one.url is not None)
