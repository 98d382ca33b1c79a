"""No key does nothing silently; what stays where it is when panes come and go."""

from datetime import timedelta

import pytest

from hashtui.errors import Unreachable
from tests.posts import post, sighting
from tests.tui.desks import desk


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("left", "There is no pane to the left of this one."),
        ("right", "There is no pane to the right of this one."),
        ("tab", "There is no other pane."),
        ("shift+tab", "There is no other pane."),
        ("4", "There is no pane 4."),
        ("<", "There is no pane to the left of this one."),
        (">", "There is no pane to the right of this one."),
        ("z", "This pane is alone on the screen already."),
        ("+", "This pane is alone on the screen: it has its whole width."),
        ("g g", "This is the newest post."),
        ("j k", "This is the newest post."),
        ("j pageup", "This is the newest post."),
        ("j ctrl+u", "This is the newest post."),
        ("G j", "This is the oldest post here."),
        ("G G", "This is the oldest post here."),
        ("G ctrl+d", "This is the oldest post here."),
        ("backspace", "Nothing to go back to"),
        ("A A", "Every post here was seen already."),
        ("A n", "Every post here was seen."),
        ("u", "Nothing to undo."),
        ("escape", "Nothing to leave; q quits."),
        ("w", "w is no key here; ? lists the keys."),
    ],
)
async def test_a_key_that_cannot_act_says_why(keys: str, said: str) -> None:
    async with desk("#capcomnet", posts=2) as on:
        await on.press(*keys.split())

        assert said in on.rows()[-1]


@pytest.mark.parametrize(
    "key", ["j", "k", "g", "G", "pageup", "pagedown", "ctrl+u", "space", "n", "A", "enter", "o", "y"]
)
async def test_in_an_empty_pane_the_keys_of_posts_say_that_there_is_none(key: str) -> None:
    async with desk("#capcomnet") as on:
        await on.press(key)

        assert on.rows()[-1] == " No post here yet."


@pytest.mark.parametrize("key", ["j", "enter", "space", "A", "v", "x", "right", "<", "z", "+", "n", "backspace"])
async def test_without_a_pane_every_key_says_so(key: str) -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("x", key)

        assert on.rows()[-1] == " No pane is open."
        assert "a  adds one" in " ".join(on.rows())


async def test_when_the_last_pane_is_closed_nothing_is_remembered_and_undo_brings_it_back() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("x")
        remembered = on.remembered.panes
        await on.press("u")

        assert remembered == []
        assert on.remembered.panes == ["#capcomnet"]
        assert on.rows()[1].startswith("▸ 1 #capcomnet")


async def test_undoing_a_close_restores_seen_marks_reading_place_density_and_width() -> None:
    async with desk("#b", "#capcomnet", posts=30, size=(120, 24)) as on:
        await on.press("2", "v", "v", "+", "A", "j", "j", "j")
        before = (on.pane.window.selected, on.pane.window.row, on.pane.size.width, on.pane.density)
        line = on.row_of("▌")
        await on.press("x")
        on.hear(post(100, minutes=50))
        await on.press("u")

        assert (on.pane.window.selected, on.pane.window.row, on.pane.size.width, on.pane.density) == before
        assert on.row_of("▌") == line
        assert on.pane.timeline.unseen == {post(100).key}
        assert "▲ 1 new" in on.rows()[3]


async def test_what_was_done_before_a_close_can_be_undone_after_it_was_undone() -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("A", "x", "u", "u")

        assert len(on.panes[0].timeline.unseen) == 3


async def test_a_changed_pane_keeps_what_was_seen_and_where_one_was_reading() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press("A", "j", "j", "j")
        selected, line = on.pane.window.selected, on.row_of("▌")
        await on.press("e", *" -#spam", "enter")

        assert str(on.pane.filter) == "#capcomnet -#spam"
        assert (on.pane.window.selected, on.row_of("▌")) == (selected, line)
        assert on.pane.timeline.unseen == set()
        assert "▲" not in on.rows()[3]


async def test_changing_a_pane_can_be_undone() -> None:
    async with desk("#a", "#capcomnet", "#c", posts=3) as on:
        await on.press("2", "e", *" -#spam", "enter", "u")

        assert [str(pane.filter) for pane in on.panes] == ["#a", "#capcomnet", "#c"]
        assert on.pane.number == 2


async def test_the_order_of_panes_can_be_undone() -> None:
    async with desk("#a", "#b") as on:
        await on.press(">", "u")

        assert on.remembered.panes == ["#a", "#b"]


async def test_posts_that_stood_behind_a_view_are_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    time = 100.0
    monkeypatch.setattr("hashtui.tui.deck_screen.monotonic", lambda: time)
    async with desk("#capcomnet", posts=2) as on:
        await on.press("question_mark")
        time += 60
        await on.press("q")
        unseen = len(on.pane.timeline.unseen)
        time += 4
        await on.look()

        assert (unseen, len(on.pane.timeline.unseen)) == (2, 0)


async def test_older_posts_that_were_asked_for_are_no_news() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("G", "pagedown", "pagedown")
        for number in range(4):
            on.hear(post(500 + number, minutes=-10 - number), held=True)
        await on.look()

        assert "new" not in on.rows()[3]
        assert len(on.pane.timeline) == 7


async def test_a_late_post_far_below_is_counted_as_new() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press("j")
        on.watch.admit(sighting(post(700, minutes=1.5), heard_after=timedelta(minutes=40)))
        await on.look()

        assert "▲ 1 new" in on.rows()[3]


async def test_when_no_source_can_be_asked_for_older_posts_that_is_said_and_asking_again_is_possible() -> None:
    async with desk("#capcomnet", posts=3) as on:
        source = on.source
        source.pages = Unreachable("the server is away")
        await on.press("pagedown", "pagedown", "pagedown")
        first = on.rows()[-1]
        source.pages = [sighting(post(500, minutes=-10), held=True)]
        await on.press("pagedown")

        assert "Older posts cannot be had now: the server is away" in first
        assert "1 older post came." in on.rows()[-1]


async def test_the_terminals_cursor_stands_on_the_selected_post() -> None:
    async with desk("#a", "#capcomnet", posts=9) as on:
        await on.press("2", "j", "j")
        place = on.app.cursor_position

        assert (place.x, place.y) == (40, on.row_of("▌"))


@pytest.mark.parametrize("key", ["j", "G", "x", "z", "tab"])
async def test_a_key_that_acts_says_nothing_of_being_none(key: str) -> None:
    async with desk("#capcomnet", "#b", posts=3) as on:
        await on.press("g", key)

        assert "is no key here" not in on.app.deck_screen.last_notice


async def test_the_rule_names_the_key_that_is_in_force() -> None:
    async with desk("#capcomnet", posts=3, keys={"follow": ("L",)}) as on:
        await on.press("j")

        assert "reading · L follows" in on.rows()[3]
