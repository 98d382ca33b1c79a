"""What is said of a key that does nothing in a view, and something elsewhere: no key is silent."""

from textual.events import Key

from hashtui.config.actions import ACTIONS, Action, Scope
from hashtui.tui.key_names import Keys, first_label, key_label
from hashtui.tui.reader import ReaderView

_PLACES = {
    Scope.DECK: "the panes",
    Scope.POST: "a post",
    Scope.SUMMARY: "a summary",
    Scope.PICKS: "the picks",
    Scope.SEARCH: "a search",
    Scope.REPLAY: "a replay",
}


def knows(node: object, action_id: str) -> bool:
    """The action has a body there."""
    return hasattr(node, f"action_{action_id}")


def said_elsewhere(event: Key, keys: Keys, view: object) -> str:
    """`t (trust) is for a post: Enter opens one`; empty when the key means nothing at all, or something in the view."""
    names = {event.key, event.character}
    meant = [one for one in ACTIONS if not names.isdisjoint(keys.get(one.id, ()))]
    if not meant or any(one.scope is Scope.ANYWHERE or knows(view, one.id) for one in meant):
        return ""
    key = key_label(event.character if event.is_printable and event.character else event.key)
    return f"{key} ({meant[0].short}) is for {_where(meant[0], keys, view)}."


def _where(action: Action, keys: Keys, view: object) -> str:
    of_a_post = action.scope is Scope.POST or knows(ReaderView, action.id)
    way = "open_post" if of_a_post else "leave"
    label = first_label(keys, way)
    if of_a_post:
        return f"a post{f': {label} opens one' if label and knows(view, way) else ''}"
    back = f": {label} goes back to them" if label and action.scope is Scope.DECK else ""
    return f"{_PLACES[action.scope]}{back}"
