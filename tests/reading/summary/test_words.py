"""The words of a post: what is cut out of its text, what is passed over, what is hard to paraphrase."""

from dataclasses import replace

import pytest

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_handle, clean_line, clean_text
from hashtui.reading.summary.said import GAP, NOTHING_SAID, Said
from hashtui.reading.summary.words import LONGEST_TEXT, MOST_WORDS, bare_link, read_words
from tests.posts import post


def said(text: str) -> Said:
    return read_words(replace(post(1), body=Body(clean_text(text)), tags=()))


def words(text: str) -> list[str]:
    return [word for word in said(text).surfaces if word != GAP]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("L'arrivée du train", ["arrivée", "train"]),
        ("Qu’elle gagne aujourd'hui", ["gagne"]),
        ("Quelqu'un vient, quelqu’une part, lorsqu'il gare", ["vient", "part", "gare"]),
        ("puisqu’on mange jusqu’au soir, quoiqu'Anna boude presqu'autant", ["mange", "soir", "Anna", "boude"]),
        ("L'aquarelle sull'onda, quell’arte", ["aquarelle", "onda", "arte"]),
        ("Nobody's server won't restart", ["server", "restart"]),
        ("RT @anna: serveur cassé", ["serveur", "cassé"]),
        ("lire https://example.org/serveur www.example.org @anna@piaille.fr wagon", ["lire", "wagon"]),
        ("#Garance ouvre", ["Garance", "ouvre"]),
        ("tir 2 - 1 à 12:30, 1,5 million", ["tir", "2-1", "12:30", "1,5", "million"]),
        ("niveau 7 atteint", ["niveau", "atteint"]),
        ("42nd street", ["42nd", "street"]),
        ("東京駅", ["東京", "京駅"]),
        ("駅", ["駅"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
    ],
)
def test_words_are_cut_out_of_texts_in_any_script(text: str, told: list[str]) -> None:
    assert words(text) == told


def test_where_something_was_left_out_words_are_no_neighbours() -> None:
    assert said("wagon rouge. Serveur de Garance").surfaces == ("wagon", "rouge", GAP, "Serveur", GAP, "Garance")


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("hier soir Garance chantait ici", {"garance"}),
        ("Garance chantait hier soir", set()),
        ("voilà. Garance chantait hier", set()),
        ("hier on a vu #Garance chanter", set()),
        ("HIER SOIR GARANCE CHANTAIT ICI", set()),
        ("le 12 mai contre 3-1", {"12", "1-3"}),
    ],
)
def test_names_inside_sentences_numbers_and_scores_are_anchors(text: str, anchors: set[str]) -> None:
    assert set(said(text).anchors) == anchors


def test_links_and_handles_are_kept_apart_from_words() -> None:
    text = clean_text("voir wagon ici")
    spans = (Span(5, 10, Role.LINK, clean_line("https://www.Example.org/a/?utm_source=x&b=1#top")),)

    read = read_words(replace(post(1), body=Body(text, spans), mentions=(clean_handle("@Anna@Piaille.fr"),)))

    assert read.links == ("example.org/a?b=1",)
    assert read.mentions == ("@anna@piaille.fr",)
    assert {*read.links, *read.mentions} <= set(read.anchors)
    assert "wagon" not in read.surfaces


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("http://EXAMPLE.org/", "example.org"),
        ("https://example.org/A/?fbclid=1&gclid=2", "example.org/A"),
        ("https://example.org/?", "example.org"),
        ("mailto:a@b.example", "a@b.example"),
        ("https://[broken", "https://[broken"),
        ("#", "#"),
    ],
)
def test_addresses_of_one_page_have_one_spelling(url: str, bare: str) -> None:
    assert bare_link(url) == bare


def test_a_post_that_says_nothing_says_nothing() -> None:
    assert said("... !") is NOTHING_SAID


def test_what_claims_to_be_one_post_is_read_only_so_far() -> None:
    assert len(said("serveur wagon " * 1_000).surfaces) == MOST_WORDS
    assert words("serveur" + " " * LONGEST_TEXT + "wagon") == ["serveur"]
