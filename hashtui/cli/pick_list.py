"""`hashtui pick list`: what was picked, in its order and chapters, and what became of it."""

from collections.abc import Iterator

import click

from hashtui.anthology.picks import Picks
from hashtui.cli import options
from hashtui.cli.heard_since import as_heard
from hashtui.cli.output import put, say
from hashtui.cli.picked import NOTHING_PICKED, Picked, words_of
from hashtui.cli.post_text import local
from hashtui.errors import UsageError
from hashtui.post.json import json_line, time_text
from hashtui.post.pick import IfDeleted, Permission, Pick


@click.command("list", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="")
@options.format_
@options.usual
def command(words: tuple[str, ...], form: str) -> int:
    """List what you picked: its number, whether its author agrees, when it was written and by whom, what it says.

    What its author edited since, or deleted, is told as far as the archive knows. With --format json each pick is an
    object on a line of its own.
    """
    if words:
        raise UsageError("hashtui pick list takes no words: hashtui pick add picks a post")
    picks = as_heard(Picked().picks)
    lines = list(_objects(picks) if form == "json" else _lines(picks))
    if lines:
        put("\n".join(lines))
    else:
        say(NOTHING_PICKED)
    return 0


def _lines(picks: Picks) -> Iterator[str]:
    number = 0
    several = len(picks.chapters) > 1
    for title, chapter in picks.chapters:
        if title or (several and number):
            yield from (("",) if number else ())
            yield title or "(in no chapter)"
        for pick in chapter:
            number += 1
            yield from _rows(pick, number)


def _rows(pick: Pick, number: int) -> Iterator[str]:
    who = pick.post.author.handle or pick.post.author.name
    head = f"{number:>3}  {pick.permission.value:<9}  {local(pick.post.created_at)}  {who}"
    said = words_of(pick)
    yield f"{head}  {said}" if said else head
    margin = " " * 5
    if pick.deleted_at is not None:
        what = {
            IfDeleted.UNDECIDED: f"kept out of exports: hashtui pick decide {number} keep|drop",
            IfDeleted.KEEP: "you keep it all the same",
            IfDeleted.DROP: "you dropped it",
        }[pick.if_deleted]
        yield f"{margin}deleted by its author at {local(pick.deleted_at)}, {what}"
    elif pick.was_edited:
        yield f"{margin}edited since you picked it; before: {' '.join(pick.post.body.text.split())}"
    if pick.caption:
        yield f"{margin}caption: {' '.join(pick.caption.split())}"
    if pick.note:
        yield f"{margin}note: {' '.join(pick.note.split())}"
    if pick.permission is Permission.ASKED and pick.asked_at is not None:
        yield f"{margin}asked at {local(pick.asked_at)}"
    yield f"{margin}{pick.post.url or pick.key}"


def _objects(picks: Picks) -> Iterator[str]:
    for number, pick in enumerate(picks, 1):
        shown = pick.deleted_at is None or pick.if_deleted is IfDeleted.KEEP
        yield json_line(
            {
                "number": number,
                "key": pick.key,
                "url": pick.post.url,
                "author": pick.post.author.handle or None,
                "created_at": time_text(pick.post.created_at),
                "picked_at": time_text(pick.picked_at),
                "chapter": pick.chapter or None,
                "caption": pick.caption,
                "note": pick.note,
                "permission": pick.permission.value,
                "asked_at": None if pick.asked_at is None else time_text(pick.asked_at),
                "text": pick.post.body.text if shown else None,
                "edited_text": pick.newest.body.text if shown and pick.newest is not None and pick.was_edited else None,
                "deleted_at": None if pick.deleted_at is None else time_text(pick.deleted_at),
                "if_deleted": None if pick.deleted_at is None else pick.if_deleted.value,
                "exported": pick.is_exported,
            }
        )
