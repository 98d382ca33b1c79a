"""The `[keys]` table: which keys an action answers to, after the person's changes."""

from collections.abc import Mapping

from hashtui.config.actions import ACTIONS, Action, Scope
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.config.table import Table

_NAMED = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("insert", "delete", "backspace", "enter", "tab", "escape", "space"),
    *(f"f{n}" for n in range(1, 13)),
)
_MODIFIERS = ("ctrl", "shift", "alt")
_SAME_BYTE = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "escape"}
"""What a terminal cannot tell apart."""
_NINE = 9
HEARD_IN_A_POST = (
    *("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
    *("open_post", "browser", "copy_link", "copy_text", "mute", "trust", "why", "undo", "pick"),
    *("peak_before", "peak_after"),
)
"""Actions of the panes that the open post has too: their keys must differ from its own as well."""
HEARD_IN_A_SUMMARY = (
    *("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
    *("pane_left", "pane_right", "pane_next", "pane_previous", "open_post", "copy_link", "copy_text"),
    *("summary", "summary_all", "catch_up", "seen", "sensitivity", "link", "pick", "undo"),
)
HEARD_IN_PICKS = (
    *("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
    *("open_post", "browser", "copy_link", "copy_text", "undo", "pick", "picks", "link", "export"),
)
HEARD_IN_A_SEARCH = (
    *("post_up", "post_down", "page_up", "page_down", "half_up", "half_down", "newest", "oldest"),
    *("open_post", "browser", "copy_link", "copy_text", "undo", "pick", "search", "filter", "link"),
    *("peak_before", "peak_after"),
)

KeyMap = dict[str, tuple[str, ...]]


def keys_of(changed: Mapping[str, tuple[str, ...]]) -> KeyMap:
    """Every action's id with the keys it has after the changes, in the order of the help."""
    return {action.id: changed.get(action.id, action.keys) for action in ACTIONS}


def read_keys(table: Table) -> KeyMap:
    """The changes that `[keys]` asks for; what cannot be is complained about and left out."""
    changed: KeyMap = {}
    for action in ACTIONS:
        wanted = table.texts(action.id, or_one=True)
        if wanted is None:
            continue
        keys, trouble = _read_names(action, wanted)
        if trouble:
            table.complain(action.id, trouble)
        else:
            changed[action.id] = keys
    for action_id, trouble in _conflicts(changed):
        table.complain(action_id, trouble)
    table.refuse_the_rest()
    return changed


def _read_names(action: Action, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The keys as they will be known, and what is wrong with them (or nothing)."""
    keys: list[str] = []
    for name in wanted:
        key = name if len(name) == 1 else name.lower()
        trouble = _trouble_with(key)
        if trouble:
            return (), f"{action.id}: {trouble}"
        if key not in keys:
            keys.append(key)
    if action.id == "pane_number" and len(keys) != _NINE:
        return (), "pane_number needs nine keys, one for each of the first nine panes"
    return tuple(keys), ""


def _trouble_with(key: str) -> str:
    if key in ("", " "):
        return 'a key has a name: the space bar is "space"'
    if len(key) == 1:
        return "" if key.isprintable() else f"{quoted(key)} is not a key that can be typed"
    if key == "ctrl+c":
        return "ctrl+c copies, or leaves: it cannot be changed"
    if key in _SAME_BYTE:
        return f'a terminal cannot tell {key} from {_SAME_BYTE[key]}: say "{_SAME_BYTE[key]}" or take another'
    *modifiers, base = [*key[:-1].split("+"), key[-1]] if key.endswith("++") else key.split("+")
    modifiers = [m for m in modifiers if m]
    if modifiers == ["shift"] and len(base) == 1:
        return f'{quoted(key)} is written "{base.upper()}"'
    known_modifiers = all(m in _MODIFIERS for m in modifiers)
    known_base = base in _NAMED or (len(base) == 1 and base.isprintable() and bool(modifiers))
    if known_modifiers and known_base:
        return ""
    hint = did_you_mean(key, (*_NAMED, *(f"shift+{n}" for n in _NAMED), *(f"ctrl+{n}" for n in _NAMED)))
    return f"{quoted(key)} is not the name of a key{hint}"


def _conflicts(changed: KeyMap) -> list[tuple[str, str]]:
    """(id, what is wrong) for each changed action that takes a key another one has where both are heard."""
    found: list[tuple[str, str]] = []
    holders: dict[str, list[Action]] = {}
    for action in ACTIONS:
        for key in changed.get(action.id, action.keys):
            for other in holders.setdefault(key, []):
                if _meet(action, other):
                    loser, holder = (action, other) if action.id in changed else (other, action)
                    message = f'"{key}" is the key of both {loser.id} and {holder.id}: give one of them another'
                    found.append((loser.id, message))
            holders[key].append(action)
    return found


def _meet(one: Action, other: Action) -> bool:
    """There is a place where both are heard."""
    return not _places(one).isdisjoint(_places(other))


def _places(action: Action) -> frozenset[Scope]:
    if action.scope is Scope.ANYWHERE:
        return frozenset(Scope)
    also = {
        Scope.POST: HEARD_IN_A_POST,
        Scope.SUMMARY: HEARD_IN_A_SUMMARY,
        Scope.PICKS: HEARD_IN_PICKS,
        Scope.SEARCH: HEARD_IN_A_SEARCH,
    }
    return frozenset((action.scope, *(scope for scope, ids in also.items() if action.id in ids)))
