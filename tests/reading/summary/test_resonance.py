"""What two tags speak of within twenty minutes."""

import pytest

from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.summary.people import People
from hashtui.reading.summary.resonance import resonance_of
from hashtui.reading.summary.summary import Resonance, Thing
from tests.reading.summary.talk import CAPCOM, PARIS, chronicle_of, named, says, until

BOTH = ("capcomnet", "paris20")
GAELLE = says(named("gblanc", "Gaëlle Blanc"), "Bonjour", 0)


def resonating(*entries: Entry) -> tuple[Resonance, ...]:
    chronicle = chronicle_of([GAELLE, *entries], tags=(CAPCOM, PARIS))
    posts = list(chronicle.posts.values())
    return resonance_of(posts, chronicle.tags, People.of(chronicle.posts, chronicle.lexicon.posts))


def test_a_person_named_by_handle_here_and_by_name_there_resonates() -> None:
    found = resonating(
        says("a", "Bravo", 182, mentions=("@gblanc@social.example",)),
        says("b", "Vive Gaëlle Blanc", 183),
        says("c", "Gaëlle Blanc arrive", 188, tags=("paris20",)),
        says("d", "Quelle oratrice", 189, tags=("paris20",), mentions=("@gblanc",)),
        says("e", "Gaëlle Blanc encore", 189.5, tags=("paris20",)),
    )

    (one,) = found

    assert (one.kind, one.what) == (Thing.PERSON, "@gblanc@social.example")
    assert (one.tags, one.voices) == ((CAPCOM, PARIS), (2, 3))
    assert one.at == until(180)
    assert len(one.keys) == 5


def test_what_is_said_hours_apart_does_not_resonate() -> None:
    assert not resonating(
        says("a", "Gaëlle Blanc", 10),
        says("b", "Gaëlle Blanc bravo", 11),
        says("c", "Gaëlle Blanc bis", 90, tags=("paris20",)),
        says("d", "Gaëlle Blanc ter", 91, tags=("paris20",)),
    )


def test_one_voice_on_a_side_is_not_enough() -> None:
    assert not resonating(
        says("a", "Gaëlle Blanc", 10),
        says("b", "Gaëlle Blanc bravo", 11),
        says("c", "Gaëlle Blanc bis", 12, tags=("paris20",)),
        says("c", "Gaëlle Blanc ter", 13, tags=("paris20",)),
    )


def test_a_link_resonates_under_its_many_spellings() -> None:
    (one,) = resonating(
        says("a", "Lisez", 10, link="https://www.media.example/x"),
        says("b", "Lisez donc", 11, link="https://media.example/x?utm_medium=y"),
        says("c", "Lire", 12, link="http://media.example/x/", tags=BOTH),
        says("d", "Lire vite", 13, link="https://media.example/x", tags=("paris20",)),
    )

    assert (one.kind, one.what, one.voices) == (Thing.LINK, "https://www.media.example/x", (3, 2))


def test_a_post_answered_under_both_tags_resonates_with_its_author_and_words() -> None:
    crossing = says("x", "Rendez-vous à midi", 10, tags=BOTH)
    (one,) = resonating(
        crossing,
        says("a", "Oui", 11, reply_to=crossing.key),
        says("b", "Présent", 12, tags=("paris20",), reply_to=crossing.key),
    )

    assert (one.kind, one.what, one.voices) == (Thing.POST, crossing.key, (2, 2))
    assert (one.by, one.text) == ("@x@social.example", "Rendez-vous à midi")


@pytest.mark.parametrize(
    ("names", "score"), [(("capcomnet", "paris20"), 0.7), (("capcomnet", "paris20", "third"), 1.05)]
)
def test_the_score_is_the_mean_of_what_the_voices_weigh_and_more_for_more_tags(
    names: tuple[str, ...], score: float
) -> None:
    tags = tuple(map(Tag.of, names))
    entries = [
        says(f"u{place}{n}", f"wagon {n}", place + n / 9, tags=(name,), link="https://media.example/blanc")
        for place, name in enumerate(names)
        for n in range(2)
    ]
    chronicle = chronicle_of(entries, tags=tags)

    (link,) = resonance_of(list(chronicle.posts.values()), tags, People.of(chronicle.posts, chronicle.lexicon.posts))

    assert link.score == pytest.approx(score)
    assert link.voices == (2,) * len(names)
