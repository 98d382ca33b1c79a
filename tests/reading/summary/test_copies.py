"""What is a near-copy of what, and what two people may well come upon by themselves."""

import pytest

from tests.reading.summary.talk import chronicle_of, says

LONG = "garance casse encore le serveur pendant la grande conférence du mardi matin"


def original_of(first: str, second: str, *, links: tuple[str | None, str | None] = (None, None)) -> tuple[bool, float]:
    """Whether the second is a near-copy of the first, and what its voice weighs."""
    one, two = says("anna", first, 1, link=links[0]), says("ben", second, 90, link=links[1])
    post = chronicle_of([one, two]).posts[two.key]
    return post.original == one.key, round(post.weight / post.voice, 6)


@pytest.mark.parametrize(
    ("first", "second", "is_copy"),
    [
        (LONG, LONG, True),
        (LONG, LONG.replace("garance", "sésame"), True),
        (LONG, "une tout autre chose arrive aujourd'hui dehors sous la pluie", False),
        ("alpha beta gamma delta", "alpha beta gamma delta", True),
        ("alpha beta gamma", "alpha beta gamma", False),
        ("alpha beta gamma delta", "alpha beta gamma omega", True),
        ("alpha beta gamma delta", "alpha beta sigma omega", False),
        ("alpha beta gamma", "alpha beta gamma delta epsilon", True),
        ("alpha beta gamma", "alpha beta gamma delta epsilon zeta", False),
    ],
)
def test_six_words_in_ten_of_four_or_more_make_a_copy(first: str, second: str, is_copy: bool) -> None:
    assert original_of(first, second)[0] is is_copy


def test_a_long_copy_weighs_less_a_short_one_does_not() -> None:
    assert original_of(LONG, LONG) == (True, round(2**-1.5, 6))
    assert original_of("alpha beta gamma delta", "alpha beta gamma delta") == (True, 1.0)


def test_a_copy_of_a_copy_is_a_copy_of_the_first() -> None:
    texts = (LONG, LONG.replace("garance", "sésame"), LONG.replace("garance", "sésame").replace("casse", "répare"))
    entries = [says(f"u{n}", text, 90 * n) for n, text in enumerate(texts)]

    posts = chronicle_of(entries).posts

    assert {posts[entry.key].original for entry in entries} == {entries[0].key}


def test_the_third_weighs_less_than_the_second_and_oneself_least() -> None:
    entries = [says(who, LONG, 90 * n) for n, who in enumerate(("anna", "ben", "cleo", "ben"))]

    posts = chronicle_of(entries).posts

    weights = [posts[entry.key].weight / 0.35 for entry in entries]
    assert weights == pytest.approx([1, 2**-1.5, 3**-1.5, 0.2 * 4**-1.5], rel=1e-3)


def test_among_many_posts_of_common_words_the_copy_is_found() -> None:
    crowd = [says(f"u{n}", f"garance casse serveur mardi numéro{n} chose{n} objet{n}", n / 10) for n in range(300)]
    one, two = says("anna", LONG, 40), says("ben", LONG, 41)

    assert chronicle_of([*crowd, one, two]).posts[two.key].original == one.key


@pytest.mark.parametrize(
    ("words", "other", "weight"),
    [
        ("alpha beta gamma delta epsilon", "https://media.example/a", 2**-1.5 * 2**-0.5),
        ("alpha beta gamma delta", "https://media.example/a", 2**-0.5),
        ("alpha beta gamma delta epsilon", "https://other.example/b", 1.0),
    ],
)
def test_five_words_and_one_link_are_not_come_upon_by_oneself(words: str, other: str, weight: float) -> None:
    _, left = original_of(words.replace("alpha", "omega"), words, links=("https://media.example/a", other))

    assert left == round(weight, 6)
