"""Reading a post: the thread comes, keys walk through it, links leave the screen."""

import asyncio
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from hashtui.errors import Unreachable
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Thread
from tests.posts import entry, post
from tests.tui.hosted import SIZES, Hosted, press, rows_of
from tests.tui.opened import NOW, THREAD, has, reading, selected, view_of, with_links


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "escape"), strict=True)))
async def test_it_opens_whole_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app, _ = reading(post(100, "Le wagon Sésame."))

    async with app.run_test(size=size) as pilot:
        rows = rows_of(pilot)
        await press(pilot, key)

        assert has(rows, "#capcomnet › post")
        assert has(rows, "Le wagon Sésame.")
        assert not app.is_open


async def test_at_80_by_24_it_is_drawn_as_designed() -> None:
    app, _ = reading(post(100, "Le wagon Sésame."))

    async with app.run_test(size=(80, 24)) as pilot:
        rows = rows_of(pilot)

    assert rows[0] == f"{' #capcomnet › post':<54}2 of 214   ● live   14:32"
    assert rows[1] == "   Ana P.  @ana@social.example"
    assert rows[2] == "━" * 80
    assert rows[3] == "   ┌ 12:01   Ana P.  @ana@social.example"
    assert rows[5] == " ▌ └ 13:40 · Sat 21 Nov · 52 min ago"
    assert rows[6] == " ▌   Le wagon Sésame."
    assert rows[21] == "─" * 80
    assert rows[22] == " ↑↓ thread  Enter open  o browser  y copy  A person  t trust  T why  m mute"
    assert rows[23] == " p pick  Y copy text  R JSON  e note  Esc back"


async def test_the_post_waits_for_no_thread_and_stays_on_its_row_when_one_was_moving() -> None:
    answered = asyncio.Event()

    async def late(_post: Post) -> Thread:
        await answered.wait()
        return THREAD

    app, _ = reading(post(100, "word " * 400), late)
    async with app.run_test(size=(80, 24)) as pilot:
        assert has(rows_of(pilot), "Le wagon") is False
        await press(pilot, "pagedown")
        before = rows_of(pilot)[4:20]

        answered.set()
        await pilot.pause()
        await pilot.pause()

        assert rows_of(pilot)[4:20] == before


async def test_while_asking_it_says_so() -> None:
    async def never(_post: Post) -> Thread:
        await asyncio.Event().wait()
        return THREAD

    app, _ = reading(post(100), never)
    async with app.run_test(size=(80, 24)) as pilot:
        assert has(rows_of(pilot), "Asking the server for the thread…")


async def test_a_server_that_fails_is_told_in_place() -> None:
    async def failing(_post: Post) -> Thread:
        raise Unreachable("piaille.fr did not answer within 10 s")

    app, _ = reading(post(100, "Le wagon."), failing)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = rows_of(pilot)

    assert has(rows, "Le wagon.")
    assert has(rows, "The thread is not here: piaille.fr did not answer within 10 s")


async def test_a_post_nobody_answered_says_so() -> None:
    async def lonely(_post: Post) -> Thread:
        return Thread()

    app, _ = reading(post(100), lonely)
    async with app.run_test(size=(80, 24)) as pilot:
        assert has(rows_of(pilot), "No replies that this server knows of.")


async def test_arrows_and_letters_walk_through_the_thread() -> None:
    app, _ = reading(post(100))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "j")
        assert selected(app) == 201
        await press(pilot, "up", "k", "k")
        assert selected(app) == 1
        await press(pilot, "G")
        assert selected(app) == 205
        await press(pilot, "g")
        assert selected(app) == 1


async def test_the_terminal_s_cursor_stands_on_the_selected_post() -> None:
    app, _ = reading(post(100))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down")
        row = next(i for i, text in enumerate(rows_of(pilot)) if text.startswith(" ▌"))

        assert app.cursor_position == (1, row)


async def test_a_post_taller_than_the_screen_is_scrolled_before_it_is_left() -> None:
    app, _ = reading(post(100, "\n".join(f"ligne {n}" for n in range(60))))

    async with app.run_test(size=(80, 24)) as pilot:
        seen: set[str] = set()
        for _ in range(12):
            if selected(app) != 100:
                break
            seen.update(rows_of(pilot))
            await press(pilot, "down")

        assert {f" ▌   ligne {n}" for n in range(60)} <= seen
        assert selected(app) == 200


async def test_pages_carry_the_selection_along() -> None:
    async def long(_post: Post) -> Thread:
        return Thread((), tuple(post(n, f"Réponse {n}.") for n in range(200, 260)))

    app, _ = reading(post(100), long)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pagedown", "pagedown")
        assert has(rows_of(pilot), f"Réponse {selected(app)}.")
        await press(pilot, "ctrl+d", "ctrl+u", "pageup", "pageup")
        assert selected(app) == 100 or has(rows_of(pilot), f"Réponse {selected(app)}.")


async def test_enter_reads_an_answer_and_escape_comes_back_step_by_step() -> None:
    asked: list[str] = []

    async def fetch(one: Post) -> Thread:
        asked.append(one.key)
        return THREAD if one.key == post(100).key else Thread((post(100),), ())

    app, _ = reading(post(100), fetch)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        await pilot.pause()
        assert has(rows_of(pilot), "#capcomnet › post › post")
        assert asked == [post(100).key, post(200).key]

        await press(pilot, "escape")
        assert app.is_open
        assert selected(app) == 200
        assert has(rows_of(pilot), "Réponse 203.")

        await press(pilot, "escape")
        assert not app.is_open


async def test_digits_open_the_numbered_links_of_the_post_read() -> None:
    app, copied = reading(with_links(11))

    async with app.run_test(size=(120, 40)) as pilot:
        rows = rows_of(pilot)
        await press(pilot, "3")
        said = rows_of(pilot)[-1]

    assert has(rows, "[3]    https://link.example/2")
    assert has(rows, "[11]   https://link.example/10")
    assert copied == ["https://link.example/2"]
    assert said == " No browser over SSH; copied by the terminal: https://link.example/2"


async def test_a_digit_without_a_link_says_so() -> None:
    app, copied = reading(with_links(1))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        rows = rows_of(pilot)

    assert rows[-1] == " There is no link [2] in this post."
    assert copied == []


async def test_browser_link_and_text_are_of_the_selected_post() -> None:
    app, copied = reading(post(100))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "o", "y", "Y")

    url = "https://social.example/@ana/200"
    assert copied == [url, url, "Réponse 200."]


async def test_a_long_link_is_shown_in_full_on_the_footer() -> None:
    url = "https://link.example/" + "a" * 150
    app, _ = reading(replace(post(100), url=clean_line(url)))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y")
        rows = rows_of(pilot)

    assert url in "".join(row.strip() for row in rows[-4:])
    assert has(rows, "Post number 100")


async def test_the_words_of_a_deleted_post_cannot_be_copied() -> None:
    gone = replace(entry(post(100, "secret")), deleted_at=NOW)
    copied: list[str] = []
    app = Hosted(view_of(gone, copied))

    async with app.run_test(size=(80, 24)) as pilot:
        rows = rows_of(pilot)
        await press(pilot, "Y")

    assert has(rows, "[deleted by its author at 14:32]")
    assert not has(rows, "secret")
    assert copied == []


async def test_hostile_words_are_only_words() -> None:
    app, _ = reading(post(100, "[bold]x[/bold] [@click=app.quit]y[/] [/nope] ${x} \\["))

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#thread", offset=(10, 2))

        assert has(rows_of(pilot), "[bold]x[/bold] [@click=app.quit]y[/] [/nope] ${x} \\[")
        assert app.is_open


async def test_a_click_selects_the_post_under_it() -> None:
    app, _ = reading(post(100))

    async with app.run_test(size=(80, 24)) as pilot:
        row = next(i for i, text in enumerate(rows_of(pilot)) if "Réponse 202." in text)
        await _click(pilot, row)

    assert selected(app) == 202


async def _click(pilot: Pilot[None], row: int) -> None:
    await pilot.click(offset=(12, row))
    await pilot.pause()


async def test_a_resize_keeps_the_selected_post_on_the_screen() -> None:
    app, _ = reading(post(100, "word " * 60))

    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "G")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()

        assert selected(app) == 205
        assert has(rows_of(pilot), "Réponse 205.")
