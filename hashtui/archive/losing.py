"""A post taken back: by the watch that knew it, or by a source that gave it to an earlier one."""

import sqlite3

from hashtui.archive.codec import encode, figures_of, pack_post, stamp, unpack_whole
from hashtui.archive.directory import Directory
from hashtui.archive.entries import Kind, Seen, pack_said
from hashtui.archive.hearing import Hearing, other_key, stands_at
from hashtui.archive.rows import UNREADABLE, Row, Voice, counted
from hashtui.archive.saving import Saving
from hashtui.post.post import Post
from hashtui.post.sighting import Admitted, Change, Deletion


class Losing:
    """What one batch loses."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory, saving: Saving, hearing: Hearing) -> None:
        self._connection = connection
        self._directory = directory
        self._saving = saving
        self._hearing = hearing

    def lose(self, row: Row, admitted: Admitted, deletion: Deletion) -> None:
        """A copy of it is gone, or all of it."""
        source, key = self._directory.source(deletion.source), other_key(deletion.key, row)
        at = stamp(deletion.received_at)
        if all((voice.source, voice.key) != (source, key) for voice in row.tidings.voices):
            self._invent(row, source, at, key)
        if admitted.change is Change.DELETED:
            row.remember()
            row.deleted_at, row.deleted_by, row.is_changed = at, source, True
        else:
            _let_go(row, key)
            self._hearing.adopt(row, admitted)
        self._saving.note(Kind.DELETION, at, row.id, pack_said(source, (), key))

    def _invent(self, row: Row, source: int, at: int, key: str | None) -> None:
        """The source gave it and took it away in one breath: nobody was told of the first. Replays need it."""
        seen = Seen(source, row.state, row.person, row.portrait, row.tidings.figures, key=key)
        row.tidings.voices.append(Voice(source, at, key=key))
        self._saving.note(Kind.SIGHTING, at, row.id, encode(seen.packed()))

    def take_away(self, row: Row, deletion: Deletion) -> None:
        """What a source says of a post that this watch has not heard: heeded if it gave the post once."""
        source, key = self._directory.source(deletion.source), other_key(deletion.key, row)
        if not any((voice.source, voice.key, voice.gone) == (source, key, False) for voice in row.tidings.voices):
            return
        at = stamp(deletion.received_at)
        if all(voice.gone or voice.key == key for voice in row.tidings.voices):
            row.remember()
            row.deleted_at, row.deleted_by, row.is_changed = at, source, True
        else:
            _let_go(row, key)
            self._go_on_with_another(row, key or row.key)
        self._saving.note(Kind.DELETION, at, row.id, pack_said(source, (), key))

    def _go_on_with_another(self, row: Row, gone: str) -> None:
        """A copy is gone: if it was the one that counts, another does now."""
        echoes = row.tidings.echoes
        if gone in echoes:
            row.tidings.echoes = [echo for echo in echoes if echo != gone]
            return
        copy = self._copy(row, echoes[0]) if echoes else None
        if copy is None:
            return
        row.remember()
        self._saving.keep_former(row)
        row.tidings.last += 1
        row.state, row.body, row.post = row.tidings.last, pack_post(copy), copy
        row.person, row.portrait = self._directory.person(copy.author)
        row.tidings.figures, row.tidings.counts = figures_of(copy.author), counted(copy.counts)
        row.tidings.echoes = echoes[1:]
        row.stands_at = stands_at(copy, row.tidings.voices[0].at)

    def _copy(self, row: Row, key: str) -> Post | None:
        packed = self._saving.copies.get((row.id, key))
        if packed is None:
            query = "SELECT body FROM copies WHERE post = ? AND key = ?"
            found = self._connection.execute(query, (row.id, key)).fetchone()
            packed = None if found is None else bytes(found[0])
        try:
            return None if packed is None else unpack_whole(packed)
        except UNREADABLE:
            return None


def _let_go(row: Row, key: str | None) -> None:
    """The copy of that key is gone."""
    for voice in row.tidings.voices:
        voice.gone = voice.gone or voice.key == key
    row.is_changed = True
