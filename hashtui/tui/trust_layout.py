"""Why one trusts somebody so far, as lines: the sentence, who vouches, and beside it what does not count."""

from collections.abc import Sequence
from math import floor, log10

from hashtui.post.post import Author
from hashtui.reading.standing import Level, Standing, Vouch
from hashtui.tui.reader_layout import Galley, Laid, standing_sentence
from hashtui.tui.sheet import Sheet, counted, indented
from hashtui.tui.summary_sections import bar, share_of_audience
from hashtui.tui.typeset import Ink, Line, Run, line_width, spread, width_of

_INDENT = 3
_BAR = 12
_LABEL = 12
_LARGEST_REPUTATION = 100
WHAT_COUNTS = {
    Level.TRUSTED: "You gave this level yourself: nobody has to vouch for them.",
    Level.MUTED: "You muted them: what others do for them does not count.",
}


def lay_head(author: Author, standing: Standing, note: str, sheet: Sheet) -> list[Line]:
    """Who it is, and the one sentence."""
    room = max(8, sheet.width - _INDENT - 1)
    head = (Run(" ", Ink.TEXT), sheet.badge(author), Run(" ", Ink.TEXT), *sheet.who(author, room))
    lines: list[Line] = [head]
    if str(author.handle) not in "".join(run.text for run in head):
        lines += indented(author.handle, _INDENT, sheet, Ink.HANDLE)
    said, level = standing_sentence(standing), standing.level.word
    lines += indented(said if level in said else f"{level}: {said}", _INDENT, sheet, Ink.STRONG)
    if note:
        lines += indented(f"your note: {' '.join(note.split())}", _INDENT, sheet)
    return [*lines, sheet.border(author)]


def lay_trust(author: Author, standing: Standing, reputation: float, selected: int, sheet: Sheet) -> Laid:
    """What it rests on; `places` are those of the accounts that vouch."""
    galley = Galley(sheet, selected)
    vouches = standing.vouches
    if vouches:
        title = f"{counted(len(vouches), 'account')} {'speaks' if len(vouches) == 1 else 'speak'} for them"
        galley.lines += indented(title, 1, sheet, Ink.TITLE)
        for vouch in vouches:
            galley.add(_vouch(vouch, sheet))
    else:
        words = WHAT_COUNTS.get(standing.level, "Nobody you trust has boosted, quoted, answered or named them here.")
        galley.lines += indented(words, _INDENT, sheet)
    galley.lines.append(())
    galley.lines += indented("Beside that, and no part of it", 1, sheet, Ink.TITLE)
    galley.lines += _measures(author, reputation, sheet)
    return Laid(tuple(galley.lines), tuple(galley.places))


def _vouch(vouch: Vouch, sheet: Sheet) -> Sequence[Line]:
    """Who, what they did, how much it adds, and what they are themselves."""
    room = max(8, sheet.width - _INDENT - 1)
    share = Run(f"+{floor(vouch.share * 100 + 1e-9) / 100:.2f}", Ink.META)
    left = room - line_width((share,)) - 1
    shape = sheet.badge(vouch.by)
    head = spread((shape, Run(" ", Ink.TEXT), *sheet.who(vouch.by, max(1, left - 2))), (share,), room)
    done = ", ".join(deed.value if deed.value == "follows" else f"{deed.value} {times}" for deed, times in vouch.deeds)
    own = standing_sentence(sheet.standing_of(vouch.by))
    words = f"{done} · {own}" if done else own
    return [head, *indented(words, 2, _narrower(sheet, room))]


def _narrower(sheet: Sheet, width: int) -> Sheet:
    return Sheet(width, sheet.now, sheet.zone, sheet.glyphs)


def _measures(author: Author, reputation: float, sheet: Sheet) -> list[Line]:
    """Two bars apart: how many follow, and what boosts heard here are worth. Followers are for sale."""
    followers = author.followers
    audience = "not told" if followers is None else counted(followers, "follower")
    worth = f"boosts heard here worth {reputation:.1f}" if reputation else "no boost heard here"
    return [
        _measure("audience", share_of_audience(followers), audience, sheet),
        _measure("reputation", min(1.0, log10(1 + reputation) / log10(1 + _LARGEST_REPUTATION)), worth, sheet),
    ]


def _measure(label: str, share: float, words: str, sheet: Sheet) -> Line:
    cells = bar(share, _BAR, sheet.glyphs)
    indent = " " * _INDENT
    gap = " " * max(1, _LABEL - width_of(label))
    return (Run(f"{indent}{label}{gap}", Ink.TEXT), Run(cells, Ink.META), Run(f"  {words}", Ink.TEXT))
