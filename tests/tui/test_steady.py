"""The reading place under switches and whatever arrives meanwhile: nothing moves but by the reader."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.timeline import Timeline
from hashtui.tui.window import Window
from tests.posts import NOON, admitted, post, rewritten
from tests.tui.test_mark_line import gap

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


@dataclass(frozen=True)
class Step:
    """Something that happens to a window."""

    does: str
    number: int
    text: str


HAPPENS = ("arrive", "arrive", "edit", "again", "gap", "go on", "catch up")
READER = ("sift", "show", "rules", "no rules")
MOVES = ("down", "up", "page", "follow", "hold", "unseen", "back")
STEPS = st.builds(
    Step,
    st.sampled_from((*HAPPENS, *READER, *MOVES)),
    st.integers(0, 40),
    st.sampled_from(("", "robot", "find", "unwanted", "unwanted find")),
)


class Played:
    """A window and what was switched on it."""

    def __init__(self) -> None:
        self.over = window({number: "find" if number % 3 else "unwanted" for number in range(20)}, height=12)
        self.sifts = False

    def play(self, step: Step) -> None:
        over, line = self.over, self.over.timeline
        moves = {"down": over.down, "up": over.up, "follow": over.follow, "hold": over.hold}
        match step.does:
            case "arrive" | "edit" | "again":
                changes = {"edit": Change.EDITED, "again": Change.AGAIN}
                one = post(step.number, step.text or "-", minutes=step.number % 25 + step.number / 100)
                line.take(admitted(one, changes.get(step.does, Change.POST)))
                over.catch_up()
            case "gap":
                line.admit_gap(gap(step.number % 20 + 0.3, step.number % 20 + 0.7))
                over.catch_up()
            case "sift":
                self.sifts = not self.sifts
                over.sift(finds if self.sifts else None, NOON)
            case "go on":
                chances = iter(range(1))
                line.sift_on(lambda: next(chances, None) is not None)
                over.sift_on(0.0)
            case "show":
                over.show_hidden(not line.shows_hidden)
            case "rules" | "no rules":
                over.judge_anew(NOON, ROBOTS if step.does == "rules" else NO_RULING)
            case "page":
                over.page(1.0 if step.number % 2 else -1.0)
            case "unseen":
                over.next_unseen()
            case "back":
                over.back()
            case "catch up":
                over.catch_up()
            case move:
                moves[move]()


@contextmanager
def slow_to_look(chunk: int) -> Iterator[None]:
    """A filter looks at few posts at a time."""
    with ExitStack() as stack:
        stack.enter_context(patch("hashtui.reading.order.CHUNK", chunk))
        stack.enter_context(patch("hashtui.reading.view.FIRST_LOOKS", 1))
        stack.enter_context(patch("hashtui.tui.steady.FIRST_SIFT", -1.0))
        yield


def is_shown(over: Window, key: str | None) -> bool:
    return key is not None and over.timeline.position(key) is not None


@given(st.lists(STEPS, max_size=40), st.sampled_from((1, 128)))
def test_nothing_on_the_screen_moves_but_by_the_reader(steps: list[Step], chunk: int) -> None:
    played = Played()
    over = played.over

    with slow_to_look(chunk):
        for step in steps:
            spot, before = (over.selected, over.row), standing(over)
            played.play(step)
            if step.does in HAPPENS and before and not over.following:
                assert before <= standing(over)
                assert (over.selected, over.row) == spot


@given(st.lists(STEPS, max_size=40), st.sampled_from((1, 128)))
def test_a_switch_leaves_the_selected_post_on_its_row_or_another_until_it_comes_back(
    steps: list[Step], chunk: int
) -> None:
    played = Played()
    over, home = played.over, None

    with slow_to_look(chunk):
        for step in steps:
            selected, row, was_shown = over.selected, over.row, is_shown(over, over.selected)
            played.play(step)
            if step.does in READER:
                home = home or selected
                wanted = home if is_shown(over, home) else selected if is_shown(over, selected) else over.selected
                assert (over.selected, over.row) == (wanted, row)
                home = None if home == over.selected else home
            elif step.does in MOVES and was_shown:
                home = None
            assert over.selected is None or is_shown(over, over.selected) or not len(over.timeline)
            slots = [slot for slot in over.slots() if slot.entry.key == over.selected]
            assert [slot.row for slot in slots] == ([over.row] if is_shown(over, over.selected) else [])
