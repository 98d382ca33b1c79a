"""The words a summary is told in, one builder a thing, so that a screen, a text and Markdown word them alike.

A clock time is that of `zone`; None means UTC. Nothing here knows where the reader is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import TypeVar

from hashtui.reading.standing import Level, Standing
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import Correction, Counts, Resonance, SharedLink, Summary, Thing, Told, Wave

_BADGES = {Level.TRUSTED: "★", Level.STRONGLY_VOUCHED: "◆", Level.VOUCHED: "◇", Level.KNOWN: "·", Level.MUTED: "×"}
_T = TypeVar("_T")
LEAST_USUAL = 1.05
"""Times the usual from which on it is told how many."""


def badge(standing: Standing) -> str:
    """The shape of the level; empty for somebody nothing is known of."""
    return _BADGES.get(standing.level, "")


def clock(moment: datetime, zone: tzinfo | None = None) -> str:
    """`14:32`."""
    return f"{moment.astimezone(zone or UTC):%H:%M}"


def day(moment: datetime, zone: tzinfo | None = None) -> str:
    """`2026-11-21`."""
    return f"{moment.astimezone(zone or UTC):%Y-%m-%d}"


def by_day(
    things: Iterable[_T], moment_of: Callable[[_T], datetime], zone: tzinfo | None = None
) -> Iterator[tuple[str | None, _T]]:
    """Each thing, with the day where one begins that is not the first."""
    last = None
    for thing in things:
        on = day(moment_of(thing), zone)
        yield (None if last in (None, on) else on), thing
        last = on


def amount(count: int, one: str, more: str | None = None) -> str:
    """`1 post`, `12 posts`, `3 412 posts`."""
    return f"{count:,}".replace(",", " ") + f" {one if count == 1 else more or one + 's'}"


def duration(seconds: float) -> str:
    """`6 min`, `3 h`, `2 d`: rounded, a minute at least."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 2880 else f"{round(minutes / 1440)} d"


def about(summary: Summary) -> str:
    """What it is a summary of: the panes, else the tags."""
    return " + ".join(summary.panes) or " + ".join(map(str, summary.tags)) or "all posts"


def period(summary: Summary, zone: tzinfo | None = None) -> str:
    """`2026-11-21 09:00–16:40`, with the second day where it is another."""
    first, last = day(summary.since, zone), day(summary.until, zone)
    start, end = clock(summary.since, zone), clock(summary.until, zone)
    until = f"–{last} {end}" if first != last else f"–{end}" if start != end else ""
    return f"{first} {start}{until}{'' if zone else ' UTC'}"


def headline(summary: Summary, zone: tzinfo | None = None) -> str:
    """The period and the counts; without any posts and any time asked for, there is no period to speak of."""
    counts = counts_words(summary.counts)
    return f"{period(summary, zone)} · {counts}" if summary.since < summary.until else counts


def counts_words(counts: Counts) -> str:
    """`3 412 posts · 570 accounts · 204 replies · 1 204 boosts`; what there is none of is left out."""
    parts = [amount(counts.posts, "post"), amount(counts.authors, "account")]
    more = (
        (counts.replies, "reply", "replies"),
        (counts.boosts, "boost", "boosts"),
        (counts.with_media, "with media", "with media"),
        (counts.with_links, "with links", "with links"),
        (counts.hidden, "hidden", "hidden"),
    )
    return " · ".join(parts + [amount(count, one, many) for count, one, many in more if count])


def why(told: Told, zone: tzinfo | None = None) -> str:
    """Why a post is in the digest: `peak 14:32, 12 voices, @mairie20 ◆`."""
    parts = ["quiet stretch" if told.peak is None else f"peak {clock(told.peak.start, zone)}"]
    parts.append(amount(told.voices, "voice"))
    if told.boosters:
        parts.append(f"boosted by {told.boosters}")
    if shape := badge(told.standing):
        parts.append(f"{told.handle} {shape}")
    return ", ".join(parts)


def peak_words(peak: Peak) -> str:
    """`31 voices (9 trusted) · 3.4x usual`; of a peak that its words make and no crowd, `new words`."""
    trusted = f" ({peak.trusted} trusted)" if peak.trusted else ""
    carried_by = f"{peak.usual:.1f}x usual" if peak.usual >= LEAST_USUAL else "new words"
    return f"{amount(peak.authors, 'voice')}{trusted} · {carried_by}"


def peak_label(peak: Peak) -> str:
    """`Gaëlle Blanc · wagon Sésame`, what is new in it; empty when no word stands out."""
    return " · ".join(peak.label)


def peak_minutes(peak: Peak) -> str:
    """`6 min`: how long it lasted."""
    return duration((peak.end - peak.start).total_seconds())


def wave_words(wave: Wave) -> str:
    """`27 near-identical posts by 26 unknown accounts in 6 min: not counted`."""
    span = duration((wave.end - wave.start).total_seconds())
    accounts = amount(wave.authors, "unknown account")
    return f"{amount(wave.posts, 'near-identical post')} by {accounts} in {span}: not counted"


def resonance_what(resonance: Resonance) -> str:
    """`@gblanc@piaille.fr`, an address, `a post by @b@mamot.fr`."""
    if resonance.kind is not Thing.POST:
        return resonance.what
    return f"a post by {resonance.by}" if resonance.by else "a post"


def resonance_where(resonance: Resonance, zone: tzinfo | None = None) -> str:
    """`in #a and #b at 15:10 (7 + 5 voices)`."""
    tags = [str(tag) for tag in resonance.tags]
    voices = " + ".join(map(str, resonance.voices))
    return f"in {', '.join(tags[:-1])} and {tags[-1]} at {clock(resonance.at, zone)} ({voices} voices)"


def corrected_words(correction: Correction, zone: tzinfo | None = None) -> str:
    """`corrected by @capcom_orga at 15:12`."""
    return f"corrected by {correction.handle} at {clock(correction.created_at, zone)}"


def sharers_words(link: SharedLink) -> str:
    """`17 accounts in 21 posts`."""
    posts = "" if link.posts == link.sharers else f" in {amount(link.posts, 'post')}"
    return f"{amount(link.sharers, 'account')}{posts}"


def languages_words(languages: Mapping[str, int], most: int = 8) -> str:
    """`fr 68 % · en 30 % · ? 2 %`, those of most posts."""
    whole = sum(languages.values())
    shares = [f"{code} {round(100 * count / whole)} %" for code, count in languages.items()]
    return " · ".join(shares[:most])
