"""F: searching the archive."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from threading import Event

import pytest

from hashtui.archive import Condition, Reader, State, in_memory
from hashtui.clock import HandClock
from hashtui.config.trusted import Trusted
from hashtui.filter import parse
from hashtui.filter.ranking import sought
from hashtui.filter.rules import NO_RULES
from hashtui.post.body import Body
from hashtui.post.clean import clean_text
from hashtui.post.folding import Needle
from hashtui.tui import searching as searching_of_view
from hashtui.tui.judging import Judging
from hashtui.tui.search_layout import marked
from hashtui.tui.search_view import SearchView
from hashtui.tui.searching import Order, Searching
from hashtui.tui.typeset import Ink, Run
from tests.posts import NOON, post
from tests.tui.desks import desk
from tests.tui.searched import OLD, found, page, searching, type_in


async def test_what_is_typed_is_searched_without_enter_and_the_words_are_marked() -> None:
    async with searching(post(1, "Un wagon vert"), post(2, "Une rue"), before=tuple(OLD)) as (on, _):
        await type_in(on, "WAGON")

        assert "━━ 6 posts · newest first" in page(on)
        assert "all of the archive ━━" in page(on)
        assert on.row_of("Un wagon vert") < on.row_of("Wagon 1 de la mairie") < on.row_of("Wagon 5 de la mairie")
        assert "Une rue" not in page(on)


def test_sought_words_are_in_reverse_whatever_their_ink() -> None:
    line = (Run("14:00 ", Ink.TIME), Run("Un Wagon vert", Ink.TEXT), Run("#wagon", Ink.TAG))

    assert marked(line, (parse_needle("wagon"),)) == (
        Run("14:00 ", Ink.TIME),
        Run("Un ", Ink.TEXT),
        Run("Wagon", Ink.TEXT, "reverse"),
        Run(" vert", Ink.TEXT),
        Run("#", Ink.TAG),
        Run("wagon", Ink.TAG, "reverse"),
    )


def parse_needle(said: str) -> Needle:
    (needle,) = sought(parse(said))
    return needle


async def test_a_mistake_has_its_caret_and_the_last_answer_stands() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")
        await on.press(*" lnag:fr")
        await found(on)

        assert "^^^^^^^  `lnag:` is not a term; did you mean `lang:`?" in page(on)
        assert "━━ 5 posts · newest first" in page(on)


async def test_tab_writes_what_fits() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await on.press("F", *"wagon ne", "tab")

        assert on.rows()[1] == " F wagon net:"


async def test_letters_are_text_in_the_field_and_keys_among_the_posts() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "pbl")
        assert on.rows()[1] == " F pbl"

        await on.press(*["backspace"] * 3, *"mairie")
        await found(on)
        await on.press("enter", "p")

        assert "¶" in on.rows()[on.row_of("Wagon 1 de la mairie") - 1]
        await on.press("u")
        assert "¶" not in page(on)


async def test_the_best_come_first_and_the_newest_again() -> None:
    short = replace(OLD[4], body=Body(clean_text("mairie mairie")))
    async with searching(before=(*OLD[:4], short)) as (on, _):
        await type_in(on, "mairie")

        await on.press("enter", "b")
        await found(on)
        assert "5 posts · best first" in page(on)
        assert on.row_of("mairie mairie") < on.row_of("Wagon 1")
        await on.press("b")
        await found(on)

        assert "5 posts · newest first" in page(on)
        assert on.row_of("Wagon 1") < on.row_of("mairie mairie")


async def test_without_a_word_there_is_nothing_to_rank_by() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "net:mastodon")

        await on.press("enter", "b")

        assert "There is no word to rank by" in page(on)


async def test_muted_people_are_left_out_and_counted() -> None:
    async with searching(post(1, "Un wagon vert")) as (on, _):
        await on.press("down", "m")
        await type_in(on, "wagon")

        assert "0 posts · 1 hidden" in page(on)
        assert "1 post matches but is hidden by your rules or mutes." in page(on)


async def test_escape_leaves_the_field_then_the_view() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")

        await on.press("escape")
        assert isinstance(on.app.screen, SearchView)
        await on.press("escape")

        assert not isinstance(on.app.screen, SearchView)


async def test_a_click_on_a_post_leaves_the_field_and_selects_it() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")

        await on.pilot.click(offset=(10, on.row_of("Wagon 3")))
        await on.look()

        assert "▌   Wagon 3" in page(on)


async def test_what_came_meanwhile_is_found_when_enter_asks_again() -> None:
    async with searching(post(1, "Un wagon vert")) as (on, archive):
        await type_in(on, "wagon")
        on.hear(post(2, "Un wagon rouge"))
        await archive.flush()

        await on.press("enter")
        await found(on)

        assert "2 posts" in page(on)


async def test_a_later_question_is_the_one_that_is_answered() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await on.press("F", *"/nowhere/", *["backspace"] * 9, *"wagon 4")
        await found(on)

        assert "1 post · newest first" in page(on)
        assert "Wagon 4" in page(on)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State(Condition.IN_MEMORY, ""), "It is kept in memory only, and ends with this session."),
        (
            State(Condition.READING, "written by hashtui record (process 7) since 14:02"),
            "It is written by hashtui record (process 7) since 14:02",
        ),
        (State(Condition.FULL, "no room on the disk since 14:31: 12 posts wait"), "no room on the disk since 14:31"),
    ],
)
async def test_how_the_archive_is_stands_where_no_post_does(state: State, words: str) -> None:
    async with searching(state=state) as (on, _):
        await type_in(on, "")

        assert "The archive has no post yet." in page(on)
        assert words in " ".join(page(on).split())


async def test_an_empty_field_says_what_there_is_to_search() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "")

        assert "The archive has 5 posts, 06:55 to 06:59." in page(on)


async def test_nothing_found_is_said() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "nowhere")

        assert "Nothing found among the 5 posts of the archive." in page(on)


async def test_without_an_archive_the_key_says_so() -> None:
    async with desk("#capcomnet") as on:
        await on.press("F")

        assert "Nothing is kept here, so there is nothing to search" in page(on)


async def test_a_post_that_is_deleted_while_it_is_shown_loses_its_words() -> None:
    one = post(1, "Un wagon vert")
    async with searching(one) as (on, _):
        await type_in(on, "wagon")

        on.lose(one)
        await on.press("enter")
        on.app.screen.query_one("#posts")
        await on.press("down")

        assert "Un wagon vert" not in page(on)


async def test_a_reader_that_is_opened_when_nobody_asks_any_more_is_closed() -> None:
    readers: list[Reader] = []
    archive = in_memory(HandClock(NOON))

    gate = Event()
    closed: list[Reader] = []

    class Noted(Reader):
        def close(self) -> None:
            closed.append(self)
            super().close()

    def records() -> Reader:
        gate.wait(5)
        reader = archive.reader()
        reader.__class__ = Noted
        readers.append(reader)
        return reader

    running: list[asyncio.Task[None]] = []
    judging = Judging(NO_RULES, Trusted(), HandClock(NOON))

    def run(work: Coroutine[None, None, None]) -> None:
        running.append(asyncio.ensure_future(work))

    asking = Searching(records, judging, run, lambda: None)

    asking.open()
    asking.look_for(parse("wagon"), Order.NEWEST)
    await asyncio.sleep(0)  # it is being opened
    asking.close()
    gate.set()
    await asyncio.gather(*running)

    assert len(readers) == 1
    assert closed == readers
    archive.close()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 50)])
async def test_every_line_fits_its_screen(size: tuple[int, int]) -> None:
    async with searching(post(1, "Un wagon " * 60), before=tuple(OLD), size=size) as (on, _):
        await type_in(on, "wagon")

        assert "wagon" in page(on)
        assert all(len(row) <= size[0] for row in on.rows())


async def test_where_nothing_is_found_the_field_stays_and_no_key_of_posts_is_named() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "nowhere")

        await on.press("enter", *" at all")
        await found(on)

        assert on.rows()[1] == " F nowhere at all"
        assert "━━ 0 posts ━━" in page(on)


async def test_what_was_asked_last_is_asked_again_with_one_key() -> None:
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon 3")
        await on.press("escape", "escape", "F")
        assert on.rows()[2] == "   ↑  wagon 3"

        await on.press("up")
        await found(on)

        assert on.rows()[1] == " F wagon 3"
        assert "━━ 1 post · newest first" in page(on)


async def test_where_only_the_best_are_shown_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching_of_view, "MOST_BEST", 3)
    async with searching(before=tuple(OLD)) as (on, _):
        await type_in(on, "wagon")

        await on.press("enter", "b")
        await found(on)

        assert "━━ the best 3 of 5 posts ━━" in page(on)
        assert "1 of 3" in on.rows()[0]
