"""Pictures for the view of a post: fetched when asked for, unpacked in a process of their own, kept small."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from hashtui.errors import Malformed, Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.post import Media, MediaKind, Post
from hashtui.sources.recent import Recent

PATIENCE = 10.0
"""Seconds that unpacking a picture may take, with the start of the process."""
KEPT = 16
"""Pictures that are kept, at most 72 KB each."""
_LONGEST_REASON = 200
_LET_THROUGH = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "PYTHONUSERBASE", "TMPDIR")
"""What Python needs to find itself; tokens stay here."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as small as a terminal shows it: `width` times `height` pixels of red, green, blue, row by row."""

    width: int
    height: int
    pixels: bytes

    def fitted(self, columns: int, rows: int) -> "Picture":
        """The same in so many cells at most, two pixels above each other in each; never larger than it is."""
        scale = min(columns / self.width, 2 * rows / self.height, 1.0)
        if scale >= 1.0:
            return self
        return self._shrunk(max(1, round(self.width * scale)), max(1, round(self.height * scale)))

    def _shrunk(self, width: int, height: int) -> "Picture":
        """Each new pixel is the middle of those it stands for."""
        edges = [x * self.width // width for x in range(width + 1)]
        pixels = bytearray()
        for y in range(height):
            top, bottom = y * self.height // height, (y + 1) * self.height // height
            starts = [row * self.width * 3 for row in range(top, max(bottom, top + 1))]
            for x in range(width):
                left, right = 3 * edges[x], 3 * max(edges[x + 1], edges[x] + 1)
                box = b"".join([self.pixels[start + left : start + right] for start in starts])
                count = len(box) // 3
                pixels += bytes((sum(box[0::3]) // count, sum(box[1::3]) // count, sum(box[2::3]) // count))
        return Picture(width, height, bytes(pixels))

    def at(self, x: int, y: int) -> Colour | None:
        """The pixel's colour; None below the last row."""
        if y >= self.height:
            return None
        place = 3 * (y * self.width + x)
        return self.pixels[place], self.pixels[place + 1], self.pixels[place + 2]


def shown_of(post: Post) -> tuple[tuple[Media, str], ...]:
    """What of a post's media can be shown, with where it is fetched: pictures, and the stills of films."""
    found = ((media, media.preview or (media.url if media.kind is MediaKind.IMAGE else None)) for media in post.media)
    return tuple((media, url) for media, url in found if url is not None)


class Pictures:
    """Gets pictures, one after another. `fetch` brings what is at a URL, or raises SourceError."""

    def __init__(self, fetch: Callable[[str], Awaitable[bytes]]) -> None:
        self._fetch = fetch
        self._kept = Recent[tuple[str, Colour], Picture](KEPT)
        self._turn = asyncio.Semaphore(1)

    async def get(self, url: str, ground: Colour) -> Picture:
        """The picture at this URL, what is transparent in this colour. SourceError in words when there is none."""
        async with self._turn:
            found = self._kept.get((url, ground))
            if found is None:
                found = await unpacked(await self._fetch(url), ground)
            self._kept.put((url, ground), found)
            return found


async def unpacked(octets: bytes, ground: Colour) -> Picture:
    """The picture that these octets are. Malformed when they are none, or one that is too much."""
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-P", "-m", "hashtui.tui.picture_decoder", bytes(ground).hex()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in _LET_THROUGH if name in os.environ},
            start_new_session=True,
        )
    except OSError as error:
        raise Unreachable(f"it cannot be unpacked here: {error.strerror}") from error
    try:
        async with asyncio.timeout(PATIENCE):
            written, _ = await process.communicate(octets)
    except TimeoutError:
        raise Malformed("it takes too long to unpack") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode == 0:
        return _read(written)
    reason = clean_line(written[:_LONGEST_REASON].decode("utf-8", "replace")) if process.returncode == 1 else ""
    raise Malformed(reason or "it cannot be unpacked within the limits")


def _read(written: bytes) -> Picture:
    size, _, pixels = written.partition(b"\n")
    width, _, height = size.partition(b" ")
    picture = Picture(int(width), int(height), pixels)
    if len(pixels) != 3 * picture.width * picture.height or not pixels:
        raise Malformed("it cannot be read as a picture")
    return picture
