"""Many posts made a chronicle: in the order of time, a slice at a time; and which tags they are about."""

from itertools import count

import pytest

from hashtui.post.tag import Tag
from hashtui.reading.summary.gathering import SLICE, Gathering, gathered, main_tags
from tests.reading.summary.talk import chatter, passed_on, says


def posts(counted: dict[tuple[str, ...], int]) -> tuple[Tag, ...]:
    numbers = count()
    return main_tags([says("a", "wagon", next(numbers), tags=tags) for tags, n in counted.items() for _ in range(n)])


@pytest.mark.parametrize(
    ("counted", "chosen"),
    [
        ({}, ()),
        ({("a",): 10}, ("a",)),
        ({("a",): 60, ("b",): 40}, ("a", "b")),
        ({("b",): 50, ("a",): 50}, ("a", "b")),
        ({("a",): 95, (): 5}, ("a",)),
        ({("a",): 94, (): 6}, ()),
        ({("a",): 90, ("b",): 10}, ("a", "b")),
        ({("a",): 91, ("b",): 9}, ()),
        ({("a", "b"): 45, ("b",): 5, ("a",): 50}, ("a",)),
        ({("a", "b"): 44, ("b",): 6, ("a",): 50}, ("a", "b")),
        ({(name,): 14 for name in "abcdefg"}, ()),
        ({(name,): 16 for name in "abcdef"}, tuple("abcdef")),
    ],
)
def test_the_tags_that_posts_are_about(counted: dict[tuple[str, ...], int], chosen: tuple[str, ...]) -> None:
    assert tuple(tag.name for tag in posts(counted)) == chosen


def test_posts_are_taken_in_a_slice_at_a_time() -> None:
    gathering = Gathering(chatter(25))
    allowed = iter([True, False, True, True, True])

    assert gathering.go_on(lambda: next(allowed))
    assert (gathering.taken, gathering.of) == (SLICE, 50)
    assert not gathering.go_on(lambda: next(allowed))
    assert gathering.taken == 50


def test_a_boost_from_before_its_post_is_heard_at_it_and_one_of_an_unknown_post_nowhere() -> None:
    one, unknown = says("anna", "Le wagon rouge arrive", 10), says("ben", "Rien", 1)

    chronicle = gathered([one], [passed_on(one, "cleo", 3), passed_on(unknown, "cleo", 3)])

    assert list(chronicle.posts[one.key].boosters.values()) == [0.35]
    (stream,) = chronicle.streams.values()
    assert len(stream.minutes) == 1


def test_a_chronicle_is_the_same_in_whatever_order_posts_and_boosts_come() -> None:
    entries = chatter(60)
    boosts = [passed_on(entry, f"guest{n % 7}", n / 3) for n, entry in enumerate(entries)]

    forth, back = gathered(entries, boosts), gathered(entries[::-1], boosts[::-1])

    assert list(forth.posts.values()) == list(back.posts.values())
    assert forth.peaks() == back.peaks()
