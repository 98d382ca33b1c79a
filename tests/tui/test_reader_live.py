"""An open post shows what becomes of it, tells the deck what is done to its author, and opens further views."""

from dataclasses import replace

import pytest

from hashtui.errors import Unreachable
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Post
from hashtui.post.sighting import Thread
from hashtui.reading.standing import Given, Level, Standing
from hashtui.tui.lore import Lore
from hashtui.tui.pictures import Pictures
from hashtui.tui.reader import ReaderView
from tests.posts import author, entry, post, rewritten
from tests.tui.hosted import KEYS, Hosted, press, rows_of
from tests.tui.opened import NOW, THREAD, at_once, has, look, reading, selected, view_of, with_links


async def test_an_edit_and_counts_that_arrive_are_shown_while_it_is_open() -> None:
    now = entry(post(100, "Avant."))
    lore = Lore(at_once, state_of=lambda key: now if key == now.key else None)
    app = Hosted(view_of(now, [], lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down")
        now = entry(replace(rewritten(post(100), "Après."), counts=Counts(replies=6)))
        await look(pilot)
        rows = rows_of(pilot)

    assert [has(rows, words) for words in (" Après.", "↩6 replies", "edited 13:43")] == [True, True, True]
    assert not has(rows, "Avant.")
    assert selected(app) == 201


async def test_a_deletion_takes_the_words_away_while_it_is_open() -> None:
    secret = entry(post(100, "secret"))
    known = {str(one.key): one for one in (secret, entry(post(202, "Réponse 202.")))}
    lore = Lore(at_once, state_of=known.get)
    copied: list[str] = []
    app = Hosted(view_of(secret, copied, lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        known.update({key: replace(one, deleted_at=NOW) for key, one in known.items()})
        await look(pilot)
        rows = rows_of(pilot)
        await press(pilot, "Y", "1")

    assert not has(rows, "secret")
    assert not has(rows, "Réponse 202.")
    assert has(rows, " ▌   [deleted by its author at 14:32]")
    assert has(rows, "     │ [deleted by its author at 14:32]")
    assert copied == []


async def test_answers_heard_while_it_is_open_are_added_below_and_move_nothing() -> None:
    heard: list[Post] = []
    lore = Lore(at_once, thread_here=lambda _: Thread((), tuple(heard)))
    app = Hosted(view_of(entry(post(100)), [], lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down")
        before = rows_of(pilot)[:16]
        heard.append(post(300, "Toute neuve."))
        await look(pilot)

        assert rows_of(pilot)[:16] == before
        await press(pilot, "G")
        assert has(rows_of(pilot), "Toute neuve.")


async def test_what_was_heard_of_the_thread_stands_there_when_no_server_tells_it() -> None:
    async def failing(_post: Post) -> Thread:
        raise Unreachable("no source can tell what belongs to this post")

    lore = Lore(failing, thread_here=lambda _: THREAD)
    app = Hosted(view_of(entry(post(100)), [], lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G")
        rows = rows_of(pilot)

    assert has(rows, "Réponse 205.")
    assert has(rows, "This is what was heard here: no source can tell what belongs to this post")


async def test_nothing_is_looked_up_while_nothing_was_heard() -> None:
    asked: list[str] = []
    lore = Lore(at_once, heard=lambda: 1, state_of=asked.append)
    app = Hosted(view_of(entry(post(100)), [], lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = len(asked)
        await look(pilot)

    assert len(asked) == before


async def test_an_opened_warning_a_mute_and_its_undoing_are_told_to_the_deck() -> None:
    sent: list[object] = []
    lore = Lore(at_once, tell=sent.append)
    app = Hosted(view_of(entry(replace(post(100), content_warning=clean_text("foule"))), [], lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "u")
        nothing = rows_of(pilot)[-1]
        await press(pilot, "m")
        muted = rows_of(pilot)[-1]
        await press(pilot, "u", "u")
        rows = rows_of(pilot)

    told = [one for one in sent if not isinstance(one, ReaderView.Noticed)]
    assert [type(one) for one in told] == [ReaderView.Opened, ReaderView.Muted, ReaderView.Undone]
    assert [one.key for one in told if isinstance(one, ReaderView.Opened)] == [post(100).key]
    assert [(one.author, one.on) for one in told if isinstance(one, ReaderView.Muted)] == [(author(), True)]
    assert (nothing, muted) == (
        " Nothing was done here that can be undone.",
        " Muted @ana@social.example · u undoes",
    )
    assert rows[-1] == nothing


async def test_a_muted_author_is_shown_so_and_can_be_heard_again() -> None:
    sent: list[object] = []
    muted = Standing(Level.MUTED, given=Given(muted=True))
    lore = Lore(at_once, level_of=lambda _: Level.MUTED, standing_of=lambda _: muted, tell=sent.append)
    app = Hosted(view_of(entry(post(100)), [], lore=lore))

    async with app.run_test(size=(80, 24)) as pilot:
        rows = rows_of(pilot)
        await press(pilot, "m")

    assert rows[1:3] == [" × Ana P.  @ana@social.example", "   muted by you"]
    assert [one.on for one in sent if isinstance(one, ReaderView.Muted)] == [False]


@pytest.mark.parametrize(("key", "title"), [("A", "person"), ("v", "what changed"), ("R", "as JSON"), ("e", "person")])
async def test_each_view_over_it_closes_to_the_same_place(key: str, title: str) -> None:
    app, _ = reading(post(100))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pagedown", "up")
        before = rows_of(pilot)
        await press(pilot, key)
        await pilot.pause()
        opened = rows_of(pilot)
        await press(pilot, "escape", *(("escape",) if key == "e" else ()))

        assert title in opened[0]
        assert rows_of(pilot) == before


async def test_links_are_opened_by_the_keys_that_the_configuration_gives_them() -> None:
    copied: list[str] = []
    keys = {**KEYS, "link": ("ctrl+a", "X", "3")}
    app = Hosted(view_of(entry(with_links(4)), copied, keys=keys))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+a", "X", "3", "1")

    assert copied == [f"https://link.example/{n}" for n in range(3)]


async def test_pictures_that_are_off_say_what_puts_them_on() -> None:
    app, _ = reading(replace(post(100), media=(Media(MediaKind.IMAGE),)))

    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "I")

        assert rows_of(pilot)[-1] == (" Pictures are off: [look] pictures = true, with hashtui[pictures] installed.")


async def test_pictures_stand_under_the_thread_where_they_are_on_and_go_with_the_post() -> None:
    async def never(_: str) -> bytes:
        raise Unreachable("media.example did not answer")

    pictured = replace(post(100), media=(Media(MediaKind.IMAGE, clean_line("https://media.example/a.png")),))
    known = {str(pictured.key): entry(pictured)}
    app = Hosted(
        view_of(entry(pictured), [], lore=Lore(at_once, state_of=known.get), pictures=Pictures(never)),
    )

    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.view, ReaderView)
        assert app.view.pictures is not None
        before = app.view.pictures.size.height
        known[str(pictured.key)] = replace(entry(pictured), deleted_at=NOW)
        await look(pilot)
        await pilot.pause()
        await press(pilot, "I")

        assert before > 0
        assert app.view.pictures.size.height == 0
        assert rows_of(pilot)[-1] == " This post has no picture."
