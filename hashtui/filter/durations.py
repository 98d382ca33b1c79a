"""Durations as people write them."""

import re
from datetime import timedelta

from hashtui.filter.meant import meant_duration

_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST = timedelta(days=36_500)


def is_duration(text: str) -> bool:
    """Whether it has the form of one."""
    return _DURATION.fullmatch(text) is not None


def read_duration(text: str) -> timedelta:
    """`0.7s`, `90s`, `10m`, `2h`, `1d`. ValueError with what is wrong."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        unit = ": with its unit, s, m, h or d" if text.strip().replace(".", "", 1).isdecimal() else ""
        meant = meant_duration(text)
        near = f"; did you mean {meant}?" if meant is not None else "; write 0.7s, 90s, 10m, 2h or 1d"
        raise ValueError(f"{text[:48]!r} is not a duration{unit}{near}")
    duration = timedelta(**{_UNITS[match[2]]: float(match[1])}) if float(match[1]) < 1e6 else _LONGEST * 2
    if duration > _LONGEST:
        raise ValueError(f"{text[:48]!r} is longer than a hundred years")
    return duration


def spell_duration(duration: timedelta) -> str:
    """In its largest whole unit: `90s`, `2h`; `read_duration` gives it again."""
    seconds = duration / timedelta(seconds=1)
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{int(seconds // length)}{unit}"
    return f"{seconds:.6f}".rstrip("0").rstrip(".") + "s"
