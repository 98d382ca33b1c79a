"""The dashboard on an archive: there with the first frame, further back on asking, and what it says of it."""

from collections.abc import Callable

import pytest

from hashtui.archive.kept import Condition, State
from hashtui.clock import SystemClock
from hashtui.watch import Watch
from tests.posts import post, sighting
from tests.tui.desks import OnDesk, desk
from tests.watch.test_recalling import kept


async def until(on: OnDesk, come_about: Callable[[], bool]) -> None:
    """Let a thread read on; a test that waits in vain fails."""
    for _ in range(400):
        await on.look()
        if come_about():
            return
    raise AssertionError([len(pane.timeline) for pane in on.panes])


async def test_what_was_kept_is_on_the_first_frame() -> None:
    async with kept(8) as archive, desk("#capcomnet", archive=archive) as on:
        assert any("Post number 7" in row for row in on.rows())
        assert not any("Post number 3" in row for row in on.rows())


async def test_a_pane_that_is_added_later_has_what_was_kept_of_its_tag() -> None:
    async with kept(8) as archive, desk("#other", archive=archive) as on:
        await on.press("a", *"capcomnet", "enter")
        await until(on, lambda: len(on.pane.timeline) == 7)


async def test_more_of_the_last_day_comes_by_itself() -> None:
    async with kept(450) as archive, desk("#capcomnet", archive=archive) as on:
        await until(on, lambda: len(on.pane.timeline) == 449)


async def test_what_comes_is_kept_and_told_once() -> None:
    async with kept(8) as archive, desk("#capcomnet", archive=archive) as on:
        on.hear(post(7), post(20))
        await on.look()
        await archive.flush()

        assert len(on.pane.timeline) == 8
        assert archive.reader().count(None) == 8


async def test_one_is_where_one_was() -> None:
    async with kept(30) as archive:
        async with desk("#capcomnet", archive=archive) as on:
            await on.press(*("j" for _ in range(12)))
            selected = on.pane.window.selected
            on.app.deck_screen.remember()
            places = on.remembered.places
        async with desk("#capcomnet", archive=archive, places=tuple(places.values())) as on:
            assert on.pane.window.selected == selected
            assert on.pane.timeline.unseen == set(places["#capcomnet"].unseen)


async def test_below_the_oldest_post_the_archive_is_asked_before_any_server() -> None:
    async with kept(300) as archive, desk("#capcomnet", archive=archive) as on:
        await until(on, lambda: len(on.pane.timeline) == 299)
        await on.press("G", "pagedown", "pagedown")
        await until(on, lambda: "No source has older posts." in on.app.deck_screen.last_notice)


async def test_what_the_process_that_writes_hears_comes_into_the_panes_as_new() -> None:
    reading = State(Condition.READING, "written by hashtui record (process 7)")
    async with kept(8) as archive, desk("#capcomnet", archive=archive, archive_state=lambda: reading) as on:
        on.app.deck_screen.reread()
        await on.look()
        other = Watch((), SystemClock())
        other.attach(archive)
        other.admit(sighting(post(30)))
        await archive.flush()
        await on.clock.wind(1.5)
        await until(on, lambda: len(on.pane.timeline) == 8)

        assert post(30).key in on.pane.timeline.unseen


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State(Condition.FULL, "no room on the disk since 14:31: 12 posts wait"), "no room on the disk since 14:31"),
        (State(Condition.READING, "written by hashtui record (process 7)"), "here it is only read"),
        (State(Condition.IN_MEMORY, "the home is read-only"), "the home is read-only"),
    ],
)
async def test_an_archive_that_does_not_keep_says_so_once(state: State, said: str) -> None:
    states = [State(Condition.WRITING, "")]
    async with desk("#capcomnet", archive_state=lambda: states[-1]) as on:
        on.app.deck_screen.reread()
        before = on.app.deck_screen.last_notice
        states.append(state)
        on.app.deck_screen.reread()
        notice = on.app.deck_screen.last_notice
        on.app.deck_screen.say("something else")
        on.app.deck_screen.reread()

        assert before == ""
        assert said in notice
        assert on.app.deck_screen.last_notice == "something else"


async def test_a_full_disk_stands_among_the_sources_in_trouble_until_there_is_room() -> None:
    states = [State(Condition.FULL, "no room on the disk since 14:31: 12 posts wait", waiting=12)]
    async with desk("#capcomnet", size=(120, 30), archive_state=lambda: states[-1]) as on:
        await on.look()
        full = on.rows()[0]
        states.append(State(Condition.WRITING, ""))
        on.app.deck_screen.reread()
        await on.look()

        assert "archive: disk full" in full
        assert "archive" not in on.rows()[0]
        assert on.app.deck_screen.last_notice == "The archive is written again: nothing was lost."


async def test_the_view_of_the_sources_tells_what_the_archive_keeps() -> None:
    state = State(Condition.WRITING, "", posts=3412, octets=8_200_000)
    async with desk("#capcomnet", archive_state=lambda: state) as on:
        await on.press("i")

        assert any("archive  everything is kept" in row for row in on.rows())
        assert any("3412 posts kept · 8.2 MB" in row for row in on.rows())


def limited(on: OnDesk, limit: int) -> None:
    """Have the pane hold no more than so many posts."""
    on.pane.timeline._limit, on.pane.timeline._at_once = limit, limit // 20


async def read_on(on: OnDesk) -> int:
    """To the oldest post and beyond; how many there are then."""
    await on.press("G")
    before, screen = len(on.pane.timeline), on.app.deck_screen
    screen.last_notice = ""
    await on.press("pagedown")
    await until(on, lambda: len(on.pane.timeline) != before or screen.last_notice.startswith("No more"))
    return len(on.pane.timeline)


@pytest.fixture
def little_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.tui.recall.MOST_AT_START", 200)


@pytest.mark.usefixtures("little_by_itself")
async def test_reading_back_past_what_memory_holds_loses_nothing_until_one_follows_again() -> None:
    async with kept(1_000) as archive, desk("#capcomnet", archive=archive) as on:
        limited(on, 400)
        counts = [await read_on(on) for _ in range(3)]
        said = on.app.deck_screen.last_notice
        oldest = on.pane.timeline.at(len(on.pane.timeline) - 1).key
        on.hear(post(2_000))
        await on.press("G")
        there = on.pane.window.selected
        await on.press("space")
        await on.clock.wind(20.0)
        await on.press("backspace")
        back = on.pane.window.selected
        await on.press("space")
        await on.clock.wind(31.0)
        await until(on, lambda: not on.pane.timeline.is_over)

        assert counts == [400, 600, 600]
        assert said.startswith("No more than 600 posts are held at once.")
        assert there == back == oldest
        assert on.pane.timeline.stored <= 400


@pytest.mark.usefixtures("little_by_itself")
async def test_what_was_let_go_is_read_back_again_though_the_watch_knows_it() -> None:
    async with kept(1_000) as archive, desk("#capcomnet", archive=archive) as on:
        limited(on, 400)
        for _ in range(2):
            await read_on(on)
        await on.press("space")
        await on.clock.wind(31.0)
        await until(on, lambda: not on.pane.timeline.is_over)
        before = on.pane.timeline.stored
        await read_on(on)
        timeline = on.pane.timeline
        numbers = [int(timeline.at(place).key.rpartition("/")[2]) for place in range(len(timeline))]

        assert timeline.stored == before + 200
        assert numbers == list(range(numbers[0], numbers[-1] - 1, -1))


@pytest.mark.usefixtures("little_by_itself")
async def test_a_page_of_which_nothing_is_shown_does_not_hold_one_up() -> None:
    async with kept(700) as archive, desk("#capcomnet", archive=archive) as on:
        await on.press("slash", *"699", "enter", "G", "pagedown")
        await until(on, lambda: "older posts of the archive" in on.app.deck_screen.last_notice)

        assert on.app.deck_screen.last_notice == "499 older posts of the archive, none of which is shown here."


@pytest.mark.usefixtures("little_by_itself")
async def test_one_is_where_one_was_though_that_was_further_back_than_a_pane_fills_itself() -> None:
    async with kept(900) as archive:
        async with desk("#capcomnet", archive=archive) as on:
            for _ in range(2):
                await read_on(on)
            await on.press("G", "k", "k")
            selected = on.pane.window.selected
            on.app.deck_screen.remember()
            places = tuple(on.remembered.places.values())
        async with desk("#capcomnet", archive=archive, places=places) as on:
            await until(on, lambda: not on.pane.window.following)

            assert on.pane.window.selected == selected == post(302).key


@pytest.mark.usefixtures("little_by_itself")
async def test_below_the_oldest_post_it_is_told_that_older_ones_are_kept() -> None:
    async with kept(300) as archive, desk("#capcomnet", archive=archive) as on:
        await on.press("G")
        on.app.deck_screen.fall_silent()
        await on.look()
        before = " ".join(on.rows())
        await on.press("pagedown")
        await until(on, lambda: len(on.pane.timeline) == 299)
        await on.press("G", "pagedown")
        await until(on, lambda: "No source has older posts." in on.app.deck_screen.last_notice)
        await on.press("k", "G")

        assert "13:40 is the oldest post shown; PgDn again reads on in the archive." in before
        assert any("is the oldest post kept here." in row for row in on.rows())
