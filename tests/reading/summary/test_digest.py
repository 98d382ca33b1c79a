"""What the digest tells, and what it leaves out."""

from hashtui.reading.entry import Entry
from hashtui.reading.summary.bursts import Burst
from hashtui.reading.summary.digest import digest
from hashtui.reading.summary.segments import Segment
from hashtui.reading.summary.summarise import summarise
from hashtui.reading.summary.summary import Told
from hashtui.reading.summary.weighed import Weighed
from tests.reading.summary.talk import FILLER, chatter, chronicle_of, passed_on, says, trusting, wish
from tests.reading.summary.test_segments import weighed

PRIZE = (
    "Le prix Lyon va à Gaëlle Blanc pour le wagon Sésame",
    "Gaëlle Blanc reçoit le prix Lyon, bravo au wagon Sésame",
    "Et le wagon Sésame remporte le prix Lyon ! Merci Gaëlle Blanc",
    "On applaudit Gaëlle Blanc : prix Lyon pour Sésame",
    "The Lyon prize goes to Gaëlle Blanc for the Sésame carriage",
    "So happy for Gaëlle Blanc, her Sésame carriage wins the Lyon prize",
    "Sésame, le guichet dans un train : prix Lyon pour Gaëlle Blanc",
    "Toute la salle debout pour Gaëlle Blanc et Sésame, prix Lyon",
    "Quel discours de Gaëlle Blanc ! Sésame a le prix Lyon",
    "Ce wagon nommé Sésame méritait le prix Lyon, et Gaëlle Blanc aussi",
    "Long applause for Gaëlle Blanc, Lyon prize, Sésame",
    "Le jury unanime : Sésame de Gaëlle Blanc, prix Lyon",
)


def prize(minute: float = 60) -> list[Entry]:
    """A dozen people tell of the prize within two minutes."""
    return [says(f"teller{number}", text, minute + number * 0.15) for number, text in enumerate(PRIZE)]


def about(told: tuple[Told, ...], word: str) -> list[Told]:
    return [one for one in told if word in one.text]


def test_what_many_tell_in_two_languages_is_told_once() -> None:
    chronicle = chronicle_of([*chatter(120), *prize()])

    told = summarise(chronicle, wish()).digest

    (pick,) = about(told, "Blanc")
    assert pick.voices == len(PRIZE)
    assert len(pick.keys) == len(PRIZE)
    assert pick.rank == 0


def test_a_reason_names_the_peak_the_voices_and_who_is_trusted() -> None:
    chronicle = chronicle_of([*chatter(120), *prize()], standing_of=trusting("teller2"))

    (pick,) = about(summarise(chronicle, wish()).digest, "Blanc")

    assert pick.handle == "@teller2@social.example"
    assert pick.peak is not None
    assert pick.why == f"peak {pick.peak.start:%H:%M}, 12 voices, @teller2@social.example ★"


def test_two_scores_are_two_things_though_all_else_is_the_same() -> None:
    ways = ("But de Garance, {}", "Garance marque encore, {} pour Lyon", "{} ! Garance offre tout à Lyon",
            "Lyon mène {}, merci Garance", "Superbe frappe : Garance, {} Lyon")  # fmt: skip
    goals = [
        says(f"fan{n}", way.format(score), minute + n / 5)
        for minute, score in ((60, "1-0"), (62, "2-0"))
        for n, way in enumerate(ways)
    ]

    told = about(summarise(chronicle_of([*chatter(120), *goals]), wish()).digest, "Garance")

    assert {(score, one.voices) for one in told for score in ("1-0", "2-0") if score in one.text} == {
        ("1-0", 5),
        ("2-0", 5),
    }


def test_another_score_takes_no_place_from_the_one_just_before() -> None:
    def tell(what: str, people: int, minute: float) -> list[Entry]:
        return [says(f"{what}{number}", f"{what} {FILLER[number]}", minute + number / 10) for number in range(people)]

    entries = [*chatter(180), *tell("1-0", 12, 60), *tell("2-0", 11, 63), *tell("Garance", 9, 130)]

    told = summarise(chronicle_of(entries), wish(limit=2)).digest

    assert [one.text.split()[0] for one in told] == ["1-0", "2-0"]


def test_of_two_tellings_as_good_the_one_in_the_readers_language_is_told() -> None:
    french = says("luc", "Gaëlle Blanc reçoit le prix Lyon", 60, language="fr")
    english = says("ann", "Gaëlle Blanc receives the prize Lyon", 60.2, language="en-GB")
    others = [
        says(f"more{n}", text, 61 + n / 5)
        for n, text in enumerate(["Gaëlle Blanc reçoit prix Lyon bravo", "Gaëlle Blanc receives prize Lyon bravo"])
    ]
    chronicle = chronicle_of([*chatter(120), french, english, *others])

    first = {language: summarise(chronicle, wish(language=language)).digest for language in ("fr", "en")}

    assert about(first["fr"], "Blanc")[0].key == french.key
    assert about(first["en"], "Blanc")[0].key == english.key


def test_boosts_of_strangers_do_not_push_a_post_that_nobody_else_tells_into_the_digest() -> None:
    pushed = says("ring0", "Boussolia arrive, inscrivez-vous sur Boussolia", 60)
    boosts = [passed_on(pushed, f"ring{number}", 60 + number / 100) for number in range(1, 140)]
    chronicle = chronicle_of([*chatter(120), *prize(), pushed], boosts)

    told = summarise(chronicle, wish(limit=5)).digest

    assert about(told, "Blanc")
    assert not about(told, "Boussolia")


def test_who_repeats_one_thing_without_others_is_not_told() -> None:
    flood = [says("loud", f"Pigeon {number} contre beignet, suite", 60 + number / 5) for number in range(40)]
    chronicle = chronicle_of([*chatter(120), *prize(90), *flood])

    told = summarise(chronicle, wish(limit=5)).digest

    assert about(told, "Blanc")
    assert not about(told, "Pigeon")


def test_the_same_words_of_somebody_else_are_not_told_beside_the_first() -> None:
    copy = says("copycat", PRIZE[0] + " 🚨", 64)
    chronicle = chronicle_of([*chatter(120), *prize(), copy])

    told = summarise(chronicle, wish(limit=30)).digest

    assert copy.key not in {one.key for one in told}


def test_what_is_corrected_is_told_with_its_correction_only() -> None:
    rumour = [
        says(f"rumour{number}", f"La fourrière enlève les voitures demain matin {end}", 60 + number / 3)
        for number, end in enumerate(("partout", "ici", "paraît-il", "dans la rue", "bougez-les", "alerte"))
    ]
    correction = says("orga", "Erratum : la fourrière n'enlève pas les voitures demain matin", 85)
    chronicle = chronicle_of([*chatter(120), *rumour, correction], standing_of=trusting("orga"))

    summary = summarise(chronicle, wish())

    wrong = [one for one in summary.digest if one.key in {entry.key for entry in rumour}]
    assert {one.corrected_by for one in wrong} == {correction.key}
    assert correction.key in {one.key for one in summary.digest}
    assert summary.corrections[0].corrects in {entry.key for entry in rumour}


def test_a_limit_with_room_for_one_is_not_given_to_what_is_wrong() -> None:
    rumour = [says(f"rumour{n}", f"La fourrière enlève les voitures demain {n}", 60 + n / 3) for n in range(7)]
    correction = says("orga", "Erratum : la fourrière n'enlève pas les voitures demain", 85)
    chronicle = chronicle_of([*chatter(120), *rumour, correction], standing_of=trusting("orga"))

    told = summarise(chronicle, wish(limit=1)).digest

    assert len(told) == 1
    assert told[0].key not in {entry.key for entry in rumour}


def test_a_calm_afternoon_is_not_notable_and_tells_one_post() -> None:
    summary = summarise(chronicle_of(chatter(120)), wish())

    assert not summary.notable
    assert len(summary.digest) <= 1


def test_the_digest_stands_in_the_order_of_time() -> None:
    chronicle = chronicle_of(
        [*chatter(200), *prize(120), *(says(f"b{n}", "Lucioles ouvre à minuit", 40 + n / 3) for n in range(6))]
    )

    told = summarise(chronicle, wish()).digest

    assert [one.created_at for one in told] == sorted(one.created_at for one in told)
    assert about(told, "Lucioles")
    assert about(told, "Blanc")


def test_of_posts_that_share_no_word_the_one_that_stands_best_is_told() -> None:
    entries = [says("ann", "Bonjour", 1), says("friend", "Salut", 2), says("bob", "Coucou", 3)]

    summary = summarise(chronicle_of(entries, standing_of=trusting("friend")), wish())

    assert [told.key for told in summary.digest] == [entries[1].key]
    assert not summary.notable


def test_what_happens_at_another_time_is_told_before_more_of_the_same_minutes() -> None:
    def tell(what: str, people: int, minute: float) -> list[Entry]:
        return [says(f"{what}{number}", f"{what} {FILLER[number]}", minute + number / 10) for number in range(people)]

    entries = [*chatter(180), *tell("Lucioles", 12, 60), *tell("Boussole", 8, 63), *tell("Garance", 9, 130)]

    told = summarise(chronicle_of(entries), wish(limit=2)).digest

    assert [one.text.split()[0] for one in told] == ["Lucioles", "Garance"]


def told_of(*posts: Weighed, said: tuple[float, ...] = (9.0, 9.0)) -> list[str]:
    """Whose posts are picked, the best first; each is in a segment and of a burst of its own."""
    bursts = [Burst("prize", (number,), 0.5, weight) for number, weight in enumerate(said)]
    segments = [
        Segment(post.at, posts=[post], bursts=bursts, telling=[(post, [number])]) for number, post in enumerate(posts)
    ]
    return [pick.post.entry.post.author.name for pick in digest(segments, {}, 9)]


def test_nearly_the_same_words_are_told_once_within_minutes_whatever_segment_they_stand_in() -> None:
    first = weighed("first", 19, "prize", "blanc", "lyon", "wagon")
    soon, late = (weighed("again", at, "prize", "blanc", "lyon", "train") for at in (21, 27))
    other = weighed("other", 21, "prize", "blanc", "guichet", "train")

    assert told_of(first, soon) == ["First"]
    assert told_of(first, late) == ["First", "Again"]
    assert told_of(first, other) == ["First", "Other"]
    assert told_of(first, weighed("earlier", 0, "guichet"), soon, said=(30.0, 25.0, 9.0)) == ["First", "Earlier"]


def test_nearly_the_same_words_with_another_score_are_told_too() -> None:
    first = weighed("first", 19, "goal", "blanc", "lyon", "1-0")

    assert told_of(first, weighed("again", 21, "goal", "blanc", "lyon", "2-0")) == ["First", "Again"]


def test_a_pick_leaves_a_third_to_others_within_minutes_of_it_in_whatever_order_picks_are_made() -> None:
    minutes = {"late": 60, "early": 0, "beside": 61, "elsewhere": 120, "last": 180}
    posts = [weighed(name, minute, name) for name, minute in minutes.items()]

    told = told_of(*posts, said=(30.0, 25.0, 10.0, 5.0, 2.0))

    assert told == ["Late", "Early", "Elsewhere", "Beside", "Last"]
