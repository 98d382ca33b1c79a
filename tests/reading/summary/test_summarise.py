"""The summary as a whole: on the built-in event, on nothing, and in whatever order the posts come."""

from random import Random
from re import search

import pytest
from jsonschema import Draft202012Validator

from hashtui.post.json import json_line
from hashtui.post.sighting import Admitted, Boost, Change, Sighting
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.reading.summary.summary import Summary, Thing
from hashtui.reading.summary.summary_json import schema, summary_object
from hashtui.sources.demo.simulate import Event, simulate
from tests.reading.summary.talk import FILLER, chatter, chronicle_of, says, trusting, until, wish

TAGS = (Tag.of("capcomnet"), Tag.of("paris20"))


@pytest.fixture(scope="module")
def event() -> Event:
    """Half a day of an event that nothing here was tuned on."""
    return simulate(77, minutes=240)


def heard(event: Event) -> tuple[list[Entry], list[Boost]]:
    """Every post of it, in its last state, and every boost."""
    posts = {one.post.key: one for one in event.heard if isinstance(one, Sighting)}
    entries = [
        Entry.first(Admitted(Change.POST, one, frozenset(one.post.tags) | one.asked, (one.source,), one))
        for one in posts.values()
    ]
    return entries, [one for one in event.heard if isinstance(one, Boost)]


def summed_up(entries: list[Entry], boosts: list[Boost]) -> Summary:
    chronicle = gathered(entries, boosts, tags=TAGS)
    times = [entry.stands_at for entry in entries]
    return summarise(chronicle, Wish(("#capcomnet | #paris20",), min(times), max(times)))


def test_a_summary_of_the_event_tells_most_facts_and_nothing_bad(event: Event) -> None:
    summary = summed_up(*heard(event))

    texts = [told.text for told in summary.digest]
    facts = [fact for fact in event.truth.facts if any(search(p, t) for t in texts for p in fact.patterns.values())]
    assert len(facts) >= 0.8 * len(event.truth.facts)
    assert not event.truth.bad & {told.key for told in summary.digest}


def test_who_and_what_two_tags_share_is_found(event: Event) -> None:
    summary = summed_up(*heard(event))

    people = {one.what for one in summary.resonance if one.kind is Thing.PERSON}
    assert {one.person for one in event.truth.resonances} <= people


def test_the_same_posts_in_any_order_give_the_same_bytes(event: Event) -> None:
    entries, boosts = heard(event)
    first = json_line(summary_object(summed_up(entries, boosts)))
    Random(5).shuffle(entries)
    Random(6).shuffle(boosts)

    assert json_line(summary_object(summed_up(entries, boosts))) == first


def test_every_summary_fulfils_its_schema(event: Event) -> None:
    public = schema()
    Draft202012Validator.check_schema(public)
    validator = Draft202012Validator(public)

    validator.validate(summary_object(summed_up(*heard(event))))
    validator.validate(summary_object(summarise(chronicle_of([]), wish())))
    validator.validate(summary_object(summarise(chronicle_of(chatter(20), tags=()), wish())))


def test_the_json_has_the_keys_that_are_promised() -> None:
    public = summary_object(summarise(chronicle_of(chatter(5)), wish()))

    assert list(public) == [
        *("schema", "panes", "since", "until", "counts", "bin_seconds", "rate", "peaks", "digest", "topics", "words"),
        *("people", "links", "resonance", "corrections", "waves", "questions", "languages"),
    ]
    assert public["panes"] == ["#capcomnet"]
    assert public["since"] == "2026-11-21T12:00:00.000Z"


def test_nothing_at_all_is_a_summary_too() -> None:
    summary = summarise(chronicle_of([]), wish())

    assert (summary.counts.posts, summary.digest, summary.notable) == (0, (), False)


def test_posts_of_a_wave_are_in_the_counts_of_what_is_there_and_in_no_rate() -> None:
    offer = "Gagnez la nouvelle trottinette dorée avec casque gratuit, inscription rapide"
    spam = [says(f"bot{n}", f"{offer} {n}", 5 + n / 10) for n in range(30)]
    calm = [says("ann", "Bonjour le couloir", 1), says("bob", "Bonjour la moquette", 2)]

    summary = summarise(chronicle_of([*calm, *spam]), wish())

    (wave,) = summary.waves
    assert wave.posts == 30
    assert (summary.counts.posts, summary.counts.authors) == (32, 32)
    assert sum(summary.languages.values()) == 2
    assert sum(one.posts for one in summary.rate) == 2


def test_what_stands_at_the_end_of_the_time_asked_for_is_not_meant() -> None:
    entries = [says("ann", "Avant", 9.999), says("bob", "Après", 10)]

    assert summarise(chronicle_of(entries), wish(10)).counts.posts == 1


def test_who_talks_without_pause_is_named() -> None:
    flood = [says("loud", f"pigeon {n} {n * 7} couloir", n / 5) for n in range(40)]

    summary = summarise(chronicle_of([*flood, says("ann", "Bonjour", 3)]), wish())

    assert summary.chatty == ("@loud@social.example",)


def test_languages_are_counted_without_their_regions_the_most_first() -> None:
    entries = [
        says(f"u{n}", "mot", n, language=code) for n, code in enumerate(("en", "fr-CA", "fr", None, "pt-BR", "fr"))
    ]

    languages = summarise(chronicle_of(entries), wish()).languages
    assert list(languages.items()) == [("fr", 3), ("?", 1), ("en", 1), ("pt", 1)]


def test_the_rate_has_every_bin_empty_ones_too() -> None:
    entries = [says("ann", "un", 0), says("ann", "deux", 4), says("bob", "trois", 14)]

    summary = summarise(chronicle_of(entries), wish(180))

    assert summary.bin_seconds == 300
    assert len(summary.rate) == 36
    assert [(one.posts, one.authors) for one in summary.rate[:4]] == [(2, 1), (0, 0), (1, 1), (0, 0)]
    assert summary.rate[0].start == until(0)


def test_topics_and_words_are_what_several_wrote_about_in_their_spelling() -> None:
    talk = [says(f"t{n}", f"Le Budget Participatif {FILLER[n]} !", 60 + n / 2) for n in range(9)]

    summary = summarise(chronicle_of([*chatter(120), *talk], standing_of=trusting()), wish())

    assert ("Budget Participatif", 9) in {(topic.label, topic.authors) for topic in summary.topics}
    assert {"Budget", "Participatif"} <= {word.word for word in summary.words}
