"""What a voice weighs, and how little is left of it for those who talk without pause."""

import pytest

from hashtui.post.post import Author
from hashtui.reading.standing import Level, Standing, no_standing
from hashtui.reading.summary.voices import Voices
from tests.posts import author

ANNA, BEN = author("anna"), author("Ben")


@pytest.mark.parametrize(
    ("standing", "voice"),
    [
        (Standing(Level.MUTED, 1.0), 0.0),
        (Standing(Level.UNKNOWN, 0.9), 0.35),
        (Standing(Level.KNOWN), 0.5),
        (Standing(Level.VOUCHED, 0.4), 0.7),
        (Standing(Level.TRUSTED, 1.0), 1.0),
    ],
)
def test_a_voice_weighs_what_its_owner_is_to_the_reader(standing: Standing, voice: float) -> None:
    assert Voices(lambda _: standing).voice(ANNA) == pytest.approx(voice)


def test_who_talks_on_is_heard_less_and_after_five_minutes_half_as_much_of_that_is_left() -> None:
    voices = Voices(no_standing)

    left = [voices.speak(ANNA, at) for at in (0.0, 0.0, 300.0, 300.0, 200.0)]

    assert left == pytest.approx([1, 1 / 2, 1 / 2, 1 / 3, 1 / 4])
    assert voices.speak(BEN, 300.0) == 1


def test_somebody_was_first_heard_at_the_earliest_time_they_spoke() -> None:
    voices = Voices(no_standing)
    for at in (60.0, 30.0, 90.0):
        voices.speak(ANNA, at)

    assert voices.here_since(ANNA) == 30.0
    assert voices.heard == 1


@pytest.mark.parametrize("name", [BEN.key, "@ben@social.example"])
def test_whom_a_familiar_voice_names_is_familiar(name: str) -> None:
    voices = Voices(no_standing)

    voices.speak_of([name], by=ANNA, voice=0.49)
    before = voices.voice(BEN)
    voices.speak_of([name], by=ANNA, voice=0.5)

    assert (before, voices.voice(BEN)) == (0.35, 0.5)


def test_nobody_becomes_familiar_by_naming_themselves() -> None:
    def known(who: Author) -> Standing:
        return Standing(Level.KNOWN) if who == BEN else no_standing(who)

    voices = Voices(known)
    voices.speak_of([ANNA.key, ANNA.handle], by=ANNA, voice=0.5)

    assert voices.voice(ANNA) == 0.35
