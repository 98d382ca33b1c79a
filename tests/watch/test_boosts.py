"""Boosts and tallies: each person once for each post, counted and told, and no post of their own."""

from dataclasses import replace

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Counts, Network
from hashtui.post.sighting import Boost, Change, Report, Tally
from hashtui.watch import Watch, boosts
from tests.watch.posts import at, gone, heard, post
from tests.watch.sources import Taken, WrittenSource, hand_clock


def person(name: str) -> Author:
    """An account."""
    return Author(clean_line(f"did:plc:{name}"), clean_line(f"@{name}.example"), clean_line(name))


def boost(who: str, key: str = "p1", *, received: float = 1) -> Boost:
    """Who passed on what."""
    return Boost(clean_line(key), person(who), at(received), clean_line("one"), at(received))


def tally(counts: Counts, key: str = "p1", source: str = "one") -> Tally:
    """What this source counted."""
    return Tally(clean_line(key), counts, clean_line(source), at(9))


def watched() -> tuple[Watch, Taken]:
    """A watch on a silent source, with a sink."""
    watch, sink = Watch([WrittenSource("one", hand_clock())], hand_clock()), Taken()
    watch.attach(sink)
    return watch, sink


def boosts_of(watch: Watch, key: str = "p1") -> int | None:
    known = watch.known(key)
    assert known is not None
    return known.sighting.post.counts.boosts


def test_a_boost_of_a_known_post_is_told_once_for_each_person_and_counted() -> None:
    watch, sink = watched()
    watch.admit(heard(post()))

    for who in ("bo", "cy", "bo"):
        watch.admit(boost(who))

    assert sink.noted == [boost("bo"), boost("cy")]
    assert sink.changes == [("post", "p1"), ("again", "p1"), ("again", "p1")]
    assert boosts_of(watch) == 2


def test_a_boost_that_the_server_had_counted_already_is_told_and_changes_nothing() -> None:
    watch, sink = watched()
    watch.admit(heard(post(counts=Counts(boosts=40))))

    watch.admit(boost("bo"))

    assert sink.noted == [boost("bo")]
    assert sink.changes == [("post", "p1")]
    assert boosts_of(watch) == 40


def test_boosts_that_come_before_their_post_wait_for_it() -> None:
    watch, sink = watched()

    for one in (boost("bo"), boost("cy"), boost("bo", received=2), boost("di", "p2")):
        watch.admit(one)
    before = list(sink.noted)
    watch.admit(heard(post()))

    assert before == []
    assert sink.noted == [boost("bo", received=2), boost("cy")]
    assert boosts_of(watch) == 2


def test_early_boosts_take_bounded_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boosts, "MOST_EARLY", 3)
    watch, sink = watched()

    for n in range(9):
        watch.admit(boost("bo", f"p{n}"))
    for n in range(9):
        watch.admit(heard(post(f"p{n}")))

    assert [one.key for one in sink.noted if isinstance(one, Boost)] == ["p6", "p7", "p8"]


def test_boosts_that_were_told_with_their_post_take_no_room_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boosts, "MOST_EARLY", 3)
    watch, sink = watched()

    for n in range(9):
        watch.admit(boost("bo", f"p{n}"))
        watch.admit(boost("cy", f"p{n}"))
        watch.admit(heard(post(f"p{n}")))

    assert sum(isinstance(one, Boost) for one in sink.noted) == 18


def test_boosts_remembered_take_bounded_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boosts, "MOST_KEPT", 2)
    watch, sink = watched()
    watch.admit(heard(post()))

    for who in ("bo", "cy", "di", "di", "bo"):
        watch.admit(boost(who))

    assert len(sink.noted) == 4


def test_a_boost_of_a_bridged_copy_is_one_of_the_post() -> None:
    watch, sink = watched()
    copy = replace(post("at://copy", "Hello"), network=Network.BLUESKY, echo_of=(clean_line("p1"),))
    watch.admit(heard(post()))
    watch.admit(heard(copy, "two"))

    watch.admit(boost("bo", "at://copy"))
    watch.admit(boost("bo", "p1"))

    assert sink.noted == [boost("bo", "p1")]
    assert boosts_of(watch, "at://copy") == 1


def test_what_is_gone_is_passed_on_and_counted_no_more() -> None:
    watch, sink = watched()
    watch.admit(heard(post()))
    watch.admit(gone())

    watch.admit(boost("bo"))
    watch.admit(tally(Counts(boosts=5)))

    assert sink.noted == []
    assert sink.changes == [("post", "p1"), ("deleted", "p1")]


def test_a_tally_raises_the_counts_and_never_lowers_them() -> None:
    watch, sink = watched()
    watch.admit(heard(post(counts=Counts(replies=3))))

    for counts in (Counts(favourites=7), Counts(replies=1, favourites=2), Counts(replies=4)):
        watch.admit(tally(counts))

    assert sink.changes == [("post", "p1"), ("again", "p1"), ("again", "p1")]
    assert sink.admitted[-1].sighting.post.counts == Counts(replies=4, favourites=7)
    assert sink.admitted[-1].heard == tally(Counts(replies=4))
    assert sink.admitted[-1].change is Change.AGAIN


def test_a_source_counts_only_what_it_gave() -> None:
    watch, sink = watched()
    watch.admit(heard(post()))

    watch.admit(tally(Counts(favourites=7_000), source="two"))
    watch.admit(tally(Counts(favourites=7), key="unheard of"))

    assert sink.changes == [("post", "p1")]


def test_a_boost_says_nothing_of_how_a_source_is() -> None:
    watch, sink = watched()
    watch.admit(heard(post()))
    watch.admit(boost("bo"))

    assert not any(isinstance(one, Report) for one in sink.noted)
    assert [one.posts for one in watch.health.values()] == [1]


def test_of_somebody_kept_out_no_boost_counts_early_late_or_heard_before() -> None:
    watch, sink = watched()
    watch.admit(heard(post()))
    for who in ("eve", "bob"):
        watch.admit(boost(who))
    watch.admit(boost("eve", "p2"))
    other = Taken()

    watch.keep_out(KeptOut(frozenset({person("eve").key})), other)
    watch.admit(heard(post("p2")))
    watch.admit(boost("eve", "p2"))

    assert boosts_of(watch) == 1
    assert boosts_of(watch, "p2") is None
    assert sink.changes[-2:] == [("again", "p1"), ("post", "p2")]
