"""Pictures are brought along only where their authors said so, and only when they are pictures."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hashtui.anthology import downloading
from hashtui.anthology.downloading import Downloaded, download
from hashtui.anthology.raster import kind_of
from hashtui.errors import Refused, Unreachable
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import Permission, Pick
from hashtui.post.post import Media, MediaKind
from tests.anthology.binding import bound
from tests.anthology.picking import pick
from tests.posts import post

GIF = b"GIF89a...;"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"....IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0....\xff\xd9\0"
WEBP = b"RIFF\x08\0\0\0WEBPabcd"


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
        "m.example: only https",
        "m.example: what it gives is no whole JPEG, PNG, GIF or WebP",
        "m.example: gone (404)",
    )


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
    ("octets", "known"), [(GIF, "gif"), (PNG, "png"), (JPEG, "jpg"), (WEBP, "webp"), (b"", None), (b"<svg/>", None)]
)
def test_a_picture_is_known_by_its_octets(octets: bytes, known: str | None) -> None:
    kind = kind_of(octets)

    assert (kind.extension if kind else None) == known


@pytest.mark.parametrize("cut", [lambda found: found[:-4], lambda found: found[4:]])
@pytest.mark.parametrize("whole", [GIF, PNG, JPEG, WEBP])
def test_a_part_of_a_picture_is_none(whole: bytes, cut: Callable[[bytes], bytes]) -> None:
    assert kind_of(cut(whole)) is None
