"""What a peak is called: words that are new in it, counted in people, and put together as people put them."""

from hashtui.reading.entry import Entry
from hashtui.reading.summary.labels import label
from tests.reading.summary.talk import chatter, chronicle_of, says


def called(inside: list[Entry], elsewhere: list[Entry]) -> tuple[str, ...]:
    """The label of those posts among the others."""
    chronicle = chronicle_of([*elsewhere, *inside])
    people = {post.post.author.key for post in (*elsewhere, *inside)}
    return label([chronicle.posts[post.key] for post in inside], chronicle.posts, chronicle.lexicon, len(people))


def told_by(count: int, *texts: str, who: str = "teller", at: float = 200.0) -> list[Entry]:
    """So many people say one of those, one after the other."""
    return [says(f"{who}{number}", texts[number % len(texts)], at + number / 10) for number in range(count)]


def test_what_more_people_say_comes_first_and_what_one_says_is_not_told() -> None:
    inside = [*told_by(6, "Lucioles"), *told_by(3, "Sésame", who="other"), says("alone", "pivoine pivoine", 202)]

    assert called(inside, chatter(60)) == ("Lucioles", "Sésame")


def test_one_who_says_it_often_is_one() -> None:
    often = [says("loud", f"pivoine {word}", 201 + number) for number, word in enumerate(("un", "deux", "trois"))]

    assert called([*told_by(3, "Lucioles"), *often], chatter(60)) == ("Lucioles",)


def test_of_a_single_account_its_own_words_are_told() -> None:
    assert called([says("alone", "pivoine", 200)], chatter(60)) == ("pivoine",)


def test_what_is_said_all_day_by_as_many_is_not_new() -> None:
    all_day = told_by(40, "tisane", who="drinker", at=10)

    assert called(told_by(5, "Lucioles, une tisane", "Lucioles"), all_day) == ("Lucioles",)


def test_five_are_told_at_most() -> None:
    words = ("Lucioles", "pivoine", "tramway", "cactus", "zinnia", "glycine", "ronce")

    assert len(called([post for word in words for post in told_by(3, word, who=word)], chatter(60))) == 5


def others(count: int) -> list[Entry]:
    """So many in the peak say a word nobody else says."""
    return [says(f"other{number}", f"mot{number}", 205 + number / 100) for number in range(count)]


def test_four_people_make_a_phrase_three_do_not() -> None:
    assert called([*told_by(4, "Gaëlle Blanc"), *others(20)], chatter(60)) == ("Gaëlle Blanc",)
    assert sorted(called([*told_by(3, "Gaëlle Blanc"), *others(20)], chatter(60))) == ["Blanc", "Gaëlle"]


def test_words_that_stand_together_by_chance_are_no_phrase() -> None:
    together = told_by(4, "Lucioles pivoine")
    apart = [*told_by(12, "Lucioles", who="one"), *told_by(12, "pivoine", who="two")]

    assert sorted(called([*together, *apart], chatter(60))) == ["Lucioles", "pivoine"]


def test_a_phrase_is_as_long_as_people_write_it_and_each_word_is_told_once() -> None:
    assert called([*told_by(6, "wagon Sésame lauréat"), *others(60)], chatter(60)) == ("wagon Sésame lauréat",)


def test_each_word_goes_on_with_the_one_most_people_write_behind_it() -> None:
    inside = [*told_by(9, "Gaëlle Blanc"), *told_by(5, "Gaëlle Martin", who="less"), *others(90)]

    assert called(inside, chatter(60)) == ("Gaëlle Blanc", "Martin")


def test_each_word_follows_the_one_most_people_write_before_it() -> None:
    inside = [*told_by(9, "Gaëlle Blanc"), *told_by(5, "Alice Blanc", who="less"), *others(90)]

    assert called(inside, chatter(60)) == ("Gaëlle Blanc", "Alice")


def test_a_circle_of_words_has_an_end() -> None:
    circle = [*told_by(20, "Lucioles pivoine"), *told_by(16, "pivoine Lucioles", who="less"), *others(400)]

    assert called(circle, chatter(60)) == ("Lucioles pivoine",)
