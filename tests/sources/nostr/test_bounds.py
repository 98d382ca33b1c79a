"""What strangers send costs no more memory and time than there is for it."""

from time import process_time

import pytest

from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.sources.nostr import people, tallies
from hashtui.sources.nostr.checking import MOST_LIES, Checking, distinct
from hashtui.sources.nostr.count import Count
from hashtui.sources.nostr.event import REACTION, Event
from hashtui.sources.nostr.people import People
from hashtui.sources.nostr.tallies import Tallies
from tests.sources.nostr.paper_relay import Prompt
from tests.sources.paper import START

ANA = "a" * 64


def event(number: int = 0, kind: int = REACTION, content: str = "+", tags: list[list[str]] | None = None) -> Event:
    """An event of somebody else's each time, whose signature nobody looks at."""
    return Event(f"{number:064x}", f"{number:064x}", 0, kind, tags or [], content, "")


def test_thousands_of_lies_under_one_id_are_told_apart_in_no_time() -> None:
    lies = [Event(ANA, ANA, 0, 1, [], "it was me", f"{n:0128x}") for n in range(8_000)]
    began = process_time()

    found = list(distinct([*lies, *lies]))

    assert found == lies[:MOST_LIES]
    assert process_time() - began < 1.5


def test_people_are_counted_for_the_posts_counted_for_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST_IN_ALL", 10)
    heard = Tallies(clean_line("relay"))

    for number in range(25):
        heard.count(event(number), f"post {number // 5}")

    assert [(tally.key, tally.counts.favourites) for tally in heard.due(START)] == [("post 3", 5), ("post 4", 5)]


def test_what_is_neither_liked_nor_passed_on_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST_POSTS", 2)
    heard = Tallies(clean_line("relay"))

    news = [heard.count(event(1, content=content), key) for key, content in [("a", "+"), ("b", "-"), ("c", "-")]]

    assert news == [True, False, False]
    assert [tally.key for tally in heard.due(START)] == ["a"]


def test_those_whose_names_were_wanted_last_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "MOST_WANTED", 3)
    clock = HandClock(START)
    wanted = People(clock, Checking(clock, Prompt(), Count()))

    for name in "abcde":
        wanted.want(name)

    assert wanted.next_batch() == ["c", "d", "e"]
