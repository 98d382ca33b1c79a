"""The posts a person picked, in their order: what an anthology is made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text
from hashtui.post.kept_out import KeptOut
from hashtui.post.pick import NO_CHAPTER, IfDeleted, Permission, Pick, is_edited
from hashtui.reading.entry import Entry

LONGEST_CHAPTER = 120
LONGEST_TEXT = 2_000
"""Code points of a caption or a note."""


@dataclass(frozen=True, slots=True)
class Picks:
    """All that was picked. Each post is there once, and the picks of one chapter stand together."""

    picks: tuple[Pick, ...] = ()
    keys: frozenset[str] = field(init=False, compare=False, repr=False)
    _places: Mapping[str, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        once = {str(pick.key): pick for pick in reversed(self.picks)}
        in_order = _together(tuple(reversed(once.values())))
        object.__setattr__(self, "picks", in_order)
        object.__setattr__(self, "keys", frozenset(once))
        object.__setattr__(self, "_places", {str(pick.key): at for at, pick in enumerate(in_order)})

    def __len__(self) -> int:
        return len(self.picks)

    def __iter__(self) -> Iterator[Pick]:
        return iter(self.picks)

    @property
    def keys_in_order(self) -> tuple[str, ...]:
        """The keys, as the picks stand."""
        return tuple(str(pick.key) for pick in self.picks)

    @property
    def chapters(self) -> tuple[tuple[CleanLine, tuple[Pick, ...]], ...]:
        """The titles in their order, each with its picks; an empty title is that of those in no chapter."""
        return tuple((title, tuple(picks)) for title, picks in groupby(self.picks, key=_chapter))

    def find(self, name: str) -> Pick | None:
        """The pick with that key, URL or number, counted from 1."""
        if name in self.keys:
            return self._pick(name)
        found = next((pick for pick in self.picks if name == pick.post.url), None)
        if found is None and name.isdecimal() and 0 < int(name[:9]) <= len(self.picks):
            return self.picks[int(name[:9]) - 1]
        return found

    def of_author(self, name: str) -> tuple[Pick, ...]:
        """What was picked of somebody, by their handle in whatever case, their key or the URL of their profile."""
        lowered = name.lower()
        authors = ((pick, pick.post.author) for pick in self.picks)
        return tuple(pick for pick, who in authors if name in (who.key, who.url) or who.handle.lower() == lowered)

    def place(self, key: str) -> int:
        """Where it stands, counted from 0. KeyError when it was not picked."""
        return self._places[key]

    def added(self, picks: Iterable[Pick]) -> "Picks":
        """With these behind the others; what was picked before stays as it is."""
        return Picks((*self.picks, *(pick for pick in picks if pick.key not in self.keys)))

    def without(self, keys: Iterable[str]) -> "Picks":
        """Without these."""
        gone = frozenset(keys)
        return Picks(tuple(pick for pick in self.picks if pick.key not in gone))

    def with_pick(self, pick: Pick) -> "Picks":
        """The same with this in the place of the pick of the same post."""
        return Picks(tuple(pick if one.key == pick.key else one for one in self.picks))

    def with_caption(self, key: str, text: str) -> "Picks":
        """With another caption; an empty one takes it away. KeyError, as below, when it was not picked."""
        return self.with_pick(replace(self._pick(key), caption=_text(text)))

    def with_note(self, key: str, text: str) -> "Picks":
        """With another note; an empty one takes it away."""
        return self.with_pick(replace(self._pick(key), note=_text(text)))

    def with_chapter(self, key: str, title: str) -> "Picks":
        """With that one in that chapter, behind what is in it already; an empty title is none."""
        pick = replace(self._pick(key), chapter=_title(title))
        if pick.chapter == self._pick(key).chapter:
            return self
        others = (one for one in self.picks if one.key != key)
        if any(one.chapter == pick.chapter for one in self.picks):
            return Picks((*others, pick))
        return self.with_pick(pick)

    def divided(self, key: str, title: str) -> "Picks":
        """With a chapter that begins at that one: what follows it in its chapter is in it too.

        The first of a chapter so gives all of it another title, or with an empty one joins it to the chapter before.
        Of a chapter there is already, it is put at the end, alone.
        """
        at, now, pick = self.place(key), _title(title), self._pick(key)
        if now == pick.chapter:
            return self
        if not now:
            first = next(place for place, one in enumerate(self.picks) if one.chapter == pick.chapter)
            at, now = first, self.picks[first - 1].chapter if first else NO_CHAPTER
        elif any(one.chapter == now for one in self.picks):
            return self.with_chapter(key, now)
        behind = (replace(one, chapter=now) if one.chapter == pick.chapter else one for one in self.picks[at:])
        return Picks((*self.picks[:at], *behind))

    def with_permission(self, key: str, permission: Permission, now: datetime) -> "Picks":
        """With what the author said; when they were asked is kept until nobody asked."""
        pick = self._pick(key)
        asked_at = None if permission is Permission.NOT_ASKED else pick.asked_at
        if permission is Permission.ASKED:
            asked_at = now
        return self.with_pick(replace(pick, permission=permission, asked_at=asked_at))

    def with_decision(self, key: str, decision: IfDeleted) -> "Picks":
        """With what is to become of it now that its author deleted it."""
        return self.with_pick(replace(self._pick(key), if_deleted=decision))

    def moved(self, key: str, place: int) -> "Picks":
        """With it at that place, counted from 0; between two of one chapter it is in that chapter."""
        pick = self._pick(key)
        others = [one for one in self.picks if one.key != key]
        at = max(0, min(place, len(others)))
        near = [one.chapter for one in others[max(0, at - 1) : at + 1]]
        inside = len(near) > 1 and near[0] == near[1]
        strays = pick.chapter not in near and any(one.chapter == pick.chapter for one in others)
        if inside or strays:
            pick = replace(pick, chapter=near[0])
        return Picks((*others[:at], pick, *others[at:]))

    def stepped(self, key: str, step: int) -> "Picks":
        """One step down (1) or up (-1): past its neighbour, or over the border into the neighbour's chapter.

        A chapter of one moves whole, past the chapter beside it. At an end nothing changes.
        """
        at, pick = self.place(key), self._pick(key)
        beside = at + step
        if not 0 <= beside < len(self.picks):
            return self
        other = self.picks[beside]
        if other.chapter == pick.chapter:
            return self.moved(key, beside)
        if any(one.chapter == pick.chapter and one.key != key for one in self.picks):
            picks = [one for one in self.picks if one.key != key]
            return Picks((*picks[:at], replace(pick, chapter=other.chapter), *picks[at:]))
        past = sum(1 for one in self.picks if one.chapter == other.chapter)
        return self.moved(key, at + step * past)

    def restored(self, before: "Picks", key: str) -> "Picks":
        """The same, but for that one post, which is picked, or not, as it was before, and where it was."""
        if key in before.keys:
            return self._put(before.picks[before.place(key)], before)
        return self.without([key])

    def placed(self, before: "Picks", key: str) -> "Picks":
        """The same with that one where it was before, if it was picked then and is; what is said of it stays."""
        return self._put(self._pick(key), before) if key in before.keys & self.keys else self

    def _put(self, pick: Pick, before: "Picks") -> "Picks":
        """With that one behind the nearest of those it stood behind."""
        others = [one for one in self.picks if one.key != pick.key]
        places = {str(one.key): at for at, one in enumerate(others)}
        ahead = reversed(before.picks[: before.place(pick.key)])
        at = next((places[one.key] + 1 for one in ahead if one.key in places), 0)
        return Picks((*others[:at], pick, *others[at:]))

    def heard(self, entry: Entry) -> "Picks":
        """The same with what became of that post since it was picked: itself when that is nothing new."""
        if entry.key not in self.keys:
            return self
        pick = self._pick(entry.key)
        now = _renewed(pick, entry)
        return self if now == pick else self.with_pick(now)

    def heard_all(self, entries: Iterable[Entry]) -> "Picks":
        """The same of many posts at once."""
        told = {str(entry.key): entry for entry in entries if entry.key in self.keys}
        return Picks(tuple(_renewed(pick, told[pick.key]) if pick.key in told else pick for pick in self.picks))

    def without_people(self, out: KeptOut) -> "Picks":
        """Without the posts of these people; that they passed others on is told no more either."""
        if not out.names:
            return self
        return Picks(tuple(_cleared(pick, out) for pick in self.picks if not out.has(pick.post.author)))

    def _pick(self, key: str) -> Pick:
        return self.picks[self.place(key)]


def _renewed(pick: Pick, entry: Entry) -> Pick:
    post, latest = entry.post, pick.latest
    if entry.deleted_at is not None:
        return pick if pick.deleted_at is not None else replace(pick, deleted_at=entry.deleted_at)
    return replace(pick, newest=post) if is_edited(post, latest) else pick


def _cleared(pick: Pick, out: KeptOut) -> Pick:
    post, newest = out.cleared(pick.post), None if pick.newest is None else out.cleared(pick.newest)
    return pick if post is pick.post and newest is pick.newest else replace(pick, post=post, newest=newest)


def _title(title: str) -> CleanLine:
    return clean_line(clean_line(title)[:LONGEST_CHAPTER])


def _text(text: str) -> CleanText | None:
    written = text.strip()[:LONGEST_TEXT]
    return clean_text(written) if written else None


def _chapter(pick: Pick) -> CleanLine:
    return pick.chapter


def _together(picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """The picks of each chapter behind its first one."""
    titles: dict[CleanLine, int] = {}
    for pick in picks:
        titles.setdefault(pick.chapter, len(titles))
    return tuple(sorted(picks, key=lambda pick: titles[pick.chapter])) if len(titles) > 1 else tuple(picks)
