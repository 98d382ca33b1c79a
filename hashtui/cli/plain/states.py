"""How panes and sources are, as sentences."""

from collections.abc import Collection, Sequence
from datetime import datetime

from hashtui.cli.plain.deck import PlainPane
from hashtui.cli.plain.words import Speech, closed, counted, gap_sentence, spoken_span
from hashtui.post.sighting import Gap, State
from hashtui.reading.standing import Level
from hashtui.tui.glyphs import UNICODE
from hashtui.tui.pane_state import pane_state
from hashtui.tui.source_names import kind_of, name_of
from hashtui.watch.health import Health

_MOST_GAPS = 3
_UNITS = ("bytes", "kilobytes", "megabytes", "gigabytes", "terabytes")


def pane_sentence(pane: PlainPane, healths: Sequence[Health], speech: Speech, streamed: Collection[str]) -> str:
    """`#capcomnet: live, 37 unread, 2 trusted.`"""
    state = pane_state(tuple(healths), speech.times, UNICODE, streamed=streamed)
    timeline = pane.timeline
    pieces = [f"{state.word} {state.reason}".strip(), f"{pane.unheard} unread"]
    pieces += _mattering(pane, speech)
    if pane.peaks_ahead:
        pieces.append(f"{counted(pane.peaks_ahead, 'peak')} ahead")
    if timeline.hidden:
        told = " told too" if timeline.shows_hidden else ""
        pieces.append(f"{timeline.hidden} hidden{told}")
    if timeline.sifted is not None:
        shown, whole = timeline.sifted
        pieces.append(f"only {' from '.join(_narrowed(pane))}, {shown} of {whole}")
    return closed(f"{pane.filter.label}: {', '.join(pieces)}")


def _mattering(pane: PlainPane, speech: Speech) -> list[str]:
    """`2 trusted`, and what matters for another reason."""
    entries = [pane.timeline.entry(key) for key in pane.timeline.matter_unseen]
    trusted = sum(entry is not None and speech.level_of(entry.post.author) is Level.TRUSTED for entry in entries)
    others = len(entries) - trusted
    said = [f"{trusted} trusted"] if trusted else []
    if others:
        said.append(f"{others}{' more' if trusted else ''} that {'matters' if others == 1 else 'matter'}")
    return said


def floor_words(floor: Level) -> str:
    """Whose posts are told: `trusted authors`, `known authors and above`."""
    return f"{floor.word} authors{'' if floor is Level.TRUSTED else ' and above'}"


def _narrowed(pane: PlainPane) -> list[str]:
    """What posts must be to be told: what they match, and by whom they are."""
    return [*filter(None, (pane.sieve,)), *(() if pane.floor is None else (floor_words(pane.floor),))]


def empty_sentences(pane: PlainPane, healths: Sequence[Health], speech: Speech) -> tuple[str, ...]:
    """Why a pane has no post to tell."""
    timeline = pane.timeline
    if timeline.sifted is not None and timeline.sifted[1]:
        looked_at = counted(timeline.sifted[1], "post")
        matching = f"matches {pane.sieve}" if pane.sieve else "is"
        by = "" if pane.floor is None else f" from {floor_words(pane.floor)}"
        return (f"None of {looked_at} {matching}{by}.",)
    up = [health for health in healths if health.state.is_up]
    if timeline.hidden and up:
        came = counted(timeline.hidden, "post")
        return (f"{came} came, and this pane hides {'it' if timeline.hidden == 1 else 'them all'}.",)
    if up:
        asked = " or ".join(str(tag) for tag in pane.filter.tags)
        return (f"No post yet: {name_of(up[0].url) if len(up) == 1 else f'{len(up)} sources'} has none with {asked}.",)
    return ("No post yet.", *(_state(health, speech) for health in healths))


def source_sentences(healths: Sequence[Health], gaps: Sequence[Gap], speech: Speech) -> tuple[str, ...]:
    """A line or two for each source."""
    if not healths:
        return ("No source is being asked.",)
    lines: list[str] = []
    for health in healths:
        lines.append(f"{_state(health, speech)} {_figures(health, speech)}")
        if health.last_error and health.last_error != health.reason:
            lines.append(closed(f"Its last trouble: {health.last_error}"))
        if health.help:
            lines += [closed(row.strip()) for row in health.help.splitlines() if row.strip()]
        open_gaps = [gap for gap in gaps if gap.source == health.url and gap.filled_at is None]
        lines += [gap_sentence([gap], speech) for gap in open_gaps[:_MOST_GAPS]]
        if len(open_gaps) > _MOST_GAPS:
            lines.append(f"And in {counted(len(open_gaps) - _MOST_GAPS, 'stretch', 'stretches')} before.")
    return tuple(lines)


def _state(health: Health, speech: Speech) -> str:
    kind = kind_of(health.url)
    name = f"{name_of(health.url)} ({kind})" if kind else name_of(health.url)
    since = "" if health.state is State.STARTING else f" since {speech.when(health.state_since)}"
    state = "asking" if health.state is State.STARTING else health.state.value
    reason = f", {health.reason}" if health.reason else ""
    next_try = f"; next try {_instant(health.next_try, speech)}" if health.next_try is not None else ""
    return closed(f"{name}: {state}{since}{reason}{next_try}")


def _figures(health: Health, speech: Speech) -> str:
    heard = "Nothing heard yet"
    if health.last_heard_at is not None:
        heard = f"Last heard {_instant(health.last_heard_at, speech)}"
    pieces = [heard, f"{_rate(health.per_minute)} a minute", counted(health.posts, "post")]
    pieces.append(f"{health.duplicates} heard again")
    if health.lag is not None:
        pieces.append(f"{spoken_span(health.lag)} under way")
    if health.received is not None:
        pieces.append(f"{_size(health.received)} received")
    if health.retries:
        pieces.append(counted(health.retries, "failed attempt"))
    if health.malformed:
        pieces.append(f"{counted(health.malformed, 'post or answer', 'posts or answers')} not readable")
    if health.forged:
        pieces.append(f"{counted(health.forged, 'forged post')} left out")
    if health.requests_left is not None:
        pieces.append(f"{counted(health.requests_left, 'request')} left in this window")
    return closed(", ".join(pieces))


def _instant(instant: datetime, speech: Speech) -> str:
    """With its seconds, when it is of today."""
    local = instant.astimezone(speech.times.zone)
    return (
        f"{local:%H:%M:%S}" if local.date() == speech.now.astimezone(speech.times.zone).date() else speech.when(instant)
    )


def _rate(per_minute: float) -> str:
    if per_minute == 0:
        return "none"
    return f"{per_minute:.1f}" if per_minute < 10 else f"{round(per_minute)}"


def _size(octets: int) -> str:
    size, unit = float(octets), 0
    while size >= 999.5 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit and size < 9.95 else f"{size:.0f} {_UNITS[unit]}"
