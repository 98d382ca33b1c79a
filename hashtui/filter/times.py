"""Times as people write them: in expressions and on a command line."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo

from hashtui.filter.durations import is_duration, read_duration
from hashtui.filter.meant import meant_time

_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


TRIED_IN = 2000
"""The year of a present in which an expression is tried out only."""


@dataclass(frozen=True, slots=True)
class Present:
    """When and where an expression is read: what `14:00` and `2h` in it are counted from."""

    now: datetime
    """Aware UTC."""
    zone: tzinfo | None = None
    """None: the machine's."""

    def moment(self, naive: datetime) -> datetime:
        """The moment at which the clock on the wall shows that. ValueError at the ends of time, whatever the zone."""
        if not MINYEAR < naive.year < MAXYEAR:
            raise ValueError
        return (naive if self.zone is None else naive.replace(tzinfo=self.zone)).astimezone(UTC)


def read_time(text: str, present: Present | None) -> datetime:
    """A time in the past, as aware UTC; what has no zone is local. ValueError with what is wrong.

    RFC 3339, a date (its midnight), a clock time (the latest that is past), a duration back, or `now`. Without a
    present only what says its zone is a time.
    """
    written = text.strip()
    try:
        found = _stamp(written) if present is None else _counted(written, present) or _local_stamp(written, present)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"there is no time {text[:48]!r}") from error
    if found is not None:
        return found
    # What is only tried, as in `config check`, is read on a day long ago: nobody means a day beside that.
    is_tried = present is None or present.now.year <= TRIED_IN
    today = None if is_tried or present is None else present.now.astimezone(present.zone).date()
    meant = meant_time(written, today)
    if meant is not None and (present is not None or _stamp(meant) is not None):
        raise ValueError(f"{text[:48]!r} is not a time; did you mean {meant}?")
    forms = "2026-11-21T14:00:00Z" if present is None else "2026-11-21T14:00:00Z, 2026-11-21, 14:00, 2h or now"
    raise ValueError(f"{text[:48]!r} is not a time; write {forms}{'' if present is None else ' (2h: two hours ago)'}")


def spell_time(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second where nothing is lost; `read_time` gives it again."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _counted(written: str, present: Present) -> datetime | None:
    """What is counted from now."""
    if written == "now":
        return present.now
    if is_duration(written):
        return present.now - read_duration(written)
    if not _CLOCK.fullmatch(written):
        return None
    clock = time.fromisoformat(written.zfill(5 if written.count(":") == 1 else 8))
    today = present.now.astimezone(present.zone).date()
    # In autumn the clock shows an hour twice.
    shown = (
        present.moment(datetime.combine(day, clock.replace(fold=fold)))
        for day in (today, today - timedelta(days=1))
        for fold in (0, 1)
    )
    return max(moment for moment in shown if moment <= present.now)


def _local_stamp(written: str, present: Present) -> datetime | None:
    if _DATE.fullmatch(written):
        return present.moment(datetime.combine(date.fromisoformat(written), time()))
    if not _STAMP.fullmatch(written):
        return None
    stamp = datetime.fromisoformat(written.upper().replace(" ", "T"))
    return stamp.astimezone(UTC) if stamp.tzinfo else present.moment(stamp)


def _stamp(written: str) -> datetime | None:
    stamp = datetime.fromisoformat(written.upper().replace(" ", "T")) if _STAMP.fullmatch(written) else None
    return None if stamp is None or stamp.tzinfo is None else stamp.astimezone(UTC)
