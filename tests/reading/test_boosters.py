"""Who passed which post on."""

from hashtui.reading.boosters import Boosters
from tests.reading.people import boost, people

ANA, BEN, CID = people("ana", "ben", "cid")


def test_each_person_counts_once_for_a_post_in_order_of_hearing() -> None:
    boosters = Boosters()

    for one in (BEN, ANA, BEN):
        boosters.pass_on(boost(one, "p"))
    boosters.pass_on(boost(BEN, "q"))

    assert [one.by for one in boosters.of("p")] == [BEN, ANA]
    assert [one.by for one in boosters.of("q")] == [BEN]
    assert boosters.of("r") == ()
    assert len(boosters) == 3


def test_the_posts_passed_on_longest_ago_are_forgotten_first() -> None:
    boosters = Boosters(most_kept=3)

    for key, by in (("p", ANA), ("q", ANA), ("p", BEN), ("r", ANA)):
        boosters.pass_on(boost(by, key))

    assert (boosters.of("q"), len(boosters)) == ((), 3)
    assert [one.by for one in boosters.of("p")] == [ANA, BEN]
