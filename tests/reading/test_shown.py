"""What panes show together: each post once, in the order of time."""

from datetime import timedelta

from hashtui.post.sighting import Change
from hashtui.reading.shown import shown_by, stretch
from hashtui.reading.timeline import Timeline
from tests.posts import NOON, admitted, entry, post
from tests.reading.test_hidden import keys, timeline


def holding(*numbers: int) -> Timeline:
    """A timeline with these posts; the ninth is one that is not wanted."""
    line = timeline()
    for number in numbers:
        line.take(admitted(post(number, "unwanted" if number == 9 else "")))
    return line


def test_what_several_show_is_there_once_and_in_the_order_of_time() -> None:
    shown = shown_by([holding(4, 2), holding(3, 2, 1)])

    assert list(shown) == [post(number).key for number in (1, 2, 3, 4)]


def test_what_is_hidden_and_shown_all_the_same_is_not_among_it_nor_what_was_deleted() -> None:
    line = holding(1, 9, 2)
    line.show_hidden(True)
    line.take(admitted(post(2), Change.DELETED))

    shown = shown_by([line])

    assert post(9).key in keys(line)
    assert list(shown) == [post(1).key]


def test_the_stretch_ends_just_after_the_last_post_or_after_now() -> None:
    first, last = entry(post(1)), entry(post(5))
    tick = timedelta(microseconds=1)

    assert stretch([last, first], NOON) == (first.stands_at, last.stands_at + tick)
    assert stretch([first], NOON + timedelta(hours=1)) == (first.stands_at, NOON + timedelta(hours=1) + tick)
    assert stretch([], NOON) == (NOON, NOON + tick)
