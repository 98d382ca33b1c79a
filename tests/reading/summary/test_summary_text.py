"""A summary as plain text of a given width."""

from datetime import timedelta

import pytest

from hashtui.post.clean import cells, clean_text
from hashtui.post.tag import Tag
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summarise import summarise
from hashtui.reading.summary.summary_text import text, wrapped
from tests.reading.summary.talk import CAPCOM, PARIS, chatter, chronicle_of, until, wish
from tests.reading.summary.test_digest import prize
from tests.reading.summary.test_summary_markdown import summary_of, told

WIDE = clean_text("你好" * 60 + " https://media.example/" + "x" * 200 + " fin")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_asked_for_but_the_whole_address_of_a_post(width: int) -> None:
    summary = summarise(chronicle_of([*chatter(120), *prize()]), wish())
    wide = summary_of(told(WIDE))

    lines = [line for one in (summary, wide) for line in text(one, width=width).splitlines()]
    assert all(cells(line) <= width for line in lines if "://" not in line)
    assert "    https://a.example/@ann/1" in lines


def test_words_are_kept_whole_where_they_fit_and_lost_nowhere() -> None:
    lines = list(wrapped("one two three fourteen", 9, "• ", "  "))

    assert lines == ["• one two", "  three", "  fourtee", "  n"]


@pytest.mark.parametrize("together", ["5 256 followers", "12\u202f€ ?", "«\u00a0oui\u00a0»"])
def test_no_line_ends_inside_a_number_or_at_a_no_break_space(together: str) -> None:
    lines = [list(wrapped(f"{'x' * fill} {together}", 16)) for fill in range(1, 15)]

    first = together.rpartition(" ")[0] or together
    assert all(any(first in line for line in some) for some in lines)


def test_the_address_of_a_post_stands_below_it_to_be_opened() -> None:
    page = text(summary_of(told("Bonjour")))

    assert "    quiet stretch, 3 voices\n    https://a.example/@ann/1\n" in page


def test_nothing_at_no_time_has_no_period_and_one_post_has_one_clock() -> None:
    nothing, one = (text(summary_of(since=until(0), until=end)) for end in (until(0), until(0.01)))

    assert nothing.startswith("#capcomnet\n0 posts · 0 accounts\n")
    assert one.startswith("#capcomnet\n2026-11-21 12:00 UTC · 0 posts")


def test_a_summary_has_its_sections_in_the_order_of_reading() -> None:
    page = text(summarise(chronicle_of([*chatter(120), *prize()]), wish()))

    headings = [line for line in page.splitlines() if line.isupper() and not line.startswith(("•", " "))]
    assert headings[:3] == ["PEAKS", "WHAT WAS SAID", "TOPICS"]
    assert headings[-1] == "LANGUAGES"
    assert page.startswith("#capcomnet\n2026-11-21 12:00–22:00 UTC · 252 posts · ")


def peak(tag: Tag, *label: str, minutes: float = 5, score: float = 5) -> Peak:
    start = until(minutes)
    end = start + timedelta(minutes=4)
    return Peak(tag, start, start, end, False, score, 9, 8, 2, 3.4, label, ())


def test_peaks_of_two_tags_about_one_thing_are_told_once() -> None:
    page = text(summary_of(tags=(CAPCOM, PARIS), peaks=(peak(CAPCOM, "Garance", "33"), peak(PARIS, "33", "Garance"))))

    assert page.count("Garance") == 1
    assert "• 12:05 +4 min #capcomnet #paris20 Garance · 33 · 8 voices (2 trusted) · 3.4x" in page


def test_peaks_about_two_things_are_told_each() -> None:
    page = text(summary_of(tags=(CAPCOM, PARIS), peaks=(peak(CAPCOM, "Garance"), peak(PARIS, "barnum", "vent"))))

    assert "Garance" in page
    assert "barnum · vent" in page


def test_a_day_is_named_where_another_begins() -> None:
    late = told("Encore", created_at=until(60 * 26))

    page = text(summary_of(told("Bonjour"), late, until=until(60 * 30)))

    assert "2026-11-22\n• 14:00" in page
