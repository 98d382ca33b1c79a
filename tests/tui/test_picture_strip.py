"""Pictures under the post being read: never without their words, never unasked when sensitive."""

from dataclasses import replace

import pytest
from rich.color import ColorSystem
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from hashtui.errors import Unreachable
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind, Post
from hashtui.tui.glyphs import ASCII, UNICODE, Glyphs
from hashtui.tui.page import Page
from hashtui.tui.picture_strip import PictureStrip
from hashtui.tui.pictures import Colour, Picture, Pictures
from tests.posts import post

RED, BLUE = (250, 10, 10), (10, 10, 250)
FLAT = "█"
EDGE = "▀"
"""What cells are drawn as: of one colour, and of one over the other."""
TALL = Picture(60, 120, bytes(RED) * 60 * 60 + bytes(BLUE) * 60 * 60)
ONE = Media(MediaKind.IMAGE, clean_line("https://files.example/1.png"), clean_text("A red sky\nover a blue sea"))
TWO = Media(MediaKind.IMAGE, clean_line("https://files.example/2.png"))


class Ready(Pictures):
    """Pictures that are there at once, or do not come; it notes what it was asked for."""

    def __init__(self, trouble: Unreachable | None = None) -> None:
        super().__init__(_no_fetch)
        self.asked: list[str] = []
        self._trouble = trouble

    async def get(self, url: str, ground: Colour) -> Picture:
        self.asked.append(url)
        if self._trouble is not None:
            raise self._trouble
        return TALL


async def _no_fetch(url: str) -> bytes:
    raise AssertionError(url)


class Shown(App[None]):
    """A page with the strip under it."""

    def __init__(self, pictures: Pictures, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.page = Page(id="thread")
        self.strip = PictureStrip(pictures, glyphs)
        self.console._color_system = ColorSystem.TRUECOLOR

    def compose(self) -> ComposeResult:
        yield self.page
        yield self.strip


def with_media(*media: Media, **fields: bool | str) -> Post:
    return replace(post(1), media=media, **fields)  # type: ignore[arg-type]  # a flag or a text


def rows(app: Shown) -> list[str]:
    return [strip.text.rstrip() for strip in app.strip.paint(*app.strip.size)]


async def show(pilot: Pilot[None], app: Shown, one: Post) -> None:
    app.strip.show(one)
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (200, 50), (40, 16)])
async def test_a_picture_stands_over_its_words_and_leaves_most_of_the_screen_to_them(size: tuple[int, int]) -> None:
    app = Shown(Ready())
    async with app.run_test(size=size) as pilot:
        await show(pilot, app, with_media(ONE))

        found = rows(app)
        drawn = [row for row in found if FLAT in row or EDGE in row]
        assert 3 <= len(drawn) <= size[1] * 0.36
        assert app.strip.size.height == len(found)
        assert " ".join(" ".join(found[len(drawn) :]).split()) == "image: A red sky over a blue sea"
        assert app.page.size.height >= size[1] // 2


async def test_cells_carry_the_colours_of_the_picture() -> None:
    app = Shown(Ready())
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, app, with_media(ONE))

        first = next(one for one in app.strip.paint(*app.strip.size)[0] if FLAT in one.text)
        last = next(one for one in app.strip.paint(*app.strip.size)[6] if FLAT in one.text)
        assert first.style is not None
        assert last.style is not None
        assert first.style.color is not None
        assert first.style.color.triplet == RED
        assert last.style.bgcolor is not None
        assert last.style.bgcolor.triplet == BLUE


@pytest.mark.parametrize(
    "one",
    [
        post(1),
        with_media(Media(MediaKind.AUDIO, clean_line("https://files.example/1.ogg"))),
        with_media(Media(MediaKind.VIDEO, clean_line("https://files.example/1.mp4"))),
        with_media(Media(MediaKind.IMAGE)),
    ],
    ids=["no media", "a sound", "a film without a still", "not there yet"],
)
async def test_a_post_without_a_picture_takes_no_row_and_asks_for_nothing(one: Post) -> None:
    pictures = Ready()
    app = Shown(pictures)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, app, with_media(ONE))
        await show(pilot, app, one)

        assert app.strip.size.height == 0
        assert app.page.size.height == 24
        assert len(pictures.asked) == 1
        assert app.strip.next_or_reveal() == "This post has no picture."


@pytest.mark.parametrize(
    "held", [with_media(ONE, TWO, sensitive=True), with_media(ONE, TWO, content_warning=clean_text("blood"))]
)
async def test_what_is_sensitive_is_not_even_fetched_before_it_is_asked_for(held: Post) -> None:
    pictures = Ready()
    app = Shown(pictures)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, app, held)

        assert pictures.asked == []
        assert rows(app) == ["     image 1 of 2 · sensitive: I shows it: A red sky over a blue sea"]

        assert app.strip.next_or_reveal() == ""
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert pictures.asked == [ONE.url]
        assert FLAT in rows(app)[0]
        assert "sensitive" not in rows(app)[-1]


async def test_the_key_goes_from_picture_to_picture_and_round() -> None:
    pictures = Ready()
    app = Shown(pictures)
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, app, with_media(ONE, TWO))
        for _ in range(2):
            assert app.strip.next_or_reveal() == ""
            await app.workers.wait_for_complete()
            await pilot.pause()

        assert pictures.asked == [ONE.url, TWO.url, ONE.url]
        assert rows(app)[-1].strip() == "image 1 of 2 · I next: A red sky over a blue sea"


async def test_one_picture_has_no_next() -> None:
    app = Shown(Ready())
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, app, with_media(ONE))

        assert app.strip.next_or_reveal() == "This post has one picture."


async def test_the_same_post_told_again_is_not_fetched_again() -> None:
    pictures = Ready()
    app = Shown(pictures)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            await show(pilot, app, with_media(ONE))

        assert pictures.asked == [ONE.url]


async def test_whatever_goes_wrong_is_one_line_of_words_with_the_description() -> None:
    app = Shown(Ready(Unreachable("files.example does not \x1b[2J give it (404)")))
    async with app.run_test(size=(120, 24)) as pilot:
        await show(pilot, app, with_media(ONE))

        told = "image · not shown: files.example does not ␛[2J give it (404): A red sky over a blue sea"
        assert [row.strip() for row in rows(app)] == [told]


@pytest.mark.parametrize(
    ("glyphs", "colours", "said"),
    [
        (UNICODE, None, "more colours"),
        (UNICODE, ColorSystem.STANDARD, "more colours"),
        (ASCII, ColorSystem.TRUECOLOR, "shapes"),
    ],
)
async def test_a_terminal_that_cannot_show_it_is_told_so_and_nothing_is_fetched(
    glyphs: Glyphs, colours: ColorSystem | None, said: str
) -> None:
    pictures = Ready()
    app = Shown(pictures, glyphs)
    async with app.run_test(size=(120, 24)) as pilot:
        app.console._color_system = colours
        await show(pilot, app, with_media(ONE))

        assert pictures.asked == []
        assert said in rows(app)[0]
        assert "A red sky" in " ".join(rows(app))


async def test_a_long_description_is_cut_at_three_rows() -> None:
    app = Shown(Ready())
    one = replace(ONE, alt=clean_text("word " * 400))
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, app, with_media(one))

        words = [row for row in rows(app) if FLAT not in row and EDGE not in row]
        assert len(words) == 3
        assert words[-1].endswith("…")
        assert all(len(row) <= 80 for row in words)


async def test_where_there_is_little_room_it_is_the_words() -> None:
    app = Shown(Ready())
    async with app.run_test(size=(80, 15)) as pilot:
        await show(pilot, app, with_media(ONE))

        assert rows(app) == ["     image: A red sky over a blue sea"]


async def test_a_picture_fits_anew_when_the_terminal_does() -> None:
    pictures = Ready()
    app = Shown(pictures)
    async with app.run_test(size=(200, 50)) as pilot:
        await show(pilot, app, with_media(ONE))
        high = app.strip.size.height
        for size in ((80, 24), (20, 6), (1, 1), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.strip.size.height <= max(1, size[1])

        assert app.strip.size.height == high
        assert pictures.asked == [ONE.url]
