"""What was heard, written down: one transaction at a time, in the order of hearing."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from time import sleep
from typing import assert_never

from hashtui.archive.codec import encode, figures_of, stamp
from hashtui.archive.directory import Directory
from hashtui.archive.entries import Kind, gap_due, pack_gap, pack_said
from hashtui.archive.hearing import Hearing, other_key
from hashtui.archive.losing import Losing
from hashtui.archive.rows import Row, counted, rows_named
from hashtui.archive.saving import Saving
from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Admitted, Boost, Change, Cursor, Deletion, Gap, Sighting, Tally

Taken = Admitted | Boost | Gap | Cursor | Deletion
"""What the archive is given. A deletion alone is one of a post that the watch has not heard."""
AT_A_TIME = 16
"""What is taken in before the loop has its turn."""


class Batch:
    """One batch, within a transaction that somebody else begins and ends."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory, now: datetime) -> None:
        self._connection = connection
        self._directory = directory
        self._saving = Saving(connection, directory)
        self._now = stamp(now)
        self._rows: dict[str, Row] = {}
        """Those of this batch, under all their keys."""
        self._hearing = Hearing(directory, self._saving, self._rows)
        self._losing = Losing(connection, directory, self._saving, self._hearing)
        self._boost: Boost | None = None
        """The one noted last: what it counts is told next, and is no news of its own."""

    def write(self, taken: Sequence[Taken]) -> int:
        """Write all of it; by how much the number of posts that stand has grown.

        sqlite3.Error when that fails; the transaction is then of no use.
        """
        self._look_up(taken)
        for number, one in enumerate(taken):
            if number % AT_A_TIME == 0:
                sleep(0)  # the loop has its turn now, and not when the interpreter would give it one, after 5 ms
            match one:
                case Admitted():
                    self._admit(_without(self._directory.kept_out, one))
                case Boost():
                    self._pass_on(one)
                case Gap():
                    self._note_gap(one)
                case Deletion():
                    self._take_away(one)
                case Cursor():
                    self._saving.cursors.append((self._directory.source(one.source), one))
                case _:
                    assert_never(one)
        return self._saving.save(self._rows.values(), self._now)

    def _look_up(self, taken: Iterable[Taken]) -> None:
        names: set[str] = set()
        for one in taken:
            match one:
                case Admitted():
                    names.add(one.sighting.post.key)
                    names.add(_heard_key(one))
                case Boost() | Deletion():
                    names.add(one.key)
                case _:
                    pass
        for row in rows_named(self._connection, names):
            self._rows.setdefault(row.key, row)
            for voice in row.tidings.voices:
                if voice.key is not None:
                    self._rows.setdefault(voice.key, row)

    def _admit(self, admitted: Admitted) -> None:
        post, heard = admitted.sighting.post, admitted.heard
        row = self._rows.get(post.key) or self._rows.get(_heard_key(admitted))
        if row is None:
            if not isinstance(heard, Sighting):
                heard = admitted.sighting
            if self._directory.is_forgotten(post.author) or self._directory.is_forgotten(heard.post.author):
                return
            row = self._hearing.begin(admitted)
            if admitted.heard is admitted.sighting and len(admitted.sources) == 1 and not admitted.echoes:
                self._boost = None
                self._hearing.begin_journal(row, admitted.sighting)
                return
        elif row.deleted_at is not None:
            return
        boost, self._boost = self._boost, None
        match heard:
            case Sighting():
                if not self._directory.is_forgotten(heard.post.author):
                    self._hearing.hear(row, admitted, heard)
            case Tally():
                self._hearing.adopt(row, admitted)
                if boost is None or (heard.source, heard.received_at) != (boost.source, boost.received_at):
                    source = self._directory.source(heard.source)
                    packed = pack_said(source, counted(heard.counts), other_key(heard.key, row))
                    self._saving.note(Kind.TALLY, stamp(heard.received_at), row.id, packed, again=True)
            case Deletion():
                self._losing.lose(row, admitted, heard)
            case _:
                assert_never(heard)
        if admitted.change is Change.DELETED and isinstance(admitted.heard, Deletion) and row.deleted_at is None:
            self._losing.lose(row, admitted, admitted.heard)

    def _take_away(self, deletion: Deletion) -> None:
        row = self._rows.get(deletion.key)
        if row is not None and row.deleted_at is None:
            self._losing.take_away(row, deletion)

    def _pass_on(self, boost: Boost) -> None:
        self._boost = boost
        row = self._rows.get(boost.key)
        if row is None or row.deleted_at is not None or self._directory.is_forgotten(boost.by):
            return
        person, portrait = self._directory.person(boost.by)
        created_at, received_at = stamp(boost.created_at), stamp(boost.received_at)
        source, figures = self._directory.source(boost.source), figures_of(boost.by)
        heard = encode([source, received_at - created_at, figures])
        if self._saving.boost(row.id, person, portrait, created_at, heard):
            packed = pack_said(source, (), None, by=(person,))
            self._saving.note(Kind.BOOST, received_at, row.id, packed)

    def _note_gap(self, gap: Gap) -> None:
        packed = pack_gap(gap)
        if self._saving.gap(stamp(gap.since), stamp(gap.until), packed):
            self._saving.note(Kind.GAP, stamp(gap_due(gap)), 0, packed)


def _without(kept_out: KeptOut, admitted: Admitted) -> Admitted:
    """What was heard, without the name of one who asked to leave and passed it on."""
    if not kept_out.names:
        return admitted
    sighting, heard = admitted.sighting, admitted.heard
    cleared = replace(sighting, post=kept_out.cleared(sighting.post))
    if heard is sighting:
        heard = cleared
    elif isinstance(heard, Sighting):
        heard = replace(heard, post=kept_out.cleared(heard.post))
    return replace(admitted, sighting=cleared, heard=heard, echoes=tuple(map(kept_out.cleared, admitted.echoes)))


def _heard_key(admitted: Admitted) -> str:
    heard = admitted.heard
    return heard.post.key if isinstance(heard, Sighting) else heard.key
