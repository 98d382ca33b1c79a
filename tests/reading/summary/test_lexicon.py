"""Which posts say a word, and how most people write it."""

from hashtui.reading.summary.lexicon import Lexicon
from hashtui.reading.summary.said import GAP, Said


def test_a_word_is_shown_as_most_people_write_it_the_first_of_the_alphabet_where_as_many_do() -> None:
    lexicon = Lexicon()
    lexicon.learn("1", ("serveur",), Said(("Serveurs", GAP, "serveur")))

    assert lexicon.surface("serveur") == "Serveurs"

    lexicon.learn("2", ("serveur",), Said(("serveur",)))
    lexicon.learn("3", ("serveur",), Said(("SERVEUR", "SERVEUR", "SERVEUR")))

    assert lexicon.surface("serveur") == "SERVEUR"
    assert lexicon.surface("unheard") == "unheard"
    assert lexicon.surface("") == ""


def test_what_a_post_does_not_say_any_more_is_forgotten() -> None:
    lexicon = Lexicon()
    lexicon.learn("1", ("wagon", "demo"), Said(("wagon", "demo")))
    lexicon.learn("2", ("wagon",), Said(("wagon",)))

    lexicon.forget("1", ("wagon", "never said"))

    assert (tuple(lexicon.posts("wagon")), lexicon.times_said("demo")) == (("2",), 1)
    assert (tuple(lexicon.posts("unheard")), lexicon.times_said("unheard")) == ((), 0)
    assert set(lexicon) == {"wagon", "demo"}
