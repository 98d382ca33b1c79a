"""The lines between posts, for a hole and for where one left off: words, place, and that nothing moves for them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hashtui.config.config import TimeForm
from hashtui.filter import read_pane
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap
from hashtui.post.tag import Tag
from hashtui.reading.mark import LeftOff, Mark, PeakMark
from hashtui.tui.glyphs import ASCII, UNICODE
from hashtui.tui.mark_line import mark_line
from hashtui.tui.pane_making import timeline_of
from hashtui.tui.times import Times
from hashtui.tui.typeset import width_of
from tests.posts import NOON, post
from tests.tui.peaks import peak
from tests.tui.test_window import arrive, standing, window

SOURCE = clean_line("https://mastodon.social")
TIMES = Times.at(datetime(2026, 11, 21, 15, 0, tzinfo=UTC), TimeForm.CLOCK, UTC)


def gap(since: float, until: float, *, found: int | None = None, source: str = SOURCE, why: str = "") -> Gap:
    """A hole between two minutes after noon."""
    filled_at = None if found is None else NOON + timedelta(minutes=until + 1)
    start, end = (NOON + timedelta(minutes=minutes) for minutes in (since, until))
    return Gap(clean_line(source), start, end, clean_line(why), filled_at, found)


def words(*marks: Mark, width: int = 48, ascii_only: bool = False) -> str:
    return "".join(run.text for run in mark_line(marks, width, TIMES, ASCII if ascii_only else UNICODE))


def test_a_gap_within_one_minute_names_it_once() -> None:
    assert words(gap(2, 2)).startswith("┄┄ gap 12:02 · not filled yet")


def test_an_open_hole_says_from_when_to_when_and_that_it_is_open() -> None:
    line = words(gap(2, 20))

    assert line.startswith("┄┄ gap 12:02–12:20 · not filled yet")
    assert line.endswith("┄┄")
    assert width_of(line) == 48


def test_the_stroke_behind_the_words_goes_before_they_are_cut() -> None:
    assert words(gap(2, 20), width=37) == "┄┄ gap 12:02–12:20 · not filled yet ┄"
    assert words(gap(2, 20), width=35) == "┄┄ gap 12:02–12:20 · not filled yet"
    assert words(gap(2, 20), width=34) == "┄┄ gap 12:02–12:20 · not filled y…"


def test_a_filled_hole_says_how_many_posts_it_brought() -> None:
    assert words(gap(2, 20, found=12)).startswith("┄┄ gap 12:02–12:20 · filled, 12 posts")
    assert words(gap(2, 20, found=1)).startswith("┄┄ gap 12:02–12:20 · filled, 1 post ")
    assert words(gap(2, 20, found=0)).startswith("┄┄ gap 12:02–12:20 · filled, no posts")


def test_where_and_why_are_said_where_there_is_room() -> None:
    hole = gap(2, 20, why="the cursor was too old")

    assert "mastodon.social: the cursor was too old" in words(hole, width=100)
    assert "mastodon.social ┄" in words(hole, width=64)
    assert "mastodon" not in words(hole, width=44)


def test_several_holes_at_one_place_are_told_on_one_line() -> None:
    line = words(gap(2, 20), gap(1, 19, source="wss://relay.example"), width=90)

    assert line.startswith("┄┄ 2 gaps 12:01–12:20 · not filled yet · mastodon.social, ")


def test_it_fits_a_narrow_pane_and_a_plain_terminal() -> None:
    line = words(gap(2, 20), width=20, ascii_only=True)

    assert width_of(line) == 20
    assert line.startswith(".. gap 12:02-12:")


def test_while_following_a_hole_stands_above_the_newest_post_before_its_end() -> None:
    over = window(4)

    over.timeline.admit_gap(gap(1.2, 1.7))
    over.catch_up()

    assert standing(over) == [("3", 0), ("2", 2), ("1", 5), ("0", 7)]
    assert [slot.top for slot in over.slots()] == [0, 2, 4, 7]


def test_a_hole_after_the_newest_post_takes_the_first_row() -> None:
    over = window(2)

    over.timeline.admit_gap(gap(5, 9))
    over.catch_up()
    over.hold()

    assert standing(over) == [("1", 1), ("0", 3)]


def test_a_hole_that_opens_while_reading_moves_nothing_until_the_reader_does() -> None:
    over = window(8)
    over.down()
    over.down()
    before = standing(over)

    over.timeline.admit_gap(gap(3.2, 3.7))
    over.catch_up()
    waiting = standing(over)
    over.down()

    assert waiting == before
    assert [slot.row - slot.top for slot in over.slots()].count(1) == 1


def test_filling_a_hole_moves_nothing() -> None:
    over = window(8)
    over.timeline.admit_gap(gap(3.2, 5.7))
    over.catch_up()
    over.down()
    before = standing(over)

    arrive(over, 4.25, 4.5)
    over.timeline.admit_gap(gap(3.2, 5.7, found=2))
    over.catch_up()

    assert standing(over) == before
    assert [mark.found for slot in over.slots() for mark in slot.marks if isinstance(mark, Gap)] == [2]


def test_moving_up_and_down_passes_over_the_line() -> None:
    over = window(6, height=20)
    over.timeline.admit_gap(gap(2.2, 2.7))
    over.catch_up()

    for _ in range(5):
        over.down()
    down = standing(over)
    for _ in range(4):
        over.up()

    assert over.selected == post(5).key
    assert standing(over) == down


def test_a_hole_is_told_once_and_only_where_its_tags_are_followed() -> None:
    pane = timeline_of(read_pane("#capcomnet"))
    hole = gap(1, 2)

    told = [pane.admit_gap(one) for one in (hole, hole, replace(hole, tags=frozenset({Tag.of("paris20")})))]

    assert told == [True, False, False]
    assert pane.marks == (hole,)


def test_the_post_that_ends_a_hole_stands_above_its_line() -> None:
    over = window(4)

    over.timeline.admit_gap(gap(1.2, 2))
    over.catch_up()

    assert [slot.entry.key.rpartition("/")[2] for slot in over.slots() if slot.marks] == ["1"]


def test_where_the_reader_left_off_says_when() -> None:
    left = LeftOff(NOON + timedelta(minutes=5))

    assert words(left).startswith("┄┄ you were here · 12:05 ┄┄┄")
    assert words(left, ascii_only=True).startswith(".. you were here · 12:05 ...")
    assert width_of(words(left)) == width_of(words(left, width=48, ascii_only=True)) == 48


def test_the_readers_leaving_and_a_hole_at_one_place_share_a_line() -> None:
    line = words(LeftOff(NOON + timedelta(minutes=5)), gap(2, 5), width=70)

    assert line.startswith("┄┄ you were here · 12:05 · gap 12:02–12:05 · not filled yet")


def test_the_line_stands_between_what_is_older_and_what_came_since() -> None:
    over = window(4)

    over.timeline.leave_mark(NOON + timedelta(minutes=1.5))
    over.catch_up()

    assert standing(over) == [("3", 0), ("2", 2), ("1", 5), ("0", 7)]


def test_where_nothing_newer_has_come_no_line_is_drawn() -> None:
    over = window(4)

    over.timeline.leave_mark(NOON + timedelta(minutes=9))
    over.catch_up()
    nothing = standing(over)
    arrive(over, 10)

    assert nothing[0] == ("3", 0)
    assert standing(over)[:2] == [("6000", 0), ("3", 3)]


def test_the_line_goes_when_everything_was_seen_and_while_reading_only_once_the_reader_moves() -> None:
    following, reading = window(8), window(8)
    for over in (following, reading):
        over.timeline.leave_mark(NOON + timedelta(minutes=5.5))
        over.catch_up()
    reading.down()
    reading.down()
    before = standing(reading)

    for over in (following, reading):
        over.timeline.see_all()
        over.catch_up()
    stays = standing(reading)
    reading.down()

    assert not any(slot.marks for slot in following.slots())
    assert stays == before
    assert not any(slot.marks for slot in reading.slots())


def test_a_peak_is_told_as_it_is_drawn() -> None:
    mark = PeakMark(peak(24, 30, "wagon Sésame", "a long phrase nobody has room for"))

    assert words(mark, width=36) == "┄┄ 12:24 peak: wagon Sésame ★9 ┄┄┄┄┄"
    assert words(mark, width=36, ascii_only=True) == ".. 12:24 peak: wagon Sésame *9 ....."
    assert words(mark, width=24) == "┄┄ 12:24 peak: wagon Sé…"


def test_a_peak_and_a_hole_at_one_place_share_the_line() -> None:
    line = words(gap(2, 24), PeakMark(peak(24, 30, "wagon Sésame")), width=80)

    assert line.startswith("┄┄ gap 12:02–12:24 · not filled yet · 12:24 peak: wagon Sésame ★9 ")
    assert width_of(line) == 80


def test_a_peak_that_opens_while_reading_moves_nothing_until_the_reader_does() -> None:
    over = window(8)
    over.down()
    over.down()
    before = standing(over)

    over.timeline.admit_peaks([peak(4)])
    over.catch_up()
    waiting = standing(over)
    over.down()

    assert waiting == before
    assert [slot.marks for slot in over.slots() if slot.marks] == [(PeakMark(peak(4)),)]


def test_an_open_peak_is_told_anew_in_its_place_while_one_reads() -> None:
    over = window(8)
    over.timeline.admit_peaks([peak(4, 6, "wagon", authors=9, is_open=True)])
    over.catch_up()
    over.down()
    before = standing(over)
    grown = peak(4, 9, "wagon Sésame", authors=31)

    over.timeline.admit_peaks([grown, peak(6)])
    over.catch_up()

    assert standing(over) == before
    assert [slot.marks for slot in over.slots() if slot.marks] == [(PeakMark(grown),)]
