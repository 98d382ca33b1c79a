"""Pictures between their fetching and their drawing: a process of their own, a few kept, never too large."""

import asyncio
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hashtui.errors import Malformed, Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.post import Media, MediaKind
from hashtui.tui.pictures import KEPT, Cell, Picture, Pictures, shown_of, unpacked
from tests.posts import post
from tests.tui.pictures import BLUE, MEDIA, RED, packed

BLACK = (0, 0, 0)
HALVES = Picture(4, 4, bytes(RED) * 8 + bytes(BLUE) * 8)


async def test_a_picture_is_unpacked_in_another_process() -> None:
    picture = await unpacked(packed(4, 4), BLACK)

    assert picture == HALVES


@pytest.mark.parametrize("octets", [b"", b"no picture", bytes(9 * 2**20)], ids=["nothing", "words", "too large"])
async def test_what_is_no_picture_is_malformed_in_words(octets: bytes) -> None:
    with pytest.raises(Malformed, match="it "):
        await unpacked(octets, BLACK)


async def test_the_process_knows_no_secrets_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTODON_TOKEN", "canary-7a1d")
    given: dict[str, str] = {}
    start = asyncio.create_subprocess_exec

    async def noted(*argv: str, **how: object) -> asyncio.subprocess.Process:
        found = how["env"]
        assert isinstance(found, dict)
        given.update(found)
        return await start(*argv, **how)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    await unpacked(packed(), BLACK)

    assert "PATH" in given or "PATH" not in os.environ
    assert "canary-7a1d" not in given.values()


async def test_whoever_does_not_wait_any_more_leaves_no_process_behind() -> None:
    before = _children()
    waiting = asyncio.create_task(unpacked(packed(2000, 2000), BLACK))
    for _ in range(100):
        await asyncio.sleep(0)
    begun = _children() - before
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert begun
    assert not begun & _children()


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split())


async def test_a_picture_is_fetched_once_while_it_is_kept() -> None:
    fetched: list[str] = []

    async def fetch(url: str) -> bytes:
        fetched.append(url)
        return packed()

    pictures = Pictures(fetch)
    first, second = [await pictures.get("https://files.example/1", BLACK) for _ in range(2)]

    assert first is second
    assert fetched == ["https://files.example/1"]
    assert KEPT < 100


async def test_one_that_does_not_come_is_asked_for_again() -> None:
    answers: list[bytes | Unreachable] = [Unreachable("away"), packed(4, 4)]

    async def fetch(_: str) -> bytes:
        found = answers.pop(0)
        if isinstance(found, Unreachable):
            raise found
        return found

    pictures = Pictures(fetch)
    with pytest.raises(Unreachable, match="away"):
        await pictures.get("https://files.example/1", BLACK)

    assert await pictures.get("https://files.example/1", BLACK) == HALVES


@pytest.mark.parametrize(
    ("room", "size"),
    [((4, 2), (4, 2)), ((100, 50), (4, 2)), ((2, 9), (2, 1)), ((4, 1), (2, 1)), ((1, 1), (1, 1)), ((3, 9), (3, 2))],
)
def test_a_picture_is_fitted_into_cells_twice_as_high_as_wide(room: tuple[int, int], size: tuple[int, int]) -> None:
    cells = HALVES.in_cells(*room, BLACK)

    assert (len(cells[0]), len(cells)) == size
    assert len({len(row) for row in cells}) == 1


def test_what_is_left_of_the_last_row_is_the_ground() -> None:
    assert HALVES.in_cells(1, 1, BLACK) == [[Cell("▀", (130, 10, 130), BLACK)]]
    assert HALVES.in_cells(4, 1, BLACK) == [[Cell("▀", RED, BLUE)] * 2]
    assert HALVES.in_cells(4, 2, BLACK) == [[Cell("█", RED, RED)] * 4, [Cell("█", BLUE, BLUE)] * 4]


@pytest.mark.parametrize(
    ("lit", "shape"),
    [
        ("X...", "▘"),
        (".X..", "▝"),
        ("..X.", "▖"),
        ("...X", "▗"),
        ("X.X.", "▌"),
        ("XX..", "▀"),
        ("X..X", "▚"),
        ("XXX.", "▛"),
    ],
)
def test_the_shape_of_a_cell_is_where_it_is_lit(lit: str, shape: str) -> None:
    white = (255, 255, 255)
    quarters = [bytes(white if quarter == "X" else BLACK) for quarter in lit]
    picture = Picture(2, 4, b"".join(quarters[:2] * 2 + quarters[2:] * 2))

    assert picture.in_cells(1, 1, BLACK) == [[Cell(shape, white, BLACK)]]


def test_of_four_colours_the_two_that_tell_most_are_drawn() -> None:
    picture = Picture(2, 4, bytes((200, 0, 0, 10, 0, 0) * 2 + (220, 0, 0, 20, 0, 0) * 2))

    assert picture.in_cells(1, 1, BLACK) == [[Cell("▌", (210, 0, 0), (15, 0, 0))]]


def test_drawing_costs_milliseconds() -> None:
    large = Picture(320, 160, bytes(320 * 160 * 3))

    began = time.perf_counter()
    large.in_cells(190, 20, BLACK)

    assert time.perf_counter() - began < 1.0


def test_pictures_and_stills_are_shown_and_the_small_form_is_fetched() -> None:
    large = Media(MediaKind.IMAGE, clean_line("https://f.example/1"), preview=clean_line("https://f.example/1s"))
    film = Media(MediaKind.VIDEO, clean_line("https://f.example/2"), preview=clean_line("https://f.example/2s"))
    others = (Media(MediaKind.VIDEO, clean_line("https://f.example/3")), Media(MediaKind.AUDIO), Media(MediaKind.IMAGE))

    found = shown_of(replace(post(1), media=(MEDIA, large, film, *others)))

    assert [url for _, url in found] == ["https://files.example/1.png", "https://f.example/1s", "https://f.example/2s"]
