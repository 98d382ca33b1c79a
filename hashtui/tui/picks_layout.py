"""What was picked as lines: chapters, posts, what was said of each, and what became of it since."""

from dataclasses import dataclass, field, replace

from hashtui.anthology.asking import ask
from hashtui.anthology.picks import Picks
from hashtui.post.pick import IfDeleted, Permission, Pick
from hashtui.post.post import Post
from hashtui.tui.changes import changed_lines
from hashtui.tui.glyphs import Glyphs
from hashtui.tui.reader_layout import Galley, Laid
from hashtui.tui.sheet import Sheet, counted, grouped, indented, labelled
from hashtui.tui.typeset import Ink, Line, Run, line_width, plain, spread, width_of
from hashtui.tui.whole_post import lay_in_short

_INDENT = 3
_ROWS, _ROWS_SELECTED = 3, 12
_MEASURE = 110
"""Columns beyond which lines are tiring to read."""
_TIME_FROM = 60
"""Columns from which the row of a pick also says when it was written."""


def permission_words(pick: Pick, glyphs: Glyphs) -> str:
    """`◐ asked`: a shape and a word."""
    shapes = {
        Permission.NOT_ASKED: glyphs.down,
        Permission.ASKED: glyphs.part,
        Permission.GRANTED: glyphs.live,
        Permission.REFUSED: glyphs.refused,
    }
    return f"{shapes[pick.permission]} {pick.permission.value}"


@dataclass(slots=True)
class PickRows:
    """The rows of picks, each set once for as long as it looks the same."""

    _set_on: object = None
    _rows: dict[str, tuple[Pick, object, list[Line]]] = field(default_factory=dict)

    def rows(self, pick: Pick, number: int, sheet: Sheet, decide_key: str, *, selected: bool) -> list[Line]:
        """Of one pick; the selected one has more of its words, and the request once its author was asked."""
        set_on = sheet.width, sheet.day(sheet.now), sheet.glyphs, decide_key
        if set_on != self._set_on:
            self._set_on = set_on
            self._rows.clear()
        look = number, selected, sheet.level_of(pick.post.author)
        kept = self._rows.get(pick.key)
        if kept is None or kept[0] is not pick or kept[1] != look:
            made = _rows(pick, number, sheet, decide_key, selected=selected)
            kept = self._rows[pick.key] = pick, look, made
        return kept[2]


def lay_picks(picks: Picks, chosen: int, sheet: Sheet, decide_key: str, kept: PickRows) -> Laid:
    """All of it."""
    galley = Galley(sheet, chosen)
    galley.lines += indented(_all_in_all(picks), _INDENT, sheet, Ink.META)
    galley.lines.append((Run(sheet.glyphs.light * sheet.width, Ink.RULE),))
    sheet = replace(sheet, width=min(sheet.width, _MEASURE))
    several = len(picks.chapters) > 1
    number = 0
    for title, chapter in picks.chapters:
        if title or (several and number):
            galley.lines += [()] if number else []
            galley.lines += indented(title or "(in no chapter)", 1, sheet, Ink.TITLE if title else Ink.META)
        for pick in chapter:
            galley.add(kept.rows(pick, number + 1, sheet, decide_key, selected=number == chosen))
            number += 1
    return Laid(tuple(galley.lines), tuple(galley.places))


def _all_in_all(picks: Picks) -> str:
    """`7 picks in 3 chapters · 5 not asked, 1 asked, 1 granted · 2 kept out`."""
    titles = sum(1 for title, _ in picks.chapters if title)
    chapters = f" in {counted(titles, 'chapter')}" if titles else ""
    each = ((sum(pick.permission is one for pick in picks), one.value) for one in Permission)
    permissions = ", ".join(f"{grouped(number)} {word}" for number, word in each if number)
    out = sum(not pick.is_exported for pick in picks)
    kept_out = [f"{grouped(out)} kept out of exports"] if out else []
    return " · ".join([f"{counted(len(picks), 'pick')}{chapters}", permissions, *kept_out])


def _rows(pick: Pick, number: int, sheet: Sheet, decide_key: str, *, selected: bool) -> list[Line]:
    hang = max(3, len(str(number)) + 1)
    room = max(8, sheet.width - _INDENT - hang - 1)
    inner: list[Line] = []
    if pick.deleted_at is not None:
        inner += _deletion(pick, room, sheet, decide_key)
    if pick.deleted_at is None or pick.if_deleted is IfDeleted.KEEP:
        inner += _words(pick, room, _ROWS_SELECTED if selected else _ROWS, sheet)
    inner += labelled("caption", pick.caption, room, Ink.TEXT) if pick.caption else []
    inner += labelled("note   ", pick.note, room, Ink.META) if pick.note else []
    if selected and pick.permission is Permission.ASKED:
        inner += labelled("request", ask(pick, sheet.zone), room, Ink.META)
    margin = Run(" " * hang, Ink.TEXT)
    return [_head(pick, number, hang, sheet), *((margin, *row) for row in inner)]


def _head(pick: Pick, number: int, hang: int, sheet: Sheet) -> Line:
    """Its number, when and who, and at the right whether they were asked."""
    when = f"{sheet.day_and_hour(pick.post.created_at)} " if sheet.width >= _TIME_FROM else ""
    right = permission_words(pick, sheet.glyphs)
    if pick.asked_at is not None and pick.permission is Permission.ASKED and sheet.width >= _TIME_FROM:
        right = f"{right} {sheet.day_and_hour(pick.asked_at)}"
    width = sheet.width - _INDENT - 1
    left = (
        Run(f"{number:<{hang}}", Ink.META),
        Run(when, Ink.TIME),
        sheet.badge(pick.post.author),
        Run(" ", Ink.TEXT),
    )
    who = sheet.who(pick.post.author, max(1, width - line_width(left) - width_of(right) - 1))
    return spread((*left, *who), (Run(right, Ink.META),), width)


def _deletion(pick: Pick, room: int, sheet: Sheet, decide_key: str) -> list[Line]:
    if pick.deleted_at is None:
        return []
    when = sheet.day_and_hour(pick.deleted_at)
    said = {
        IfDeleted.UNDECIDED: f"kept out of exports{f' · {decide_key} decides' if decide_key else ''}",
        IfDeleted.KEEP: "you keep it all the same",
        IfDeleted.DROP: "you dropped it",
    }[pick.if_deleted]
    return plain(f"[deleted by its author at {when}: {said}]", room, Ink.WARNING)


def _words(pick: Pick, room: int, most: int, sheet: Sheet) -> list[Line]:
    """Its words; of an edited one both wordings in one, what went and what came marked."""
    now = pick.newest if pick.was_edited else None
    if now is None or pick.post.content_warning or now.content_warning:
        return [*([] if now is None else _edited(now, room, sheet)), *lay_in_short(pick.latest, room, most)]
    rows = changed_lines(pick.post.body.text, now.body.text, room)
    if len(rows) > most:
        rows = [*rows[: most - 1], (Run("…more (Enter opens)", Ink.META),)]
    return [*_edited(now, room, sheet), *rows]


def _edited(now: Post, room: int, sheet: Sheet) -> list[Line]:
    when = f" at {sheet.day_and_hour(now.edited_at)}" if now.edited_at is not None else ""
    return plain(f"edited{when} since you picked it", room, Ink.TIME)


def empty_lines(sheet: Sheet, pick_key: str, picks_key: str, place: str) -> list[Line]:
    """Why there is nothing, and the key that helps."""
    kept = f"They are kept in {place}." if place else "This is the demo: what you pick lasts for this session."
    pick = f"{pick_key} on a post picks it," if pick_key else "Picking a post puts it here,"
    again = f" {picks_key} comes back here." if picks_key else ""
    use = "put them in order and in chapters, write captions, and ask their authors"
    words = (
        "Nothing is picked yet.",
        f"{pick} on the panes, in a post and in lists of posts.{again}",
        f"Picks are what an anthology is made from: {use}. {kept}",
    )
    return [line for paragraph in words for line in [(), *indented(paragraph, _INDENT, sheet)]]
