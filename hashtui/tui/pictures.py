"""Pictures for the view of a post: fetched when asked for, unpacked in a process of their own, kept small."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from hashtui.errors import Malformed, Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.post import Media, MediaKind, Post
from hashtui.sources.recent import Recent

PATIENCE = 10.0
"""Seconds that unpacking a picture may take, with the start of the process."""
KEPT = 16
"""Pictures that are kept, at most 150 KB each."""
_LONGEST_REASON = 200
_LET_THROUGH = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "PYTHONUSERBASE", "TMPDIR")
"""What Python needs to find itself; tokens stay here."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the screen: a shape in one colour on another."""

    shape: str
    colour: Colour
    ground: Colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as small as a terminal shows it: `width` times `height` pixels of red, green, blue, row by row."""

    width: int
    height: int
    pixels: bytes

    def in_cells(self, columns: int, rows: int, ground: Colour) -> list[list[Cell]]:
        """It drawn in so many cells at most, a quarter of a cell a pixel; what is left of the last is `ground`.

        A cell is twice as high as it is wide. The picture is never drawn larger than one of its pixels a cell's width.
        """
        scale = min(columns / self.width, 2 * rows / self.height, 1.0)
        wide, high = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        small = self._resized(2 * wide, high)
        lines = [small[y * 2 * wide : (y + 1) * 2 * wide] for y in range(high)]
        if high % 2:
            lines.append([ground] * (2 * wide))
        return [
            [_cell(upper[x], upper[x + 1], lower[x], lower[x + 1]) for x in range(0, 2 * wide, 2)]
            for upper, lower in zip(lines[::2], lines[1::2], strict=True)
        ]

    def _resized(self, width: int, height: int) -> list[Colour]:
        """Each new pixel is the middle of those it stands for."""
        edges = [x * self.width // width for x in range(width + 1)]
        found: list[Colour] = []
        for y in range(height):
            top = y * self.height // height
            bottom = max((y + 1) * self.height // height, top + 1)
            starts = [row * self.width * 3 for row in range(top, bottom)]
            for x in range(width):
                left, right = 3 * edges[x], 3 * max(edges[x + 1], edges[x] + 1)
                box = b"".join([self.pixels[start + left : start + right] for start in starts])
                count = len(box) // 3
                found.append((sum(box[0::3]) // count, sum(box[1::3]) // count, sum(box[2::3]) // count))
        return found


_SHAPES = "█▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Where a cell's quarters are lit: upper left 1, upper right 2, lower left 4, lower right 8; none or all are one."""


def _cell(*quarters: Colour) -> Cell:
    """The two colours that tell most of four: apart where the channel that differs most is cut in the middle."""
    span, channel = max((max(channel) - min(channel), channel) for channel in zip(*quarters, strict=True))
    if span == 0:
        return Cell(_SHAPES[0], quarters[0], quarters[0])
    middle = min(channel) + span / 2
    lit = [value > middle for value in channel]
    shape = _SHAPES[sum(1 << place for place, is_lit in enumerate(lit) if is_lit)]
    bright = [quarter for quarter, is_lit in zip(quarters, lit, strict=True) if is_lit]
    dark = [quarter for quarter, is_lit in zip(quarters, lit, strict=True) if not is_lit]
    return Cell(shape, _middle(bright), _middle(dark))


def _middle(colours: Sequence[Colour]) -> Colour:
    count = len(colours)
    red, green, blue = (sum(channel) // count for channel in zip(*colours, strict=True))
    return red, green, blue


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
