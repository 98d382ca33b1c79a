"""The ids servers give to statuses: strings to be compared with their like, some of which tell a time."""

from datetime import UTC, datetime, timedelta

_EARLIEST = datetime(2016, 1, 1, tzinfo=UTC)
_SNOWFLAKE_BITS = 16


def order(local_id: str) -> tuple[int, str]:
    """Sorts one server's ids by age: right for decimal ids, flakes, ULIDs, aids and UUIDv7 (protocols A.3)."""
    return len(local_id), local_id


def id_at(moment: datetime) -> str:
    """The boundary id for a time, on servers that count as Mastodon does: milliseconds above 16 bits.

    lib/mastodon/snowflake.rb
    """
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return str(max(0, milliseconds) << _SNOWFLAKE_BITS)


def tells_time(local_id: str, now: datetime) -> bool:
    """Whether an id is one of those: decimal, and a plausible moment when read so."""
    if not (local_id.isascii() and local_id.isdigit() and 15 <= len(local_id) <= 20):
        return False
    milliseconds = int(local_id) >> _SNOWFLAKE_BITS
    seconds = milliseconds / 1000
    return _EARLIEST.timestamp() < seconds < (now + timedelta(days=366)).timestamp()
