"""What was heard, written down: one transaction at a time, in the order of hearing."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from hashtui.archive.codec import encode, figures_of, pack_post, pack_whole, stamp
from hashtui.archive.directory import Directory
from hashtui.archive.entries import Kind, Seen, due_of, gap_due, pack_gap, pack_said
from hashtui.archive.rows import Row, Standing, Voice, counted, larger, rows_named, short_id
from hashtui.archive.saving import Saving
from hashtui.post.post import Post
from hashtui.post.sighting import Admitted, Boost, Change, Cursor, Deletion, Gap, Sighting, Tally
from hashtui.reading.entry import FUTURE_ALLOWED

Taken = Admitted | Boost | Gap | Cursor
"""What the archive is given."""

_NEVER = -(1 << 62)
_ALLOWED = FUTURE_ALLOWED // timedelta(microseconds=1)


class Batch:
    """One batch, within a transaction that somebody else begins and ends."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory, now: datetime) -> None:
        self._connection = connection
        self._directory = directory
        self._saving = Saving(connection, directory)
        self._now = stamp(now)
        self._rows: dict[str, Row] = {}
        """Those of this batch, under all their keys."""
        self._boost: Boost | None = None
        """The one noted last: what it counts is told next, and is no news of its own."""

    def write(self, taken: Sequence[Taken]) -> int:
        """Write all of it; by how much the number of posts that stand has grown.

        sqlite3.Error when that fails; the transaction is then of no use.
        """
        self._look_up(taken)
        for one in taken:
            match one:
                case Admitted():
                    self._admit(one)
                case Boost():
                    self._pass_on(one)
                case Gap():
                    self._note_gap(one)
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
                case Boost():
                    names.add(one.key)
                case _:
                    pass
        for row in rows_named(self._connection, names):
            self._rows.setdefault(row.key, row)
            for voice in row.standing.voices:
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
            row = self._begin(admitted)
            if admitted.heard is admitted.sighting and len(admitted.sources) == 1 and not admitted.echoes:
                self._boost = None
                self._begin_journal(row, admitted.sighting)
                return
        elif row.deleted_at is not None:
            return
        boost, self._boost = self._boost, None
        match heard:
            case Sighting():
                if not self._directory.is_forgotten(heard.post.author):
                    self._hear(row, admitted, heard)
            case Tally():
                self._adopt(row, admitted)
                if boost is None or (heard.source, heard.received_at) != (boost.source, boost.received_at):
                    source = self._directory.source(heard.source)
                    packed = pack_said(source, counted(heard.counts), _other(heard.key, row))
                    self._saving.note(Kind.TALLY, stamp(heard.received_at), row.id, packed, again=True)
            case Deletion():
                self._lose(row, admitted, heard)
            case _:
                assert_never(heard)
        if admitted.change is Change.DELETED and isinstance(admitted.heard, Deletion) and row.deleted_at is None:
            self._lose(row, admitted, admitted.heard)

    def _begin(self, admitted: Admitted) -> Row:
        """The row of a post that was not known; its state is that of the sighting it begins with."""
        sighting = admitted.heard if isinstance(admitted.heard, Sighting) else admitted.sighting
        newest = admitted.sighting.post
        person, portrait = self._directory.person(newest.author)
        at = stamp(sighting.received_at)
        row = Row(
            id=self._saving.next_post(),
            key=str(newest.key),
            stands_at=_stands_at(newest, at),
            person=person,
            portrait=portrait,
            state=0,
            tags=self._directory.tags(admitted.tags),
            standing=Standing(self._directory.source(admitted.sighting.source), at, figures=figures_of(newest.author)),
            body=pack_post(newest),
            is_new=True,
            post=newest,
        )
        row.standing.counts = counted(newest.counts)
        self._saving.begin(row)
        self._rows[row.key] = row
        return row

    def _begin_journal(self, row: Row, heard: Sighting) -> None:
        """What nearly every post begins with: one source, one copy."""
        standing, key = row.standing, heard.post.key
        asked, local_id = self._directory.tags(heard.asked), short_id(heard.local_id, key)
        at, due = standing.at, stamp(due_of(heard)) if heard.held else standing.at
        standing.voices.append(Voice(standing.source, at, local_id, asked, heard.held))
        seen = Seen(
            standing.source, 0, row.person, row.portrait, standing.figures, local_id, standing.counts, asked,
            heard.held, None, at - due or None,
        )  # fmt: skip
        self._saving.note(Kind.SIGHTING, due, row.id, encode(seen.packed()))

    def _hear(self, row: Row, admitted: Admitted, heard: Sighting) -> None:
        """A sighting of it: the journal's, a source's first, and what it changes."""
        directory = self._directory
        source, key = directory.source(heard.source), _other(heard.post.key, row)
        voice = _voice(row, source, key)
        asked, at = directory.tags(heard.asked), stamp(heard.received_at)
        counts = counted(heard.post.counts)
        before = row.standing.counts
        is_known = voice is not None
        if voice is None:
            voice = Voice(source, at, short_id(heard.local_id, heard.post.key), asked, heard.held, key)
            row.standing.voices.append(voice)
            row.is_changed = True
            if key is not None:
                self._rows[key] = row
                self._saving.name(key, row.id)
        elif not set(asked) <= set(voice.asked):
            voice.asked = sorted({*voice.asked, *asked})
            row.is_changed, is_known = True, False
        state, is_old = self._state(row, admitted, heard, source, at)
        if is_known and is_old and admitted.change is not Change.EDITED and larger(before, counts) == before:
            return  # a watch that began anew hears again what is written down
        person, portrait = directory.person(heard.post.author)
        due = stamp(due_of(heard))
        seen = Seen(
            source, state, person, portrait, figures_of(heard.post.author),
            short_id(heard.local_id, heard.post.key), counts, asked, heard.held, key, at - due or None,
        )  # fmt: skip
        self._saving.note(Kind.SIGHTING, due, row.id, encode(seen.packed()), again=is_known)

    def _state(self, row: Row, admitted: Admitted, heard: Sighting, source: int, at: int) -> tuple[int, bool]:
        """The number of the state that was heard, and whether it was known before."""
        body = row.body if heard.post is row.post else pack_post(heard.post)
        known = self._saving.state_of(row, body)
        if known is None:
            row.standing.last += 1
            known = row.standing.last
            self._saving.version(row.id, known, source, at, body)
            self._adopt(row, admitted)
            return known, False
        self._adopt(row, admitted)
        return known, True

    def _adopt(self, row: Row, admitted: Admitted) -> None:
        """Take over the newest state, unless the archive knows a newer one."""
        newest, standing = admitted.sighting.post, row.standing
        if newest is not row.post:
            body = pack_post(newest)
            is_newer = admitted.change is Change.EDITED or _edited(newest) >= self._saving.edited(row)
            if body != row.body and is_newer:
                self._put(row, admitted, body)
            person, portrait = self._directory.person(newest.author)
            if is_newer and (row.person, row.portrait) != (person, portrait):
                row.remember()
                row.person, row.portrait, row.post, row.is_changed = person, portrait, newest, True
        self._count(row, admitted)
        sources = [self._directory.source(source) for source in admitted.sources]
        missing = {*sources} - {voice.source for voice in standing.voices} - {*standing.others}
        if missing:
            standing.others = [*standing.others, *sorted(missing)]
            row.is_changed = True
        self._tag(row, admitted)
        echoes = [echo for echo in admitted.echoes if not self._directory.is_forgotten(echo.author)]
        keys = [str(echo.key) for echo in echoes]
        if keys != standing.echoes:
            standing.echoes, row.is_changed = keys, True
        for echo in echoes:
            self._saving.copies[row.id, str(echo.key)] = pack_whole(echo)

    def _tag(self, row: Row, admitted: Admitted) -> None:
        """It has the tags that are told; those it lost with an edit it has no more, but where it was asked for them."""
        tags = set(self._directory.tags(admitted.tags))
        if admitted.change is Change.EDITED:
            tags = tags.union(*(voice.asked for voice in row.standing.voices))
        else:
            tags = tags.union(row.tags)
        if tags != set(row.tags):
            row.remember()
            row.tags, row.is_changed = sorted(tags), True

    def _put(self, row: Row, admitted: Admitted, body: bytes) -> None:
        """The newest state of it is another one now."""
        newest, standing = admitted.sighting.post, row.standing
        row.remember()
        state = self._saving.state_of(row, body)
        if state is None:
            standing.last += 1
            state = standing.last
        self._saving.keep_former(row)
        self._saving.drop_version(row.id, state)
        first = standing.voices[0].at if standing.voices else standing.at
        row.state, row.body, row.post, row.is_changed = state, body, newest, True
        row.stands_at = _stands_at(newest, first)
        standing.source = self._directory.source(admitted.sighting.source)
        standing.at = stamp(admitted.heard.received_at)

    def _count(self, row: Row, admitted: Admitted) -> None:
        standing, newest = row.standing, admitted.sighting.post
        counts = larger(standing.counts, counted(newest.counts))
        figures = figures_of(newest.author)
        if counts != standing.counts or (figures and figures != standing.figures):
            standing.counts, standing.figures = counts, figures or standing.figures
            row.is_changed = True

    def _lose(self, row: Row, admitted: Admitted, deletion: Deletion) -> None:
        """A copy of it is gone, or all of it."""
        source, key = self._directory.source(deletion.source), _other(deletion.key, row)
        at = stamp(deletion.received_at)
        if all((voice.source, voice.key) != (source, key) for voice in row.standing.voices):
            self._invent(row, source, at, key)
        if admitted.change is Change.DELETED:
            row.remember()
            row.deleted_at, row.deleted_by, row.is_changed = at, source, True
        else:
            row.standing.voices = [one for one in row.standing.voices if one.key != key] or row.standing.voices
            row.is_changed = True
            self._adopt(row, admitted)
        self._saving.note(Kind.DELETION, at, row.id, pack_said(source, (), key))

    def _invent(self, row: Row, source: int, at: int, key: str | None) -> None:
        """The source gave it and took it away in one breath: nobody was told of the first. Replays need it."""
        seen = Seen(source, row.state, row.person, row.portrait, row.standing.figures, key=key)
        row.standing.voices.append(Voice(source, at, key=key))
        self._saving.note(Kind.SIGHTING, at, row.id, encode(seen.packed()))

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


def _heard_key(admitted: Admitted) -> str:
    heard = admitted.heard
    return heard.post.key if isinstance(heard, Sighting) else heard.key


def _other(key: str, row: Row) -> str | None:
    """The key of a copy; None where it is the post's own."""
    return None if key == row.key else str(key)


def _voice(row: Row, source: int, key: str | None) -> Voice | None:
    return next((one for one in row.standing.voices if one.source == source and one.key == key), None)


def _stands_at(post: Post, first_heard: int) -> int:
    """As `Entry.stands_at` has it."""
    return min(stamp(post.created_at), first_heard + _ALLOWED)


def _edited(post: Post) -> int:
    return _NEVER if post.edited_at is None else stamp(post.edited_at)
