"""Pictures are brought along only where their authors said so, and only when they are pictures."""

import struct
from collections.abc import Callable
from dataclasses import replace

import pytest

from hashtui.anthology import downloading
from hashtui.anthology.downloading import Downloaded, download
from hashtui.anthology.raster import kind_of
from hashtui.errors import RateLimited, Refused, Unreachable
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import Permission, Pick
from hashtui.post.post import Media, MediaKind
from tests.anthology.binding import bound
from tests.anthology.picking import pick
from tests.posts import post


def gif(width: int = 3, height: int = 2) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"...;"


def png(width: int = 3, height: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"....IEND\xaeB`\x82"


def jpeg(width: int = 3, height: int = 2, frame: bytes = b"\xc0") -> bytes:
    tables = b"\xff\xe0\0\x04ab" + b"\xff\xc4\0\x03a" + b"\xff"
    return b"\xff\xd8" + tables + b"\xff" + frame + b"\0\x08\x08" + struct.pack(">HH", height, width) + b"..\xff\xd9\0"


def webp(chunk: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


GIF, PNG, JPEG = gif(), png(), jpeg()
LOSSY = webp(b"VP8 \0\0\0\0...\x9d\x01\x2a" + struct.pack("<HH", 3 | 0x4000, 2))
LOSSLESS = webp(b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 2 | 1 << 14))
EXTENDED = webp(b"VP8X\0\0\0\0....\x02\0\0\x01\0\0")


def shown(number: int, permission: Permission, *names: str, kind: MediaKind = MediaKind.IMAGE) -> Pick:
    media = tuple(Media(kind, clean_line(f"https://m.example/{name}"), clean_text(name)) for name in names)
    return replace(pick(number), post=replace(post(number), media=media), permission=permission)


class Server:
    """Gives what it has, and remembers what it was asked for."""

    def __init__(self, **pictures: bytes | Exception) -> None:
        self.pictures = {f"https://m.example/{name}": found for name, found in pictures.items()}
        self.asked: list[str] = []

    async def __call__(self, url: str) -> bytes:
        self.asked.append(url.rpartition("/")[2])
        found = self.pictures.get(url, b"")
        if isinstance(found, Exception):
            raise found
        return found


async def downloaded(server: Server, *picks: Pick) -> Downloaded:
    return await download(bound(post(9), picks=picks), server)


async def test_only_pictures_of_picks_with_permission_are_asked_for() -> None:
    server = Server(a=GIF)
    picks = [
        shown(1, Permission.GRANTED, "a", "a"),
        shown(2, Permission.ASKED, "b"),
        shown(3, Permission.NOT_ASKED, "c"),
        shown(4, Permission.GRANTED, "d", kind=MediaKind.VIDEO),
    ]

    found = await downloaded(server, *picks)

    assert server.asked == ["a"]
    assert [(one.media_type, one.octets, one.alt) for one in found.pictures.values()] == [("image/gif", GIF, "a")]
    assert found.words == "1 picture downloaded from 1 server (0.0 MiB), of 1 whose authors gave permission"


async def test_what_is_not_to_be_had_or_no_picture_is_told_and_the_others_come() -> None:
    server = Server(a=Refused("only https"), b=b"<svg onload=alert(1)>", c=Unreachable("gone (404)"), d=PNG)

    found = await downloaded(server, shown(1, Permission.GRANTED, "a", "b", "c", "d"))

    assert [url[-1] for url in found.pictures] == ["d"]
    assert found.trouble == (
        "1 picture is left out, m.example/a: only https",
        "1 picture is left out, m.example/b: no whole JPEG, PNG, GIF or WebP of a size that can be drawn",
        "1 picture is left out, m.example/c: gone (404)",
    )


async def test_a_reason_is_told_once_however_many_pictures_it_concerns() -> None:
    found = await downloaded(Server(d=GIF), shown(1, Permission.GRANTED, "a", "b", "c", "d", "e"))

    named = "m.example/a, m.example/b, m.example/c and 1 more"
    assert found.trouble == (f"4 pictures are left out, {named}: {downloading._NO_PICTURE}",)


@pytest.mark.parametrize(
    ("error", "asked"), [(Unreachable("no answer"), "abcde"), (RateLimited("later (429)", until=None), "a")]
)
async def test_a_server_that_gives_none_is_left_in_peace(error: Exception, asked: str) -> None:
    server = Server(**dict.fromkeys("abcdef", error))

    found = await downloaded(server, shown(1, Permission.GRANTED, *"abcdef"))

    assert "".join(server.asked) == asked
    assert found.trouble[-1].endswith("m.example/f: not asked for, since m.example gave none before") or asked == "a"
    assert found.asked == 6


async def test_a_server_that_fails_now_and_then_is_asked_on() -> None:
    failing: dict[str, bytes | Exception] = dict.fromkeys("abcdefghij", Unreachable("gone (404)"))
    server = Server(**{**failing, "c": GIF, "g": GIF, "j": GIF})

    found = await downloaded(server, shown(1, Permission.GRANTED, *"abcdefghij"))

    assert "".join(server.asked) == "abcdefghij"
    assert len(found.pictures) == 3


async def test_pictures_fill_the_room_there_is_and_no_more_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "MOST_OCTETS", len(GIF) + 1)
    server = Server(a=GIF, b=GIF, c=GIF)

    found = await downloaded(server, shown(1, Permission.GRANTED, "a", "b", "c"))

    assert server.asked == ["a", "b"]
    assert found.trouble == ("1 picture is left out, m.example/c: no more than 200 pictures and 0 MiB are taken",)


async def test_there_is_an_end_to_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "MOST", 1)
    server = Server(a=GIF, b=GIF)

    found = await downloaded(server, shown(1, Permission.GRANTED, "a", "b"))

    assert server.asked == ["a"]
    assert len(found.trouble) == 1


async def test_without_permission_nothing_is_asked_for_and_that_is_told() -> None:
    found = await downloaded(Server(), shown(1, Permission.ASKED, "a"))

    assert found.words == "no picture is included: no pick with pictures has permission granted"


@pytest.mark.parametrize(
    ("octets", "known"),
    [
        (GIF, "gif"),
        (PNG, "png"),
        *((jpeg(frame=frame), "jpg") for frame in (b"\xc0", b"\xc2", b"\xcf")),
        *((one, "webp") for one in (LOSSY, LOSSLESS, EXTENDED)),
        (b"", None),
        (b"<svg/>", None),
        (b"GIF89a=1;/*" + b"*/alert(1)//;", None),
        (webp(b"ALPH....."), None),
        (b"\xff\xd8\xff\xc4\0\xff....\xff\xd9", None),
        (b"\xff\xd8\xff\xe0....\xff\xd9", None),
        *((jpeg(frame=frame), None) for frame in (b"\xc4", b"\xc8", b"\xcc", b"\xd0")),
    ],
)
def test_a_picture_is_known_by_its_octets(octets: bytes, known: str | None) -> None:
    kind = kind_of(octets)

    assert (kind.extension if kind else None) == known


@pytest.mark.parametrize("make", [gif, png, jpeg])
def test_what_nobody_should_draw_is_no_picture(make: Callable[[int, int], bytes]) -> None:
    sizes = [(0, 2), (3, 0), (8_000, 8_000), (8_000, 8_001), (1, 64_000), (60_000, 60_000)]

    assert [kind_of(make(width, height)) is not None for width, height in sizes] == [
        False, False, True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("cut", [lambda found: found[:-4], lambda found: found[4:]])
@pytest.mark.parametrize("whole", [GIF, PNG, JPEG, LOSSY, LOSSLESS, EXTENDED])
def test_a_part_of_a_picture_is_none(whole: bytes, cut: Callable[[bytes], bytes]) -> None:
    assert kind_of(cut(whole)) is None
