"""Keys as people read them, and the bindings of a view out of the one registry."""

from collections.abc import Mapping

from textual.binding import Binding
from textual.keys import _character_to_key

from hashtui.config.actions import action

Keys = Mapping[str, tuple[str, ...]]
"""The keys in force: action id to its keys."""

NUMBERED = ("pane_number", "link")
"""Actions of which every key stands for a number."""

_LABELS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "comma": ",",
}


def key_label(key: str) -> str:
    """`ctrl+q` as `Ctrl+Q`, `pageup` as `PgUp`, `G` as `G`."""
    if len(key) == 1:
        return key
    *held, last = [*key[:-2].split("+"), "+"] if key.endswith("++") else key.split("+")
    return "+".join([*(one.capitalize() for one in held), _LABELS.get(last, last.capitalize())])


def keys_label(keys: tuple[str, ...]) -> str:
    """All keys of an action in a few cells: digits as `1-9`."""
    if len(keys) > 2 and all(key.isdigit() for key in keys):
        return f"{keys[0]}-{keys[-1]}"
    return " ".join(key_label(key) for key in keys)


def first_label(keys: Keys, action_id: str) -> str:
    """The one key to name for an action; empty when it has none."""
    return key_label(keys[action_id][0]) if keys.get(action_id) else ""


def keymap_of(changed: Keys) -> dict[str, str]:
    """The changed keys as Textual takes them: by the ids of bindings, where each numbered action has nine."""
    keymap: dict[str, str] = {}
    for action_id, keys in changed.items():
        if action_id in NUMBERED:
            keymap |= {f"{action_id}_{number}": _spelled(key) for number, key in enumerate(keys, 1)}
        else:
            # An empty entry would leave the usual keys: a key that no keyboard has takes them away.
            keymap[action_id] = binding_keys(keys) or f"none-{action_id}"
    return keymap


def binding_keys(keys: tuple[str, ...]) -> str:
    """The keys of one binding, as Textual takes them."""
    return ",".join(map(_spelled, keys))


def _spelled(key: str) -> str:
    return _character_to_key(key) if len(key) == 1 else key


def bindings_of(*ids: str) -> list[Binding]:
    """Bindings for these actions, with the registry's ids: the app's keymap then puts the keys in force."""
    return [Binding(binding_keys(a.keys), a.id, a.short, show=False, id=a.id) for a in map(action, ids)]
