"""The reading place under switches and whatever arrives meanwhile: nothing moves but by the reader."""

from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.timeline import Timeline
from hashtui.tui.window import Window
from tests.posts import NOON, admitted, post, rewritten

ROBOTS = Ruling(hidden_by=lambda entry, _: "robots" if "robot" in entry.post.body.text else "")


def finds(entry: Entry, _: Moment) -> bool:
    return "find" in entry.post.body.text


def saying(word: str) -> Judge:
    return lambda entry, _: word in entry.post.body.text


def nothing(_: Entry, __: Moment) -> bool:
    return False


def window(texts: dict[int, str] | None = None, *, count: int = 20, height: int = 10) -> Window:
    """A window over posts of two rows each, number n written n minutes after noon."""
    line = Timeline(lambda entry, _: "unwanted" not in entry.post.body.text, lambda _: True)
    for number in range(count):
        line.take(admitted(post(number, (texts or {}).get(number, ""))))
    over = Window(line, lambda _: 2)
    over.height = height
    over.catch_up()
    over.slots()
    return over


def standing(over: Window) -> set[tuple[str, int]]:
    return {(slot.entry.key.rpartition("/")[2], slot.row) for slot in over.slots()}


def read(over: Window, number: int) -> None:
    """Go to that post, so that it stands in the middle."""
    over.go_to(post(number).key)


def test_a_filter_that_lets_the_selected_post_through_leaves_it_on_its_row() -> None:
    over = window(dict.fromkeys((3, 9, 15), "find"))
    read(over, 9)
    row = over.row

    over.sift(finds, NOON)

    assert standing(over) == {("15", row - 2), ("9", row), ("3", row + 2)}
    assert (over.selected, over.row) == (post(9).key, row)


def test_the_nearest_post_takes_the_row_of_one_that_leaves_and_gives_it_back() -> None:
    over = window({4: "find", 12: "find"})
    read(over, 9)
    row = over.row

    over.sift(finds, NOON)
    stands_in = (over.selected, over.row)
    over.sift(None, NOON)

    assert stands_in == (post(12).key, row)
    assert (over.selected, over.row) == (post(9).key, row)


def test_typing_a_filter_letter_by_letter_ends_where_it_began() -> None:
    over = window({4: "find", 12: "find it"})
    read(over, 9)
    row = over.row

    selected = []
    for word in ("f", "fi", "find it", "find itt", "find it", ""):
        over.sift(saying(word) if word else None, NOON)
        selected.append((over.selected or "").rpartition("/")[2])

    assert selected == ["12", "12", "12", "12", "12", "9"]
    assert over.row == row


def test_a_post_that_only_stands_in_counts_as_seen_when_the_reader_goes_on_from_it() -> None:
    over = window({4: "find", 12: "find"})
    read(over, 9)

    over.sift(finds, NOON)
    before = post(12).key in over.timeline.unseen
    over.down()

    assert (before, post(12).key in over.timeline.unseen) == (True, False)
    assert over.selected == post(4).key


def test_after_the_reader_has_moved_the_old_place_does_not_come_back() -> None:
    over = window({4: "find", 12: "find"})
    read(over, 9)
    over.sift(finds, NOON)

    over.down()
    over.sift(None, NOON)

    assert over.selected == post(4).key


def test_a_filter_that_nothing_passes_shows_nothing_and_the_place_is_kept() -> None:
    over = window()
    read(over, 9)
    before = standing(over)

    over.sift(nothing, NOON)
    empty = standing(over)
    over.sift(None, NOON)

    assert empty == set()
    assert standing(over) == before
    assert over.selected == post(9).key


def test_the_first_post_that_passes_at_last_takes_the_row() -> None:
    over = window()
    read(over, 9)
    row = over.row
    over.sift(finds, NOON)

    over.timeline.take(admitted(rewritten(post(2), "find me"), Change.EDITED))
    over.catch_up()

    assert (over.selected, over.row) == (post(2).key, row)


def test_movements_under_a_filter_that_nothing_passes_do_nothing() -> None:
    over = window()
    read(over, 9)
    over.sift(nothing, NOON)

    moved = [over.down(), over.up(), over.newest(), over.oldest(), over.page(1.0), over.page(-1.0), over.next_unseen()]
    over.scroll(3)
    over.resized(5)
    over.sift(None, NOON)

    assert moved == [False] * 7
    assert over.selected == post(9).key


def test_hidden_posts_come_in_around_the_selected_one() -> None:
    over = window({8: "unwanted", 10: "unwanted"})
    read(over, 9)
    row = over.row

    over.show_hidden(True)
    shown = standing(over)
    over.show_hidden(False)

    assert {("10", row - 2), ("9", row), ("8", row + 2)} <= shown
    assert {("11", row - 2), ("9", row), ("7", row + 2)} <= standing(over)


def test_hiding_the_hidden_again_under_the_reader_leaves_the_nearest_on_the_row() -> None:
    over = window({9: "unwanted"})
    over.show_hidden(True)
    read(over, 9)
    row = over.row

    over.show_hidden(False)

    assert (over.selected, over.row) == (post(8).key, row)


def test_a_rule_that_hides_the_selected_post_and_its_undoing_return_to_it() -> None:
    over = window({9: "robot"})
    read(over, 9)
    before = standing(over)

    over.judge_anew(NOON, ROBOTS)
    hidden = over.selected
    over.judge_anew(NOON, NO_RULING)

    assert hidden == post(8).key
    assert (over.selected, standing(over)) == (post(9).key, before)


def test_while_following_a_filter_puts_the_newest_that_passes_on_top() -> None:
    over = window({4: "find", 12: "find"})

    over.sift(finds, NOON)

    assert over.following
    assert standing(over) == {("12", 0), ("4", 2)}


def test_a_post_that_comes_to_be_wanted_between_those_on_the_screen_waits_and_is_new() -> None:
    over = window({9: "unwanted"})
    read(over, 10)
    over.timeline.see_all()
    before = standing(over)

    over.timeline.take(admitted(rewritten(post(9), "wanted"), Change.EDITED))
    over.catch_up()
    waiting, new = standing(over), over.new
    over.down()

    assert (waiting, new) == (before, 1)
    assert over.selected == post(9).key
    assert over.new == 0


def test_a_post_that_comes_to_pass_the_filter_between_those_on_the_screen_waits() -> None:
    over = window(dict.fromkeys((3, 9, 15), "find"))
    read(over, 9)
    over.sift(finds, NOON)
    before = standing(over)

    over.timeline.take(admitted(rewritten(post(5), "find me too"), Change.EDITED))
    over.catch_up()

    assert standing(over) == before


def test_a_hidden_post_on_the_screen_that_comes_to_be_wanted_stays_where_it_stands() -> None:
    over = window({9: "unwanted"})
    over.show_hidden(True)
    read(over, 10)
    before = standing(over)

    over.timeline.take(admitted(rewritten(post(9), "wanted"), Change.EDITED))
    over.catch_up()

    assert standing(over) == before
    assert post(9).key in over.timeline.unseen


def test_what_came_and_does_not_pass_is_counted_as_new_when_the_filter_is_gone() -> None:
    over = window(dict.fromkeys(range(20), "find"))
    read(over, 9)
    over.sift(finds, NOON)

    for number, text in ((30, "find"), (31, "other")):
        over.timeline.take(admitted(post(number, text)))
    over.catch_up()
    under = over.new
    over.sift(None, NOON)

    assert (under, over.new) == (1, 2)


def test_what_is_new_and_matters_is_counted() -> None:
    over = window()
    over.judge_anew(NOON, Ruling(matters=finds))
    over.down()

    for number, text in ((30, "find"), (31, "")):
        over.timeline.take(admitted(post(number, text)))
    over.catch_up()
    came = (over.new, over.new_matter)
    over.timeline.take(admitted(rewritten(post(31), "find"), Change.EDITED))
    edited = (over.new, over.new_matter)
    over.timeline.see([post(30).key])

    assert (came, edited, (over.new, over.new_matter)) == ((2, 1), (2, 2), (1, 1))


def test_when_the_post_that_is_read_is_forgotten_the_nearest_takes_its_row() -> None:
    over = Window(Timeline(lambda _, __: True, lambda _: True, limit=20), lambda _: 2)
    over.height = 10
    for number in range(20):
        over.timeline.take(admitted(post(number)))
    over.catch_up()
    over.go_to(post(2).key)
    row = over.row

    for number in range(20, 25):
        over.timeline.take(admitted(post(number)))
    over.catch_up()

    oldest = over.timeline.at(len(over.timeline) - 1).key
    assert oldest != post(2).key
    assert (over.selected, over.row) == (oldest, row)


def test_a_post_taller_than_the_window_that_leaves_gives_way_to_one_that_is_seen() -> None:
    over = Window(window().timeline, lambda entry: 30 if entry.key == post(19).key else 2)
    over.height = 10
    for _ in range(3):
        over.down()
    scrolled = (over.selected, over.row)

    over.judge_anew(NOON, Ruling(hidden_by=lambda entry, _: "tall" if entry.key == post(19).key else ""))

    assert scrolled[0] == post(19).key
    assert scrolled[1] < -2
    assert (over.selected, over.row) == (post(18).key, 0)


def test_a_place_from_an_earlier_session_is_taken_when_its_post_comes() -> None:
    over = window(count=0)
    over.stand_at(post(5).key, 4)

    for number in range(12):
        over.timeline.take(admitted(post(number), held=True))
    over.catch_up()

    assert {("7", 0), ("6", 2), ("5", 4), ("4", 6)} <= standing(over)
    assert over.selected == post(5).key
    assert post(5).key in over.timeline.unseen


def test_a_reader_who_has_moved_is_not_called_back_to_the_place_of_an_earlier_session() -> None:
    over = window(count=3)
    over.stand_at(post(5).key, 4)
    over.down()

    for number in range(3, 8):
        over.timeline.take(admitted(post(number)))
    over.catch_up()

    assert over.selected == post(2).key
