"""The post as JSON: whole, in order, copied by key."""

import json
from collections.abc import Mapping
from datetime import UTC

import pytest

from hashtui.clock import HandClock
from hashtui.post.json import POST, post_object
from hashtui.post.post import Post
from hashtui.post.sighting import Thread
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.opener import Opener
from hashtui.tui.raw_view import RawView
from tests.posts import NOON, admitted, post
from tests.tui.hosted import KEYS, SIZES, Hosted, press, rows_of


async def no_thread(_: Post) -> Thread:
    return Thread()


def raw_of(one: Post) -> Mapping[str, object]:
    return post_object(admitted(one), event=POST, panes=("#capcomnet",))


def viewing(one: Post) -> tuple[Hosted[None], list[str], list[str]]:
    copied: list[str] = []
    said: list[str] = []
    ground = Ground(Opener({}, copied.append), HandClock(NOON), KEYS, zone=UTC)
    view = RawView(one, ground, Lore(no_thread, raw_of=raw_of), Hands(say=said.append))
    return Hosted(view), copied, said


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "R"), strict=True)))
async def test_it_opens_with_a_title_that_says_what_it_is_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app, _, _ = viewing(post(1))

    async with app.run_test(size=size) as pilot:
        rows = rows_of(pilot)
        await press(pilot, key)

        assert rows[0].startswith(" hashtui › what hashtui keeps of this p")
        assert rows[1:4] == [" {", '   "schema": 1,', '   "event": "post",']
        assert not app.is_open


async def test_all_of_it_can_be_scrolled_through_in_the_order_of_its_keys() -> None:
    app, _, _ = viewing(post(1, "[bold]mot[/bold] « été » 電車"))

    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.view, RawView)
        shown = json.loads("".join(line.strip() for line in app.view.page.text.split("\n")))
        await press(pilot, "G")
        rows = rows_of(pilot)

    assert list(shown) == list(raw_of(post(1)))
    assert shown["text"] == "[bold]mot[/bold] « été » 電車"
    assert rows[21] == " }"


async def test_it_is_copied_whole_and_so_is_the_link() -> None:
    app, copied, said = viewing(post(1))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "Y", "y")
        rows = rows_of(pilot)

    assert [json.loads(copied[0]), copied[1]] == [raw_of(post(1)), "https://social.example/@ana/1"]
    assert said[0] == "Copied by the terminal: the post as JSON"
    assert rows[23] == " Copied by the terminal: https://social.example/@ana/1"
