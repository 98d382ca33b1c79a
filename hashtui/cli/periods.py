"""Times as people write them on a command line."""

import re
from datetime import UTC, date, datetime, time, timedelta

from hashtui.config.duration import is_duration, read_duration

_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


def read_time(text: str, now: datetime) -> datetime:
    """A time in the past, as aware UTC; what has no zone is local. ValueError with what is wrong.

    RFC 3339, a date (its midnight), a clock time (the latest that is past), a duration back, or `now`.
    """
    written = text.strip()
    try:
        if written == "now":
            return now
        if is_duration(written):
            return now - read_duration(written)
        if _CLOCK.fullmatch(written):
            return _latest_past(
                time.fromisoformat(written.zfill(5) if written.count(":") == 1 else written.zfill(8)), now
            )
        if _DATE.fullmatch(written):
            return _from_local(datetime.combine(date.fromisoformat(written), time()))
        if _STAMP.fullmatch(written):
            stamp = datetime.fromisoformat(written.upper().replace(" ", "T"))
            return stamp.astimezone(UTC) if stamp.tzinfo else _from_local(stamp)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"there is no time {text!r}") from error
    forms = "2026-11-21T14:00:00Z, 2026-11-21, 14:00, 2h (two hours ago) or now"
    raise ValueError(f"{text!r} is not a time; write {forms}")


def _latest_past(clock: time, now: datetime) -> datetime:
    today = now.astimezone().date()
    moment = _from_local(datetime.combine(today, clock))
    return moment if moment <= now else _from_local(datetime.combine(today - timedelta(days=1), clock))


def _from_local(naive: datetime) -> datetime:
    """The moment the clock on the wall showed that."""
    return naive.astimezone().astimezone(UTC)
