"""A post heard, as it changes its row: its first sighting, further ones, the state that counts."""

from datetime import timedelta

from hashtui.archive.codec import encode, figures_of, pack_post, pack_whole, stamp
from hashtui.archive.directory import Directory
from hashtui.archive.entries import Kind, Seen, due_of
from hashtui.archive.rows import Row, Tidings, Voice, counted, larger, short_id
from hashtui.archive.saving import NEVER, Saving
from hashtui.post.post import Post
from hashtui.post.sighting import Admitted, Change, Sighting
from hashtui.reading.entry import FUTURE_ALLOWED

_ALLOWED = FUTURE_ALLOWED // timedelta(microseconds=1)


class Hearing:
    """What one batch hears of posts. `rows` are those of the batch, under all their keys."""

    def __init__(self, directory: Directory, saving: Saving, rows: dict[str, Row]) -> None:
        self._directory = directory
        self._saving = saving
        self._rows = rows

    def begin(self, admitted: Admitted) -> Row:
        """The row of a post that was not known; its state is that of the sighting it begins with."""
        sighting = admitted.heard if isinstance(admitted.heard, Sighting) else admitted.sighting
        newest = admitted.sighting.post
        person, portrait = self._directory.person(newest.author)
        at = stamp(sighting.received_at)
        row = Row(
            id=self._saving.next_post(),
            key=str(newest.key),
            stands_at=stands_at(newest, at),
            person=person,
            portrait=portrait,
            state=0,
            tags=self._directory.tags(admitted.tags),
            tidings=Tidings(self._directory.source(admitted.sighting.source), at, figures=figures_of(newest.author)),
            body=pack_post(newest),
            is_new=True,
            post=newest,
        )
        row.tidings.counts = counted(newest.counts)
        self._saving.begin(row)
        self._rows[row.key] = row
        return row

    def begin_journal(self, row: Row, heard: Sighting) -> None:
        """What nearly every post begins with: one source, one copy."""
        tidings, key = row.tidings, heard.post.key
        asked, local_id = self._directory.tags(heard.asked), short_id(heard.local_id, key)
        at, due = tidings.at, stamp(due_of(heard)) if heard.held else tidings.at
        tidings.voices.append(Voice(tidings.source, at, local_id, asked, heard.held))
        seen = Seen(
            tidings.source, 0, row.person, row.portrait, tidings.figures, local_id, tidings.counts, asked,
            heard.held, None, at - due or None,
        )  # fmt: skip
        self._saving.note(Kind.SIGHTING, due, row.id, encode(seen.packed()))

    def hear(self, row: Row, admitted: Admitted, heard: Sighting) -> None:
        """A sighting of it: the journal's, a source's first, and what it changes."""
        directory = self._directory
        source, key = directory.source(heard.source), other_key(heard.post.key, row)
        voice = _voice(row, source, key)
        asked, at = directory.tags(heard.asked), stamp(heard.received_at)
        counts = counted(heard.post.counts)
        before = row.tidings.counts
        is_known = voice is not None
        if voice is None:
            voice = Voice(source, at, short_id(heard.local_id, heard.post.key), asked, heard.held, key)
            row.tidings.voices.append(voice)
            row.is_changed = True
            if key is not None:
                self._rows[key] = row
                self._saving.name(key, row.id)
        elif not set(asked) <= set(voice.asked):
            voice.asked = sorted({*voice.asked, *asked})
            row.is_changed, is_known = True, False
        state, is_old = self._state(row, admitted, heard, source, at)
        if is_known and is_old and admitted.change is Change.POST and larger(before, counts) == before:
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
            row.tidings.last += 1
            known = row.tidings.last
            self._saving.version(row.id, known, source, at, body)
            self.adopt(row, admitted)
            return known, False
        self.adopt(row, admitted)
        return known, True

    def adopt(self, row: Row, admitted: Admitted) -> None:
        """Take over the newest state, unless the archive knows a newer one."""
        newest, tidings = admitted.sighting.post, row.tidings
        if newest is not row.post:
            body = pack_post(newest)
            is_newer = self._is_newer(row, admitted)
            if body != row.body and is_newer:
                self._put(row, admitted, body)
                tidings.counts = ()  # another copy may be told now, which has counts of its own
            person, portrait = self._directory.person(newest.author)
            if is_newer and (row.person, row.portrait) != (person, portrait):
                row.remember()
                row.person, row.portrait, row.post, row.is_changed = person, portrait, newest, True
        self._count(row, admitted)
        sources = [self._directory.source(source) for source in admitted.sources]
        missing = {*sources} - {voice.source for voice in tidings.voices} - {*tidings.others}
        if missing:
            tidings.others = [*tidings.others, *sorted(missing)]
            row.is_changed = True
        self._tag(row, admitted)
        echoes = [echo for echo in admitted.echoes if not self._directory.is_forgotten(echo.author)]
        keys = [str(echo.key) for echo in echoes]
        if keys != tidings.echoes:
            tidings.echoes, row.is_changed = keys, True
        for echo in echoes:
            self._saving.copies[row.id, str(echo.key)] = pack_whole(echo)

    def _tag(self, row: Row, admitted: Admitted) -> None:
        """It has the tags that are told; those it lost with an edit it has no more, but where it was asked for them."""
        tags = set(self._directory.tags(admitted.tags))
        if admitted.change is Change.EDITED:
            tags = tags.union(*(voice.asked for voice in row.tidings.voices))
        else:
            tags = tags.union(row.tags)
        if tags != set(row.tags):
            row.remember()
            row.tags, row.is_changed = sorted(tags), True

    def _is_newer(self, row: Row, admitted: Admitted) -> bool:
        """Whether the watch knows the state that counts. One that began anew may not: then an edit says so."""
        doubted = self._directory.doubted
        if admitted.change is Change.POST:
            if _edited(admitted.sighting.post) < self._saving.edited(row):
                doubted.add(row.id)
            else:
                doubted.discard(row.id)
        elif admitted.change is Change.EDITED:
            doubted.discard(row.id)
        return row.id not in doubted

    def _put(self, row: Row, admitted: Admitted, body: bytes) -> None:
        """The newest state of it is another one now."""
        newest, tidings = admitted.sighting.post, row.tidings
        row.remember()
        state = self._saving.state_of(row, body)
        if state is None:
            tidings.last += 1
            state = tidings.last
        self._saving.keep_former(row)
        self._saving.drop_version(row.id, state)
        first = tidings.voices[0].at if tidings.voices else tidings.at
        row.state, row.body, row.post, row.is_changed = state, body, newest, True
        row.stands_at = stands_at(newest, first)
        tidings.source = self._directory.source(admitted.sighting.source)
        tidings.at = stamp(admitted.heard.received_at)

    def _count(self, row: Row, admitted: Admitted) -> None:
        tidings, newest = row.tidings, admitted.sighting.post
        counts = larger(tidings.counts, counted(newest.counts))
        figures = figures_of(newest.author) if row.id not in self._directory.doubted else tidings.figures
        if counts != tidings.counts or figures != tidings.figures:
            tidings.counts, tidings.figures, row.is_changed = counts, figures, True


def other_key(key: str, row: Row) -> str | None:
    """The key of a copy; None where it is the post's own."""
    return None if key == row.key else str(key)


def stands_at(post: Post, first_heard: int) -> int:
    """As `Entry.stands_at` has it."""
    return min(stamp(post.created_at), first_heard + _ALLOWED)


def _voice(row: Row, source: int, key: str | None) -> Voice | None:
    return next((one for one in row.tidings.voices if one.source == source and one.key == key), None)


def _edited(post: Post) -> int:
    return NEVER if post.edited_at is None else stamp(post.edited_at)
