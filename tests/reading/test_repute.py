"""What boosts are worth: known voices count, bought ones hardly."""

from hashtui.reading.repute import worth
from hashtui.reading.standing import NO_STANDING, Given, Level, Standing


def test_many_strangers_weigh_like_a_few_known_voices() -> None:
    assert 3 < worth([NO_STANDING] * 140) < 4


def test_a_known_voice_weighs_the_more_the_more_it_is_trusted() -> None:
    known, sure = Standing(Level.KNOWN), Standing(Level.TRUSTED, 1.0, Given(1.0))

    assert (worth([known]), worth([sure]), worth([sure, known])) == (0.5, 1.0, 1.5)


def test_the_muted_weigh_nothing() -> None:
    assert worth([Standing(Level.MUTED, given=Given(muted=True))]) == 0
