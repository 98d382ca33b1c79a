"""What is meant by numbers, durations, days and times that people write in other ways than the language has them."""

import re
import unicodedata
from datetime import date, timedelta

_NUMBER = re.compile(r"([0-9]{1,12})(?:([.][0-9]{1,3}))?([km]?)")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([,._'\u00a0\u202f’ ])[0-9]{3})(?:\1[0-9]{3})*")
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000}
_PARTS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([a-zµ]*)")
_SECONDS = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "mn": 60, "minute": 60,
    "minutes": 60, "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400,
    "days": 86400, "w": 604800, "wk": 604800, "week": 604800, "weeks": 604800,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_HOUR = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]?([0-9]{1,2})[./-]?([0-9]{1,2})")
_SHORT_ZONE = re.compile(r"([0-9-]{10}T[0-9:.]{4,20}[+-][0-9]{2})([0-9]{2})?", re.IGNORECASE)


def meant_number(written: str) -> int | None:
    """`1k`, `1,000`, `５`."""
    plain = unicodedata.normalize("NFKC", written).casefold()
    if _GROUPS.fullmatch(plain) or _GROUPS.fullmatch(written):
        return int("".join(filter(str.isdecimal, plain)))
    found = _NUMBER.fullmatch(plain)
    if found is None or not plain.isascii() or (found[2] and not found[3]):
        return None
    return round(float(found[1] + (found[2] or "")) * _FACTORS[found[3]])


def meant_duration(written: str) -> str | None:
    """`90 minutes`, `1h30m`, `1w` in one of the language's units."""
    plain = written.strip().casefold().replace(" ", "").replace("and", "")
    parts = list(_PARTS.finditer(plain))
    if not parts or "".join(part[0] for part in parts) != plain or any(part[2] not in _SECONDS for part in parts):
        return None
    seconds = round(sum(float(part[1]) * _SECONDS[part[2]] for part in parts))
    length, unit = next((length, unit) for length, unit in _UNITS if seconds % length == 0)
    return f"{seconds // length}{unit}" if seconds else None


def meant_time(written: str, today: date | None) -> str | None:
    """`yesterday`, `friday`, `2pm`, `21.11.2026` as the language has them; nothing where that is a guess."""
    word = written.casefold()
    if word in _NAMED_TIMES:
        return _NAMED_TIMES[word]
    if today is not None:
        back = {"today": 0, "yesterday": 1}.get(word)
        if back is None and len(word) > 2:
            day = next((at for at, name in enumerate(_WEEKDAYS) if name.startswith(word)), None)
            back = None if day is None else (today.weekday() - day) % 7 or 7
        if back is not None:
            return (today - timedelta(days=back)).isoformat()
    return _meant_hour(word) or _meant_day(word) or _meant_zone(written) or meant_duration(word)


def _meant_hour(word: str) -> str | None:
    found = _HOUR.fullmatch(word)
    if found is None or not (found[2] or found[3]):
        return None
    hour, half = int(found[1]), (found[3] or "")[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{found[2] or '00'}" if hour < 24 and int(found[2] or 0) < 60 else None


def _meant_day(word: str) -> str | None:
    day_first, year_first = _DAY_FIRST.fullmatch(word), _YEAR_FIRST.fullmatch(word)
    if day_first is not None and (day_first[2] == "." or int(day_first[1]) > 12):
        year, month, day = day_first[4], day_first[3], day_first[1]
    elif year_first is not None:
        year, month, day = year_first.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _meant_zone(written: str) -> str | None:
    found = _SHORT_ZONE.fullmatch(written)
    return None if found is None else f"{found[1]}:{found[2] or '00'}"


_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))
