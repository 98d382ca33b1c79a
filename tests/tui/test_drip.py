"""Posts come into a following pane a few at a time; the others wait, are counted, and none is lost."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hashtui.reading.timeline import Timeline
from hashtui.tui.drip import LONGEST, Tap
from hashtui.tui.window import Window
from tests.posts import admitted, post

TICK = 0.05


def window(drip: float, *, held: int = 0, height: int = 10) -> Window:
    """A window over posts of two rows that the source held at the start."""
    line = Timeline(lambda _, __: True, lambda _: True)
    over = Window(line, lambda _: 2)
    over.height = height
    over.drip = drip
    for number in range(held):
        line.take(admitted(post(number), held=True))
    over.catch_up()
    over.slots()
    return over


def come(over: Window, *numbers: int, minutes: float | None = None) -> None:
    for number in numbers:
        over.timeline.take(admitted(post(number, minutes=minutes)))
    over.catch_up()


def shown(over: Window) -> list[str]:
    return [slot.entry.key.rpartition("/")[2] for slot in over.slots()]


def test_what_a_source_held_at_the_start_is_there_at_once() -> None:
    over = window(2, held=5)

    assert (shown(over), over.waiting) == (["4", "3", "2", "1", "0"], 0)


def test_new_posts_come_in_one_after_the_other_oldest_first() -> None:
    over = window(2, held=3)
    come(over, 10, 11, 12)
    waiting = over.waiting

    tops = []
    for second in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2):
        over.let_out(second)
        tops.append((shown(over)[0], over.waiting))

    assert waiting == 3
    assert tops == [("10", 2), ("10", 2), ("10", 2), ("11", 1), ("11", 1), ("12", 0), ("12", 0)]


def test_without_a_drip_nothing_waits() -> None:
    over = window(0, held=3)

    come(over, *range(10, 500))

    assert (over.waiting, shown(over)[0]) == (0, "499")


def test_a_burst_is_counted_and_comes_in_when_one_follows_again() -> None:
    over = window(2, held=3)
    come(over, *range(10, 510))
    over.let_out(0.0)
    waiting = over.waiting

    over.hold()
    over.follow()

    assert (waiting, over.waiting, shown(over)[0]) == (499, 0, "509")


def test_beginning_to_read_moves_nothing_and_what_waited_is_new() -> None:
    over = window(2, held=5)
    come(over, 10, 11, 12)
    before = [(slot.entry.key, slot.row) for slot in over.slots()]

    over.down()

    assert [(slot.entry.key, slot.row) for slot in over.slots()] == before
    assert over.selected == post(4).key
    assert (over.waiting, over.new) == (0, 3)


def test_a_click_and_the_wheel_begin_to_read_what_stands_there() -> None:
    clicked, wheeled = window(2, held=9), window(2, held=9)
    for over in (clicked, wheeled):
        come(over, 10, 11, 12)

    clicked.select_at(2)
    wheeled.scroll(2)

    assert (clicked.selected, clicked.row, clicked.new) == (post(7).key, 2, 3)
    assert shown(wheeled)[0] == "7"


def test_after_a_quiet_time_a_post_comes_in_at_once() -> None:
    over = window(0.2, held=3)
    come(over, 10)
    over.let_out(0.0)

    come(over, 11, 12)
    over.let_out(60.0)

    assert (over.waiting, shown(over)[0]) == (1, "11")


def test_a_late_post_that_waits_when_one_begins_to_read_moves_nothing() -> None:
    over = window(1, held=20)
    over.let_out(0.0)
    come(over, 30)
    over.timeline.take(admitted(post(500, minutes=17.5), heard_after=timedelta(minutes=5)))
    over.catch_up()
    before = [(slot.entry.key, slot.row) for slot in over.slots()]

    over.down()
    waits = [(slot.entry.key, slot.row) for slot in over.slots()]
    new = over.new
    over.down()

    assert waits == before
    assert new == 2
    assert "500" in shown(over)


def test_going_to_the_newest_goes_to_the_newest_of_those_that_waited() -> None:
    over = window(2, held=3)
    come(over, 10, 11)

    over.newest()

    assert (over.selected, over.waiting) == (post(11).key, 0)


def test_a_late_post_among_those_on_the_screen_waits_its_turn_and_one_below_does_not() -> None:
    over = window(1, held=20)
    come(over, 30)
    over.let_out(0.0)
    before = shown(over)

    over.timeline.take(admitted(post(500, minutes=17.5), heard_after=timedelta(minutes=5)))
    over.timeline.take(admitted(post(600, minutes=2.5), heard_after=timedelta(minutes=20)))
    over.catch_up()
    waiting = (shown(over), over.waiting)
    for tick in range(1, 25):
        over.let_out(tick * TICK)

    assert waiting == (before, 1)
    assert (over.waiting, shown(over)[:4]) == (0, ["30", "19", "18", "500"])


def test_nobody_waits_while_nobody_looks() -> None:
    over = window(2, held=3)
    come(over, 10, 11, 12)

    over.look_away()

    assert (over.waiting, shown(over)[0]) == (0, "12")


def test_taking_the_drip_away_lets_everybody_in() -> None:
    over = window(2, held=3)
    come(over, 10, 11, 12)

    over.drip = 0

    assert (over.waiting, shown(over)[0]) == (0, "12")


def test_what_waits_is_not_seen_by_standing_there() -> None:
    over = window(1, held=1)
    come(over, 10, 11)
    for second in (0.0, 3.0, 6.0):
        over.linger(second)

    assert over.timeline.unseen == {post(10).key, post(11).key}


def test_a_filter_under_a_drip_counts_only_those_that_pass() -> None:
    over = window(1, held=3)
    over.sift(lambda entry, _: int(entry.key.rpartition("/")[2]) % 2 == 0, post(0).created_at)

    come(over, 10, 11, 12)

    assert (over.waiting, shown(over)) == (2, ["2", "0"])


@given(st.floats(0.5, 50), st.lists(st.integers(0, 30), max_size=60))
def test_no_more_come_in_than_may_and_at_last_all_are_there(rate: float, bursts: list[int]) -> None:
    over = window(rate, held=1, height=4)
    number, seen, tick = 10, 0, 0
    before = 1

    for tick, burst in enumerate(bursts):
        come(over, *range(number, number + burst))
        number += burst
        over.let_out(tick * TICK)
        came_in = len(over.timeline) - over.waiting
        seen += came_in - before
        before = came_in
        assert seen <= 1 + rate * tick * TICK + 1e-6
        assert over.waiting == len(over.timeline) - came_in
    while over.waiting:
        tick += 1
        over.let_out(tick * LONGEST)

    assert len(over.timeline) == 1 + number - 10
    assert shown(over)[0] == str(max(number - 1, 0) if number > 10 else 0)


@given(st.floats(0.1, 100), st.lists(st.tuples(st.floats(0, 2), st.integers(0, 50)), max_size=80))
def test_a_tap_never_gives_more_than_its_rate_over_any_stretch(rate: float, looks: list[tuple[float, int]]) -> None:
    tap = Tap()
    tap.rate = rate
    now, waiting, given_at = 0.0, 0, list[tuple[float, int]]()

    for pause, came in looks:
        now += pause
        waiting += came
        out = tap.due(waiting, now)
        waiting -= out
        given_at.append((now, out))

    for begin in range(len(given_at)):
        for end in range(begin, len(given_at)):
            total = sum(out for _, out in given_at[begin : end + 1])
            assert total <= 1 + rate * (given_at[end][0] - given_at[begin][0] + LONGEST) + 1e-6
