"""Why a pane shows nothing, or nothing more, and the key that helps."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hashtui.post.sighting import State
from hashtui.reading.standing import Level
from hashtui.reading.verdicts import MUTED, NOT_ASKED, why_hidden_in_words
from hashtui.tui.glyphs import UNICODE, Glyphs
from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.pane_header import Empty
from hashtui.tui.pane_state import next_try_words
from hashtui.tui.source_names import name_of
from hashtui.tui.times import Times
from hashtui.watch.health import Health

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_FLOORS = {
    Level.KNOWN: "you know",
    Level.VOUCHED: "that people you trust vouch for",
    Level.TRUSTED: "you trust",
}
_PREDICATE = re.compile(r"(does|shows|takes|has|turns|refuses|may|tells|allows|wants|needs)\b")
"""How a reason begins that says what the source does."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What is known of a pane that shows no post."""

    tags: Sequence[str]
    """Those it follows, as people write them."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why posts are hidden, and how many for each reason."""
    sifted_out: int = 0
    """Posts that only the live filter leaves out."""
    alike: str = ""
    """A tag that was seen and is spelled nearly so."""
    floor: Level | None = None
    """Posts by accounts of a lower level are left out."""
    asks_for_trust: bool = False
    """Its expression speaks of trust."""
    trusted: int = 0
    """How many accounts the reader trusts."""

    @property
    def hidden(self) -> int:
        """How many posts are hidden."""
        return sum(self.reasons.values())


def why_empty(
    lack: Lack, healths: Iterable[Health], times: Times, keys: Keys, glyphs: Glyphs = UNICODE
) -> tuple[str, ...]:
    """Paragraphs for a pane without a post; an indented one is a hint."""
    healths = tuple(healths)
    if lack.sifted_out:
        return _all_sifted(lack.sifted_out, keys) if lack.floor is None else _all_below(lack, lack.floor, keys)
    trouble = [words for health in healths for words in _source_words(health, times)]
    if lack.hidden:
        return (*_all_hidden(lack, keys, glyphs), *(["", *trouble] if trouble else []))
    up = [h for h in healths if h.state.is_up]
    if up:
        if len(healths) > 1 and trouble:
            trouble += _closing([h for h in healths if not h.state.is_up], keys)
        return (*trouble, *([""] if trouble else []), *_nothing_there(lack, up, keys, alone=not trouble))
    if healths and all(h.state is State.NO_NETWORK for h in healths):
        since = times.hour(min(h.state_since for h in healths))
        return (f"No network since {since}.", *_hints(keys, ("sources", "shows how each source is")))
    return (*trouble, *_closing(healths, keys))


def empty_header(lack: Lack, healths: Sequence[Health], times: Times, now: datetime) -> Empty | None:
    """What an empty pane's second row says; None where a live filter empties it."""
    if lack.sifted_out:
        return None
    if lack.hidden:
        return Empty("0/min", f"{lack.hidden} hidden")
    shut = [h for h in healths if h.state in (State.REFUSED, State.BROKEN)]
    if shut:
        return Empty(_name(shut[0]), f"asked {times.hour(shut[0].state_since)}")
    up = [h for h in healths if h.state.is_up]
    if up:
        return Empty("0/min", f"since {times.hour(min(h.state_since for h in up))}")
    soon = min((h for h in healths if h.next_try is not None), key=lambda h: h.next_try or now, default=None)
    return Empty("nothing yet", "" if soon is None else next_try_words(soon, now).replace(" in ", " "))


def _all_sifted(count: int, keys: Keys) -> tuple[str, ...]:
    said = "The one post here does" if count == 1 else f"The {count} posts here do"
    return (f"{said} not pass the filter.", *_hints(keys, ("filter", "changes it"), ("leave", "takes it off")))


def _all_below(lack: Lack, floor: Level, keys: Keys) -> tuple[str, ...]:
    """All are by accounts that are not trusted enough, or else not let through by a filter."""
    count = lack.sifted_out
    came = f"{count} post{'' if count == 1 else 's'} came, {'not' if count == 1 else 'none of them'} from an account"
    hints = ("relief", "goes on to all posts"), ("trust", "on a post trusts its author")
    return (f"{came} {_FLOORS[floor]}.", *_hints(keys, *hints), "", _so_far(lack.trusted))


def _so_far(trusted: int) -> str:
    return f"You trust {trusted} account{'' if trusted == 1 else 's'} so far."


def _all_hidden(lack: Lack, keys: Keys, glyphs: Glyphs) -> tuple[str, ...]:
    """Which of the pane's expression, the rules and the mutes leave nothing of what came."""
    one = lack.hidden == 1
    came = f"{lack.hidden} post{'' if one else 's'} came"
    hints = [("hidden", "shows what is hidden")]
    if NOT_ASKED in lack.reasons:
        hints.insert(0, ("pane_edit", "changes what this pane asks for"))
    if len(lack.reasons) > 1:
        pieces = [f"{count} {why_hidden_in_words(why, glyphs.quotes)}" for why, count in lack.reasons.items()]
        said = f"{came}: {', '.join(pieces)}."
    elif NOT_ASKED in lack.reasons:
        said = f"{came}, {'not' if one else 'none of them'} wanted by what this pane asks for."
    elif MUTED in lack.reasons:
        said = f"{came}, {'from somebody' if one else 'all from people'} you muted."
        hints.append(("mute", "on a post takes the mute away"))
    else:
        said = f"{came}, {'' if one else 'all '}{why_hidden_in_words(next(iter(lack.reasons)), glyphs.quotes)}."
    if not lack.asks_for_trust:
        return (said, *_hints(keys, *hints))
    hints.append(("trust", "on a post trusts its author"))
    return (said, *_hints(keys, *hints), "", _so_far(lack.trusted))


def _nothing_there(lack: Lack, up: Sequence[Health], keys: Keys, *, alone: bool) -> list[str]:
    """Some source answers, and has nothing."""
    asked = " or ".join(lack.tags)
    if len(up) == 1:
        words = [f"{_name(up[0])} answered and has no post with {asked} at hand."]
    else:
        count = _NUMBERS[len(up)] if len(up) < len(_NUMBERS) else str(len(up))
        words = [f"{count} sources answered: none of them has a post with {asked} at hand."]
    if any(h.state is not State.ENDED for h in up):
        words.append("What comes now appears here by itself.")
    if alone:
        words += _hints(keys, ("pane_edit", f"{lack.alike} ?" if lack.alike else "changes the tag"))
    return words


def _closing(healths: Iterable[Health], keys: Keys) -> list[str]:
    """The keys for sources that do not answer."""
    states = {h.state for h in healths}
    look = ("sources", "shows how each source is")
    if State.REFUSED in states:
        return _hints(keys, ("pane_edit", "asks for something else"), look)
    return _hints(keys, look) if states - {State.STARTING} else []


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
            help_words = [f"  {line}" for line in health.help.splitlines()] if health.help else []
            return [f"{_named(name, str(health.reason) or health.state.value)}.", *help_words]
        case State.NO_NETWORK | State.RECONNECTING:
            return [f"{_named(name, str(health.reason) or 'no answer')}, since {times.hour(health.state_since)}."]
        case State.WAITING:
            until = f" until {times.hour(health.next_try)}" if health.next_try else ""
            return [f"{_named(name, str(health.reason) or health.state.value)}{until}."]
        case _:
            return []


def _named(name: str, reason: str) -> str:
    """The reason as a sentence about that source."""
    if name in reason:
        return reason[0].upper() + reason[1:]
    return f"{name} {reason}" if _PREDICATE.match(reason) else f"{name}: {reason}"


def _name(health: Health) -> str:
    return name_of(health.url)


def what_lies_below(oldest: str, asked_older: str, keys: Keys, *, is_kept: bool = False) -> tuple[str, ...]:
    """Below the oldest post of a pane: since when it reaches, and what PgDn does; `asked_older` is what that gave.

    `is_kept`: what is older may be in the archive.
    """
    key = first_label(keys, "page_down")
    if is_kept:
        reads = f"; {key} again reads on in the archive" if key else ""
        return (f"{oldest} is the oldest post shown{reads}.", asked_older)
    more = f"{key} again asks the servers for older ones." if key else ""
    return (f"{oldest} is the oldest post kept here.", asked_older or more)
