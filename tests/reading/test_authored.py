"""How much an author has written in the period before a post."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Admitted, Change
from hashtui.reading.authored import Authored
from hashtui.reading.entry import Entry
from tests.watch.posts import ALICE, heard, post

HOUR = timedelta(hours=1)


def _admitted(said: Post, at: float) -> Admitted:
    sighting = heard(said, received=at)
    return Admitted(Change.POST, sighting, frozenset(said.tags), (sighting.source,), sighting)


def written(key: str, at: float, author: str = "alice") -> Entry:
    said = replace(post(key, written=at), author=replace(ALICE, key=clean_line(author)))
    return Entry.first(_admitted(said, at))


def test_the_post_itself_is_counted_and_what_came_before_it_in_the_period() -> None:
    authored = Authored()
    entries = [written(f"p{n}", n * 1200.0) for n in range(6)]

    for one in entries:
        authored.see(one)

    assert [authored.count(one, HOUR) for one in entries] == [1, 2, 3, 3, 3, 3]


def test_posts_of_others_do_not_count() -> None:
    authored = Authored()
    mine, other = written("p1", 0), written("p2", 1, "bob")

    authored.see(mine)
    authored.see(other)

    assert authored.count(other, HOUR) == 1


def test_a_post_seen_again_counts_once_and_one_never_seen_counts_itself() -> None:
    authored = Authored()
    first, second = written("p1", 0), written("p2", 1)

    for _ in range(3):
        authored.see(first)

    assert (authored.count(first, HOUR), authored.count(second, HOUR), len(authored)) == (1, 2, 1)
    assert Authored().count(first, HOUR) == 1


@given(st.lists(st.integers(0, 40), max_size=25), st.randoms(), st.integers(1, 20))
def test_in_whatever_order_posts_come_the_counts_are_the_same(times: list[int], random: Random, minutes: int) -> None:
    period = timedelta(minutes=minutes)
    entries = [written(f"p{n}", at * 60.0) for n, at in enumerate(times)]
    shuffled = list(entries)
    random.shuffle(shuffled)
    authored = Authored()

    for one in shuffled:
        authored.see(one)

    places = sorted((one.stands_at, one.key) for one in entries)
    for one in entries:
        before = [at for at, key in places if (at, key) <= (one.stands_at, one.key) and at > one.stands_at - period]
        assert authored.count(one, period) == len(before)


def test_memory_is_bounded_and_keeps_who_was_heard_last() -> None:
    authored = Authored(most_posts=10, most_of_one=4)
    entries = [written(f"{author}{n}", n, author) for author in "abcd" for n in range(6)]

    for one in entries:
        authored.see(one)

    assert len(authored) <= 10
    assert authored.count(entries[-1], HOUR) == 4
    assert authored.count(entries[5], HOUR) == 1


def test_who_is_heard_again_is_not_the_one_who_is_forgotten() -> None:
    authored = Authored(most_posts=3)
    first, other, again, last = (written(f"p{n}", n, author) for n, author in enumerate("abac"))

    for one in (first, other, again):
        authored.see(one)
    kept = len(authored)
    authored.see(last)

    assert kept == 3
    assert (authored.count(again, HOUR), len(authored)) == (2, 3)


def test_a_post_of_the_year_one_is_counted_too() -> None:
    oldest = replace(written("p1", 0), placed_at=datetime.min.replace(tzinfo=UTC))
    authored = Authored()

    authored.see(oldest)

    assert authored.count(oldest, timedelta(days=900)) == 1


def test_what_somebody_wrote_is_listed_oldest_first() -> None:
    authored = Authored()
    for one in (written("p2", 20.0), written("p1", 10.0), written("p2", 20.0), written("p3", 5.0, "bob")):
        authored.see(one)

    assert authored.posts_of(written("p1", 10.0).post.author.key) == ["p1", "p2"]
    assert authored.posts_of("nobody") == []
