"""The truth beside the event agrees with what is heard."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest

from hashtui.post.post import Post
from hashtui.post.sighting import Deletion, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.demo.simulate import Event, simulate

SEEDS = (20, 7, 400)
EITHER = ("fr", "en")


@pytest.fixture(scope="module", params=SEEDS)
def event(request: pytest.FixtureRequest) -> Event:
    return simulate(int(request.param))


def states(event: Event) -> dict[str, list[Sighting]]:
    """Every state of every post, in order."""
    found: dict[str, list[Sighting]] = {}
    for heard in event.heard:
        if isinstance(heard, Sighting):
            found.setdefault(heard.post.key, []).append(heard)
    return found


def says(post: Post, patterns: list[str]) -> bool:
    return any(re.search(pattern, post.body.text) for pattern in patterns)


def test_there_are_fourteen_facts_of_seven_kinds(event: Event) -> None:
    facts = event.truth.facts

    assert len({fact.name for fact in facts}) == len(facts) == 14
    kinds = [fact.kind for fact in facts]
    assert len({*kinds}) == 7
    assert all(kinds.count(kind) == 2 for kind in kinds)


def test_every_telling_says_its_fact_in_its_language(event: Event) -> None:
    heard = states(event)
    for fact in event.truth.facts:
        assert len(fact.told_by) >= 8
        for key in fact.told_by:
            post = heard[key][0].post
            patterns = [fact.patterns[post.language]] if post.language else list(fact.patterns.values())
            assert says(post, patterns), (fact.name, post.body.text)


def test_nothing_else_says_it(event: Event) -> None:
    heard = states(event)
    for fact in event.truth.facts:
        told = {*fact.told_by}
        told |= {copied.copy for copied in event.truth.copies if copied.original in told}
        others = [key for key, seen in heard.items() if key not in told]
        assert [key for key in others if says(heard[key][0].post, list(fact.patterns.values()))] == []


def test_what_people_only_feel_does_not_say_what_happened(event: Event) -> None:
    heard = states(event)
    felt = sum(len(fact.felt_by) for fact in event.truth.facts)
    told = sum(len(fact.told_by) for fact in event.truth.facts)

    assert 0.1 < felt / (felt + told) < 0.27
    for fact in event.truth.facts:
        assert not any(says(heard[key][0].post, list(fact.patterns.values())) for key in fact.felt_by)


def test_the_plain_sentence_of_a_fact_says_it(event: Event) -> None:
    for fact in event.truth.facts:
        for language in EITHER:
            assert re.search(fact.patterns[language], fact.gists[language]), fact.name


def test_tellings_begin_with_their_moment_and_soon_fade(event: Event) -> None:
    heard = states(event)
    for fact in event.truth.facts:
        ages = sorted(heard[key][0].post.created_at - fact.at for key in fact.told_by)

        assert ages[0] >= timedelta(0)
        assert ages[len(ages) // 2] < timedelta(minutes=16)


def test_the_first_fact_comes_within_forty_seconds_at_an_hour_a_minute(event: Event) -> None:
    first = min(fact.at for fact in event.truth.facts)
    opening = event.start + timedelta(minutes=40)

    assert timedelta(minutes=8) < first - opening <= timedelta(minutes=40)


def test_a_peak_stands_under_every_tag_of_its_fact(event: Event) -> None:
    peaks = {(peak.tag, peak.at, peak.fact) for peak in event.truth.peaks}

    assert peaks == {(tag, fact.at, fact.name) for fact in event.truth.facts for tag in fact.tags}


def test_two_facts_resonate_one_of_them_early(event: Event) -> None:
    resonating = [fact for fact in event.truth.facts if len(fact.tags) == 2]

    assert [fact.name for fact in resonating] == [resonance.fact for resonance in event.truth.resonances]
    assert len(resonating) == 2
    assert min(fact.at for fact in resonating) < event.start + timedelta(minutes=220)


def test_a_resonance_has_voices_under_both_tags_and_a_quarter_of_them_under_both_at_once(event: Event) -> None:
    heard = states(event)
    for resonance in event.truth.resonances:
        one, other = ({*keys} for keys in resonance.keys.values())
        posts = [heard[key][0].post for key in one | other]

        assert min(len(one), len(other)) >= 6
        assert 0.08 < len(one & other) / len(posts) < 0.45
        assert any(resonance.link in post.body.links for post in posts)
        assert any(resonance.person in post.mentions for post in posts)


def test_edits_change_the_words_and_say_when(event: Event) -> None:
    heard = states(event)

    assert 0.01 < len(event.truth.edited) / len(heard) < 0.04
    for key in event.truth.edited:
        before, after = heard[key][0].post, heard[key][-1].post
        assert before.edited_at is None
        assert after.edited_at is not None
        assert after.edited_at > before.created_at
        assert after.body.text != before.body.text


def test_what_is_not_edited_never_changes_its_words(event: Event) -> None:
    for key, seen in states(event).items():
        if key not in event.truth.edited:
            assert len({sighting.post.body for sighting in seen}) == 1


def test_deletions_are_heard(event: Event) -> None:
    gone = [heard.key for heard in event.heard if isinstance(heard, Deletion)]

    assert gone
    assert gone == [*event.truth.deleted]


def test_late_posts_are_few_and_a_few_are_very_late(event: Event) -> None:
    heard = states(event)
    delays = [heard[key][0].received_at - heard[key][0].post.created_at for key in event.truth.late]

    assert 0.015 < len(delays) / len(heard) < 0.06
    assert min(delays) > timedelta(minutes=1)
    assert timedelta(minutes=4) < max(delays) < timedelta(minutes=20)


def test_a_post_through_both_networks_has_one_key_and_two_sources(event: Event) -> None:
    heard = states(event)
    twice = {key for key, seen in heard.items() if len({sighting.source for sighting in seen}) == 2}

    assert len(twice) > 20
    assert twice == {*event.truth.heard_twice}
    for key in twice:
        assert len({sighting.post.author for sighting in heard[key]}) == 1


def test_counts_only_grow_and_boosts_are_counted_one_by_one(event: Event) -> None:
    passed_on: dict[str, int] = {}
    for boost in event.truth.boosts:
        passed_on[boost.key] = passed_on.get(boost.key, 0) + 1
    for key, seen in states(event).items():
        counts = [sighting.post.counts for sighting in seen]
        assert [c.boosts for c in counts] == sorted(c.boosts or 0 for c in counts)
        assert [c.favourites for c in counts] == sorted(c.favourites or 0 for c in counts)
        assert counts[-1].boosts == passed_on.get(key, 0)


def test_a_boost_makes_no_second_post_and_nobody_boosts_themselves(event: Event) -> None:
    heard = states(event)
    for boost in event.truth.boosts:
        seen = heard.get(boost.key)
        if seen is not None:
            assert seen[0].post.author.key != boost.by
    assert all(sighting.post.boosted_by is None for seen in heard.values() for sighting in seen)


def test_a_calm_day_has_posts_and_nothing_to_tell() -> None:
    calm = simulate(3, minutes=240, calm=True)

    assert len(states(calm)) > 200
    assert (calm.truth.facts, calm.truth.peaks, calm.truth.resonances) == ((), (), ())
    assert (calm.truth.bad, calm.truth.bad_accounts, calm.truth.rumours) == (frozenset(), frozenset(), ())
    assert calm.truth.sessions


@pytest.mark.parametrize("rate", [0.3, 0.8, 8.0])
def test_the_rate_is_what_was_asked_for(rate: float) -> None:
    calm = simulate(4, minutes=120, rate=rate, calm=True)
    said = len(states(calm)) + len(calm.truth.boosts) + len(calm.aside)

    assert 0.55 * rate * 240 < said < 1.1 * rate * 240 + 30


def test_sessions_fill_the_day_of_each_tag_without_overlap(event: Event) -> None:
    for tag in (Tag.of("capcomnet"), Tag.of("paris20")):
        sessions = [session for session in event.truth.sessions if session.tag == tag]

        assert len(sessions) >= 5
        for one, following in pairwise(sessions):
            assert one.ends < following.starts
        assert {(session.ends - session.starts) // timedelta(minutes=1) for session in sessions} <= {40, 50, 60}
