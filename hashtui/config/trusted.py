"""What the person said of accounts: levels, mutes, notes, and lists of those they know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from hashtui.filter.globs import Fits, has_wildcard, read_handle
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text
from hashtui.post.post import Author
from hashtui.reading.standing import Given

LEVELS: Mapping[str, float] = {"sure": 1.0, "usual": 0.7, "follow": 0.4}
"""The levels by the words in which they are given."""
NO_LEVEL = 0.0
"""Said of an account that a glob would trust, and that the person does not."""
NO_NOTE = clean_text("")
NOTHING = Given()
NOWHERE = clean_line("")


def level_word(level: float) -> str:
    """`sure`, `usual`, `follow`; the number where it is another."""
    return next((word for word, value in LEVELS.items() if value == level), f"{level:g}")


@dataclass(frozen=True, slots=True)
class Account:
    """What was said of one account, or of all that a handle with `*` fits."""

    key: str
    """The author's key; the same account under another handle keeps what was said. Empty: known by handle alone."""
    handle: CleanLine
    """As it was when that was said."""
    muted: bool | None = None
    """None: nothing was said of that, and another row that fits may."""
    note: CleanText = NO_NOTE
    """The person's own words on them."""
    level: float | None = None
    """Between 0 and 1; None: nothing was said of that."""
    more: Mapping[str, object] = field(default_factory=dict)
    """What stands there that this version does not know; it is kept."""

    @property
    def says_something(self) -> bool:
        """Whether there is a reason to keep it."""
        return self.muted is not None or self.level is not None or bool(self.note) or bool(self.more)

    @property
    def name(self) -> str:
        """What it is found by: the key, else the handle in lower case."""
        return self.key or self.handle.lower()

    @property
    def is_glob(self) -> bool:
        """It speaks of all whom its handle fits."""
        return not self.key and has_wildcard(self.handle)


@dataclass(frozen=True, slots=True)
class KnownList:
    """Accounts that were read from elsewhere, by handle: they are known, not trusted."""

    name: CleanLine
    handles: tuple[CleanLine, ...]
    """Keys too, of accounts that were named so."""
    origin: CleanLine = NOWHERE
    """The file or address it was read from."""
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def size(self) -> str:
        """`1 account`, `312 accounts`."""
        return "1 account" if len(self.handles) == 1 else f"{len(self.handles)} accounts"


@dataclass(frozen=True, slots=True)
class Trusted:
    """All that was said, by `Account.name`; and the lists, by name."""

    accounts: Mapping[str, Account] = field(default_factory=dict)
    lists: Mapping[str, KnownList] = field(default_factory=dict)
    _globs: tuple[tuple[Fits, Account], ...] = field(init=False, compare=False, repr=False)
    _listed: Mapping[str, CleanLine] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        globs = tuple((read_handle(one.handle), one) for one in self.accounts.values() if one.is_glob)
        object.__setattr__(self, "_globs", globs)
        listed = {handle.lower(): one.name for one in [*self.lists.values()][::-1] for handle in one.handles}
        object.__setattr__(self, "_listed", listed)

    def given_of(self, author: Author) -> Given:
        """What was said of the author: of the account first, then of its handle, then by a glob."""
        listed = self._listed.get(author.handle.lower()) or self._listed.get(author.key)
        account, muted = self._decided(author)
        level = None if account is None or muted else account.level or None
        if level is None and not muted and listed is None:
            return NOTHING
        return Given(level, muted, "" if listed is None else f"on your list {listed}")

    def decided_by(self, author: Author) -> Account | None:
        """The row by which the author is trusted or muted; None when neither was said."""
        return self._decided(author)[0]

    def note_on(self, author: Author) -> CleanText:
        """The person's note on them; empty when there is none."""
        return next((account.note for account in self._about(author) if account.note), NO_NOTE)

    def with_muted(self, author: Author, on: bool) -> "Trusted":
        """The same, but for whether that author is muted."""
        account = replace(self._of(author), muted=True if on else None)
        said = self.with_account(account)
        return said if on or not said.given_of(author).muted else self.with_account(replace(account, muted=False))

    def with_level(self, author: Author, level: float | None) -> "Trusted":
        """The same, but for how far that author is trusted: above 0 to 1, or None for not at all."""
        account = replace(self._of(author), level=level)
        said = self.with_account(account)
        if level is not None or said.given_of(author).level is None:
            return said
        return self.with_account(replace(account, level=NO_LEVEL))

    def named(self, name: str) -> tuple[Account, ...]:
        """What was said of those with this handle, in whatever case, or with this key."""
        lowered = name.lower()
        return tuple(one for one in self.accounts.values() if one.key == name or one.handle.lower() == lowered)

    def without(self, accounts: Iterable[Account]) -> "Trusted":
        """The same, but for all that was said of these."""
        gone = {one.name for one in accounts}
        return replace(self, accounts={name: one for name, one in self.accounts.items() if name not in gone})

    def with_note(self, author: Author, text: str) -> "Trusted":
        """The same, but for the note on that author; an empty one takes the note away."""
        return self.with_account(replace(self._of(author), note=clean_text(text.strip())))

    def with_account(self, account: Account) -> "Trusted":
        """The same, but for all that was said of one account; what was said of its handle alone is in that."""
        replaced = {account.name, account.handle.lower()} if account.key else {account.name}
        others = {
            name: known
            for name, known in self.accounts.items()
            if name not in replaced or (known.key and name != account.name)
        }
        return replace(self, accounts=others | {account.name: account} if account.says_something else others)

    def with_list(self, known: KnownList) -> "Trusted":
        """The same with this list, in the place of one of the same name; an empty one takes it away."""
        others = {name: other for name, other in self.lists.items() if name != known.name}
        return replace(self, lists=others | {known.name: known} if known.handles else others)

    def _of(self, author: Author) -> Account:
        """What was said of this very account, by its key or by its handle alone."""
        known = next((one for one in self._about(author) if not one.is_glob), None)
        if known is None:
            return Account(author.key, author.handle)
        return replace(known, key=author.key, handle=author.handle)

    def _decided(self, author: Author) -> tuple[Account | None, bool]:
        """The row that decides, and whether it mutes."""
        spared = False
        for account in self._about(author):
            if account.muted and not spared:
                return account, True
            if account.level is not None:
                return account, False
            spared = spared or account.muted is not None
        return None, False

    def _about(self, author: Author) -> Iterator[Account]:
        """The rows that speak of the author, the nearest first."""
        account = self.accounts.get(author.key)
        if account is not None:
            yield account
        handle = author.handle.lower()
        by_handle = self.accounts.get(handle)
        if by_handle is not None and not by_handle.key and not by_handle.is_glob:
            yield by_handle
        for fits, glob in self._globs:
            if fits(handle):
                yield glob
