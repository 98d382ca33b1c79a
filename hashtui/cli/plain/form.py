"""The form in which `--plain` prints to a pipe: a post as sentences, and a blank line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from hashtui.cli.plain.words import Speech, Told, told, who
from hashtui.config.config import Look
from hashtui.post.sighting import Admitted, Boost, Deletion, Gap, Report
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, Standing
from hashtui.tui.times import Times


class WordsForm:
    """Blocks of sentences; how sources are is said on stderr and not here, who passes posts on nowhere."""

    def __init__(self, look: Look, *, names_panes: bool, zone: tzinfo | None = None) -> None:
        """`zone` None: the machine's own."""
        self._look = look
        self._names_panes = names_panes
        self._zone = zone

    def post(self, admitted: Admitted, *, edited: bool, panes: Sequence[str], standing: Standing) -> str:
        """The post, with its address; its panes are named where there are several."""
        entry = Entry.first(admitted)
        whole = told(entry, replace(self._speech(entry), level_of=lambda _: standing.level))
        first = f"{'Edited: ' if edited else ''}{_listed(panes) if self._names_panes else ''}{whole.words[0]}"
        link = entry.post.url
        return _block(Told((first, *whole.words[1:]), whole.beside), f"Address: {link}" if link else "")

    def deletion(self, admitted: Admitted, deletion: Deletion) -> str:
        """Whose post is gone, and when it was written."""
        entry = Entry.first(admitted)
        speech = self._speech(entry, deletion.received_at)
        post = entry.post
        whose = who(post.author, Level.UNKNOWN)
        return f"Deleted by its author: the post of {whose}, of {speech.when(post.created_at)}.\n\n"

    def boost(self, boost: Boost) -> str:
        return ""

    def status(self, heard: Gap | Report) -> str:
        return ""

    def _speech(self, entry: Entry, now: datetime | None = None) -> Speech:
        now = datetime.now(UTC) if self._zone is None else max(entry.received_at, now or entry.received_at)
        times = Times.at(now, self._look.time, self._zone)
        return Speech(times, now, self._look.density, is_answered=False)


def _listed(panes: Sequence[str]) -> str:
    return f"{' and '.join(panes)}: " if panes else ""


def _block(whole: Told, *more: str) -> str:
    return "\n".join((*whole.lines(), *(line for line in more if line))) + "\n\n"
