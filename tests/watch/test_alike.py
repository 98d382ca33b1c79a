"""Whether texts are the same words and addresses the same host."""

import pytest

from hashtui.watch.alike import agree, holds, origin_of, same_host

WORDS = "Bonjour tout le monde, la nuit du code commence ici ce soir #a"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WORDS, WORDS, True),
        (WORDS, f"{WORDS}\n\nhttps://social.example/@ana/1", True),
        (WORDS, WORDS[:40] + "…", True),
        (WORDS, WORDS.upper(), True),
        ("Nein", "Ja", False),
        (WORDS, "Une tout autre chose se passe ailleurs et personne ne le sait", False),
        ("", "", True),
        ("https://a.example/1.jpg", "", True),
        ("", "Send coins", False),
        ("🎉🎉", "🎉", True),
        ("今日は東京でみんなと一緒にコードを書きます", "今日は東京でみんなと一緒に…", True),
        ("今日は東京でみんなと一緒にコードを書きます", "明日の天気は雨のち晴れでしょう", False),
        ("word " * 100, "word", True),
        ("word", "other " * 99 + "word", True),
    ],
)
def test_texts_agree_when_one_can_be_a_copy_of_the_other(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is same
    assert agree(other, one) is same


def test_hosts_are_compared_whole() -> None:
    assert same_host("https://a.example/users/1", "https://a.example/@x/1")
    assert not same_host("https://a.example/users/1", "https://a.example.evil/1")
    assert not same_host("https://a.example:8443/1", "https://a.example/1")
    assert not same_host("b" * 64, "b" * 64)
    assert not same_host("tag:a.example,2026:1", "tag:a.example,2026:1")


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ("https://a.example", "https://a.example/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("feed+https://a.example/tags/x+y.rss", "https://a.example/"),
        ("jetstream+wss://j.example/subscribe", "wss://j.example/"),
    ],
)
def test_a_sources_own_posts_begin_with_its_address(source: str, origin: str) -> None:
    assert origin_of(source) == origin


def test_a_source_without_an_address_has_no_posts_of_its_own() -> None:
    assert not "jsonl:posts".startswith(origin_of("jsonl:-"))


def test_one_text_holds_another_that_is_cut_from_it_and_none_without_words() -> None:
    assert holds(WORDS, WORDS[:30])
    assert not holds(WORDS, WORDS.replace("ce soir", "demain"))
    assert not holds("", "")


def test_a_long_text_of_odd_letters_is_compared_in_a_moment() -> None:
    odd = "a.b/c…" * 3_000 + "\u0f71\u0fb7" * 1_000 + "x" * 20_000

    assert agree(odd, odd)
