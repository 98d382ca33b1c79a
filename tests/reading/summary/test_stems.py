"""What words are counted as."""

import pytest

from hashtui.post.clean import clean_line
from hashtui.reading.summary.stems import LONGEST_WORD, stem_of, telling_stem


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        ("Serveurs", "serveur"),
        ("prix", "prix"),
        ("travaux", "travau"),
        ("Étés", "etes"),
        ("étapes", "etape"),
        ("GOOOOAL", "goal"),
        ("goooal", "goal"),
        ("goal", "goal"),
        ("good", "good"),
        ("1000", "1000"),
        ("2-0", "0-2"),
        ("0-2", "0-2"),
        ("10-9", "9-10"),
        ("2-1-0", "2-1-0"),
        ("2026-11", "2026-11"),
        ("112-3", "112-3"),
        ("-", "-"),
        ("", ""),
        ("__init__", "init"),
    ],
)
def test_forms_and_spellings_of_a_word_are_one(written: str, stem: str) -> None:
    assert stem_of(written) == stem


def test_a_tag_may_look_like_a_score() -> None:
    assert [stem_of(clean_line(tag)) for tag in ("9-abc", "3-1", "1-3")] == ["9-abc", "1-3", "1-3"]


def test_a_word_is_no_longer_than_words_are() -> None:
    assert stem_of("ab" * LONGEST_WORD) == "ab" * (LONGEST_WORD // 2)


@pytest.mark.parametrize("word", ["le", "The", "und", "a", "x", ""])
def test_words_that_say_nothing_have_no_telling_stem(word: str) -> None:
    assert telling_stem(word) == ""


def test_a_word_of_two_letters_may_tell_something() -> None:
    assert telling_stem("Wu") == "wu"
