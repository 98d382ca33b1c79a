"""Octets from strangers become a few small pixels, or a reason in words."""

import io
import struct
import subprocess
import sys
import zlib

import pytest

from hashtui.tui.picture_decoder import HEIGHT, LARGEST, MOST_SCANS, WIDTH, Unfit, small
from tests.tui.pictures import BLUE, RED, packed

Image = pytest.importorskip("PIL.Image")

BLACK = (0, 0, 0)


def near(pixel: bytes, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_usual_form_is_read(form: str) -> None:
    width, height, pixels = small(packed(64, 64, form), BLACK)

    assert (width, height, len(pixels)) == (64, 64, 64 * 64 * 3)
    assert near(pixels[:3], RED)
    assert near(pixels[-3:], BLUE)


@pytest.mark.parametrize(("size", "shown"), [((4000, 3000), (213, 160)), ((9000, 20), (320, 1)), ((3, 5000), (1, 160))])
def test_a_large_picture_is_made_small_and_keeps_its_shape(size: tuple[int, int], shown: tuple[int, int]) -> None:
    width, height, pixels = small(packed(*size, "JPEG"), BLACK)

    assert (width, height) == shown
    assert width <= WIDTH
    assert height <= HEIGHT
    assert len(pixels) == 3 * width * height


def test_a_small_picture_is_not_made_larger() -> None:
    assert small(packed(3, 2), BLACK)[:2] == (3, 2)


def test_what_is_transparent_lies_on_the_ground() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 0)).save(file, "PNG")

    assert small(file.getvalue(), (1, 2, 3))[2] == bytes((1, 2, 3)) * 4


def test_a_camera_held_upright_gives_an_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    assert small(packed(40, 20, "JPEG", exif=exif), BLACK)[:2] == (20, 40)


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """The beginning of a PNG that claims this size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rest = b"".join(chunk(name, content) for name, content in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + rest + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b"", "cannot be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "cannot be read"),
        (packed(form="BMP"), "cannot be read"),
        (packed(form="TIFF"), "cannot be read"),
        (packed(400, 400, "PNG")[:-200], "cannot be read"),
        (packed(400, 400, "JPEG")[:300], "cannot be read"),
        (png_of(60_000, 60_000), "40 million pixels"),
        (png_of(0, 7), "cannot be read|no pixels"),
        (png_of(8, 8, (b"IDAT", b"no zlib at all")), "cannot be read"),
        (png_of(8, 8, (b"zTXt", b"k\0\0" + zlib.compress(bytes(80_000_000)))), "cannot be read"),
        (b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b";", "pixels|cannot be read"),
        (packed(64, 64, "JPEG") + b"\xff\xda" * MOST_SCANS, "layers"),
        (bytes(LARGEST + 1), "8 MiB"),
    ],
    ids=[
        "nothing", "svg", "postscript", "bmp", "tiff", "half a png", "half a jpeg", "huge", "empty", "no zlib",
        "a bomb in a note", "a huge gif", "layers", "too large",
    ],
)  # fmt: skip
def test_what_is_no_picture_or_too_much_is_refused_in_words(octets: bytes, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        small(octets, BLACK)


def test_without_pillow_the_program_says_what_to_install() -> None:
    code = "import sys; sys.modules['PIL'] = None; from hashtui.tui.picture_decoder import main; sys.exit(main())"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "pip install 'hashtui[pictures]'" in ended.stdout
