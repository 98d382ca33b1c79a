"""The holes in what was heard, each once."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap
from hashtui.post.tag import Tag
from hashtui.reading.gaps import Gaps
from tests.posts import NOON

ANY: frozenset[Tag] = frozenset()


def gap(
    since: float, until: float, *, found: int | None = None, source: str = "one", tags: frozenset[Tag] = ANY
) -> Gap:
    """A hole between two seconds after noon; filled when it is said what was found."""
    start, end = (NOON + timedelta(seconds=second) for second in (since, until))
    filled_at = None if found is None else NOON + timedelta(hours=1)
    return Gap(clean_line(source), start, end, clean_line("cut off"), filled_at, found, end, tags)


def told(*gaps: Gap, most: int = 200) -> list[tuple[int, int, int | None]]:
    """What is kept of these: from when to when, and what was found where it is filled."""
    kept = Gaps(most)
    for one in gaps:
        kept.hear(one)
    return [(_second(one.since), _second(one.until), one.found) for one in kept]


def _second(moment: datetime) -> int:
    return int((moment - NOON).total_seconds())


def test_gaps_are_kept_the_latest_end_first() -> None:
    assert told(gap(0, 5), gap(20, 30), gap(7, 9)) == [(20, 30, None), (7, 9, None), (0, 5, None)]


def test_the_same_gap_told_again_is_the_same() -> None:
    assert told(gap(0, 9), gap(0, 9), gap(0, 9, found=3), gap(0, 9, found=3)) == [(0, 9, 3)]


def test_what_tells_nothing_new_leaves_the_tuple_as_it_is() -> None:
    gaps = Gaps()

    assert gaps.hear(gap(0, 9))
    before = gaps.all
    assert not gaps.hear(gap(0, 9))
    assert gaps.all is before


def test_a_gap_that_turns_out_smaller_or_opens_again_is_the_same() -> None:
    assert told(gap(0, 9), gap(0, 4)) == [(0, 4, None)]
    assert told(gap(0, 9, found=2), gap(0, 9)) == [(0, 9, None)]


def test_open_gaps_that_overlap_become_one() -> None:
    assert told(gap(0, 9), gap(5, 20), gap(30, 40)) == [(30, 40, None), (0, 20, None)]
    assert told(gap(0, 5), gap(8, 12), gap(4, 9)) == [(0, 12, None)]


def test_gaps_of_other_sources_and_tags_are_others() -> None:
    about = frozenset((Tag.of("a"),))

    kept = told(gap(0, 9), gap(5, 20, source="two"), gap(1, 8, tags=about))

    assert sorted(kept) == [(0, 9, None), (1, 8, None), (5, 20, None)]


def test_filling_a_part_leaves_the_rest_open() -> None:
    assert told(gap(0, 20), gap(5, 9, found=4)) == [(9, 20, None), (5, 9, 4), (0, 5, None)]
    assert told(gap(0, 9), gap(5, 20), gap(5, 20, found=1)) == [(5, 20, 1), (0, 5, None)]


def test_filling_the_first_of_two_gaps_that_became_one_leaves_the_other_open() -> None:
    assert told(gap(0, 9), gap(5, 20), gap(0, 9, found=1)) == [(9, 20, None), (0, 9, 1)]


def test_a_gap_that_ends_before_it_begins_is_where_it_begins() -> None:
    assert told(gap(9, 3)) == [(9, 9, None)]


def test_beyond_the_room_filled_gaps_are_forgotten_first_and_open_ones_told_as_one() -> None:
    assert told(gap(0, 1), gap(2, 3, found=1), gap(4, 5), gap(6, 7), most=3) == [
        (6, 7, None),
        (4, 5, None),
        (0, 1, None),
    ]
    assert told(gap(0, 1), gap(2, 3), gap(4, 5), most=2) == [(4, 5, None), (0, 3, None)]
    assert told(gap(0, 1), gap(2, 3, source="two"), most=1) == [(2, 3, None)]


SECONDS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@given(st.lists(st.tuples(SECONDS, st.none() | st.integers(0, 3)), max_size=30), st.integers(1, 6))
def test_open_gaps_never_overlap_and_what_was_told_last_stands(
    said: list[tuple[list[int], int | None]], most: int
) -> None:
    gaps, missing = Gaps(most), set[int]()

    for (since, until), found in said:
        gaps.hear(gap(since, until, found=found))
        missing = {second for one in gaps if one.filled_at is None for second in _seconds(one)}
        assert found is not None or set(range(since, until)) <= missing

    opened = [one for one in gaps if one.filled_at is None]
    assert len(gaps) <= most
    assert sum(len(_seconds(one)) for one in opened) == len(missing)


def _seconds(one: Gap) -> set[int]:
    return set(range(_second(one.since), _second(one.until)))


def test_the_order_in_which_apart_gaps_are_told_does_not_matter() -> None:
    apart = [gap(n * 10, n * 10 + 5) for n in range(20)]
    shuffled = list(apart)
    Random(3).shuffle(shuffled)

    assert told(*shuffled) == told(*apart)
