"""Reads a picture from standard input and writes it small, as plain octets: a program of its own.

What strangers send is unpacked here, where it can take no more than so much memory and time, and has no secrets,
no files and no network of ours within reach. It imports nothing of hashtui.
"""

import contextlib
import io
import resource
import struct
import sys
import zlib

try:
    from PIL import Image, ImageOps
except ImportError:  # without the extra it says so
    HAS_PILLOW = False
else:
    HAS_PILLOW = True

WIDTH, HEIGHT = 320, 160
"""The most pixels that are given: what a large terminal shows."""
LARGEST = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_SCANS = 100
"""Of a progressive JPEG: each costs as much as the whole picture."""
MEMORY = 768 * 1024 * 1024
SECONDS = 5
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
NO_PILLOW = "pictures need Pillow: pip install 'hashtui[pictures]'"


class Unfit(Exception):
    """Why it is not drawn, in words."""


def small(octets: bytes, ground: tuple[int, int, int]) -> tuple[int, int, bytes]:
    """Width, height and the pixels of the picture, three octets each, what is transparent on this ground."""
    if len(octets) > LARGEST:
        raise Unfit(f"it is larger than {LARGEST // 2**20} MiB")
    if octets.count(b"\xff\xda") > MOST_SCANS and octets.startswith(b"\xff\xd8"):
        raise Unfit("it is packed in more layers than a picture needs")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(octets), formats=FORMATS) as picture:
            return _small(picture, ground)
    except Image.DecompressionBombError as error:
        raise Unfit(_too_many()) from error
    except MemoryError as error:
        raise Unfit("it takes too much memory") from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, ArithmeticError) as error:
        raise Unfit("it cannot be read as a picture") from error
    except (AttributeError, RuntimeError, struct.error, zlib.error) as error:
        raise Unfit("it cannot be read as a picture") from error


def _small(picture: "Image.Image", ground: tuple[int, int, int]) -> tuple[int, int, bytes]:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Unfit(_too_many())
    if width < 1 or height < 1:
        raise Unfit("it has no pixels")
    picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))  # a JPEG is unpacked at no more than it takes
    turned = ImageOps.exif_transpose(picture)
    scale = min(WIDTH / turned.width, HEIGHT / turned.height, 1.0)
    size = max(1, round(turned.width * scale)), max(1, round(turned.height * scale))
    clear = turned.convert("RGBA").resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    drawn = Image.new("RGBA", size, (*ground, 255))
    drawn.alpha_composite(clear)
    return *size, drawn.convert("RGB").tobytes()


def _too_many() -> str:
    return f"it has more than {MOST_PIXELS // 1_000_000} million pixels"


def _confine() -> None:
    """Take no more than this from now on; a system without such a limit has none."""
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> int:
    """The ground is the argument, as `rrggbb`. 0 and the pixels behind a line with their size; or 1 and the reason."""
    if not HAS_PILLOW:
        sys.stdout.write(NO_PILLOW)
        return 1
    _confine()
    ground = bytes.fromhex(sys.argv[1])
    try:
        width, height, pixels = small(sys.stdin.buffer.read(LARGEST + 1), (ground[0], ground[1], ground[2]))
    except Unfit as error:
        sys.stdout.write(str(error))
        return 1
    sys.stdout.buffer.write(b"%d %d\n" % (width, height) + pixels)
    return 0


if __name__ == "__main__":
    sys.exit(main())
