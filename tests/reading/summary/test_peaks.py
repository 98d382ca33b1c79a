"""Where peaks are, and where none are: what holds whatever the detector's figures."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

import pytest

from hashtui.post.sighting import Sighting
from hashtui.reading.entry import Entry
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.sources.demo.simulate import simulate
from tests.posts import NOON, admitted
from tests.reading.summary.talk import CAPCOM, FILLER, PARIS, chatter, chronicle_of, passed_on, says, until

TELLINGS = (
    "La bibliothèque Lucioles ouvre la nuit",
    "Incroyable, Lucioles ouverte jusqu'à minuit",
    "Lucioles : une bibliothèque de nuit pour le quartier",
    "On lira à Lucioles la nuit, la mairie paie",
    "Bravo pour Lucioles et sa nuit",
    "Lucioles ne fermera plus avant minuit, dit la mairie",
    "Minuit à la bibliothèque, merci Lucioles",
    "La mairie annonce Lucioles ouverte la nuit",
)
CROWD = ("allez", "belle", "passe", "jouer", "ballon", "pelouse", "maillot", "arbitre", "tribune", "corner", "tacle")


def moment(minutes: float, tellings: Iterable[str] = TELLINGS, *, who: str = "teller") -> list[Entry]:
    """That is told by as many people, one every twenty seconds."""
    return [says(f"{who}{number}", text, minutes + number / 3) for number, text in enumerate(tellings)]


def starts(peaks: Iterable[Peak]) -> list[float]:
    """When they begin, in minutes after noon."""
    return [(peak.start - NOON) / timedelta(minutes=1) for peak in peaks]


def stadium(minutes: int, moments: dict[int, str]) -> list[Entry]:
    """Sixteen people a minute, never heard before or again, never more or fewer; in a moment most say what happened."""
    chance = Random(5)
    posts = []
    for minute in range(minutes):
        happened = moments.get(minute) or moments.get(minute - 1)
        for number in range(16):
            text = " ".join(chance.choices(CROWD, k=3))
            if happened and number % 3:
                text = f"{happened} {text}"
            posts.append(says(f"fan{minute}x{number}", text, minute + number / 1000))
    return posts


def test_nothing_said_has_no_peak() -> None:
    assert Chronicle(tags=(CAPCOM,)).peaks() == ()
    assert Chronicle().peaks() == ()


def test_what_several_tell_in_their_own_words_is_one_peak() -> None:
    peaks = chronicle_of([*chatter(120), *moment(60)]).peaks()

    assert [59 <= start <= 61 for start in starts(peaks)] == [True]
    assert peaks[0].label[0] == "Lucioles"
    assert peaks[0].tag == CAPCOM
    assert peaks[0].posts >= len(TELLINGS)
    assert peaks[0].usual > 1.5
    assert not peaks[0].is_open


def test_a_peak_of_one_tag_is_none_of_the_other() -> None:
    chronicle = chronicle_of([*chatter(120, tags=("capcomnet", "paris20")), *moment(60)], tags=(PARIS, CAPCOM))

    assert [peak.tag for peak in chronicle.peaks()] == [CAPCOM]


def test_without_tags_all_posts_are_one_stream() -> None:
    peaks = chronicle_of([*chatter(120), *moment(60)], tags=()).peaks()

    assert [peak.tag for peak in peaks] == [None]


def test_more_of_the_same_is_no_peak() -> None:
    louder = [says(f"late{number}", post.post.body.text, 60 + number / 6) for number, post in enumerate(chatter(60))]

    assert chronicle_of([*chatter(120), *louder]).peaks() == ()


def test_one_person_alone_makes_no_peak() -> None:
    monologue = [says("alone", f"{text} encore", 60 + number / 4) for number, text in enumerate(TELLINGS * 3)]

    assert chronicle_of([*chatter(120), *monologue]).peaks() == ()


def test_a_copy_paste_wave_makes_a_warning_and_no_peak() -> None:
    advert = "Parapluies Volubrelle garantis dix ans, livraison gratuite, réservez vite avec le code"
    wave = [says(f"bot{number}", f"{advert} {number}", 60 + number / 15) for number in range(60)]

    chronicle = chronicle_of([*chatter(120), *wave])

    assert chronicle.peaks() == ()
    assert [one.posts for one in chronicle.waves] == [60]


def test_hired_boosts_of_one_post_make_no_peak() -> None:
    pushed = says("front", "Boussolia lit les réunions à votre place, inscription ouverte", 60)
    boosts = [passed_on(pushed, f"sham{number}", 60 + number / 10) for number in range(140)]

    assert chronicle_of([*chatter(120), pushed], boosts).peaks() == ()


def test_where_the_volume_never_changes_words_make_the_peaks() -> None:
    match = stadium(60, {25: "but Garnier 1-0", 45: "carton rouge Delmas"})

    peaks = chronicle_of(match).peaks()

    assert starts(peaks) == [25, 45]
    assert "Garnier" in " ".join(peaks[0].label)
    assert "Delmas" in " ".join(peaks[1].label)


def test_something_else_soon_after_is_another_peak_and_more_of_the_same_is_not() -> None:
    goals = {25: "but Garnier 1-0", 28: "superbe Okonkwo 2-0"}
    again = {25: "but Garnier 1-0", 28: "but Garnier 1-0 revu"}

    assert starts(chronicle_of(stadium(50, goals)).peaks()) == [25, 28]
    assert starts(chronicle_of(stadium(50, again)).peaks()) == [25]


def test_something_else_while_a_peak_is_open_ends_it_and_is_another() -> None:
    goals = {25: "but Garnier 1-0", 26: "but Garnier 1-0", 28: "superbe Okonkwo 2-0", 29: "superbe Okonkwo 2-0"}

    first, second = chronicle_of(stadium(50, goals)).peaks()

    assert starts([first, second]) == [25, 28]
    assert first.end == second.start
    assert not any("Okonkwo" in words for words in first.label)


def test_the_morning_after_a_silent_night_is_no_peak() -> None:
    morning = [says(f"early{n}", post.post.body.text, 12 * 60 + n / 2) for n, post in enumerate(chatter(120))]

    assert chronicle_of([*chatter(120), *morning]).peaks() == ()


@pytest.mark.parametrize(("seed", "rate"), [(31, 0.3), (32, 1.0), (33, 3.0), (34, 8.0)])
def test_hours_in_which_nothing_happens_have_no_peak(seed: int, rate: float) -> None:
    heard = simulate(seed, 150, rate, calm=True).heard
    sightings = [one for one in heard if isinstance(one, Sighting) and not one.post.echo_of]
    entries = {one.post.key: Entry.first(admitted(one.post)) for one in sightings}

    assert gathered(entries.values(), tags=(CAPCOM, PARIS)).peaks() == ()


def test_posts_in_any_order_have_the_same_peaks_and_waves() -> None:
    said = [*chatter(120), *moment(60), *moment(90, reversed(TELLINGS), who="other")]
    boosts = [passed_on(said[200 + number % 30], f"friend{number}", 95 + number / 7) for number in range(40)]
    in_order = chronicle_of(said, boosts)

    for seed in range(3):
        chance = Random(seed)
        shuffled = chronicle_of(chance.sample(said, len(said)), chance.sample(boosts, len(boosts)))

        assert shuffled.peaks() == in_order.peaks() != ()
        assert shuffled.waves == in_order.waves


def test_a_late_post_counts_in_the_minute_in_which_it_was_written() -> None:
    told = moment(60)
    chronicle = chronicle_of([*chatter(120), *told[:-3]])
    before = chronicle.peaks()

    for late in told[-3:]:
        chronicle.take(late)

    assert [peak.keys for peak in chronicle.peaks()] == [
        peak.keys for peak in chronicle_of([*chatter(120), *told]).peaks()
    ]
    assert chronicle.peaks() != before


def test_what_is_gone_makes_no_peak() -> None:
    told = moment(60)
    chronicle = chronicle_of([*chatter(120), *told])
    assert chronicle.peaks()

    for post in told:
        chronicle.drop(post.key)

    assert chronicle.peaks() == ()


def test_peaks_are_judged_by_what_was_said_until_then() -> None:
    chronicle = chronicle_of([*chatter(120), *moment(60)])

    assert chronicle.peaks(until(59)) == ()
    (peak,) = chronicle.peaks(until(64))
    assert peak.is_open
    assert peak.end <= until(66)


def test_peaks_are_worked_out_anew_only_when_something_changed() -> None:
    chronicle = chronicle_of([*chatter(120), *moment(60)])

    first = chronicle.peaks()

    assert chronicle.peaks() is first
    chronicle.sensitivity = Sensitivity.CALM
    assert chronicle.peaks() is not first


def test_the_more_sensitive_find_what_the_calm_pass_over() -> None:
    small = [*chatter(120), *moment(60, TELLINGS[:4])]
    found = {}
    for sensitivity in Sensitivity:
        chronicle = chronicle_of(small)
        chronicle.sensitivity = sensitivity
        found[sensitivity] = len(chronicle.peaks())

    assert found[Sensitivity.CALM] <= found[Sensitivity.NORMAL] <= found[Sensitivity.SENSITIVE] == 1


@pytest.mark.parametrize(
    "texts",
    [[""] * 300, ["🎉⚽️🇫🇷"] * 300, ["bla " * 100_000, *["bla"] * 299], [f"w{n} v{n}" for n in range(300)]],
    ids=["empty", "emoji", "giant", "all different"],
)
def test_posts_that_say_nothing_make_no_peak(texts: list[str]) -> None:
    posts = [says(f"someone{number}", text or "…", number / 10) for number, text in enumerate(texts)]

    assert chronicle_of(posts).peaks() == ()


def test_posts_all_of_one_minute_or_one_a_day_make_no_peak() -> None:
    at_once = [says(f"someone{number}", TELLINGS[number % 8], 5 + number / 1e6) for number in range(400)]
    daily = [says(f"someone{number}", TELLINGS[number % 8], number * 1440) for number in range(400)]

    assert chronicle_of(at_once).peaks() == ()
    assert chronicle_of(daily).peaks() == ()


def told_on(tellers: int, minutes: float) -> list[Entry]:
    """So many others tell the moment later."""
    return moment(minutes, TELLINGS[:tellers], who="follower")


def test_what_is_little_more_than_chance_is_a_peak_once_others_tell_it_on() -> None:
    few = [*chatter(120), *moment(60, TELLINGS[:6])]

    assert chronicle_of(few).peaks() == ()
    assert chronicle_of([*few, *told_on(1, 66)]).peaks() == ()
    assert starts(chronicle_of([*few, *told_on(2, 66)]).peaks()) == [60]
    assert starts(chronicle_of([*few, *told_on(1, 66), *moment(71, TELLINGS[:1], who="late")]).peaks()) == [60]
    assert chronicle_of([*few, *told_on(2, 76)]).peaks() == ()


def test_those_who_told_it_already_do_not_tell_it_on() -> None:
    few = [*chatter(120), *moment(60, TELLINGS[:6]), *moment(66, TELLINGS[:6])]

    assert chronicle_of(few).peaks() == ()


def test_what_is_in_doubt_is_told_to_nobody() -> None:
    chronicle = chronicle_of([*chatter(120), *moment(60, TELLINGS[:6]), *told_on(2, 66)])

    assert chronicle.peaks(until(65)) == ()
    assert starts(chronicle.peaks(until(70))) == [60]


def test_of_a_single_word_it_takes_one_more_to_tell_it_on() -> None:
    word = [says(f"teller{n}", f"Lucioles {FILLER[n]}", 60 + n / 3) for n in range(8)]
    two = [says(f"follower{n}", f"Lucioles {FILLER[n]}", 66 + n) for n in range(2)]
    third = says("third", "Lucioles toujours", 68.5)

    assert chronicle_of([*chatter(120), *word, *two]).peaks() == ()
    assert starts(chronicle_of([*chatter(120), *word, *two, third]).peaks()) == [60]


def test_many_people_with_the_same_several_words_are_no_chance() -> None:
    words = (
        "wagon Sésame lauréat",
        "le lauréat : Sésame, un wagon",
        "Sésame lauréat, bravo wagon",
        "wagon lauréat Sésame !",
    )
    chorus = [says(f"teller{n}", words[n % 4] + f" {FILLER[n]}", 60 + n / 4) for n in range(8)]

    assert starts(chronicle_of([*chatter(120), *chorus]).peaks()) == [60]
