"""Posts looked for in the archive: which of them are printed, and how the found words are marked."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from hashtui.archive.reader import Reader
from hashtui.archive.search import Found
from hashtui.cli.acquaintance import Acquaintance
from hashtui.cli.forms import Form, JsonForm, TextForm
from hashtui.cli.output import say
from hashtui.cli.picked import PickedKeys
from hashtui.cli.said import Said
from hashtui.clock import LocalZone
from hashtui.filter.rules import Rules
from hashtui.filter.tree import Node, terms_in
from hashtui.post.folding import Needle
from hashtui.post.found import found_in
from hashtui.post.post import Author
from hashtui.post.sighting import Admitted
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level, Standing
from hashtui.reading.trust import Trust

VOUCHING = 10_000
"""Who vouches for whom is read from so many of the newest posts."""
LOOKS_ON = 0.3
"""Seconds for whether there is more."""
_CODE = re.compile(r"(\x1b\[\d+m)")
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"
_FOUND, _FOUND_NO_MORE = "\x1b[7m", "\x1b[27m"


def trust_in(reader: Reader) -> Trust:
    """What everybody is to the person, by what they said and by who speaks for whom in the archive.

    Who trusts nobody has nobody vouched for: then no post is read for it.
    """
    said = Said().trusted
    met = Acquaintance(said)
    if any(account.level and not account.muted for account in said.accounts.values()):
        kept = reader.page(None, limit=VOUCHING)
        boosts = reader.boosts_of([one.key for one in kept])
        met.look_back([Entry.first(one.admitted) for one in reversed(kept)], boosts)
        if len(kept) == VOUCHING:
            say(f"who vouches for whom is told from the newest {VOUCHING} posts")
    met.trust.settle(at_once=True)
    return met.trust


class Finding:
    """One search of the archive, less what rules hide; less who is muted too, unless it asks for trust itself."""

    def __init__(
        self,
        reader: Reader,
        tree: Node | None,
        rules: Rules,
        trust: Trust,
        now: datetime,
        since: datetime | None,
        until: datetime | None,
    ) -> None:
        self._tree, self._rules, self._trust = tree, rules, trust
        self._asks_for_trust = tree is not None and any(term.name == "trust" for term in terms_in(tree))
        authored = reader.candidates().authored
        self._moment = Moment(now, level_of=trust.level_of, authored=authored, picked=PickedKeys())
        self.search = reader.search(tree, self._is_shown, now, since=since, until=until)
        self.hidden = 0
        """Posts that are meant and not shown."""

    @property
    def asks_for_deleted(self) -> bool:
        """It asks for what is not there any more."""
        return self._tree is not None and any(term.text == "is:deleted" for term in terms_in(self._tree))

    def standing_of(self, author: Author) -> Standing:
        """What they are to the person."""
        return self._trust.standing_of(author)

    def rest(self) -> str:
        """What is left when one has enough, after a short look; nothing when nothing is."""
        hidden = self.hidden
        found = self.search.page(1, LOOKS_ON)
        self.hidden = hidden
        if found.entries:
            return "there are more"
        return "" if found.is_whole else "there may be more"

    def progress(self, found: Found) -> str:
        """How far it came."""
        back_to = "" if found.back_to is None else f", back to {found.back_to.astimezone(LocalZone()):%Y-%m-%d %H:%M}"
        return f"looked at {found.looked_at} posts{back_to}"

    def _is_shown(self, entry: Entry) -> bool:
        moment = self._moment
        moment.alerted = ()
        if self._rules.announced_by(entry, moment) is not None:
            moment.alerted = (entry.key,)
        if self._tree is not None and not self._tree.judge(entry, moment):
            return False
        is_muted = moment.level_of(entry.post.author) is Level.MUTED and not self._asks_for_trust
        is_hidden = is_muted or self._rules.hidden_by(entry, moment) is not None
        self.hidden += is_hidden
        return not is_hidden


class FoundForm:
    """How a found post is written; `needles` are marked in what is written for a terminal."""

    def __init__(
        self,
        needles: Sequence[Needle],
        standing_of: Callable[[Author], Standing],
        *,
        json: bool,
        color: bool,
        wraps: bool,
        ascii_only: bool,
    ) -> None:
        self._needles, self._standing_of = needles, standing_of
        self._form: Form = (
            JsonForm() if json else TextForm(color=color, wraps=wraps, names_panes=False, ascii_only=ascii_only)
        )
        self._marks = bool(needles) and not json

    def post(self, admitted: Admitted) -> str:
        """The post with its line break."""
        standing = self._standing_of(admitted.sighting.post.author)
        written = self._form.post(admitted, edited=False, panes=(), standing=standing)
        written = marked(written, self._needles) if self._marks else written
        return written if written.endswith("\n") else f"{written}\n"


def marked(written: str, needles: Sequence[Needle]) -> str:
    """The same with every word that was looked for in reverse, but for what stands in dim letters."""
    return "\n".join(_marked_line(line, needles) for line in written.split("\n"))


def _marked_line(line: str, needles: Sequence[Needle]) -> str:
    pieces: list[str] = []
    is_dim = False
    for piece in _CODE.split(line):
        if _CODE.fullmatch(piece):
            is_dim = piece == _DIM or (is_dim and piece != _PLAIN)
            pieces.append(piece)
        elif is_dim:
            pieces.append(piece)
        else:
            pieces += _marked_plain(piece, needles)
    return "".join(pieces)


def _marked_plain(text: str, needles: Sequence[Needle]) -> list[str]:
    pieces: list[str] = []
    at = 0
    for start, end in found_in(text, needles):
        pieces += (text[at:start], _FOUND, text[start:end], _FOUND_NO_MORE)
        at = end
    return [*pieces, text[at:]]
