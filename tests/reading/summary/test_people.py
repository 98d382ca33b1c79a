"""Who is found in posts, however they are named, and what is counted of them."""

from dataclasses import replace

from hashtui.post.clean import clean_line
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, no_standing
from hashtui.reading.summary.people import People, people_of
from hashtui.reading.summary.summary import Person
from tests.reading.summary.talk import chronicle_of, named, passed_on, says, trusting

GAELLE = named("gblanc", "Gaëlle Blanc")
THANKS = says(GAELLE, "Merci à toutes et tous", 1)


def present(*entries: Entry) -> dict[str, Person]:
    chronicle = chronicle_of(entries, standing_of=trusting("gblanc"))
    posts = list(chronicle.posts.values())
    found = people_of(
        posts, chronicle.posts, People.of(chronicle.posts, chronicle.lexicon.posts), chronicle.standing_of
    )
    return {person.handle: person for person in found}


def test_by_handle_by_short_handle_by_name_by_reply_a_person_is_one() -> None:
    people = present(
        THANKS,
        says("a", "Bravo à elle", 2, mentions=("@gblanc@social.example",)),
        says("b", "Bravo à elle", 3, mentions=("@GBlanc",)),
        says("c", "On écoute Gaëlle Blanc maintenant", 4),
        says("d", "Bravo", 5, reply_to=THANKS.key),
    )

    gaelle = people["@gblanc@social.example"]

    assert (gaelle.posts, gaelle.mentioned) == (1, 4)
    assert len(gaelle.keys) == 5
    assert gaelle.standing.level is Level.TRUSTED
    assert len(people) == 5


def test_two_accounts_with_one_handle_are_both_there() -> None:
    twin = replace(GAELLE, key=clean_line("another key"))
    chronicle = chronicle_of([THANKS, says(twin, "Encore merci", 2)])
    posts = list(chronicle.posts.values())

    found = people_of(posts, chronicle.posts, People.of(chronicle.posts, chronicle.lexicon.posts), no_standing)

    assert [(person.handle, person.posts) for person in found] == [(GAELLE.handle, 1)] * 2


def test_who_is_named_with_everyday_words_is_found_where_these_stand_side_by_side() -> None:
    names = {"u0": "Chaise Parasol", "u1": "Parasol Chaise", "u2": "Micro Chaise Tisane", "u3": "Tisane " * 7}
    there = [says(named(user, name), "Bonjour", number) for number, (user, name) in enumerate(names.items())]
    guests = [says(f"guest{n}", "chaise parasol micro chaise tisane", 10 + n) for n in range(10)]

    people = present(*there, *guests)

    assert [people[f"@{user}@social.example"].mentioned for user in names] == [10, 0, 10, 0]


def test_one_account_that_names_somebody_often_is_one_voice() -> None:
    people = present(THANKS, *(says("a", f"Gaëlle Blanc {n}", 2 + n) for n in range(5)))

    assert people["@gblanc@social.example"].mentioned == 1


def test_nobody_names_themselves() -> None:
    people = present(says(GAELLE, "Gaëlle Blanc, présente", 1), says(GAELLE, "encore", 2, mentions=("@gblanc",)))

    assert people["@gblanc@social.example"].mentioned == 0


def test_who_takes_anothers_name_is_not_meant_by_it() -> None:
    people = present(says(named("fake", "Gaëlle Blanc"), "Hello", 0), THANKS, says("c", "Vive Gaëlle Blanc", 4))

    assert people["@gblanc@social.example"].mentioned == 1
    assert people["@fake@social.example"].mentioned == 0


def test_a_first_name_alone_names_nobody() -> None:
    people = present(says(named("lea", "Léa"), "Hello", 1), says("c", "Léa est là", 2))

    assert people["@lea@social.example"].mentioned == 0


def test_somebody_only_spoken_of_is_there_by_their_handle() -> None:
    people = present(says("a", "Bravo", 2, mentions=("@alambert@mairie.example",)))

    assert people["@alambert@mairie.example"].posts == 0
    assert people["@alambert@mairie.example"].mentioned == 1


def test_reputation_is_what_boosts_are_worth() -> None:
    boosts = [passed_on(THANKS, who, 2) for who in ("a", "b")]
    chronicle = chronicle_of([THANKS], boosts, standing_of=trusting("a"))
    posts = list(chronicle.posts.values())

    (gaelle,) = people_of(
        posts, chronicle.posts, People.of(chronicle.posts, chronicle.lexicon.posts), chronicle.standing_of
    )

    assert gaelle.reputation == round(1 + 0.5 * 0.35**0.5, 6)


def test_those_most_present_come_first_and_no_more_than_asked_for() -> None:
    entries = [says(f"u{n}", "Bonjour", n) for n in range(5)]
    entries += [says("guest", "Bravo", 10 + n, mentions=(f"@u{n}@social.example",)) for n in (3,)]
    entries += [says(f"fan{n}", "Bravo", 20 + n, mentions=("@u1@social.example",)) for n in range(2)]
    chronicle = chronicle_of(entries)
    posts = list(chronicle.posts.values())
    people = People.of(chronicle.posts, chronicle.lexicon.posts)

    found = people_of(posts, chronicle.posts, people, no_standing, most=3)

    assert [person.handle.partition("@social")[0] for person in found] == ["@u1", "@u3", "@fan0"]
