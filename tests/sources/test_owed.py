"""What is owed to those who listen."""

from dataclasses import replace

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap
from hashtui.sources.owed import Owed
from tests.watch.posts import at, gone, heard, post, tags

GAP = Gap(clean_line("one"), at(0), at(9), clean_line("cut off"), tags=tags("a"))


def test_what_was_taken_is_owed_no_more() -> None:
    owed, one, two = Owed(), heard(post("p1")), heard(post("p2"))
    for sighting in (one, two):
        assert owed.owe(sighting) is sighting

    owed.settle(one)

    assert owed.left() == [two]


def test_posts_come_first_the_oldest_first() -> None:
    owed = Owed()
    late, early, end = heard(post("late", written=5)), heard(post("early", written=1)), gone("p9")

    for one in (end, late, GAP, early):
        owed.owe(one)

    assert owed.left() == [early, late, end, GAP]


def test_the_newest_state_of_a_post_is_owed_and_taking_an_older_one_does_not_settle_it() -> None:
    owed, first, edited = Owed(), heard(post("p1", "one")), heard(post("p1", "two", edited=3))
    owed.owe(first)
    owed.owe(edited)

    owed.settle(first)

    assert owed.left() == [edited]


def test_a_post_and_its_end_and_a_gap_and_its_filling_are_owed_both() -> None:
    owed = Owed()

    for one in (heard(post("p1")), gone("p1"), GAP, replace(GAP, filled_at=at(20))):
        owed.owe(one)

    assert len(owed) == 4
