"""What a reader wants done with posts wherever they stand: hidden, shown with stress, announced."""

from dataclasses import dataclass, field
from datetime import time

from hashtui.filter.tree import Node
from hashtui.post.clean import CleanLine
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.standing import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """Something to do with the posts an expression wants; it needs no tags to follow."""

    name: CleanLine
    when: Node
    style: str = ""
    """Highlights: how the post looks, words such as `bold`, `reverse`, `warning`."""
    wants: Judge = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wants", self.when.judge)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in the order of writing; of several that want a post the first one counts."""

    hide: tuple[Rule, ...] = ()
    highlight: tuple[Rule, ...] = ()
    alert: tuple[Rule, ...] = ()
    quiet: tuple[time, time] | None = None
    """From when to when, by the clock on the wall, alerts make no sound and no notification."""
    matters: Level | None = None
    """Posts by accounts of this level and above matter; None: by no account for itself."""
    notify: Level | None = None
    """Posts by accounts of this level and above are announced."""

    def hidden_by(self, entry: Entry, moment: Moment) -> Rule | None:
        """The rule that hides it."""
        return _first(self.hide, entry, moment)

    def highlighted_by(self, entry: Entry, moment: Moment) -> Rule | None:
        """The rule that stresses it."""
        return _first(self.highlight, entry, moment)

    def announced_by(self, entry: Entry, moment: Moment) -> Rule | None:
        """The rule that announces it."""
        return _first(self.alert, entry, moment)


NO_RULES = Rules()


def _first(rules: tuple[Rule, ...], entry: Entry, moment: Moment) -> Rule | None:
    return next((rule for rule in rules if rule.wants(entry, moment)), None)
