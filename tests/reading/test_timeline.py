"""The timeline of a pane: order, arrivals, edits, deletions, seen and hidden."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Change
from hashtui.post.tag import Tag
from hashtui.reading.timeline import Timeline
from tests.posts import admitted, author, post, rewritten


def timeline(*, limit: int = 1000) -> Timeline:
    wanted, unwanted = Tag.of("capcomnet"), Tag.of("spam")
    return Timeline(
        lambda entry, _: wanted in entry.tags and unwanted not in entry.tags,
        lambda entry: wanted in entry.tags,
        limit=limit,
    )


def keys(line: Timeline) -> list[str]:
    return [line.at(position).key for position in range(len(line))]


def test_the_newest_post_is_at_position_nought() -> None:
    line = timeline()
    for number in (2, 1, 3):
        line.take(admitted(post(number)))

    assert [line.at(position).key for position in range(3)] == [post(3).key, post(2).key, post(1).key]
    assert line.position(post(1).key) == 2


@given(st.permutations(range(12)))
def test_posts_in_any_order_of_arrival_stand_in_the_same_order(order: list[int]) -> None:
    line = timeline()

    for number in order:
        line.take(admitted(post(number)))

    assert keys(line) == [post(number).key for number in reversed(range(12))]


def test_an_edit_changes_the_words_and_not_the_place() -> None:
    line = timeline()
    for number in range(3):
        line.take(admitted(post(number)))
    before = keys(line)

    line.take(admitted(rewritten(post(1), "other words"), Change.EDITED))

    assert keys(line) == before
    found = line.entry(post(1).key)
    assert found is not None
    assert found.post.body.text == "other words"


def test_an_edit_heard_later_leaves_a_post_dated_in_the_future_where_it_stands() -> None:
    line = timeline()
    future = post(1, minutes=60 * 24)
    line.take(admitted(future, heard_after=timedelta(hours=-24)))
    line.take(admitted(post(10)))

    line.take(admitted(rewritten(future, "other words"), Change.EDITED, heard_after=timedelta(hours=-23)))

    assert keys(line) == [post(10).key, future.key]
    assert [line.position(key) for key in keys(line)] == [0, 1]


def test_a_deletion_keeps_the_row_and_says_when() -> None:
    line = timeline()
    line.take(admitted(post(1)))

    line.take(admitted(post(1), Change.DELETED))

    assert len(line) == 1
    assert line.at(0).deleted_at is not None


def test_a_deleted_post_that_was_never_here_is_not_taken_in() -> None:
    line = timeline()

    line.take(admitted(post(1), Change.DELETED))

    assert len(line) == 0


def test_a_deleted_post_is_not_counted_among_the_hidden() -> None:
    line = timeline()

    line.take(admitted(post(1, tags=("capcomnet", "spam")), Change.DELETED))

    assert line.hidden == 0


def test_what_the_tags_bring_and_the_filter_does_not_want_is_counted_as_hidden() -> None:
    line = timeline()

    line.take(admitted(post(1, tags=("capcomnet", "spam"))))
    line.take(admitted(post(1, tags=("capcomnet", "spam"))))
    line.take(admitted(post(2, tags=("elsewhere",))))

    assert (len(line), line.hidden) == (0, 1)


def test_a_hidden_post_that_turns_out_to_be_wanted_comes_in_and_is_hidden_no_more() -> None:
    line = timeline()
    line.take(admitted(post(1, tags=("capcomnet", "spam"))))

    line.take(admitted(post(1), Change.EDITED))

    assert (keys(line), line.hidden) == ([post(1).key], 0)


def test_a_post_dated_next_year_stands_where_it_was_heard() -> None:
    line = timeline()
    future = post(1, minutes=60 * 24 * 365)
    line.take(admitted(future, heard_after=timedelta(days=-365)))
    line.take(admitted(post(10)))

    assert keys(line) == [post(10).key, future.key]


def test_next_unseen_goes_upwards_first_and_finds_a_late_post_below_at_last() -> None:
    line = timeline()
    for number in (0, 5, 6, 7):
        line.take(admitted(post(number)))
    line.see([post(5).key])

    above = line.next_unseen(post(5).key)
    line.see([post(6).key, post(7).key])
    below = line.next_unseen(post(5).key)

    assert (above, below) == (post(6).key, post(0).key)


def test_seeing_all_can_be_taken_back() -> None:
    line = timeline()
    for number in range(3):
        line.take(admitted(post(number)))

    keys_seen = line.see_all()
    after_seeing = set(line.unseen)
    line.unsee(keys_seen)

    assert (after_seeing, len(line.unseen)) == (set(), 3)


def test_beyond_its_limit_the_oldest_posts_are_forgotten_and_counted() -> None:
    line = timeline(limit=100)

    for number in range(150):
        line.take(admitted(post(number)))

    assert len(line) <= 100
    assert line.forgotten == 150 - len(line)
    assert line.at(0).key == post(149).key


def test_news_of_a_forgotten_post_does_not_bring_it_back_but_an_older_page_comes_in() -> None:
    line = timeline(limit=100)
    for number in range(150):
        line.take(admitted(post(number)))
    came = len(line.arrivals)

    for change in (Change.AGAIN, Change.EDITED):
        line.take(admitted(post(0), change))
    unmoved = len(line.arrivals) == came
    for number in range(1, 30):
        line.take(admitted(post(1000 + number, minutes=-number)))  # older pages, until the oldest go once more
    line.take(admitted(post(1), Change.EDITED))

    assert unmoved
    assert line.arrivals[came:] == [post(1000 + number).key for number in range(1, 30)]


def test_arrivals_are_all_counted_and_the_last_of_them_known() -> None:
    line = timeline(limit=100)
    for number in range(250):
        line.take(admitted(post(number)))

    assert len(line.arrivals) == 250
    assert line.arrivals[247:] == [post(number).key for number in (247, 248, 249)]
    assert line.arrivals[250:] == []
    assert line.arrivals[0:] == [post(number).key for number in range(150, 250)]


def test_a_flood_of_hidden_posts_is_counted_without_being_kept() -> None:
    line = timeline(limit=100)
    for number in range(1_000):
        line.take(admitted(post(number, tags=("capcomnet", "spam"))))

    kept = [len(value) for value in vars(line).values() if isinstance(value, dict | set | list)]
    assert line.hidden == 1_000
    assert max(kept) <= 100


@given(st.sets(st.integers(0, 30)), st.integers(0, 30))
def test_the_next_unseen_is_the_nearest_above_else_the_nearest_below(unseen: set[int], here: int) -> None:
    line = timeline()
    for number in range(31):
        line.take(admitted(post(number)))
    line.see([post(number).key for number in range(31) if number not in unseen])

    above, below = [n for n in sorted(unseen) if n > here], [n for n in sorted(unseen) if n < here]
    wanted = above[0] if above else below[-1] if below else None
    assert line.next_unseen(post(here).key) == (None if wanted is None else post(wanted).key)


def test_the_position_of_every_post_is_where_it_is_found() -> None:
    line = timeline()
    numbers = list(range(300))
    Random(3).shuffle(numbers)

    for number in numbers:
        line.take(admitted(post(number, minutes=number // 3)))

    assert all(line.position(line.at(place).key) == place for place in range(300))


def test_what_somebody_said_leaves_without_moving_the_rest_and_is_counted_nowhere() -> None:
    line, eve = timeline(), author("eve")
    for number in range(6):
        theirs = number in (1, 4)
        line.take(admitted(replace(post(number), author=eve) if theirs else post(number)))
    line.take(admitted(replace(post(7, tags=("capcomnet", "spam")), author=eve)))
    line.take(admitted(replace(post(8), boosted_by=eve)))
    turns, per_minute = line.turns, line.rate.per_minute(post(5).created_at)

    gone = line.keep_out(KeptOut(frozenset({eve.key})))

    assert gone == {post(number).key for number in (1, 4, 7)}
    assert keys(line) == [post(number).key for number in (8, 5, 3, 2, 0)]
    assert (line.stored, line.hidden, len(line.unseen)) == (5, 0, 5)
    assert line.rate.per_minute(post(5).created_at) < per_minute
    assert line.turns > turns
    boosted = line.entry(post(8).key)
    assert boosted is not None
    assert boosted.post.boosted_by is None


def test_under_a_filter_too_nothing_of_them_is_left() -> None:
    line, eve = timeline(), author("eve")
    for number in range(6):
        line.take(admitted(replace(post(number), author=eve) if number % 2 else post(number)))
    line.sift(lambda entry, _: entry.key != post(0).key, post(5).created_at)
    line.sift_on(lambda: True)

    line.keep_out(KeptOut(frozenset({eve.key})))

    assert keys(line) == [post(4).key, post(2).key]
    assert line.sifted == (2, 3)


def read_back(line: Timeline, *numbers: int) -> None:
    for number in numbers:
        line.take(admitted(post(number), held=True))


def test_what_is_read_back_stays_while_somebody_reads_and_goes_when_they_follow() -> None:
    line = timeline(limit=20)
    read_back(line, *range(100, 120))
    line.is_read = True
    read_back(line, *range(99, 81, -1))
    read = line.at(len(line) - 1).key
    full_at = len(line)
    line.is_read = False
    while line.is_over:
        line.let_go()

    assert (read, full_at) == (post(82).key, 38)
    assert len(line) == 20
    assert line.at(19).key == post(100).key


def test_beyond_twice_the_limit_the_oldest_go_though_somebody_reads() -> None:
    line = timeline(limit=20)
    line.is_read = True
    read_back(line, *range(39, 9, -1))
    full = line.is_full
    read_back(line, *range(9, -1, -1))
    line.take(admitted(post(100)))

    assert full
    assert line.stored == 40
    assert line.position(post(0).key) is None


def test_where_it_was_read_down_to_moves_up_with_what_is_let_go() -> None:
    line = timeline(limit=20)
    read_back(line, *range(1, 21))
    line.reached = post(1).created_at, post(1).key
    line.take(admitted(post(30)))

    assert line.stored == 20
    assert line.reached == (post(2).created_at, post(2).key)
