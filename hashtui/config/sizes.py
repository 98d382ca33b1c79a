"""Sizes as people write them: 500MB, 2GB."""

import re

_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?) ?(MB|GB|TB)", re.IGNORECASE)
_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}


def read_size(text: str) -> int:
    """How many octets. ValueError when it is no size."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text[:48]!r} is not a size")
    return round(float(match[1]) * _UNITS[match[2].upper()])


def spell_size(octets: int) -> str:
    """In its largest unit, as few digits as say it; `read_size` gives it again to the thousandth of a megabyte."""
    for unit in ("TB", "GB"):
        if octets >= _UNITS[unit] and octets % (_UNITS[unit] // 1000) == 0:
            return f"{octets / _UNITS[unit]:.3f}".rstrip("0").rstrip(".") + unit
    return f"{octets / _UNITS['MB']:.3f}".rstrip("0").rstrip(".") + "MB"
