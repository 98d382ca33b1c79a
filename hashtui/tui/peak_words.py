"""A peak in words: what it is about, how many voices it has, how unusual it is."""

from hashtui.reading.summary.peak import Peak
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.times import Times
from hashtui.tui.typeset import width_of

MOST_PHRASES = 3


def peak_line(peak: Peak, width: int, times: Times, glyphs: Glyphs, *, tag: bool = False) -> str:
    """`14:24 peak: wagon Sésame ★9`, with as many more phrases as there is room for; at least one, however wide."""
    head = f"{_when(peak, times)} peak{f' {peak.tag}' if tag and peak.tag else ''}: "
    voices = f"{glyphs.star}{peak.trusted}" if peak.trusted else _voices(peak)
    forms = [
        " ".join(filter(None, (", ".join(peak.label[:phrases]), voices)))
        for phrases in range(MOST_PHRASES, 0, -1)
        if phrases <= max(1, len(peak.label))
    ]
    return head + next((form for form in forms if width_of(head) + width_of(form) <= width), forms[-1])


def peak_sentence(peak: Peak, times: Times, *, tag: bool = False) -> str:
    """`14:24 wagon Sésame · 31 voices (9 trusted) · 3.4x usual`."""
    about = ", ".join(peak.label[:MOST_PHRASES])
    head = " ".join(filter(None, (_when(peak, times), str(peak.tag) if tag and peak.tag else "", about)))
    trusted = f" ({peak.trusted} trusted)" if peak.trusted else ""
    usual = f" · {peak.usual:.1f}x usual" if peak.usual >= 1.05 else ""
    return f"{head} · {_voices(peak)}{trusted}{usual}"


def _when(peak: Peak, times: Times) -> str:
    """Its hour, and its day when that is another."""
    hour, clock = times.hour(peak.start), times.clock(peak.start)
    return hour if hour == clock else f"{clock} {hour}"


def _voices(peak: Peak) -> str:
    return f"{peak.authors} voice{'' if peak.authors == 1 else 's'}"
