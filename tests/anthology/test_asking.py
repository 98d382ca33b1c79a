"""The request: polite, in the post's language, whole within what a post may hold."""

from dataclasses import replace
from datetime import UTC

import pytest

from hashtui.anthology.asking import MOST, ask
from hashtui.post.clean import clean_handle, clean_line, clean_text, clean_url
from hashtui.post.post import Network, Post
from tests.anthology.picking import picked
from tests.posts import post, rewritten

FRENCH = replace(post(1, "Le prix va à #Sésame, merci @ben"), language=clean_line("fr-CA"))


def test_it_is_in_french_for_who_wrote_french() -> None:
    words = ask(picked(FRENCH), UTC)

    assert words == (
        "Bonjour @ana@social.example, je prépare une anthologie de ce qui s’est dit autour de capcomnet, et j’aimerais"
        " y mettre votre message du 21 novembre 2026 à 12:01 : https://social.example/@ana/1\n"
        "Votre nom et le lien l’accompagneraient. Êtes-vous d’accord ? Répondez « oui » ou « non », ici ou en privé."
        " Non est une très bonne réponse aussi : votre message n’y sera pas. Merci !"
    )


@pytest.mark.parametrize("language", [None, "en", "de", "fro"])
def test_it_is_in_english_for_everybody_else(language: str | None) -> None:
    one = replace(post(1), language=clean_line(language) if language else None)

    words = ask(picked(one), UTC)

    assert words.startswith("Hello @ana@social.example, I am making an anthology of what was said about capcomnet")
    assert "your post of 21 November 2026, 12:01: https://social.example/@ana/1\n" in words
    assert "“yes” or “no”" in words
    assert "No is a perfectly good answer too" in words


LONG = clean_url("https://social.example/" + "a" * 460)
SHAPES = {
    "without an address": replace(FRENCH, url=None),
    "an address that is too long": replace(FRENCH, url=LONG),
    "a handle that is too long": replace(FRENCH, author=replace(FRENCH.author, handle=clean_handle("@" + "é" * 900))),
    "many words": replace(FRENCH, url=None, body=replace(FRENCH.body, text=clean_text("mot " * 2_000))),
    "no name at all": replace(FRENCH, author=replace(FRENCH.author, handle=clean_line(""), name=clean_line(""))),
}


@pytest.mark.parametrize("network", [Network.MASTODON, Network.BLUESKY])
@pytest.mark.parametrize("one", SHAPES.values(), ids=SHAPES)
def test_it_always_fits_and_says_which_post_and_that_no_is_fine(one: Post, network: Network) -> None:
    words = ask(picked(replace(one, network=network)), UTC)

    assert len(words) <= (300 if network is Network.BLUESKY else MOST)
    assert "21 novembre 2026 à 12:01" in words
    assert "« oui » ou « non »" in words
    assert words.rstrip().endswith("Merci !")


@pytest.mark.parametrize(
    ("handle", "quoted"),
    [
        ("@leclerc.oumar.ciel.example", "« Le prix du jury va à une bande dessinée que personne ici… »"),
        ("@leclerc.oumar.dessinateurs.ciel.example", "« Le prix du jury va à une bande dessinée que… »"),
        (f"@{'e' * 56}.example", "« Le prix du jury va… »"),
        (f"@{'e' * 57}.example", ""),
    ],
)
def test_words_are_quoted_as_far_as_there_is_room_and_not_at_all_where_they_would_say_nothing(
    handle: str, quoted: str
) -> None:
    text = clean_text("Le prix du jury va à une bande dessinée que personne ici n’avait lue")
    one = replace(
        FRENCH,
        url=clean_url("https://ciel.example/profile/leclerc.oumar.ciel.example/post/3l2abcdefgh2x"),
        author=replace(FRENCH.author, handle=clean_handle(handle)),
        body=replace(FRENCH.body, text=text),
        network=Network.BLUESKY,
    )

    words = ask(picked(one), UTC)

    assert len(words) <= 300
    assert words.splitlines()[0].endswith(f"à 12:01 {quoted}" if quoted else "à 12:01.")


def test_a_quotation_in_it_reaches_neither_those_it_names_nor_the_tag() -> None:
    words = ask(picked(replace(FRENCH, url=None)), UTC)

    assert "« Le prix va à Sésame, merci ben »" in words
    assert "#" not in words


def test_words_behind_a_warning_are_not_quoted() -> None:
    words = ask(picked(replace(FRENCH, url=None, content_warning=clean_text("cw"))), UTC)

    assert "Le prix" not in words


def test_it_speaks_of_the_post_as_it_is_now() -> None:
    edited = replace(rewritten(FRENCH, "Autrement"), url=None)

    assert "« Autrement »" in ask(replace(picked(FRENCH), newest=edited), UTC)
