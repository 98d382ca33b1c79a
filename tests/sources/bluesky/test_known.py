"""What the source remembers of its posts: within bounds, and nothing of what is gone."""

import json
from dataclasses import replace

from hashtui.post.clean import clean_handle, clean_line, clean_name
from hashtui.post.post import Author, Counts, Post
from hashtui.sources.bluesky.decode import decode_record
from hashtui.sources.bluesky.known import MOST_DEEDS, MOST_PRINTS, Deed, Known
from hashtui.sources.shape import read_record
from tests.sources.bluesky.jetstream_on_paper import LIKE, REPOST, record, rkey, uri
from tests.sources.bluesky.network_on_paper import ANA, LEA, START


def post(number: int, did: str = ANA) -> Post:
    author = Author(clean_line(did), clean_handle("@a.example"), clean_name(""))
    return decode_record(read_record(json.dumps(record(f"number {number}"))), did, rkey(number), START, author)


def like(number: int) -> str:
    return f"at://{LEA}/{LIKE}/{rkey(10**6 + number)}"


def test_the_posts_told_longest_ago_are_forgotten_with_all_that_was_looked_for_of_them() -> None:
    known = Known(3)

    for number in range(10):
        known.tell(post(number, f"did:plc:{number}"))

    assert [uri(n, f"did:plc:{n}") in known for n in (6, 7, 8, 9)] == [False, True, True, True]
    assert (len(known), len(known.marks), len(known.dids)) == (3, 3, 3)
    assert known.of_author("did:plc:6") == []


def test_an_authors_posts_are_given_oldest_first() -> None:
    known = Known()
    for number in (5, 1, 3):
        known.tell(post(number))
    known.tell(post(2, LEA))

    assert [told.post.key for told in known.of_author(ANA)] == [uri(1), uri(3), uri(5)]


def test_deeds_and_commits_are_remembered_within_bounds() -> None:
    known = Known()
    known.tell(post(1))

    for number in range(MOST_DEEDS + 10):
        known.do(Deed.LIKE, like(number), uri(1))
    for number in range(MOST_PRINTS + 10):
        known.note((ANA, LIKE, rkey(number), "rev"))

    told = known.told(uri(1))
    assert told is not None
    assert told.counts.favourites == MOST_DEEDS + 10
    assert len(known.marks) == MOST_DEEDS + 1
    assert not known.has_seen((ANA, LIKE, rkey(0), "rev"))
    assert known.has_seen((ANA, LIKE, rkey(MOST_PRINTS), "rev"))


def test_a_commit_without_a_revision_is_never_taken_for_one_seen() -> None:
    known = Known()
    known.note((ANA, LIKE, rkey(1), ""))

    assert not known.has_seen((ANA, LIKE, rkey(1), ""))


def test_a_deed_counts_once_and_is_taken_back_once() -> None:
    known = Known()
    known.tell(post(1))

    assert known.do(Deed.LIKE, like(1), uri(1))
    assert not known.do(Deed.LIKE, like(1), uri(1))
    assert not known.do(Deed.LIKE, like(2), uri(99))
    known.undo(like(1))
    known.undo(like(1))

    assert [told.counts.favourites for told in known.stirred()] == [0]
    assert list(known.stirred()) == []
    assert len(known.marks) == 1


def test_the_larger_count_stays_when_a_post_is_told_again() -> None:
    known = Known()
    known.tell(post(1))
    for number in range(5):
        known.do(Deed.LIKE, like(number), uri(1))
    found = post(1)

    told = known.tell(found)
    assert told.counts == Counts(replies=0, boosts=0, favourites=5)


def test_what_is_gone_takes_its_author_with_it_only_when_nothing_else_of_theirs_stands() -> None:
    known = Known()
    known.tell(post(1))
    known.tell(post(2))

    known.forget(uri(1))
    assert known.dids == {ANA.encode()}
    known.forget(uri(2))
    known.forget(uri(2))
    assert (len(known), set(known.marks), set(known.dids)) == (0, set(), set())


def test_counts_that_a_server_gives_are_taken_where_they_are_larger_than_what_was_heard() -> None:
    known = Known()
    told = known.tell(post(1))
    for number in range(3):
        known.do(Deed.BOOST, f"at://{LEA}/{REPOST}/{rkey(number + 10)}", uri(1))

    known.tell(replace(post(1), counts=Counts(replies=5, boosts=1, favourites=7)))

    assert told.counts == Counts(replies=5, boosts=3, favourites=7)
