"""Identities that look like the real ones: Mastodon status ids, AT Protocol DIDs and record keys."""

from datetime import datetime, timedelta
from random import Random

_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
"""The alphabet of record keys and plc identifiers."""
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def status_id(at: datetime, random: Random) -> str:
    """Milliseconds and 16 bits of chance, as Mastodon numbers its statuses."""
    milliseconds = (at - _EPOCH) // (1000 * _MICROSECOND)
    return str((milliseconds << 16) | random.getrandbits(16))


def record_key(at: datetime, random: Random) -> str:
    """A TID: 53 bits of microseconds and a 10-bit clock id in 13 sortable letters."""
    number = ((at - _EPOCH) // _MICROSECOND << 10) | random.getrandbits(10)
    return "".join(_SORTABLE[number >> shift & 31] for shift in range(60, -5, -5))


def did(random: Random) -> str:
    """A decentralised identifier of the plc method."""
    return "did:plc:" + "".join(random.choice(_SORTABLE) for _ in range(24))
