"""Which picture some octets are, by what they say themselves: only kinds that every browser and book reader draws."""

from collections.abc import Callable
from dataclasses import dataclass

MOST_PIXELS = 64_000_000
"""Of what is larger a few octets may take gigabytes to draw; the cameras of telephones stay below it."""
_END_OF_PNG = b"IEND\xaeB`\x82"
_Size = tuple[int, int]
"""Width and height."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture."""

    media_type: str
    extension: str


def kind_of(octets: bytes) -> Kind | None:
    """Its kind; None when it is none of those known, its end is missing, or nobody should draw it."""
    for kind, fits, size_of in _KINDS:
        if fits(octets):
            width, height = size_of(octets)
            return kind if 0 < width * height <= MOST_PIXELS else None
    return None


def _is_jpeg(octets: bytes) -> bool:
    return octets[:3] == b"\xff\xd8\xff" and octets[-64:].rstrip(b"\0\r\n").endswith(b"\xff\xd9")


def _jpeg_size(octets: bytes) -> _Size:
    """As its frame says, whose head stands behind segments that tell their lengths; nothing where there is none."""
    at = 2
    while octets[at : at + 1] == b"\xff":
        marker, length = octets[at + 1 : at + 2], _number(octets[at + 2 : at + 4])
        if marker == b"\xff":
            at += 1
        elif b"\xc0" <= marker <= b"\xcf" and marker not in (b"\xc4", b"\xc8", b"\xcc"):
            return _number(octets[at + 7 : at + 9]), _number(octets[at + 5 : at + 7])
        else:
            at += 2 + max(2, length)
    return 0, 0


def _is_png(octets: bytes) -> bool:
    return octets[:8] == b"\x89PNG\r\n\x1a\n" and octets[12:16] == b"IHDR" and octets.endswith(_END_OF_PNG)


def _png_size(octets: bytes) -> _Size:
    return _number(octets[16:20]), _number(octets[20:24])


def _is_gif(octets: bytes) -> bool:
    return octets[:6] in (b"GIF87a", b"GIF89a") and octets[-1:] == b";"


def _gif_size(octets: bytes) -> _Size:
    return _little(octets[6:8]), _little(octets[8:10])


def _is_webp(octets: bytes) -> bool:
    length = _little(octets[4:8]) + 8
    return octets[:4] == b"RIFF" and octets[8:12] == b"WEBP" and length in (len(octets), len(octets) - 1)


def _webp_size(octets: bytes) -> _Size:
    match octets[12:16]:
        case b"VP8X":
            return _little(octets[24:27]) + 1, _little(octets[27:30]) + 1
        case b"VP8L":
            sizes = _little(octets[21:25])
            return (sizes & 0x3FFF) + 1, (sizes >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return _little(octets[26:28]) & 0x3FFF, _little(octets[28:30]) & 0x3FFF
        case _:
            return 0, 0


def _number(octets: bytes) -> int:
    return int.from_bytes(octets, "big")


def _little(octets: bytes) -> int:
    return int.from_bytes(octets, "little")


_KINDS: tuple[tuple[Kind, Callable[[bytes], bool], Callable[[bytes], _Size]], ...] = (
    (Kind("image/jpeg", "jpg"), _is_jpeg, _jpeg_size),
    (Kind("image/png", "png"), _is_png, _png_size),
    (Kind("image/gif", "gif"), _is_gif, _gif_size),
    (Kind("image/webp", "webp"), _is_webp, _webp_size),
)
"""No SVG: it is a program as much as a picture."""
