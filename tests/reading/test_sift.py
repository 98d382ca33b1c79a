"""The live filter of a timeline: what it shows, bit by bit, and what comes meanwhile."""

from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.order import BOTTOM, CHUNK, TOP, Place, Sieve, nearest
from hashtui.reading.timeline import Timeline
from hashtui.reading.view import FIRST_LOOKS
from tests.posts import NOON, admitted, post, rewritten

FIRST = CHUNK * FIRST_LOOKS
MANY = 3 * FIRST


def even(entry: Entry, _: Moment) -> bool:
    return int(entry.key.rpartition("/")[2]) % 2 == 0


def finds(entry: Entry, _: Moment) -> bool:
    return "find" in entry.post.body.text


def timeline(count: int = 10) -> Timeline:
    line = Timeline(lambda _, __: True, lambda _: True)
    for number in range(count):
        line.take(admitted(post(number)))
    return line


def keys(line: Timeline) -> list[str]:
    return [line.at(position).key for position in range(len(line))]


def test_a_filter_leaves_what_passes_in_its_order_and_says_how_many_of_how_many() -> None:
    line = timeline(5)

    line.sift(even, NOON)

    assert keys(line) == [post(4).key, post(2).key, post(0).key]
    assert (line.sifted, line.is_sifting) == ((3, 5), False)
    assert line.position(post(3).key) is None


def test_without_the_filter_everything_stands_where_it_stood() -> None:
    line = timeline(5)
    before = keys(line)

    line.sift(even, NOON)
    line.sift(None, NOON)

    assert (keys(line), line.sifted) == (before, None)


def test_a_filter_looks_at_the_newest_posts_first_and_says_how_far_it_is() -> None:
    line = timeline(MANY)

    line.sift(even, NOON)

    assert line.is_sifting
    assert line.sifted == (FIRST // 2, FIRST)
    assert line.at(0).key == post(MANY - 2).key


def test_a_filter_looks_first_where_one_reads() -> None:
    line = timeline(MANY)

    line.sift(even, NOON, around=post(100).key)

    assert {post(100).key, post(98).key, post(102).key} <= set(keys(line))
    assert post(MANY - 2).key not in keys(line)


def test_a_filter_goes_on_until_it_has_looked_at_everything() -> None:
    line = timeline(MANY)
    line.sift(even, NOON, around=post(FIRST).key)

    left = line.sift_on(lambda: True)

    assert (left, line.is_sifting, line.sifted) == (False, False, (MANY // 2, MANY))
    assert keys(line) == [post(number).key for number in reversed(range(0, MANY, 2))]


def test_a_filter_that_may_not_go_on_has_looked_at_nothing_more() -> None:
    line = timeline(MANY)
    line.sift(even, NOON)
    before = line.sifted

    left = line.sift_on(lambda: False)

    assert (left, line.sifted) == (True, before)


def test_what_arrives_meanwhile_is_filtered_and_all_of_it_counts_as_unseen() -> None:
    line = timeline(4)
    line.see_all()
    line.sift(even, NOON)

    for number in (4, 5):
        line.take(admitted(post(number)))

    assert keys(line)[0] == post(4).key
    assert line.sifted == (3, 6)
    assert line.unseen == {post(4).key, post(5).key}


def test_a_post_that_passes_after_an_edit_comes_in_as_one_that_arrived() -> None:
    line = timeline(4)
    line.sift(finds, NOON)
    came = len(line.arrivals)

    line.take(admitted(rewritten(post(2), "find me"), Change.EDITED))

    assert (keys(line), line.arrivals[came:]) == ([post(2).key], [post(2).key])


def test_marking_all_as_seen_under_a_filter_leaves_the_others_unseen() -> None:
    line = timeline(4)
    line.sift(even, NOON)

    seen = line.see_all()

    assert seen == {post(0).key, post(2).key}
    assert line.unseen == {post(1).key, post(3).key}


def test_of_many_keys_as_of_few_those_are_told_that_pass() -> None:
    line = timeline(MANY)
    line.sift(even, NOON)
    line.sift_on(lambda: True)

    few = line.shown({post(2).key, post(3).key})
    many = line.shown({post(number).key for number in range(MANY)})

    assert (few, len(many)) == ({post(2).key}, MANY // 2)


def test_the_next_unseen_post_is_one_that_passes() -> None:
    line = timeline(6)
    line.sift(even, NOON)

    assert line.next_unseen(post(1).key) == post(2).key


def test_hidden_posts_are_filtered_too_while_they_are_shown() -> None:
    line = Timeline(lambda entry, _: "unwanted" not in entry.post.body.text, lambda _: True)
    for number, text in ((0, ""), (1, ""), (2, "unwanted"), (3, "unwanted")):
        line.take(admitted(post(number, text)))
    line.sift(even, NOON)

    line.show_hidden(True)

    assert keys(line) == [post(2).key, post(0).key]
    assert line.sifted == (2, 4)


PLACES = st.lists(st.integers(0, 60), unique=True).map(lambda minutes: [_place(minute) for minute in sorted(minutes)])


def _place(minute: int) -> Place:
    one = post(minute)
    return one.created_at, one.key


def _is_even(key: str) -> bool:
    return int(key.rpartition("/")[2]) % 2 == 0


@given(PLACES, st.none() | st.integers(0, 60), st.lists(st.integers(0, 60)))
def test_a_sieve_lets_through_just_what_passes_wherever_it_began(
    places: list[Place], around: int | None, late: list[int]
) -> None:
    sieve, base = Sieve(_is_even, None if around is None else _place(around)), list(places)

    for minute in late:
        if _place(minute) not in base:
            base = sorted([*base, _place(minute)])
            sieve.admit(_place(minute))
    sieve.look_on(base, lambda: True)

    assert sieve.is_done
    assert sieve.order == [place for place in base if _is_even(place[1])]
    assert sieve.judged(base) == len(base)


@given(PLACES, PLACES, st.integers(0, 60))
def test_the_nearest_place_has_the_fewest_others_between(order: list[Place], others: list[Place], minute: int) -> None:
    everything, place = sorted({*order, *others, _place(minute)}), _place(minute)

    found = nearest(order, place, everything)

    distances = {one: abs(everything.index(one) - everything.index(place)) for one in order}
    assert (found is None) == (not order)
    assert found is None or distances[found] == min(distances.values())


def test_bottom_and_top_are_beyond_every_post() -> None:
    assert BOTTOM < _place(0) < TOP


def test_a_filter_judges_as_of_when_it_was_put_on_however_long_it_looks_and_whatever_comes_meanwhile() -> None:
    line = timeline(MANY)
    asked_at = NOON + timedelta(minutes=MANY)
    judged: dict[str, datetime] = {}

    def notes(entry: Entry, moment: Moment) -> bool:
        judged[entry.key] = moment.now
        return True

    line.sift(notes, asked_at)
    for number in range(3):
        line.take(admitted(post(MANY + 60 + number)))
        line.sift_on(partial(next, iter([True]), False))
    looked_on = {judged.get(post(number).key, asked_at) for number in range(MANY)}
    judged.clear()
    line.show_hidden(True)

    assert looked_on == {asked_at}
    assert set(judged.values()) == {asked_at}


def test_under_a_filter_what_is_judged_anew_goes_and_comes() -> None:
    unwanted: set[str] = set()
    line = Timeline(lambda entry, _: entry.key not in unwanted, lambda _: True)
    for number in range(6):
        line.take(admitted(post(number)))
    line.sift(even, NOON)

    unwanted.add(post(2).key)
    line.judge_anew(NOON)
    without = keys(line)
    unwanted.clear()
    line.judge_anew(NOON)

    assert without == [post(4).key, post(0).key]
    assert keys(line) == [post(4).key, post(2).key, post(0).key]


def test_every_act_upon_the_view_is_told_to_who_looks_and_to_who_counts() -> None:
    line = timeline(3)
    told = [(line.revision, line.sights)]

    for act in (
        lambda: line.sift(even, NOON),
        lambda: line.show_hidden(True),
        lambda: line.judge_anew(NOON),
        lambda: line.see([post(2).key]),
        lambda: line.unsee(frozenset({post(2).key})),
        line.see_all,
    ):
        act()
        told.append((line.revision, line.sights))

    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(told))
