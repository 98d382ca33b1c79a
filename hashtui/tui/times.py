"""Times as people read them: the only place where local time exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hashtui.config.config import TimeForm


@dataclass(frozen=True, slots=True)
class Times:
    """How instants are written at one moment. Two equal values write the same, so they key caches."""

    form: TimeForm
    zone: tzinfo | None
    """None: the machine's own."""
    moment: datetime
    """Now, aware UTC, cut to the day for clock times and to the minute for `ago`."""

    @classmethod
    def at(cls, now: datetime, form: TimeForm, zone: tzinfo | None = None) -> "Times":
        """The way to write at `now`."""
        local = now.astimezone(zone)
        match form:
            case TimeForm.CLOCK:
                moment = local.replace(hour=0, minute=0, second=0, microsecond=0)
            case TimeForm.AGO:
                moment = local.replace(second=0, microsecond=0)
        return cls(form, zone, moment)

    def text(self, instant: datetime) -> str:
        """`14:31`, `20 Nov` for another day, `3 Feb 2024` for another year; or `now`, `5 min`, `3 h`, `2 d` ago."""
        if self.form is TimeForm.AGO:
            age = self.moment - instant
            return span(age) if age >= timedelta(minutes=1) else "now"
        return self.clock(instant)

    def clock(self, instant: datetime) -> str:
        """The clock time of an instant of today, else its day."""
        local = instant.astimezone(self.zone)
        today = self.moment.astimezone(self.zone).date()
        if local.date() == today:
            return f"{local:%H:%M}"
        if abs((today - local.date()).days) < 300:
            return f"{local.day} {local:%b}"
        return f"{local.day} {local:%b %Y}"

    def hour(self, instant: datetime) -> str:
        """`14:31`, whatever the day."""
        return f"{instant.astimezone(self.zone):%H:%M}"


def span(length: timedelta) -> str:
    """A length of time in its largest unit: `now`, `40 s`… `5 min`, `3 h`, `2 d`."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return f"{seconds} s" if seconds else "now"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 86400:
        return f"{seconds // 3600} h"
    return f"{seconds // 86400} d"
