"""Picks as rows of `picks.toml`: read, merged with what another process wrote, written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from hashtui.anthology.packing import packed, unpacked
from hashtui.anthology.picks import Picks
from hashtui.post.clean import CleanText, clean_line, clean_text
from hashtui.post.pick import IfDeleted, Permission, Pick
from hashtui.post.post import Post

PICK = "pick"
"""What a row is called in the file."""
_KEY, _POST, _NEWEST = "key", "post", "newest"
_PERMISSION, _IF_DELETED = "permission", "if_deleted"
Row = dict[str, object]
_T = TypeVar("_T")
_E = TypeVar("_E", Permission, IfDeleted)


class DamagedError(ValueError):
    """The file is TOML, but not what this program writes."""


def picks_in(content: Mapping[str, object]) -> Picks:
    """What the content says. A row without a post belongs to a later version. DamagedError."""
    numbered = enumerate(_rows(content), 1)
    return Picks(tuple(pick for number, row in numbered if (pick := _pick(row, number)) is not None))


def written(content: Mapping[str, object], picks: Picks, row_of: Callable[[Pick], Row]) -> dict[str, object]:
    """The content with these picks; rows this version does not know stay behind."""
    rows = [row_of(pick) for pick in picks] + [row for row in _rows(content) if _POST not in row]
    others = {name: value for name, value in content.items() if name != PICK}
    return others | ({PICK: rows} if rows else {})


def merged(before: Picks, wanted: Picks, found: Picks) -> Picks:
    """What another process left there, with what changed here from `before` to `wanted`.

    What was changed on one side and taken away on the other stays.
    """
    if wanted == before:
        return found
    if found == before:
        return wanted
    was, new, there = ({str(pick.key): pick for pick in picks} for picks in (before, wanted, found))
    kept: dict[str, Pick] = {}
    for key in dict.fromkeys((*new, *there)):
        old, mine, other = was.get(key), new.get(key), there.get(key)
        if mine is not None and other is not None:
            kept[key] = _joined(old or other, mine, other)
        elif mine is not None and mine != old:
            kept[key] = mine
        elif other is not None and mine is None and other != old:
            kept[key] = other
    return Picks(tuple(kept[key] for key in _order(list(was), list(new), list(there)) if key in kept))


def _joined(was: Pick, mine: Pick, other: Pick) -> Pick:
    """One post that both have: each thing said of it as it was said last."""
    asked = _newest(
        (was.permission, was.asked_at), (mine.permission, mine.asked_at), (other.permission, other.asked_at)
    )
    return replace(
        other,
        chapter=_newest(was.chapter, mine.chapter, other.chapter),
        caption=_newest(was.caption, mine.caption, other.caption),
        note=_newest(was.note, mine.note, other.note),
        permission=asked[0],
        asked_at=asked[1],
        deleted_at=_newest(was.deleted_at, mine.deleted_at, other.deleted_at),
        if_deleted=_newest(was.if_deleted, mine.if_deleted, other.if_deleted),
        newest=_newest(was.newest, mine.newest, other.newest),
        more=_newest(was.more, mine.more, other.more),
    )


def _newest(was: _T, wanted: _T, found: _T) -> _T:
    return found if wanted == was else wanted


def _order(was: Sequence[str], new: Sequence[str], there: Sequence[str]) -> list[str]:
    """All keys: as they were put in order here, if they were, else as they are there."""
    before, now = frozenset(was), frozenset(new)
    moved = [key for key in new if key in before] != [key for key in was if key in now]
    return _inserted(new, there) if moved else _inserted(there, new)


def _inserted(first: Sequence[str], more: Sequence[str]) -> list[str]:
    """The first with what only the others have, each behind the one it stands behind there; what is last stays so."""
    known = frozenset(first)
    last = len(more)
    while last and more[last - 1] not in known:
        last -= 1
    behind: dict[str | None, list[str]] = {}
    ahead: str | None = None
    for key in more[:last]:
        if key in known:
            ahead = key
        else:
            behind.setdefault(ahead, []).append(key)
    keys = behind.get(None, [])
    for key in first:
        keys += (key, *behind.get(key, ()))
    return [*keys, *more[last:]]


def _rows(content: Mapping[str, object]) -> list[dict[str, object]]:
    rows = content.get(PICK, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DamagedError("its picks are no tables")
    return rows


def _pick(row: Mapping[str, object], number: int) -> Pick | None:
    if _POST not in row:
        return None
    rest = dict(row)
    rest.pop(_KEY, None)  # for people and scripts: the post says it
    try:
        return Pick(
            _post(rest.pop(_POST)),
            _time(rest.pop("picked_at", None)) or datetime.min.replace(tzinfo=UTC),
            clean_line(_line(rest.pop("chapter", ""))),
            _text(rest.pop("caption", "")),
            _text(rest.pop("note", "")),
            _permission(rest),
            _time(rest.pop("asked_at", None)),
            _time(rest.pop("deleted_at", None)),
            _word(rest, _IF_DELETED, IfDeleted.UNDECIDED),
            _post(rest.pop(_NEWEST)) if _NEWEST in rest else None,
            rest,
        )
    except ValueError as error:
        raise DamagedError(f"pick {number}: {error}") from error


def _post(written_: object) -> Post:
    return unpacked(_line(written_))


def _line(found: object) -> str:
    if not isinstance(found, str):
        raise DamagedError("what should be text is none")
    return found


def _text(found: object) -> CleanText | None:
    words = _line(found)
    return clean_text(words) if words else None


def _permission(rest: dict[str, object]) -> Permission:
    """What the author answered. A word we do not know, of a later version or mistyped, keeps the pick unexported."""
    said = _word(rest, _PERMISSION, Permission.NOT_ASKED)
    return Permission.REFUSED if _PERMISSION in rest else said


def _word(rest: dict[str, object], name: str, usual: _E) -> _E:
    """One of our words; that of a later version stays in the rest."""
    words = {one.value: one for one in type(usual)}
    found = rest.get(name)
    if not isinstance(found, str) or found not in words:
        return usual
    del rest[name]
    return words[found]


def _time(found: object) -> datetime | None:
    if found is None:
        return None
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise DamagedError("what should be a time with its zone is none")
    return found.astimezone(UTC)


def row_of(pick: Pick) -> Row:
    """The pick as it is written."""
    said: dict[str, object] = {_KEY: str(pick.key), "picked_at": pick.picked_at}
    texts: Iterable[tuple[str, str | None]] = (
        ("chapter", pick.chapter),
        ("caption", pick.caption),
        ("note", pick.note),
    )
    said |= {name: str(text) for name, text in texts if text}
    usual = Permission.REFUSED if _PERMISSION in pick.more else Permission.NOT_ASKED
    if pick.permission is not usual:
        said[_PERMISSION] = pick.permission.value
    times = (("asked_at", pick.asked_at), ("deleted_at", pick.deleted_at))
    said |= {name: time for name, time in times if time is not None}
    if pick.if_deleted is not IfDeleted.UNDECIDED:
        said[_IF_DELETED] = pick.if_deleted.value
    said[_POST] = packed(pick.post)
    if pick.newest is not None:
        said[_NEWEST] = packed(pick.newest)
    return dict(pick.more) | said
