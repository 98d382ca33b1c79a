"""The best first."""

import pytest

from hashtui.filter import parse
from hashtui.filter.ranking import ranked, sought
from tests.posts import entry, post


@pytest.mark.parametrize(
    ("written", "words"),
    [('velo "Rue de Paris" #tag lang:fr', ["velo", "rue de paris"]), ("-a (b | not c) b", ["b"]), ("#a", [])],
)
def test_words_that_are_looked_for_count_and_those_left_out_do_not(written: str, words: list[str]) -> None:
    assert [needle.folded for needle in sought(parse(written))] == words


def order(written: str, *texts: str) -> list[str]:
    entries = [entry(post(number, text)) for number, text in enumerate(texts)]
    return [one.post.body.text for one in ranked(entries, sought(parse(written)))]


def test_who_says_it_more_and_shorter_stands_first() -> None:
    long = "velo " + "und noch viele andere Worte " * 5

    assert order("velo", long, "velo hier", "velo velo") == ["velo velo", "velo hier", long]


def test_a_whole_word_is_worth_more_than_the_beginning_of_one() -> None:
    assert order("velo", "velodrome", "le velo la") == ["le velo la", "velodrome"]


def test_a_rare_word_is_worth_more_than_a_common_one() -> None:
    texts = ["commun un", "commun deux", "commun trois", "rare quatre"]

    assert order("commun | rare", *texts)[0] == "rare quatre"


def test_equals_stay_in_their_order_and_without_words_nothing_is_moved() -> None:
    assert order("velo", "velo un", "velo tu") == ["velo un", "velo tu"]
    assert order("#a", "un", "deux") == ["un", "deux"]
    assert ranked((), ()) == ()
