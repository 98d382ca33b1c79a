"""What a camera wrote beside a picture is not brought along; the picture is, and as it is turned."""

import struct

import pytest

from hashtui.anthology.baring import bared

SCAN = b"\xff\xda\0\x02....\xff\xd9"
JFIF = b"\xff\xe0\0\x07JFIF\0"
PROFILE = b"\xff\xe2\0\x05ICC"
ADOBE = b"\xff\xee\0\x07Adobe"
FRAME = b"\xff\xc0\0\x08\x08\0\x02\0\x03."
JPEG, PNG = "image/jpeg", "image/png"


def segment(marker: int, said: bytes) -> bytes:
    return struct.pack(">HH", 0xFF00 | marker, len(said) + 2) + said


def exif(turned: int, order: str = ">", at: int = 8) -> bytes:
    """Where it was taken, and how the camera was held."""
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, at)
    place = struct.pack(f"{order}HHII", 0x8825, 4, 1, 60)
    held = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    return segment(0xE1, b"Exif\0\0" + head + struct.pack(f"{order}H", 2) + place + held + b"\0\0\0\0GPS 48.85 N")


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + SCAN


def upright(turned: int) -> bytes:
    """The least that says how it is turned."""
    directory = b"\0\x01\x01\x12\0\x03\0\0\0\x01" + bytes((0, turned)) + b"\0\0\0\0\0\0"
    return segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08" + directory)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("turned", [2, 6, 8])
def test_of_a_photograph_only_how_it_is_turned_stays(turned: int, order: str) -> None:
    found = bared(jpeg(JFIF, exif(turned, order), PROFILE, ADOBE, FRAME), JPEG)

    assert found == jpeg(upright(turned), JFIF, PROFILE, ADOBE, FRAME)
    assert bared(found, JPEG) == found
    assert b"GPS" not in found


@pytest.mark.parametrize("beside", [exif(1), exif(0), exif(9), exif(6, at=900), segment(0xE1, b"Exif\0\0MM")])
def test_what_is_upright_or_makes_no_sense_leaves_nothing_behind(beside: bytes) -> None:
    assert bared(jpeg(JFIF, beside, FRAME), JPEG) == jpeg(JFIF, FRAME)


@pytest.mark.parametrize("marker", [0xE1, 0xEC, 0xED, 0xFE])
def test_what_programs_and_agencies_note_goes_too(marker: int) -> None:
    assert bared(jpeg(JFIF, segment(marker, b"by Ana, at home"), b"\xff" + FRAME), JPEG) == jpeg(JFIF, FRAME)


def test_a_png_keeps_what_is_drawn() -> None:
    def chunk(kind: bytes, said: bytes) -> bytes:
        return struct.pack(">I", len(said)) + kind + said + b"crc!"

    head, colours, drawn = chunk(b"IHDR", b"x" * 13), chunk(b"iCCP", b"profile"), chunk(b"IDAT", b"y" * 40)
    beside = [chunk(kind, b"48.85 N") for kind in (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")]
    start, end = b"\x89PNG\r\n\x1a\n", chunk(b"IEND", b"")

    found = bared(b"".join((start, head, colours, *beside, drawn, *beside, end)), PNG)

    assert found == start + head + colours + drawn + end


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (b"GIF89a;", "image/gif"),
        (b"\xff\xd8", JPEG),
        (b"\xff\xd8\xff", JPEG),
        (b"\xff\xd8\xff\xe1\0", JPEG),
        (b"\x89PNG\r\n\x1a\n\0\0", PNG),
    ],
)
def test_what_ends_too_early_or_is_another_kind_stays_as_it_is(octets: bytes, kind: str) -> None:
    assert bared(octets, kind) == octets
