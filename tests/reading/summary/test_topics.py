"""Topics: words that stand out, glued to phrases as people write them, each spoken of by several."""

from hashtui.reading.entry import Entry
from hashtui.reading.summary.topics import Talk, _Use
from tests.reading.summary.talk import chronicle_of, says


def told_by(count: int, text: str, *, who: str = "teller", at: float = 0.0) -> list[Entry]:
    return [says(f"{who}{number}", text, at + number / 10) for number in range(count)]


def topics_of(entries: list[Entry], *stems: str, count: int = 1000) -> list[tuple[str, int]]:
    """What is spoken of and by how many, when those stems stand out, the first most, of so many posts."""
    posts = chronicle_of(entries).posts
    uses = {}
    for place, stem in enumerate(stems):
        saying = [post for post in posts.values() if stem in post.words]
        uses[stem] = _Use(float(-place), saying, frozenset(post.author for post in saying))
    return [(topic.label, topic.authors) for topic in Talk(uses, count).topics(lambda stem: stem.title())]


def test_what_three_speak_of_is_a_topic_what_two_do_is_none() -> None:
    talk = [*told_by(3, "Lucioles"), *told_by(2, "tramway", who="other")]

    assert topics_of(talk, "luciole", "tramway") == [("Luciole", 3)]


def test_five_people_make_a_phrase_four_do_not() -> None:
    assert topics_of(told_by(5, "wagon rouge"), "wagon", "rouge") == [("Wagon Rouge", 5)]
    assert topics_of(told_by(4, "wagon rouge"), "wagon", "rouge") == [("Wagon", 4)]


def test_a_phrase_grows_on_both_sides_to_three_words() -> None:
    assert topics_of(told_by(6, "grand wagon rouge vif"), "wagon", "grand", "rouge", "vif")[0] == ("Wagon Rouge Vif", 6)
    assert topics_of(told_by(6, "grand wagon rouge"), "wagon", "grand", "rouge") == [("Grand Wagon Rouge", 6)]


def test_what_stands_together_by_chance_is_no_phrase() -> None:
    talk = [*told_by(6, "wagon rouge"), *told_by(6, "rouge", who="other")]

    assert topics_of(talk, "wagon", "rouge", count=18)[0] == ("Wagon", 6)
    assert topics_of(talk, "wagon", "rouge", count=1000)[0] == ("Wagon Rouge", 6)


def test_a_phrase_is_what_a_third_of_those_who_use_the_word_write() -> None:
    third = [*told_by(5, "wagon rouge"), *told_by(10, "wagon", who="other")]
    less = [*third, *told_by(1, "wagon", who="more")]

    assert topics_of(third, "wagon", "rouge")[0] == ("Wagon Rouge", 15)
    assert topics_of(less, "wagon", "rouge")[0] == ("Wagon", 16)


def test_words_that_two_posts_in_five_share_are_one_topic() -> None:
    shared = [*told_by(2, "wagon puis rouge"), *told_by(4, "wagon", who="one"), *told_by(3, "rouge", who="two")]
    less = [*shared, says("last", "rouge", 5)]

    assert topics_of(shared, "wagon", "rouge") == [("Wagon", 6)]
    assert topics_of(less, "wagon", "rouge") == [("Wagon", 6), ("Rouge", 6)]


def test_the_topic_of_most_people_is_first() -> None:
    talk = [*told_by(3, "wagon"), *told_by(5, "tramway", who="other")]

    assert topics_of(talk, "wagon", "tramway") == [("Tramway", 5), ("Wagon", 3)]
