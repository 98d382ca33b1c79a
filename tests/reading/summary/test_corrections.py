"""What corrects what, in seven languages, and what only sounds like it."""

import pytest

from hashtui.reading.summary.corrections import corrections_of
from hashtui.reading.summary.summary import Correction
from tests.reading.summary.talk import chatter, chronicle_of, says, trusting


def found(wrong: str, right: str, *, trusted: bool = True, after: float = 25) -> tuple[Correction, ...]:
    """The corrections when one post is followed by the other in an afternoon's chatter."""
    entries = [*chatter(240), says("luc", wrong, 60), says("orga", right, 60 + after)]
    chronicle = chronicle_of(entries, standing_of=trusting("orga") if trusted else trusting())
    return corrections_of(chronicle.posts, chronicle.lexicon.posts)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("La préfecture annule la fête", "Intox : la préfecture n'annule pas la fête"),
        ("Le wagon coûte 63 millions", "Rectificatif : le wagon coûte 43 millions"),
        ("Le wagon coûte 63 millions", "63 millions pour le wagon, c'est faux."),
        ("Le wagon coûte 63 millions", "Wagon à 63 millions : information inexacte"),
        ("The carriage costs 63 million", "Update: the carriage costs 43 million"),
        ("The carriage costs 63 million", "The carriage at 63 million? That's simply not true."),
        ("El vagón cuesta 63 millones", "Es falso: el vagón no cuesta 63 millones"),
        ("Der Wagen kostet 63 Millionen", "Korrektur: der Wagen kostet 43 Millionen"),
        ("Der Wagen kostet 63 Millionen", "63 Millionen für den Wagen, das stimmt nicht."),
        ("Il vagone costa 63 milioni", "Rettifica: il vagone costa 43 milioni"),
        ("O vagão custa 63 milhões", "Desmentido: o vagão não custa 63 milhões"),
        ("De wagon kost 63 miljoen", "Correctie: de wagon kost 43 miljoen"),
    ],
)
def test_a_correction_names_the_post_it_is_about(wrong: str, right: str) -> None:
    (correction,) = found(wrong, right)

    assert correction.wrong_text == wrong
    assert correction.text == right
    assert correction.handle == "@orga@social.example"


@pytest.mark.parametrize(
    "right",
    [
        "Le wagon a passé le faux plat, 63 millions de bravos",
        "Le wagon coûte bien 63 millions, une fausse note et on repart",
        "Le wagon coûte 63 millions\n\n(corrigé, j'avais mal entendu)",
        "Le wagon à 63 millions, c'est faux ?",
        "Ce wagon à 63 millions is never wrong",
    ],
)
def test_what_only_sounds_like_a_correction_is_none(right: str) -> None:
    assert found("Le wagon coûte 63 millions d'euros", right) == ()


def test_a_stranger_corrects_nobody() -> None:
    assert found("Le wagon coûte 63 millions", "Intox : le wagon ne coûte pas 63 millions", trusted=False) == ()


def test_what_was_said_more_than_two_hours_before_is_not_meant() -> None:
    assert found("Le wagon coûte 63 millions", "Intox : le wagon ne coûte pas 63 millions", after=121) == ()


def test_a_correction_of_something_nobody_said_corrects_nothing() -> None:
    assert found("Le prix va à Gaëlle", "Intox : le wagon ne coûte pas 63 millions") == ()


def test_every_telling_of_what_is_wrong_is_known() -> None:
    rumour = [says(f"r{n}", f"La fourrière enlève les voitures demain {n}", 60 + n) for n in range(3)]
    right = says("orga", "Erratum : la fourrière n'enlève pas les voitures demain", 80)
    chronicle = chronicle_of([*chatter(120), *rumour, right], standing_of=trusting("orga"))

    (correction,) = corrections_of(chronicle.posts, chronicle.lexicon.posts)

    assert correction.keys == tuple(one.key for one in rumour)
    assert correction.corrects in correction.keys
