"""What misbehaves at the event is what its truth says, and does not disturb the rest."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations

import pytest

from hashtui.post.post import Post
from hashtui.post.sighting import Boost, Sighting
from hashtui.sources.demo import adversity
from hashtui.sources.demo.facts import PLOTS
from hashtui.sources.demo.hearsay import CUES, HEARSAY
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.demo.spam import ADVERTS, NUMBERS
from hashtui.sources.demo.trusted import trusted_accounts
from hashtui.sources.demo.truth import Flood, SpamWave

SEEDS = (20, 7, 400)


@cache
def day(seed: int) -> Event:
    return simulate(seed)


@pytest.fixture(params=SEEDS)
def event(request: pytest.FixtureRequest) -> Event:
    return day(int(request.param))


def first_states(event: Event) -> dict[str, Post]:
    posts: dict[str, Post] = {}
    for heard in event.heard:
        if isinstance(heard, Sighting):
            posts.setdefault(heard.post.key, heard.post)
    return posts


def boosters(event: Event) -> dict[str, list[str]]:
    """Who passed each post on, by the post's key."""
    found: dict[str, list[str]] = {}
    for heard in event.heard:
        if isinstance(heard, Boost):
            found.setdefault(heard.key, []).append(heard.by.key)
    return found


def words(post: Post) -> frozenset[str]:
    text = re.sub(r"#\w+|@\S+|\S+\.example\S*", "", post.body.text.lower())
    return frozenset(re.findall(r"\w+", text))


def likeness(one: Post, other: Post) -> float:
    """How many of their words two posts share, 0 to 1."""
    a, b = words(one), words(other)
    return len(a & b) / len(a | b)


def minute(event: Event, at: datetime) -> float:
    return (at - event.start) / timedelta(minutes=1)


# Boosts


def test_boosts_are_heard_one_by_one_after_their_post_and_nobody_boosts_twice(event: Event) -> None:
    by_post = boosters(event)

    assert sum(map(len, by_post.values())) > 1500
    assert all(len(set(by)) == len(by) for by in by_post.values())
    assert [(b.created_at, b.by.key, b.key) for b in event.heard if isinstance(b, Boost)] == [
        (b.at, b.by, b.key) for b in event.truth.boosts
    ]


@pytest.mark.parametrize(("share", "least", "most"), [(0.45, 0.40, 0.52), (0.6, 0.53, 0.65)])
def test_the_share_of_boosts_is_what_was_asked_for(share: float, least: float, most: float) -> None:
    calm = simulate(11, minutes=240, rate=3, calm=True, boosts=share)
    boosts = sum(isinstance(heard, Boost) for heard in calm.heard)

    assert least < boosts / (boosts + len(first_states(calm)) + len(calm.aside)) < most


# Spam and flood


def test_a_wave_is_two_hundred_near_copies_of_three_texts_by_a_herd_of_bots_in_eight_minutes(event: Event) -> None:
    posts = first_states(event)
    (wave,) = event.truth.waves

    assert len(wave.keys) == 208
    assert {posts[key].author.key for key in wave.keys} == {*event.truth.bots}
    assert len(event.truth.bots) == 150
    assert timedelta(minutes=6) < wave.ends - wave.starts < timedelta(minutes=8)
    assert all(wave.tag in posts[key].tags for key in wave.keys)
    assert sorted(key for text in wave.templates for key in text) == sorted(wave.keys)
    for text in wave.templates:
        assert len(text) > 30
        assert min(likeness(posts[one], posts[other]) for one, other in combinations(text[:30], 2)) >= 0.6


def test_what_the_bots_say_looks_like_nothing_else(event: Event) -> None:
    posts = first_states(event)
    (wave,) = event.truth.waves
    spam, others = posts[wave.keys[0]], [post for key, post in posts.items() if key not in wave.keys]

    assert max(likeness(spam, other) for other in others) < 0.4


def test_a_flood_is_one_account_that_posts_forty_eight_different_things_in_twelve_minutes(event: Event) -> None:
    posts = first_states(event)
    (flood,) = event.truth.floods

    assert {key for key, post in posts.items() if post.author.key == flood.by} == {*flood.keys}
    assert len({posts[key].body.text for key in flood.keys}) == 48
    assert timedelta(minutes=11) < flood.ends - flood.starts < timedelta(minutes=12)


@pytest.mark.parametrize("seed", range(400, 406))
def test_waves_and_floods_do_not_hide_behind_a_fact_of_their_tag(seed: int) -> None:
    truth = simulate(seed, rate=0.3).truth

    noises: list[SpamWave | Flood] = [*truth.waves, *truth.floods]
    for noise in noises:
        for fact in truth.facts:
            if noise.tag in fact.tags:
                assert not noise.starts - timedelta(minutes=20) < fact.at < noise.ends + timedelta(minutes=3)


# The ring


def test_the_ring_makes_its_post_the_most_boosted_of_the_day(event: Event) -> None:
    (ring,) = event.truth.rings
    counts = Counter({key: len(by) for key, by in boosters(event).items()})
    (first, pushed), (_, second) = counts.most_common(2)

    assert first == ring.pushed
    assert 130 <= pushed <= 145
    assert second < pushed / 2


def test_only_the_ring_and_the_bots_it_hires_pass_on_what_the_ring_writes(event: Event) -> None:
    (ring,) = event.truth.rings
    posts, by_post = first_states(event), boosters(event)
    members, hired = {*event.truth.sybils}, {*ring.hired}

    assert len(members) == 60
    assert hired <= {*event.truth.bots}
    assert {posts[key].author.key for key in ring.keys} <= members
    assert {*by_post[ring.pushed]} <= members | hired
    assert all({*by_post.get(key, ())} <= members for key in ring.keys if key != ring.pushed)


def test_the_ring_passes_on_what_trusted_accounts_write_and_none_of_them_thanks_it(event: Event) -> None:
    posts, truth = first_states(event), event.truth
    seeds = {seed.author.key for seed in truth.seeds}
    flattered = [b for b in truth.boosts if b.by in truth.sybils and posts[b.key].author.key in seeds]
    returned = [b for b in truth.boosts if b.by in seeds and posts[b.key].author.key in truth.bad_accounts]

    assert len({boost.by for boost in flattered}) > 40
    assert returned == []


def test_nobody_who_is_what_they_seem_boosts_answers_or_names_a_sham(event: Event) -> None:
    posts, truth = first_states(event), event.truth
    bad = truth.bad_accounts
    shams = {post.author.handle for post in posts.values() if post.author.key in bad}

    assert {b.by for b in truth.boosts if posts[b.key].author.key in bad} <= bad
    for post in posts.values():
        if post.author.key not in bad:
            assert not shams & {*post.mentions}
            assert post.reply_to not in truth.bad


# Copies and trolls


def test_a_copycat_says_what_somebody_better_known_said_a_few_minutes_before(event: Event) -> None:
    posts, truth = first_states(event), event.truth
    told = {key for fact in truth.facts for key in fact.told_by}

    assert len(truth.copycats) == 3
    assert len(truth.copies) >= 8
    for copied in truth.copies:
        original, copy = posts[copied.original], posts[copied.copy]
        assert copied.original in told
        assert copy.author.key == copied.by
        assert copied.by in truth.copycats
        assert likeness(original, copy) > 0.9
        assert timedelta(minutes=1) < copy.created_at - original.created_at < timedelta(minutes=12)


def test_trolls_write_all_day_and_under_what_others_pass_on(event: Event) -> None:
    posts, truth = first_states(event), event.truth
    trolled = [posts[key] for key in truth.trolled]

    assert {post.author.key for post in trolled} == {*truth.trolls}
    assert len(truth.trolls) == 4
    assert 0.35 < sum(post.reply_to is not None for post in trolled) / len(trolled) < 0.85
    assert max(p.created_at for p in trolled) - min(p.created_at for p in trolled) > timedelta(hours=5)


# The rumour


def test_a_rumour_grows_from_the_largest_fact_of_one_tag_and_is_put_right_after_twenty_five_minutes(
    event: Event,
) -> None:
    posts, truth = first_states(event), event.truth
    (rumour,) = truth.rumours
    largest = max((fact for fact in truth.facts if len(fact.tags) == 1), key=lambda fact: fact.magnitude)

    assert rumour.fact == largest.name
    assert largest.at < rumour.at < largest.at + timedelta(minutes=8)
    assert len(rumour.keys) >= 5
    assert len({posts[key].author.key for key in rumour.keys}) == len(rumour.keys)
    assert rumour.correction is not None
    correction = posts[rumour.correction]
    assert correction.author.key == rumour.by
    assert rumour.by in truth.organisers
    assert correction.body.text.startswith(tuple(cue.replace("'", "’") for cue in CUES))
    assert rumour.corrected_at == rumour.at + timedelta(minutes=25)
    assert len(boosters(event)[rumour.correction]) == 14


def test_the_correction_takes_up_the_words_of_the_rumour(event: Event) -> None:
    posts = first_states(event)
    (rumour,) = event.truth.rumours
    correction = posts[rumour.correction or ""]

    shared = [len({w for w in words(correction) & words(posts[key]) if len(w) > 3}) for key in rumour.keys]
    assert sum(count >= 2 for count in shared) >= len(shared) / 2


def test_every_plot_under_one_tag_has_a_rumour_that_says_nothing_of_the_fact() -> None:
    plots = {plot.name: plot for plots in PLOTS.values() for plot in plots}

    assert {*HEARSAY} == {name for name, plot in plots.items() if not plot.on_both}
    for name, hearsay in HEARSAY.items():
        for pattern in plots[name].pattern.values():
            said = (*hearsay.told["fr"], *hearsay.told["en"], *hearsay.corrected)
            assert not any(re.search(pattern.replace("{amount}", r"\d+"), text) for text in said)


def test_what_is_advertised_says_no_fact() -> None:
    texts = [text.replace("{n}", str(n)) for told in ADVERTS.values() for text in told for n in NUMBERS]

    for plot in (plot for plots in PLOTS.values() for plot in plots):
        for amount in range(plot.number[0], plot.number[1] + 1):
            patterns = [pattern.format(amount=amount) for pattern in plot.pattern.values()]
            assert not any(re.search(pattern, text) for pattern in patterns for text in texts), plot.name


# Trusted accounts


def test_the_reader_trusts_the_organisers_and_a_few_reporters_and_speakers(event: Event) -> None:
    levels = {seed.author.key: seed.level for seed in event.truth.seeds}

    assert 5 <= len(levels) <= 8
    assert {key for key, level in levels.items() if level == 1.0} == {*event.truth.organisers}
    assert {key for key, level in levels.items() if level == 0.7} < {*event.truth.reporters}
    assert min(levels.values()) == 0.4


def test_what_they_pass_on_and_answer_reaches_many(event: Event) -> None:
    posts, truth = first_states(event), event.truth
    seeds = {seed.author.key for seed in truth.seeds}
    boosted = Counter((b.by, posts[b.key].author.key) for b in truth.boosts if b.by in seeds)
    answered = {post.reply_to for post in posts.values() if post.reply_to and post.author.key in truth.organisers}

    assert len({whom for _, whom in boosted}) > 40
    assert sum(count >= 3 for count in boosted.values()) >= 6
    assert len(answered) >= 6


@pytest.mark.parametrize("seed", [20, 3])
def test_the_trusted_accounts_are_known_without_playing_the_event(seed: int) -> None:
    told = simulate(seed, minutes=60).truth.seeds

    assert trusted_accounts(seed) == tuple((one.author, one.level) for one in told)


# Strands


def test_what_misbehaves_leaves_the_rest_of_the_day_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = day(7)
    monkeypatch.setattr(adversity, "spam", lambda *_: None)
    without = simulate(7)
    spam = {*whole.truth.bots}

    assert without.truth.waves == ()
    assert replace(without.truth, rings=(), boosts=()) == replace(whole.truth, waves=(), bots=(), rings=(), boosts=())
    assert {key: post.body for key, post in first_states(without).items()} == {
        key: post.body for key, post in first_states(whole).items() if post.author.key not in spam
    }


@pytest.mark.parametrize("minutes", [30, 60, 120, 200, 400])
def test_a_short_day_has_only_what_there_is_time_for(minutes: int) -> None:
    short = simulate(20, minutes=minutes)
    heard = first_states(short).keys()
    truth = short.truth

    assert truth.bad <= heard
    assert {key for rumour in truth.rumours for key in (*rumour.keys, rumour.correction or rumour.keys[0])} <= heard
    ends = [wave.ends for wave in truth.waves] + [flood.ends for flood in truth.floods]
    assert all(end < short.end for end in (*ends, *(ring.ends for ring in truth.rings)))


@pytest.mark.parametrize("seed", [20, *range(400, 412)])
def test_three_minutes_at_an_hour_a_minute_show_a_peak_a_wave_a_resonance_and_a_correction(seed: int) -> None:
    event = simulate(seed, rate=0.8)
    until = event.start + timedelta(minutes=40 + 180)

    assert event.truth.peaks[0].at < until
    assert any(wave.ends < until for wave in event.truth.waves)
    assert any(fact.at < until - timedelta(minutes=15) for fact in event.truth.facts if len(fact.tags) > 1)
    assert any(rumour.corrected_at < until for rumour in event.truth.rumours if rumour.corrected_at)
