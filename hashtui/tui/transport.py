"""The row below a replay's panes: how it plays, where in the recording it is, and the keys that move it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from hashtui.filter import Present
from hashtui.filter.durations import is_duration, read_duration
from hashtui.filter.times import read_time
from hashtui.tui.foot import Hints, hint_line
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.key_names import Keys
from hashtui.tui.typeset import Ink, Line, Run, line_width, width_of

SPEEDS = (1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)
"""Those the keys go through; beyond the last there is no waiting at all."""
SLOW = 20.0
"""Below that speed the seconds of the time are shown."""
LEAST_TRACK = 10
KEYS: Hints = (
    (("replay_pause",), "pause"),
    (("replay_slower", "replay_faster"), "speed"),
    (("replay_time",), "time"),
    (("replay_peak_before", "replay_peak_after"), "peak"),
    (("replay_step",), "step"),
)
STOP: Line = (Run(" ", Ink.TEXT), Run("Esc", Ink.KEY), Run(" stay here", Ink.TEXT))
"""While it is on its way, the one key to be told."""
FORMS = "14:32, +10m, -1h, 50% or 2026-11-21T14:32"
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_DAY = re.compile(r"([0-9]{1,2}) ([a-z]{3})[a-z]*(?: ([0-9]{4}))?(?: ([0-9:]+))?", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a replay is."""

    now: datetime
    first: datetime
    last: datetime
    speed: float | None
    paused: bool
    peaks: Sequence[datetime] = ()
    """Where peaks begin, as far as they are known."""
    told: datetime | None = None
    """So far it is told, while that takes its time; None: all is told up to now."""
    goal: datetime | None = None
    """Where it is on its way to, all it passes being told; None: it runs, or is held."""
    left_from: datetime | None = None
    """Where that began."""
    begins: datetime | None = None
    """What was heard before that is left out; None: nothing is."""
    over: bool = False
    """The recording is at its end."""
    catches_up: bool = False
    """It has come to the present, and goes on with it."""

    @property
    def share(self) -> float:
        """How much of the recording has passed, from 0 to 1."""
        return self.share_of(self.now)

    @property
    def way(self) -> int:
        """How much of the way to its goal lies behind, in whole percent."""
        if self.goal is None or self.left_from is None or self.goal <= self.left_from:
            return 0
        return int(100 * max(0.0, min(1.0, (self.now - self.left_from) / (self.goal - self.left_from))))

    def share_of(self, moment: datetime) -> float:
        """Where in the recording a moment is, from 0 to 1."""
        whole = (self.last - self.first).total_seconds()
        return min(1.0, max(0.0, (moment - self.first).total_seconds() / whole)) if whole > 0 else 1.0


def speed_words(speed: float | None) -> str:
    """`×60`, `×0.5`, or `max` where nothing is waited for."""
    return "max" if speed is None else f"×{speed:.0f}" if speed >= 1_000 else f"×{speed:g}"


def faster(speed: float | None) -> float | None:
    """The next speed up; None is without waiting."""
    return None if speed is None else next((one for one in SPEEDS if one > speed), None)


def slower(speed: float | None) -> float:
    """The next speed down, at last as it happened."""
    return SPEEDS[-1] if speed is None else next((one for one in reversed(SPEEDS) if one < speed), min(speed, 1.0))


def transport_line(width: int, place: Place, keys: Keys, zone: tzinfo | None, glyphs: Glyphs = UNICODE) -> Line:
    """The row: `▶ ×60 14:32 of 09:00 ━━━▴━━━●──▴── 18:40` and as many keys as fit."""
    state = _state(place, glyphs)
    form = _form(place, zone)
    first, last = (_written(one, form, zone) for one in (place.first, place.last))
    seconds = ":%S" if place.paused or (place.speed or SLOW) < SLOW else ""
    now = _written(place.told or place.now, f"{form}{seconds}", zone)
    head: Line = (Run(f" {state}", Ink.NEWS), Run(f"  {now} ", Ink.TITLE))
    known = _hints(place)
    for fewer in range(len(known) + 1):
        hints = known[: len(known) - fewer]
        tail = hint_line(hints, keys, 1_000, glyphs) if hints else STOP if place.goal is not None else ()
        ends = f" {first} ", f" {last}  "
        room = width - line_width(head) - line_width(tail) - sum(map(width_of, ends))
        if room >= LEAST_TRACK or not hints:
            break
    if room < LEAST_TRACK:
        return (*head, *tail) if line_width(head) + line_width(tail) <= width else head
    return (*head, Run(ends[0], Ink.META), *_track(room, place, glyphs), Run(ends[1], Ink.META), *tail)


def _hints(place: Place) -> Hints:
    """The keys that do something now, the most needed first."""
    if place.goal is not None:
        return ()
    return (((("replay_pause",), "play"), *KEYS[1:])) if place.paused else KEYS


def _written(moment: datetime, form: str, zone: tzinfo | None) -> str:
    """The moment in that form, its day without a zero before it."""
    local = moment.astimezone(zone)
    return f"{local:{form.replace('%d', str(local.day))}}"


def _form(place: Place, zone: tzinfo | None) -> str:
    """How moments of this recording are told apart."""
    first, last = place.first.astimezone(zone), place.last.astimezone(zone)
    if first.year != last.year:
        return "%d %b %Y %H:%M"
    return "%d %b %H:%M" if first.date() != last.date() else "%H:%M"


def _state(place: Place, glyphs: Glyphs) -> str:
    if place.goal is not None:
        return f"{glyphs.playing} going there {place.way} %"
    if place.told is not None:
        return f"{glyphs.playing} reading"
    if place.catches_up:
        return f"{glyphs.playing} the present"
    if place.paused and place.over:
        return f"{glyphs.at_end} the end"
    if place.paused:
        return f"{glyphs.paused} held"
    return f"{glyphs.playing} {speed_words(place.speed)}"


def _track(room: int, place: Place, glyphs: Glyphs) -> Line:
    """The recording as a line: what has passed heavy, what is to come or left out light, peaks marked on it."""
    here = min(room - 1, round(place.share * (room - 1)))
    first = 0 if place.begins is None else int(place.share_of(place.begins) * (room - 1))
    cells = [glyphs.heavy if first <= cell <= here else glyphs.light for cell in range(room)]
    for peak in place.peaks:
        cells[int(place.share_of(peak) * (room - 1))] = glyphs.peak
    cells[here] = glyphs.live
    done, left = "".join(cells[: here + 1]), "".join(cells[here + 1 :])
    return (Run(done, Ink.NEWS), Run(left, Ink.META)) if left else (Run(done, Ink.NEWS),)


def read_goal(text: str, place: Place, zone: tzinfo | None) -> datetime:
    """The moment somebody wants to go to, inside the recording. ValueError with the forms there are.

    A clock time is that of the day the replay is in; where the recording has none of it, of the nearest day that has.
    """
    written = text.strip()
    if written.endswith("%") and written[:-1].strip().isdecimal():
        share = min(100, int(written[:-1])) / 100
        return place.first + (place.last - place.first) * share
    if written[:1] in "+-" and is_duration(written[1:].strip()):
        step = read_duration(written[1:].strip())
        return _inside((place.goal or place.now) + (step if written[0] == "+" else -step), place)
    if _CLOCK.fullmatch(written):
        return _inside(_clock_time(written, place, zone), place)
    day = _DAY.fullmatch(written)
    if day is not None and (day[4] is None or _CLOCK.fullmatch(day[4])):
        return _inside(_day_time(day, place, zone), place)
    try:
        return _inside(read_time(written, Present(place.now, zone)), place)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{written[:30]!r} is no time here: write {FORMS}") from error


def _clock_time(written: str, place: Place, zone: tzinfo | None) -> datetime:
    at = _time_of_day(written)
    today = place.now.astimezone(zone).date()
    found = [_moment(today + timedelta(days=days), at, place, zone) for days in (0, 1, -1)]
    return next((one for one in found if place.first <= one <= place.last), found[0])


def _day_time(day: re.Match[str], place: Place, zone: tzinfo | None) -> datetime:
    """`26 oct`, `26 Oct 2026 14:32`: without a year the one in which the recording has that day."""
    at = time() if day[4] is None else _time_of_day(day[4])
    years = [int(day[3])] if day[3] else range(place.first.year, place.last.year + 1)
    try:
        month = _MONTHS.index(day[2].lower()) + 1
        found = [_moment(date(year, month, int(day[1])), at, place, zone) for year in years]
    except ValueError as error:
        raise ValueError(f"{day[0]!r} is no day: write {FORMS}") from error
    except OverflowError as error:
        raise ValueError(f"{day[0]!r} is no day here: write {FORMS}") from error
    return next((one for one in found if place.first <= one <= place.last), found[0])


def _time_of_day(written: str) -> time:
    hour, minute, second = (*map(int, written.split(":")), 0)[:3]
    try:
        return time(hour, minute, second)
    except ValueError as error:
        raise ValueError(f"{written!r} is no time of the clock: write {FORMS}") from error


def _moment(day: date, at: time, place: Place, zone: tzinfo | None) -> datetime:
    """That time on that day; of the hour that comes twice in autumn the one the replay has not passed yet."""
    local = datetime.combine(day, at)
    first, second = (
        local.replace(fold=fold, tzinfo=zone).astimezone(UTC) if zone else local.replace(fold=fold).astimezone(UTC)
        for fold in (0, 1)
    )
    return second if first <= place.now < second else first


def _inside(moment: datetime, place: Place) -> datetime:
    return max(place.first, min(place.last, moment))
