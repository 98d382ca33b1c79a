"""Which posts stand on which rows: nothing moves but by the reader."""

from datetime import timedelta

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Change, Gap
from hashtui.reading.entry import Entry
from hashtui.reading.timeline import Timeline
from hashtui.tui.window import Window
from tests.posts import NOON, SOURCE, admitted, post


def rows(entry: Entry) -> int:
    """Two rows a post; one when it is deleted."""
    return 1 if entry.deleted_at is not None else 2


def window(count: int = 20, height: int = 10) -> Window:
    line = Timeline(lambda _, __: True, lambda _: True)
    for number in range(count):
        line.take(admitted(post(number)))
    over = Window(line, rows)
    over.height = height
    return over


def standing(over: Window) -> list[tuple[str, int]]:
    return [(slot.entry.key.rpartition("/")[2], slot.row) for slot in over.slots()]


def arrive(over: Window, *numbers: float) -> None:
    for number in numbers:
        over.timeline.take(admitted(post(round(number * 100) + 5000, minutes=number)))
    over.catch_up()


def test_while_following_the_newest_stands_on_top() -> None:
    over = window()

    arrive(over, 50)

    assert standing(over)[0] == ("10000", 0)
    assert over.following


def test_the_first_movement_selects_the_newest_and_holds() -> None:
    over = window()

    over.down()

    assert (over.selected, over.row) == (post(19).key, 0)


def test_five_hundred_arrivals_a_deletion_and_a_resize_leave_the_selection_on_its_row() -> None:
    over = window()
    for _ in range(4):
        over.down()
    before = (over.selected, over.row)
    below = standing(over)

    arrive(over, *(30 + n / 100 for n in range(500)))
    over.timeline.take(admitted(post(18), Change.DELETED))
    over.resized(8)

    assert (over.selected, over.row) == before
    assert (post(16).key.rpartition("/")[2], over.row) in standing(over)
    assert over.new == 500
    assert below[0][0] == "19"


def test_a_late_post_between_those_on_the_screen_waits_until_the_reader_moves() -> None:
    over = window()
    over.down()
    over.down()
    before = standing(over)

    arrive(over, 16.5)
    waiting = standing(over)
    over.down()

    assert waiting == before
    assert any(key == "6650" for key, _ in standing(over))


def test_a_late_post_is_found_by_next_unseen_although_it_waits() -> None:
    over = window()
    over.timeline.see_all()
    over.down()
    arrive(over, 3.5)

    assert over.next_unseen()
    assert over.selected is not None
    assert over.selected.endswith("/5350")


def test_moving_down_and_up_again_returns_to_the_same_post() -> None:
    over = window()
    for _ in range(9):
        over.down()
    for _ in range(8):
        over.up()

    assert over.selected == post(19).key


def test_the_selected_post_is_always_whole_on_the_screen_when_it_fits() -> None:
    over = window(height=7)

    for _ in range(19):
        over.down()
        assert 0 <= over.row <= over.height - 2


def test_back_returns_to_where_the_jump_began() -> None:
    over = window()
    for _ in range(3):
        over.down()
    before = (over.selected, over.row)

    over.oldest()
    over.back()

    assert (over.selected, over.row) == before


def test_back_returns_to_following() -> None:
    over = window()

    over.oldest()
    over.back()

    assert over.following


def test_paging_down_reaches_the_oldest_and_says_so_the_next_time() -> None:
    over = window()
    said = [over.page(1.0) for _ in range(10)]

    assert over.selected == post(0).key
    assert said[0] is False
    assert said[-1] is True


def test_paging_up_from_the_oldest_reaches_the_newest() -> None:
    over = window()
    over.oldest()

    for _ in range(10):
        over.page(-1.0)

    assert over.selected == post(19).key


def test_no_rows_are_left_empty_above_the_newest_after_moving() -> None:
    over = window()
    over.oldest()

    for _ in range(19):
        over.up()
        assert over.slots()[0].row <= 0


def test_a_post_counts_as_seen_after_standing_whole_for_three_seconds_while_following() -> None:
    over = window(height=5)

    changed = [over.linger(second) for second in (0.0, 2.9, 3.0)]

    assert changed == [False, False, True]
    assert post(19).key not in over.timeline.unseen
    assert post(17).key in over.timeline.unseen


def test_reading_lets_only_the_selected_post_be_seen() -> None:
    over = window()
    over.down()

    over.linger(0.0)
    over.linger(10.0)

    assert over.timeline.unseen == {post(n).key for n in range(19)}


def test_a_post_taller_than_the_window_is_scrolled_before_the_next_is_selected() -> None:
    line = Timeline(lambda _, __: True, lambda _: True)
    for number in range(3):
        line.take(admitted(post(number)))
    over = Window(line, lambda entry: 12)
    over.height = 5
    over.down()

    over.down()
    inside = (over.selected, over.row)
    for _ in range(3):
        over.down()

    assert inside == (post(2).key, -4)
    assert over.selected == post(1).key


def test_a_click_selects_the_post_on_that_row_and_moves_nothing() -> None:
    over = window()
    before = standing(over)

    over.select_at(5)

    assert over.selected == post(17).key
    assert standing(over) == before


def test_an_old_post_below_the_screen_does_not_count_as_late_for_the_rows() -> None:
    over = window()
    over.down()
    before = standing(over)

    over.timeline.take(admitted(post(900, minutes=-600), heard_after=timedelta(hours=11)))
    over.catch_up()

    assert standing(over) == before


def test_a_lower_window_and_the_old_height_again_bring_the_post_back_to_its_row() -> None:
    over = window(height=20)
    for _ in range(7):
        over.down()
    before = (over.selected, over.row)

    over.resized(6)
    squeezed = over.row
    over.resized(20)

    assert squeezed < 6
    assert (over.selected, over.row) == before


def test_where_the_reader_went_in_the_lower_window_is_not_undone_by_the_higher_one() -> None:
    over = window(height=20)
    for _ in range(7):
        over.down()
    over.resized(6)
    over.up()
    went = (over.selected, over.row)

    over.resized(20)

    assert (over.selected, over.row) == went


def test_from_far_below_the_newest_is_reached_in_one_step() -> None:
    over = window()
    over.oldest()

    over.newest()

    assert (over.selected, over.row) == (post(19).key, 0)
    assert standing(over)[0] == ("19", 0)


def test_each_movement_says_whether_there_was_anywhere_to_go() -> None:
    over, nothing = window(count=3), window(count=0)

    first = (over.newest(), over.newest(), over.up())
    down = (over.down(), over.down(), over.down())
    end = (over.oldest(), over.back(), over.newest())
    clicked = over.select_at(99)

    assert (first, down, end, clicked) == ((True, False, False), (True, True, False), (False, True, True), None)
    assert (nothing.down(), nothing.up(), nothing.newest(), nothing.oldest(), nothing.page(1.0)) == (False,) * 5


def test_back_to_following_is_said_and_then_there_is_nowhere_to_go_back_to() -> None:
    over = window()
    over.oldest()

    assert [over.back(), over.following, over.back()] == [True, True, False]


def test_jumping_to_the_same_post_again_is_one_jump() -> None:
    over = window()
    over.down()

    for _ in range(3):
        over.go_to(post(3).key)

    assert [spot.key for spot in over.jumps] == [post(19).key, post(3).key]


def test_a_post_taller_than_the_window_is_scrolled_up_by_a_window_but_a_row() -> None:
    line = Timeline(lambda _, __: True, lambda _: True)
    for number in range(3):
        line.take(admitted(post(number)))
    over = Window(line, lambda entry: 12)
    over.height = 5
    places = []

    for _ in range(3):
        over.down()
    for _ in range(3):
        moved = over.up()
        places.append((over.selected, over.row, moved))

    assert places == [(post(2).key, -3, True), (post(2).key, 0, True), (post(2).key, 0, False)]


def test_the_post_under_the_reader_stays_though_it_is_changed_while_read() -> None:
    over = window()
    over.down()
    over.down()
    before = standing(over)

    over.timeline.take(admitted(post(18), Change.EDITED))
    over.catch_up()

    assert standing(over) == before


def test_while_reading_older_posts_come_in_below_the_oldest_and_newer_above_the_newest_without_moving_any() -> None:
    over = window(count=2, height=12)
    over.down()
    over.row = 4

    arrive(over, -5, 50)

    assert standing(over) == [("10000", 2), ("1", 4), ("0", 6), ("4500", 8)]


def test_who_reads_on_for_days_remembers_no_news_of_posts_that_are_no_more() -> None:
    line = Timeline(lambda _, __: True, lambda _: True, limit=100)
    line.take(admitted(post(0)))
    over = Window(line, rows)
    over.down()

    for number in range(1, 1_000):
        line.take(admitted(post(number)))
        over.catch_up()
        assert over.new <= line.stored

    assert len(over.meanwhile.keys) <= 2 * line.stored


def test_older_posts_that_were_asked_for_are_no_news_but_late_ones_are() -> None:
    over = window(count=2, height=12)
    over.down()

    for minutes, held in ((-5, False), (-6, True), (50, True)):
        over.timeline.take(admitted(post(9000 + minutes, minutes=minutes), held=held))
    over.catch_up()

    assert over.meanwhile.keys == {post(8995).key, post(9050).key}


def test_going_down_over_a_hole_leaves_its_row_between() -> None:
    over = window()
    hole = NOON + timedelta(minutes=17, seconds=30)
    over.timeline.admit_gap(Gap(SOURCE, hole, hole, clean_line("")))
    over.catch_up()
    over.down()

    over.down()
    over.down()

    assert standing(over)[:4] == [("19", 0), ("18", 2), ("17", 5), ("16", 7)]
    assert over.row == 5


def test_there_is_no_jump_to_a_post_that_is_not_shown() -> None:
    over = window()

    assert not over.go_to(post(99).key)
    assert (over.selected, over.jumps) == (None, [])
