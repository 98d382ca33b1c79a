"""Peaks that began in a pane while it was not on the screen."""

from datetime import timedelta

from hashtui.tui.peak_news import PeakNews
from tests.posts import NOON
from tests.tui.peaks import peak


def test_what_begins_while_nobody_looks_is_counted_until_somebody_does() -> None:
    news = PeakNews()
    news.hear((peak(5),))
    news.look(NOON + timedelta(minutes=20))

    news.hear((peak(5), peak(25), peak(40)))
    counted = news.count
    news.look(NOON + timedelta(minutes=50))

    assert (counted, news.count) == (2, 0)


def test_a_peak_that_was_seen_and_goes_on_is_no_news() -> None:
    news = PeakNews()
    news.hear((peak(18, 21, is_open=True),))
    news.look(NOON + timedelta(minutes=20))

    news.hear((peak(18, 30),))

    assert news.count == 0


def test_old_peaks_found_late_are_no_news_in_a_pane_nobody_looked_at_yet() -> None:
    news = PeakNews()
    news.begin(NOON + timedelta(minutes=20))
    news.begin(NOON + timedelta(minutes=40))

    news.hear((peak(5), peak(30)))

    assert news.count == 1
