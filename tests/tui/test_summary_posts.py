"""The list of the posts behind a line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.post.clean import clean_text
from hashtui.post.post import Author, Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, unknown
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.opener import Opener
from hashtui.tui.reader import ReaderView
from hashtui.tui.summary_posts import MOST, PostsView
from tests.posts import NOON, entry, post
from tests.tui.hosted import KEYS, SIZES, Hosted, press, rows_of
from tests.tui.opened import with_links

NOW = NOON + timedelta(hours=3)


async def no_thread(_: Post) -> Thread:
    return Thread()


def listing(
    *posts: Entry, states: dict[str, Entry] | None = None, level_of: Callable[[Author], Level] = unknown
) -> tuple[Hosted[None], list[str], list[str]]:
    """The list on a screen, what is copied from it, and the keys of the posts that are read."""
    copied: list[str] = []
    read: list[str] = []
    heard = iter(range(1_000))
    ground = Ground(Opener({"SSH_TTY": "x"}, copied.append), HandClock(NOW), KEYS, zone=UTC)
    lore = Lore(
        no_thread, heard=lambda: next(heard), state_of=({} if states is None else states).get, level_of=level_of
    )

    def reader(one: Entry, steps: object) -> ReaderView:
        read.append(one.key)
        assert steps == ("summary", "peak 1")
        return ReaderView(one, pane="#a", position=str, ground=ground, lore=lore)

    steps = ("summary", "peak 1")
    view = PostsView(posts, "Peak 1: 12:01", pane="#a", steps=steps, ground=ground, lore=lore, read=reader)
    return Hosted(view), copied, read


def test_what_is_typed_before_the_page_has_a_size_opens_nothing() -> None:
    app, _, read = listing(entry(post(1)))
    view = app.view
    assert isinstance(view, PostsView)

    view.action_open_post()

    assert read == []


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "escape"), strict=True)))
async def test_it_says_what_the_posts_have_in_common_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app, _, _ = listing(entry(post(1, "One")), entry(post(2, "Two")))

    async with app.run_test(size=size) as pilot:
        rows = rows_of(pilot)
        await press(pilot, key)

        assert rows[0].startswith(" #a › summary › peak 1")
        assert rows[1] == "   Peak 1: 12:01"
        assert rows[3].startswith(" ▌ 12:01   Ana P.")
        assert rows[4] == " ▌   One"
        assert not app.is_open


async def test_enter_reads_the_selected_post() -> None:
    app, _, read = listing(entry(post(1, "One")), entry(post(2, "Two")))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")

    assert read == [post(2).key]


async def test_links_and_texts_are_copied() -> None:
    app, copied, _ = listing(entry(with_links(2)))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "Y", "2", "o")
        await press(pilot, "5")
        said = rows_of(pilot)[-1]

    assert copied == [
        "https://social.example/@ana/100",
        "l0 l1",
        "https://link.example/1",
        "https://social.example/@ana/100",
    ]
    assert said == " There is no link [5] in this post."


async def test_what_was_deleted_meanwhile_is_not_told_any_longer() -> None:
    one = entry(post(1, "secret"))
    states: dict[str, Entry] = {}
    app, copied, _ = listing(one, states=states)

    async with app.run_test(size=(80, 24)) as pilot:
        states[one.key] = replace(one, deleted_at=NOW)
        view = app.view
        assert isinstance(view, PostsView)
        view.look()
        await press(pilot, "Y")
        rows = rows_of(pilot)

    assert any("[deleted by its author at 15:00]" in row for row in rows)
    assert not any("secret" in row for row in rows)
    assert copied == []


async def test_a_badge_given_meanwhile_is_shown() -> None:
    levels = [Level.UNKNOWN]
    app, _, _ = listing(entry(post(1, "One")), entry(post(2, "Two")), level_of=lambda _: levels[-1])

    async with app.run_test(size=(80, 24)) as pilot:
        before = rows_of(pilot)[3]
        levels.append(Level.TRUSTED)
        await press(pilot, "down")
        after = rows_of(pilot)[3]

    assert before.startswith(" ▌ 12:01   Ana P.")
    assert after.startswith("   12:01 ★ Ana P.")


async def test_a_content_warning_stays_closed() -> None:
    app, _, _ = listing(entry(replace(post(1, "secret"), content_warning=clean_text("spoiler"))))

    async with app.run_test(size=(80, 24)) as pilot:
        rows = rows_of(pilot)

    assert " ▌   CW spoiler (Enter opens)" in rows
    assert not any("secret" in row for row in rows)


async def test_of_very_many_posts_the_first_are_listed_and_it_says_so() -> None:
    app, _, _ = listing(*(entry(post(number)) for number in range(MOST + 100)))

    async with app.run_test(size=(80, 24)) as pilot:
        rows = rows_of(pilot)
        await press(pilot, "G")
        last = rows_of(pilot)

    assert rows[2] == f"   the first {MOST} of {MOST + 100} posts"
    assert any(f"Post number {MOST - 1}" in row for row in last)
