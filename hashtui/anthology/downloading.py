"""The pictures of an anthology, brought along on purpose: only those of picks whose authors gave permission."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from hashtui.anthology.anthology import Anthology, Picture
from hashtui.anthology.baring import bared
from hashtui.anthology.raster import kind_of
from hashtui.anthology.words import counted, server_of
from hashtui.errors import RateLimited, SourceError, Unreachable
from hashtui.post.clean import clean_line, shown_url
from hashtui.post.pick import Permission
from hashtui.post.post import Media, MediaKind

MOST = 200
"""Pictures of one anthology."""
MOST_OCTETS = 64 << 20
"""Of all of them together, to the last one taken: a book of more is carried by no mail and drawn by few readers."""
MOST_FAILURES = 5
"""So often in a row a server may fail before it is asked for no more: what does not answer takes its time."""
_NAMED = 3
_NO_PICTURE = "no whole JPEG, PNG, GIF or WebP of a size that can be drawn"

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
    """Why some are not there, a sentence for each reason."""

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
    """Ask for them, one after another; a server that gives none any more is left in peace."""
    wanted = {str(media.url): media for media in _granted(anthology)}
    pictures: dict[str, Picture] = {}
    trouble: dict[str, list[str]] = defaultdict(list)
    failed: Counter[str] = Counter()
    room = MOST_OCTETS
    for url, media in wanted.items():
        server = server_of(url)
        if len(pictures) >= MOST or room <= 0:
            trouble[f"no more than {MOST} pictures and {MOST_OCTETS >> 20} MiB are taken"].append(url)
            continue
        if failed[server] >= MOST_FAILURES:
            trouble[f"not asked for, since {server} gave none before"].append(url)
            continue
        try:
            found = await fetch(url)
        except SourceError as error:
            failed[server] += MOST_FAILURES if isinstance(error, RateLimited) else isinstance(error, Unreachable)
            trouble[clean_line(str(error))].append(url)
            continue
        failed[server] = 0
        kind = kind_of(found)
        if kind is None:
            trouble[_NO_PICTURE].append(url)
            continue
        bare = bared(found, kind.media_type)
        room -= len(bare)
        name = f"{sha256(bare).hexdigest()}.{kind.extension}"
        pictures[url] = Picture(name, kind.media_type, bare, media.alt)
    return Downloaded(pictures, len(wanted), tuple(_told(why, urls) for why, urls in trouble.items()))


def _told(why: str, urls: Sequence[str]) -> str:
    """`4 pictures are left out: gone (404): m.example/a.png, m.example/b.png and 2 more`."""
    named = ", ".join(shown_url(url) for url in urls[:_NAMED])
    more = f" and {len(urls) - _NAMED} more" if len(urls) > _NAMED else ""
    are = "1 picture is" if len(urls) == 1 else f"{len(urls)} pictures are"
    return f"{are} left out, {named}{more}: {why}"


def _granted(anthology: Anthology) -> Iterator[Media]:
    for leaf in anthology.leaves:
        if leaf.pick is not None and leaf.pick.permission is Permission.GRANTED:
            yield from (one for one in leaf.entry.post.media if one.kind is MediaKind.IMAGE and one.url is not None)
