"""What is heard around posts is counted, bounded, and forgotten with those who take it back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Boost, Change, Report, State
from hashtui.reading import overheard as module
from hashtui.reading.overheard import Overheard
from tests.posts import NOON, SOURCE, admitted, author, post


def by(user: str, number: int, link: str) -> Post:
    one = post(number, "voir")
    return replace(one, author=author(user), body=Body(one.body.text, (Span(0, 4, Role.LINK, clean_line(link)),)))


def boost(number: int, user: str) -> Boost:
    return Boost(post(number).key, author(user), NOON, SOURCE, NOON + timedelta(minutes=number))


def test_a_link_is_shared_by_people_and_not_by_posts() -> None:
    one = Overheard()

    for number, user in enumerate(("ana", "ana", "bob")):
        one.take(admitted(by(user, number, "https://a.example/x")))

    assert one.sharers("https://a.example/x") == 2
    assert one.sharers("https://a.example/y") == 0


def test_a_slash_or_a_fragment_makes_no_other_link() -> None:
    one = Overheard()

    one.take(admitted(by("ana", 1, "https://a.example/x/")))
    one.take(admitted(by("bob", 2, "https://a.example/x#top")))

    assert one.sharers("https://a.example/x") == 2


def test_who_takes_the_post_back_shares_nothing_any_more() -> None:
    one = Overheard()
    one.take(admitted(by("ana", 1, "https://a.example/x")))

    one.take(admitted(by("ana", 1, "https://a.example/x"), Change.DELETED))

    assert one.sharers("https://a.example/x") == 0


def test_answers_are_found_by_what_they_answer() -> None:
    one = Overheard()

    for number in (5, 4, 5):
        one.take(admitted(replace(post(number), reply_to=post(1).key)))

    assert one.answers(post(1).key) == (post(5).key, post(4).key)
    assert one.answers(post(2).key) == ()


def test_the_last_who_passed_it_on_are_known_by_name_each_once() -> None:
    one = Overheard()

    for user in ("a", "b", "a", "c", "d"):
        one.note(boost(1, user))

    assert [who.handle for who in one.boosters(post(1).key)] == [author(user).handle for user in "dca"]
    assert one.boosters(post(2).key) == ()


def test_everything_heard_moves_the_count() -> None:
    one = Overheard()

    one.take(admitted(post(1)))
    one.note(Report(SOURCE, State.LIVE, clean_line(""), NOON))
    one.note(boost(1, "a"))

    assert one.so_far == 3


def test_what_was_not_heard_of_for_long_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINKS", 2)
    monkeypatch.setattr(module, "MOST_ANSWERED", 2)
    monkeypatch.setattr(module, "MOST_POSTS", 2)
    one = Overheard()

    for number in range(3):
        one.take(admitted(replace(by("ana", number, f"https://a.example/{number}"), reply_to=post(90 + number).key)))
        one.note(boost(number, "a"))

    assert [one.sharers(f"https://a.example/{number}") for number in range(3)] == [0, 1, 1]
    assert [len(one.answers(post(90 + number).key)) for number in range(3)] == [0, 1, 1]
    assert [len(one.boosters(post(number).key)) for number in range(3)] == [0, 1, 1]


def test_a_crowd_is_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SHARERS", 3)
    monkeypatch.setattr(module, "MOST_ANSWERS", 3)
    one = Overheard()

    for number in range(9):
        one.take(admitted(replace(by(f"u{number}", number, "https://a.example/x"), reply_to=post(90).key)))

    assert one.sharers("https://a.example/x") == 3
    assert len(one.answers(post(90).key)) == 3
