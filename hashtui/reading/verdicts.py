"""What was found of each post of a pane when it came or changed, kept so that painting only looks it up."""

from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment
from hashtui.reading.ruling import Ruling
from hashtui.reading.standing import Level

NOT_ASKED = "not asked for"
"""Why a post is hidden that has the tags and that the expression does not want."""
MUTED = "muted"


def why_hidden_in_words(name: str, quotes: str = "") -> str:
    """`hidden by “robots”`; what is no rule's name stands bare. `quotes`: the opening and the closing one, or none."""
    if name in (NOT_ASKED, MUTED):
        return name
    return f"hidden by {quotes[:1]}{name}{quotes[1:]}"


class Verdicts:
    """Why posts are hidden, which of the others matter, and how those are stressed; nothing of any that is not here."""

    def __init__(self, wants: Judge, ruling: Ruling, moment: Moment, *, heeds_mutes: bool = True) -> None:
        self._wants = wants
        self._heeds_mutes = heeds_mutes
        self._moment = moment
        self.ruling = ruling
        self.hidden: dict[str, str] = {}
        """Why, by key, of those that are hidden."""
        self.mattering: set[str] = set()
        self.styles: dict[str, str] = {}

    def reason(self, entry: Entry) -> str:
        """Why the entry is to be hidden now; empty when it is not."""
        if not self._wants(entry, self._moment):
            return NOT_ASKED
        if self._heeds_mutes and self._moment.level_of(entry.post.author) is Level.MUTED:
            return MUTED
        return self.ruling.hidden_by(entry, self._moment)

    def note(self, entry: Entry) -> bool:
        """Find anew whether a post that is not hidden matters, and its style; say whether the former changed."""
        key = entry.post.key
        style = self.ruling.style(entry, self._moment)
        matters = bool(style) or self.ruling.matters(entry, self._moment)
        changed = matters != (key in self.mattering)
        if changed:
            (self.mattering.add if matters else self.mattering.discard)(key)
        if style:
            self.styles[key] = style
        else:
            self.styles.pop(key, None)
        return changed

    def drop(self, key: str) -> None:
        """Forget what was found of a post that is shown no more."""
        self.mattering.discard(key)
        self.styles.pop(key, None)
