"""What a chronicle keeps of posts: their weight, what becomes of it, and what they say together."""

from dataclasses import replace

import pytest

from hashtui.post.body import Body
from hashtui.post.clean import clean_text
from hashtui.reading.entry import Entry
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.voices import FAMILIAR, STRANGER
from tests.posts import author
from tests.reading.summary.talk import CAPCOM, chatter, chronicle_of, passed_on, says, trusting, until

SENTENCE = "Parapluies Volubrelle garantis dix ans, livraison gratuite, réservez vite"


def weight(chronicle: Chronicle, entry: Entry) -> float:
    """What the post weighs."""
    return chronicle.posts[entry.key].weight


def reworded(entry: Entry, text: str) -> Entry:
    """The same post in a newer state."""
    return replace(entry, post=replace(entry.post, body=Body(clean_text(text)), edited_at=entry.post.created_at))


def test_a_stranger_weighs_less_than_who_is_trusted() -> None:
    stranger, friend = says("bo", "Bonjour Lyon", 1), says("anna", "Bonjour Lille", 2)

    chronicle = chronicle_of([stranger, friend], standing_of=trusting("anna"))

    assert weight(chronicle, stranger) == STRANGER
    assert weight(chronicle, friend) == 1.0


def test_whom_the_trusted_name_is_a_stranger_no_more() -> None:
    names = says("anna", "Merci pour la visite", 1, mentions=("@bo@social.example",))
    after = says("bo", "Avec plaisir", 2)

    chronicle = chronicle_of([names, after], standing_of=trusting("anna"))

    assert chronicle.posts[after.key].voice == FAMILIAR


def test_whom_a_stranger_names_stays_one() -> None:
    names = says("cy", "Merci pour la visite", 1, mentions=("@bo@social.example",))
    after = says("bo", "Avec plaisir", 2)

    chronicle = chronicle_of([names, after], standing_of=trusting("anna"))

    assert chronicle.posts[after.key].voice == STRANGER


def test_who_talks_without_pause_weighs_less_and_less() -> None:
    posts = [says("bo", f"Encore {number}", number / 60) for number in range(4)]

    weights = [weight(chronicle_of(posts), post) for post in posts]

    assert weights == sorted(weights, reverse=True)
    assert weights[1] == pytest.approx(STRANGER / 2, rel=0.01)


def test_copies_by_strangers_weigh_next_to_nothing() -> None:
    posts = [says(f"bot{number}", f"{SENTENCE} {number}", number) for number in range(4)]

    chronicle = chronicle_of(posts)

    assert [chronicle.posts[post.key].original for post in posts] == [posts[0].key] * 4
    assert weight(chronicle, posts[3]) < STRANGER / 7


def test_short_texts_that_many_come_upon_are_copies_and_weigh_in_full() -> None:
    posts = [says(f"fan{number}", f"But Garnier, Lyon {'!' * number}", number) for number in range(12)]

    chronicle = chronicle_of(posts)

    assert chronicle.waves == ()
    assert weight(chronicle, posts[-1]) == STRANGER


def test_the_same_link_passed_around_by_strangers_weighs_less() -> None:
    first, second = (says(who, who, number, link="https://media.example/a") for number, who in enumerate(("bo", "cy")))

    chronicle = chronicle_of([first, second])

    assert weight(chronicle, second) == pytest.approx(STRANGER / 2**0.5)


def test_however_many_strangers_boost_their_boosts_weigh_like_a_few() -> None:
    post = says("bo", "Boussolia arrive", 1)
    bought = [passed_on(post, f"sham{number}", 2 + number) for number in range(140)]
    given = [passed_on(post, friend, 2) for friend in ("anna", "karim")]

    of_strangers = chronicle_of([post], bought, standing_of=trusting("anna", "karim"))
    of_friends = chronicle_of([post], given, standing_of=trusting("anna", "karim"))

    assert of_strangers.posts[post.key].boosted_weight < 4
    assert of_friends.posts[post.key].boosted_weight == 2.0


def test_a_boost_counts_once_and_ones_own_never() -> None:
    post = says("bo", "Boussolia arrive", 1)
    chronicle = chronicle_of([post])

    for _ in range(3):
        chronicle.pass_on(passed_on(post, "cy", 2))
    chronicle.pass_on(passed_on(post, "bo", 2))
    chronicle.pass_on(passed_on(says("nobody", "never taken in", 1), "cy", 2))

    assert list(chronicle.posts[post.key].boosters) == [author("cy").key]


def test_a_newer_state_takes_the_place_of_the_older() -> None:
    post = says("bo", "Le budget est de 43 millions", 1)
    chronicle = chronicle_of([post])

    chronicle.take(reworded(post, "Le budget est de 34 millions"))

    assert chronicle.posts[post.key].words == ("budget", "34", "million")
    assert chronicle.lexicon.times_said("43") == 0
    assert len(chronicle.posts) == 1


def test_a_deleted_post_is_there_no_more() -> None:
    post = says("bo", "Le budget", 1)
    chronicle = chronicle_of([post])

    chronicle.take(replace(post, deleted_at=until(3)))

    assert dict(chronicle.posts) == {}
    assert chronicle.lexicon.times_said("budget") == 0


def test_the_names_of_the_tags_are_no_words() -> None:
    post = says("bo", "Vive #CapComNet et la communication", 1)

    assert chronicle_of([post]).posts[post.key].words == ("vive", "communication")
    assert "capcomnet" in chronicle_of([post], tags=()).posts[post.key].words


def test_a_word_is_shown_as_most_people_write_it() -> None:
    posts = [says(f"p{number}", text, number) for number, text in enumerate(("vélo", "Vélos", "Vélo", "Vélo"))]

    assert chronicle_of(posts).surface("velo") == "Vélo"
    assert chronicle_of(posts).surface("never") == "never"


def test_a_wave_is_told_with_its_first_post_its_people_and_its_time() -> None:
    posts = [says(f"bot{number % 12}", f"{SENTENCE} {number}", 40 + number / 4) for number in range(16)]

    (wave,) = chronicle_of([*chatter(60), *posts]).waves

    assert (wave.posts, wave.authors, wave.sample) == (16, 12, posts[0].key)
    assert (wave.start, wave.end) == (until(40), until(43.75))


def test_what_people_quote_who_have_been_here_for_long_is_no_wave() -> None:
    regulars = [says(f"regular{number}", f"Bonjour {number}", number) for number in range(10)]
    quotes = [says(f"regular{number}", SENTENCE, 60 + number / 4) for number in range(10)]

    assert chronicle_of([*regulars, *quotes], tags=(CAPCOM,)).waves == ()


def test_boosts_of_a_wave_are_no_voices_of_a_peak() -> None:
    said = (
        "Lucioles ouvre la nuit",
        "La nuit à Lucioles !",
        "Lucioles, enfin une bibliothèque",
        "Bravo Lucioles, ouverte",
    )
    told = [says(f"teller{number}", said[number % 4], 60 + number / 3) for number in range(9)]
    wave = [says(f"bot{number}", f"{SENTENCE} {number}", 60 + number / 8) for number in range(20)]
    boosts = [passed_on(wave[3], f"sham{number}", 61 + number / 60) for number in range(60)]

    (peak,) = chronicle_of([*chatter(120), *told, *wave], boosts).peaks()

    assert peak.authors == len({chronicle_key.rpartition("/")[0] for chronicle_key in peak.keys})
    assert not {post.key for post in wave} & set(peak.keys)
