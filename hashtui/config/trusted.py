"""`trust.toml`: what the person said of accounts. The program writes it, whole and atomically."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hashtui.post.post import Author
from hashtui.reading.standing import Level


@dataclass(frozen=True, slots=True)
class Account:
    """One account the person said something of."""

    key: str
    """The author's key; the same account under another handle keeps what was said."""
    handle: str
    """As it was when that was said."""
    muted: bool = False
    note: str = ""
    """The person's own words on them."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """All that was said, by the author's key."""

    accounts: Mapping[str, Account] = field(default_factory=dict)

    def level_of(self, author: Author) -> Level:
        """What the author is to the reader."""
        account = self.accounts.get(author.key)
        return Level.MUTED if account is not None and account.muted else Level.UNKNOWN

    def note_on(self, author: Author) -> str:
        """The person's note on them; empty when there is none."""
        account = self.accounts.get(author.key)
        return "" if account is None else account.note
