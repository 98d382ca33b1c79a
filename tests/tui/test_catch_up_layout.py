"""Catching up as a page, without a screen."""

from datetime import timedelta
from time import process_time

from hashtui.reading.summary.catch_up import CatchUp, Caught, Kind
from hashtui.tui.catch_up_layout import lay_catch_up
from tests.posts import NOON, entry, post
from tests.tui.summaries import rows, sheet


def test_very_many_posts_are_laid_in_a_moment_and_the_headline_opens_all_of_them_in_time() -> None:
    keys = tuple(f"post/{number}" for number in range(20_000))
    entries = dict.fromkeys(("seen", *keys), entry(post(1)))
    caught = CatchUp(NOON, NOON + timedelta(hours=1), len(keys), (Caught(Kind.OTHERS, keys[::-1]),), notable=False)

    begin = process_time()
    page = lay_catch_up(caught, entries, sheet(80), "", lambda _: "")
    took = process_time() - begin

    assert took < 0.5
    assert "20 000 unseen posts since" in rows(page)[0]
    assert page.places[0].spot.keys == keys
