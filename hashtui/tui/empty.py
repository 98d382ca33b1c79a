"""Why a pane shows nothing, or nothing more, and the key that helps."""

from collections.abc import Iterable, Sequence

from hashtui.post.sighting import State
from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.source_names import name_of
from hashtui.tui.times import Times
from hashtui.watch.health import Health


def why_empty(tags: Sequence[str], hidden: int, healths: Iterable[Health], times: Times, keys: Keys) -> tuple[str, ...]:
    """Paragraphs for a pane without a post; an indented one is a hint. `tags` as people write them."""
    healths = tuple(healths)
    up = [h for h in healths if h.state.is_up]
    if hidden and up:
        plural = "" if hidden == 1 else "s"
        return (
            f"{hidden} post{plural} came, none of them wanted by what this pane asks for.",
            *_hints(keys, ("pane_edit", "changes what this pane asks for")),
        )
    words: list[str] = []
    for health in healths:
        words += _source_words(health, times)
    asked = " or ".join(tags)
    if up:
        who = _name(up[0]) if len(up) == 1 else f"{len(up)} sources"
        words += [
            f"{who} answered and has no post with {asked} at hand."
            if len(up) == 1
            else f"{who} answered: none of them has a post with {asked} at hand."
        ]
        if any(h.state is not State.ENDED for h in up):
            words += ["What comes now appears here by itself."]
        words += _hints(keys, ("pane_edit", "changes the tag"))
    elif any(h.state is State.REFUSED for h in healths):
        words += _hints(keys, ("pane_edit", "asks for something else"), ("sources", "shows how each source is"))
    elif any(h.state is not State.STARTING for h in healths):
        words += _hints(keys, ("sources", "shows how each source is"))
    return tuple(words)


def _hints(keys: Keys, *hints: tuple[str, str]) -> list[str]:
    """An empty line, and for each action that has a key what the key does."""
    rows = [f"  {label}  {words}" for action, words in hints if (label := first_label(keys, action))]
    return ["", *rows] if rows else []


def _source_words(health: Health, times: Times) -> list[str]:
    name = _name(health)
    match health.state:
        case State.STARTING:
            return [f"Asking {name} …"]
        case State.REFUSED | State.BROKEN:
            help_words = ["", *(f"  {line}" for line in health.help.splitlines())] if health.help else []
            return [f"{name}: {health.reason or health.state.value}", *help_words]
        case State.NO_NETWORK | State.RECONNECTING:
            return [f"{_named(name, str(health.reason) or 'no answer')}, since {times.hour(health.state_since)}."]
        case State.WAITING:
            until = f" until {times.hour(health.next_try)}" if health.next_try else ""
            return [f"{_named(name, str(health.reason) or health.state.value)}{until}."]
        case _:
            return []


def _named(name: str, reason: str) -> str:
    """The reason as a sentence about that source."""
    return reason[0].upper() + reason[1:] if name in reason else f"{name}: {reason}"


def _name(health: Health) -> str:
    return name_of(health.url)


def what_lies_below(oldest: str, asked_older: str, keys: Keys) -> tuple[str, ...]:
    """Below the oldest post of a pane: since when it reaches, and what PgDn does; `asked_older` is what that gave."""
    key = first_label(keys, "page_down")
    more = f"{key} again asks the servers for older ones." if key else ""
    return (f"{oldest} is the oldest post kept here.", asked_older or more)
