"""Peaks in plain words: said where one comes past them, gone to by key, more or fewer of them."""

from datetime import timedelta

import pytest

from hashtui.cli.plain.words import Speech, peak_sentence
from hashtui.config.config import TimeForm
from hashtui.config.remembered import PanePlace
from hashtui.config.trusted import Trusted
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.times import Times
from tests.cli.plain.talking import LATER, Spoken
from tests.posts import NOON, author
from tests.tui.peaks import TAG, peak

TWO = ((30.0, "wagon Sésame"), (50.0, "prix Garance"))


def speech(form: TimeForm = TimeForm.CLOCK) -> Speech:
    return Speech(Times.at(LATER, form, LATER.tzinfo), LATER)


def heard(*panes: str, places: tuple[PanePlace, ...] = (), sensitivity: Sensitivity = Sensitivity.NORMAL) -> Spoken:
    """An hour with two things that many tell, nine of whom one trusts."""
    trusted = Trusted()
    for number in range(9):
        trusted = trusted.with_level(author(f"told{number}", f"Told {number}"), 0.7)
    spoken = Spoken(*(panes or ("#capcomnet",)), places=places, trusted=trusted, sensitivity=sensitivity)
    spoken.hear_hour(*TWO)
    return spoken


@pytest.mark.parametrize(
    ("tag", "whole", "words"),
    [
        (False, False, "Peak at 12:24: wagon Sésame, 31 voices, 9 trusted."),
        (True, False, "Peak at 12:24 in #capcomnet: wagon Sésame, 31 voices, 9 trusted."),
        (False, True, "Peak at 12:24: wagon Sésame, prix, 31 voices, 9 trusted, 3.4 times the usual."),
    ],
)
def test_a_peak_is_one_sentence(tag: bool, whole: bool, words: str) -> None:
    assert peak_sentence(peak(24, 30, "wagon Sésame", "prix"), speech(), tag=tag, whole=whole) == words


def test_a_peak_without_words_and_trusted_voices_is_told_by_its_voices() -> None:
    said = peak_sentence(peak(24, 30, authors=1, trusted=0, usual=12.4), speech(), whole=True)

    assert said == "Peak at 12:24: 1 voice, 12 times the usual."


def test_a_peak_is_told_by_its_age_where_times_are() -> None:
    said = peak_sentence(peak(24, 30, "prix"), speech(TimeForm.AGO))

    assert said.startswith("Peak 16 minutes ago: prix")


async def test_the_keys_lead_from_peak_to_peak_and_say_what_each_was_about() -> None:
    spoken = heard()

    said = [await spoken.ask(line) for line in ("[", ",", ",", "]", ";")]

    assert [words.partition(" at ")[0] for words in said] == [
        "Peak 2 of 2",
        "Peak 1 of 2",
        "This is the first peak here.",
        "Peak 2 of 2",
        "This is the last peak here.",
    ]
    first, second = said[1].splitlines(), said[0].splitlines()
    assert first[0].startswith("Peak 1 of 2 at 12:3")
    assert "Sésame" in first[0]
    assert "9 trusted" in first[0]
    assert first[0].endswith(" times the usual.")
    assert "Garance" in second[0]
    assert "prix Garance" in second[1]


async def test_one_goes_back_from_a_peak_to_where_one_was() -> None:
    spoken = heard()
    first = spoken.say("G").splitlines()[0]

    await spoken.ask("]", "]")

    assert spoken.say("back", "back").splitlines()[0] == first
    assert spoken.say("back").startswith("Nothing to go back to")


async def test_a_pane_without_a_peak_says_so() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    assert await spoken.ask("[") == "No peak in #capcomnet."
    assert await spoken.ask("x", "]") == "No pane is open; a and a #tag opens one."


def test_a_peak_that_began_is_said_where_one_comes_past_it() -> None:
    spoken = heard()
    spoken.say("G")
    for _ in range(150):
        spoken.talk.tick()

    said = [spoken.say("") for _ in range(150)]

    peaks = [words.splitlines()[0] for words in said if words.startswith("Peak")]
    assert len(peaks) == 2
    assert peaks[0].startswith("Peak at 12:3")
    assert "Sésame" in peaks[0]
    assert "Garance" in peaks[1]


async def test_the_peaks_that_were_not_come_to_yet_are_counted_in_the_panes_sentence() -> None:
    spoken = heard()
    spoken.say("G")
    for _ in range(150):
        spoken.talk.tick()

    at_first = spoken.say("1")
    await spoken.ask("]")
    past_one = spoken.say("1")
    spoken.say("A")

    assert at_first == "#capcomnet: asking, 159 unread, 2 peaks ahead."
    assert past_one == "#capcomnet: asking, 158 unread, 1 peak ahead."
    assert spoken.say("1") == "#capcomnet: asking, 0 unread."


async def test_the_sensitivity_is_another_one_and_back_and_is_kept_with_the_pane() -> None:
    spoken = heard()

    said = await spoken.ask("%")
    spoken.talk.remember()
    kept = spoken.remembered[-1][1][0]

    assert said == "Peaks here: sensitive. u undoes.\n2 peaks in #capcomnet."
    assert kept.sensitivity is Sensitivity.SENSITIVE
    assert (await spoken.ask("%")).startswith("Peaks here: calm. u undoes.")
    assert (await spoken.ask("%")).startswith("Peaks here: normal. u undoes.")
    assert spoken.say("u") == "Undone: peaks here: normal."
    assert (await spoken.ask("%")).startswith("Peaks here: normal.")


async def test_a_pane_has_the_sensitivity_it_was_left_with_else_the_one_asked_for() -> None:
    place = PanePlace("#capcomnet", NOON + timedelta(minutes=1), sensitivity=Sensitivity.CALM)
    spoken = heard("#capcomnet", "#paris20", places=(place,), sensitivity=Sensitivity.SENSITIVE)

    assert (await spoken.ask("1", "%")).startswith("Peaks here: normal.")
    assert (await spoken.ask("2", "%")).startswith("Peaks here: calm.")


async def test_with_several_tags_in_a_pane_a_peak_names_its_own() -> None:
    spoken = heard("#capcomnet | #paris20")

    assert f" in {TAG}: " in (await spoken.ask("[")).splitlines()[0]
