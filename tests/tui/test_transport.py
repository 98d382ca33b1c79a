"""The row that moves a replay: what it says at any width, and the times one can go to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hashtui.config.keys import keys_of
from hashtui.tui.glyphs import ASCII
from hashtui.tui.transport import Place, faster, read_goal, slower, speed_words, transport_line
from hashtui.tui.typeset import line_width
from tests.posts import NOON

KEYS = keys_of({})


def place(hours: float, *, speed: float | None = 60.0, paused: bool = False) -> Place:
    """A replay of eight hours from noon, so many hours on."""
    return Place(NOON + timedelta(hours=hours), NOON, NOON + timedelta(hours=8), speed, paused)


def words(width: int, at: Place) -> str:
    return "".join(run.text for run in transport_line(width, at, KEYS, UTC))


@pytest.mark.parametrize("width", [20, 36, 50, 80, 120, 200])
def test_the_row_fits_and_always_says_how_it_plays_and_when(width: int) -> None:
    line = transport_line(width, place(2), KEYS, UTC)

    assert line_width(line) <= width
    assert words(width, place(2)).startswith(" ▶ ×60  14:00")


def test_with_room_it_names_its_keys_and_where_it_is() -> None:
    row = words(120, place(4))

    assert "12:00" in row
    assert "20:00" in row
    assert "Space pause" in row
    assert "= time" in row
    track = row[row.index("━") : row.rindex("─") + 1]
    assert abs(track.index("●") - len(track) / 2) <= 1


def test_peaks_stand_on_the_track() -> None:
    at = Place(NOON, NOON, NOON + timedelta(hours=8), 60.0, False, [NOON + timedelta(hours=4)])
    row = words(120, at)
    track = row[row.index("●") : row.rindex("─") + 1]

    assert track.count("▴") == 1
    assert abs(track.index("▴") - len(track) / 2) <= 1


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (place(2, paused=True), "‖ held"),
        (replace(place(8, paused=True), over=True), "■ the end"),
        (place(2, speed=None), "▶ max"),
        (Place(NOON, NOON, NOON, 1.0, False, catches_up=True), "▶ the present"),
    ],
)
def test_states_are_a_shape_and_a_word(at: Place, state: str) -> None:
    assert words(80, at).strip().startswith(state)


def test_a_plain_terminal_gets_plain_shapes() -> None:
    row = "".join(run.text for run in transport_line(80, place(2, paused=True), KEYS, UTC, ASCII))

    assert row.isascii()
    assert row.startswith(" | held")


def test_a_recording_of_several_days_tells_the_day() -> None:
    at = Place(NOON, NOON, NOON + timedelta(days=3), 60.0, False)

    assert "21 Nov 12:00" in words(120, at)
    assert "24 Nov 12:00" in words(120, at)
    assert "21 Nov 2027 12:00" in words(160, replace(at, last=NOON + timedelta(days=365)))


def test_while_all_that_lies_between_is_told_the_row_says_how_far_that_is() -> None:
    far = replace(place(6), told=NOON + timedelta(hours=2))

    assert words(80, far).startswith(" ▶ reading  14:00")


def test_held_or_slow_it_tells_the_seconds() -> None:
    later = NOON + timedelta(seconds=7)

    assert " 12:00:07 " in words(80, replace(place(0, paused=True), now=later))
    assert " 12:00:07 " in words(80, replace(place(0, speed=5.0), now=later))
    assert " 12:00:07 " not in words(80, replace(place(0, speed=None), now=later))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("14:30", 2.5),
        ("14:30:36", 2.51),
        ("+10m", 4 + 1 / 6),
        ("-1h", 3),
        ("50%", 4),
        ("100%", 8),
        ("2026-11-21T15:00", 3),
        ("09:00", 0),
        ("+30h", 8),
        (" 13:00 ", 1),
    ],
)
def test_times_one_can_go_to(text: str, hours: float) -> None:
    goal = read_goal(text, place(4), UTC)

    assert abs((goal - NOON) / timedelta(hours=1) - hours) < 1e-6


@pytest.mark.parametrize(
    ("text", "hours"), [("22 Nov", 12), ("22 nov 03:30", 15.5), ("23 november 2026 12:00:36", 48.01), ("1 Jan", 0)]
)
def test_one_can_go_to_a_day_as_the_row_tells_it(text: str, hours: float) -> None:
    days = Place(NOON + timedelta(hours=4), NOON, NOON + timedelta(days=3), 60.0, False)

    assert abs((read_goal(text, days, UTC) - NOON) / timedelta(hours=1) - hours) < 1e-6


def test_the_hour_that_comes_twice_can_be_gone_to_twice() -> None:
    paris = ZoneInfo("Europe/Paris")
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    before = Place(first - timedelta(hours=3), first - timedelta(days=1), first + timedelta(days=1), 60.0, False)
    between = replace(before, now=first + timedelta(minutes=20))

    assert read_goal("25 Oct 2:30", before, paris) == first
    assert read_goal("25 Oct 2:30", between, paris) == second


@pytest.mark.parametrize(
    "text", ["25:00", "soon", "12:61", "%", "++1h", "1e9%", "31 Feb", "1 abc", "1 Nov 25:00", "0 Nov", "1 Nov 0001:1"]
)
def test_what_is_no_time_says_which_forms_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="write 14:32"):
        read_goal(text, place(4), UTC)


def test_a_clock_time_is_that_of_the_next_day_where_only_that_is_recorded() -> None:
    night = Place(NOON + timedelta(hours=11), NOON + timedelta(hours=10), NOON + timedelta(hours=20), 60.0, False)

    assert read_goal("01:00", night, UTC) == NOON + timedelta(hours=13)


def test_speeds_go_from_as_it_happened_to_no_waiting_and_back() -> None:
    up: list[float | None] = [1.0]
    while up[-1] is not None and len(up) < 20:
        up.append(faster(up[-1]))
    down: list[float] = [slower(None)]
    while down[-1] > 1 and len(down) < 20:
        down.append(slower(down[-1]))

    assert up[-1] is None
    assert [*reversed(down)] == up[:-1]
    assert [faster(30.0), slower(30.0), slower(0.5), faster(None)] == [60.0, 20.0, 0.5, None]
    assert [speed_words(one) for one in (60.0, 0.5, 1e9, None)] == ["×60", "×0.5", "×1000000000", "max"]


def test_on_its_way_it_says_how_much_of_it_is_left_and_how_to_give_it_up() -> None:
    way = replace(place(3), goal=NOON + timedelta(hours=6), left_from=NOON + timedelta(hours=2))

    assert words(80, way).startswith(" ▶ going there 25 %  15:00")
    assert words(80, way).endswith(" Esc stay here")
    assert words(50, way).endswith(" Esc stay here")
    assert words(30, way) == " ▶ going there 25 %  15:00 "
    assert "speed" not in words(200, way)


def test_what_is_left_out_is_light_on_the_track() -> None:
    row = words(120, replace(place(4), begins=NOON + timedelta(hours=2)))
    track = row[row.index("─") : row.rindex("─") + 1]

    assert abs(track.index("━") - len(track) / 4) <= 1
    assert track.index("━") < track.index("●") < track.rindex("─")


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Paris", "UTC"])
@pytest.mark.parametrize("written", ["31 dec 9999 23:59", "1 jan 0001", "50²%"])
def test_a_time_that_no_calendar_has_is_refused_in_words_or_is_an_end_of_the_recording(written: str, zone: str) -> None:
    try:
        goal = read_goal(written, place(2), ZoneInfo(zone))
    except ValueError as error:
        told = str(error)
    else:
        told = "" if goal in (place(2).first, place(2).last) else "outside"

    assert told == "" or "write 14:32" in told
