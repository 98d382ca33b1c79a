"""A peak in words, as wide as there is room."""

from datetime import UTC, datetime, timedelta

from hashtui.config.config import TimeForm
from hashtui.tui.glyphs import ASCII, UNICODE
from hashtui.tui.peak_words import peak_line, peak_sentence
from hashtui.tui.times import Times
from tests.tui.peaks import peak

TIMES = Times.at(datetime(2026, 11, 21, 15, 0, tzinfo=UTC), TimeForm.CLOCK, UTC)
PRIZE = peak(24, 30, "wagon Sésame", "prix Lyon", "Gaëlle Blanc", "train")


def test_the_line_tells_when_what_and_how_many_trusted_voices() -> None:
    assert peak_line(PRIZE, 33, TIMES, UNICODE) == "12:24 peak: wagon Sésame ★9"
    assert peak_line(PRIZE, 33, TIMES, ASCII) == "12:24 peak: wagon Sésame *9"


def test_more_phrases_come_where_there_is_room_and_the_first_stays_however_narrow() -> None:
    assert peak_line(PRIZE, 40, TIMES, UNICODE) == "12:24 peak: wagon Sésame, prix Lyon ★9"
    assert peak_line(PRIZE, 80, TIMES, UNICODE) == "12:24 peak: wagon Sésame, prix Lyon, Gaëlle Blanc ★9"
    assert peak_line(PRIZE, 5, TIMES, UNICODE) == "12:24 peak: wagon Sésame ★9"


def test_without_a_trusted_voice_all_are_counted_and_without_words_that_is_all() -> None:
    assert peak_line(peak(24, 30, "wagon", trusted=0), 60, TIMES, UNICODE) == "12:24 peak: wagon 31 voices"
    assert peak_line(peak(24, 30, trusted=0, authors=1), 60, TIMES, UNICODE) == "12:24 peak: 1 voice"


def test_among_several_tags_it_says_its_own() -> None:
    assert peak_line(PRIZE, 40, TIMES, UNICODE, tag=True) == "12:24 peak #capcomnet: wagon Sésame ★9"


def test_of_another_day_it_says_the_day_and_the_hour() -> None:
    tomorrow = Times.at(TIMES.moment + timedelta(days=1), TimeForm.CLOCK, UTC)

    assert peak_line(PRIZE, 60, tomorrow, UNICODE).startswith("21 Nov 12:24 peak: wagon")


def test_the_sentence_tells_voices_trusted_ones_and_how_unusual_it_is() -> None:
    assert (
        peak_sentence(peak(24, 30, "wagon Sésame"), TIMES) == "12:24 wagon Sésame · 31 voices (9 trusted) · 3.4x usual"
    )
    assert peak_sentence(peak(24, 30, "wagon", trusted=0, usual=1.0), TIMES) == "12:24 wagon · 31 voices"
