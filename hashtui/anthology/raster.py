"""Which picture some octets are, by what they say themselves: only kinds that every browser and book reader draws."""

from collections.abc import Callable
from dataclasses import dataclass

_END_OF_PNG = b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture."""

    media_type: str
    extension: str


def kind_of(octets: bytes) -> Kind | None:
    """Its kind; None when it is none of those known, or its end is missing."""
    return next((kind for kind, fits in _KINDS if fits(octets)), None)


def _is_jpeg(octets: bytes) -> bool:
    return octets[:3] == b"\xff\xd8\xff" and octets[-64:].rstrip(b"\0\r\n").endswith(b"\xff\xd9")


def _is_png(octets: bytes) -> bool:
    return octets[:8] == b"\x89PNG\r\n\x1a\n" and octets[12:16] == b"IHDR" and octets.endswith(_END_OF_PNG)


def _is_gif(octets: bytes) -> bool:
    return octets[:6] in (b"GIF87a", b"GIF89a") and octets[-1:] == b";"


def _is_webp(octets: bytes) -> bool:
    length = int.from_bytes(octets[4:8], "little") + 8
    return octets[:4] == b"RIFF" and octets[8:12] == b"WEBP" and length in (len(octets), len(octets) - 1)


_KINDS: tuple[tuple[Kind, Callable[[bytes], bool]], ...] = (
    (Kind("image/jpeg", "jpg"), _is_jpeg),
    (Kind("image/png", "png"), _is_png),
    (Kind("image/gif", "gif"), _is_gif),
    (Kind("image/webp", "webp"), _is_webp),
)
"""No SVG: it is a program as much as a picture."""
