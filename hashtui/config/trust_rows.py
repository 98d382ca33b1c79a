"""What was said of accounts, as rows of `trust.toml`: read, merged with what another process wrote, written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from hashtui.config.trusted import LEVELS, NO_NOTE, Account, KnownList, Trusted
from hashtui.post.clean import clean_handle, clean_line, clean_text

_ACCOUNT, _LIST = "account", "list"
_T = TypeVar("_T")


class DamagedError(ValueError):
    """The file is TOML, but not what this program writes."""


def trusted_in(content: Mapping[str, object]) -> Trusted:
    """What the content says. What it does not know belongs to a later version. DamagedError."""
    accounts: dict[str, Account] = {}
    for row in _rows(content, _ACCOUNT):
        account = _account(row)
        if account is not None:
            before = accounts.get(account.name)
            accounts[account.name] = account if before is None else _joined(before, account)
    lists = (_list(row) for row in _rows(content, _LIST))
    return Trusted(accounts, {one.name: one for one in lists if one is not None})


def written(content: Mapping[str, object], trusted: Trusted) -> dict[str, object]:
    """The content with what is said now; rows this version does not know stay behind."""
    accounts = [_account_row(account) for account in trusted.accounts.values() if account.says_something]
    lists = [_list_row(known) for known in trusted.lists.values()]
    rows = {
        _ACCOUNT: accounts + [row for row in _rows(content, _ACCOUNT) if _account(row) is None],
        _LIST: lists + [row for row in _rows(content, _LIST) if _list(row) is None],
    }
    return {**{name: value for name, value in content.items() if name not in rows}, **_filled(rows)}


def merged(before: Trusted, wanted: Trusted, found: Trusted) -> Trusted:
    """What another process left there, with what changed here from `before` to `wanted`."""
    accounts = dict(found.accounts)
    for name in _names(before.accounts, wanted.accounts):
        known = wanted.accounts.get(name) or found.accounts.get(name) or before.accounts[name]
        nothing = Account(known.key, known.handle)
        was, new, there = (said.accounts.get(name, nothing) for said in (before, wanted, found))
        accounts[name] = Account(
            key=new.key or there.key,
            handle=new.handle or there.handle,
            muted=_newest(was.muted, new.muted, there.muted),
            note=_newest(was.note, new.note, there.note),
            level=_newest(was.level, new.level, there.level),
            more=_newest(was.more, new.more, there.more),
        )
    lists = dict(found.lists)
    for name in _names(before.lists, wanted.lists):
        if before.lists.get(name) != wanted.lists.get(name):
            lists.pop(name, None)
            if name in wanted.lists:
                lists[name] = wanted.lists[name]
    said = {name: account for name, account in accounts.items() if account.says_something}
    return Trusted(said, lists)


def _names(*some: Mapping[str, object]) -> Iterable[str]:
    return {name: None for names in some for name in names}


def _newest(was: _T, wanted: _T, found: _T) -> _T:
    return found if wanted == was else wanted


def _joined(one: Account, other: Account) -> Account:
    """Two rows on the same account: what either says."""
    return replace(
        other,
        key=other.key or one.key,
        muted=one.muted if other.muted is None else other.muted,
        note=other.note or one.note,
        level=one.level if other.level is None else other.level,
        more={**one.more, **other.more},
    )


def _rows(content: Mapping[str, object], name: str) -> list[dict[str, object]]:
    rows = content.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DamagedError
    return rows


def _filled(rows: Mapping[str, list[dict[str, object]]]) -> dict[str, object]:
    return {name: some for name, some in rows.items() if some}


def _account(row: Mapping[str, object]) -> Account | None:
    """None: it is a row of a later version."""
    rest = dict(row)
    key, handle = rest.pop("key", ""), rest.pop("handle", "")
    if "key" not in row and not (isinstance(handle, str) and handle):
        return None
    muted, note = rest.pop("muted", None), rest.pop("note", "")
    if not isinstance(key, str) or not isinstance(handle, str) or not isinstance(note, str):
        raise DamagedError
    if (not key and "key" in row) or not (muted is None or isinstance(muted, bool)):
        raise DamagedError
    level = _level(rest.get("level"))
    if level is not None:
        del rest["level"]
    clean = clean_handle(handle) if not key else clean_line(handle)
    return Account(key, clean, muted, clean_text(note) if note else NO_NOTE, level, rest)


def _level(written: object) -> float | None:
    """A number from 0 to 1, or one of the words; anything else is left as it is, and not in force."""
    match written:
        case bool():
            return None
        case int() | float() if 0 <= written <= 1:
            return float(written)
        case str():
            return LEVELS.get(written)
        case _:
            return None


def _list(row: Mapping[str, object]) -> KnownList | None:
    """None: it is a row of a later version."""
    rest = dict(row)
    name, handles = rest.pop("name", None), rest.pop("handles", None)
    if not isinstance(name, str) or not clean_line(name) or not isinstance(handles, list):
        return None
    if not all(isinstance(handle, str) for handle in handles):
        return None
    origin = rest.pop("from", "")
    if not isinstance(origin, str):
        rest["from"], origin = origin, ""
    return KnownList(clean_line(name), tuple(map(clean_handle, handles)), clean_line(origin), rest)


def _account_row(account: Account) -> dict[str, object]:
    said: dict[str, object] = {"key": account.key} if account.key else {}
    said["handle"] = account.handle
    if account.level is not None:
        said["level"] = account.level
    if account.muted is not None:
        said["muted"] = account.muted
    if account.note:
        said["note"] = account.note
    return said | dict(account.more)


def _list_row(known: KnownList) -> dict[str, object]:
    said: dict[str, object] = {"name": known.name, "handles": list(known.handles)}
    if known.origin:
        said["from"] = known.origin
    return said | dict(known.more)
