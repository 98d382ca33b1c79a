"""What a relay has stored for one tag, read back page by page from the newest."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from hashtui.post.tag import Tag
from hashtui.sources.nostr.decode import POSTS
from hashtui.sources.nostr.event import Event
from hashtui.sources.nostr.line import Request
from hashtui.sources.nostr.messages import Filter
from hashtui.sources.nostr.spellings import spellings

NEWEST = 100
"""Posts asked for where nobody said how far back."""
PAGE = 500
"""Posts asked for at a time otherwise: what most relays give at most."""
MOST_PAGES = 12
FEW = 20
"""When fewer of the newest are from the present, those from the future hid them: one more page is read."""
CROWD = 10
"""Posts of one second that may be a whole page of a relay that gives few."""


class Reading:
    """One tag's stored posts, back to `floor` (seconds since 1970; None: the newest only)."""

    def __init__(self, tag: Tag, floor: int | None, *, held: bool, missed_since: datetime | None = None) -> None:
        self.tag = tag
        self.tags = frozenset((tag,))
        self.held = held
        """It is what the relay held when it was asked for this tag first."""
        self.missed_since = missed_since
        """Since when posts may have been missed, where this is to find them."""
        self.page: Request | None = None
        """The page that is being read."""
        self.is_complete = False
        self.trouble = ""
        """Why there may be more than was read."""
        self.reached: int | None = None
        """The oldest that was read, in seconds since 1970."""
        self._floor = floor
        self._until: int | None = None
        self._pages = 0
        self._largest = 0
        """Posts of the largest page."""
        self._seen: set[str] = set()

    @property
    def wants_page(self) -> bool:
        """The next page is to be asked for."""
        return self.page is None and not self.is_complete

    @property
    def may_be_cut_short(self) -> bool:
        """A page held so much that the relay may have kept back what is older."""
        return self._pages > 1 or self._largest >= CROWD

    @property
    def is_full(self) -> bool:
        """It wanted the newest only, and the relay had as many as were asked for."""
        return self._floor is None and self._largest >= NEWEST

    @property
    def limit(self) -> int:
        """How many posts are asked for at a time."""
        return NEWEST if self._floor is None else PAGE

    def filter(self) -> Filter:
        """What lets through the next page; before the first page, what comes live too."""
        found: dict[str, Sequence[str] | Sequence[int] | int] = {"kinds": POSTS, "#t": spellings(self.tag)}
        if self._floor is not None:
            found["since"] = self._floor
        if self._until is not None:
            found["until"] = self._until
        found["limit"] = self.limit
        return found

    def take(self, events: Iterable[Event], is_known: Callable[[str], bool], latest: int) -> list[Event]:
        """Take in a page; what of it may be new. `latest`: what is dated later is no post of today."""
        page = list(events)
        unknown = [event for event in page if not is_known(event.id)]
        fresh = {event.id for event in unknown} - self._seen
        self._seen.update(event.id for event in page)
        self._pages += 1
        times = [event.created_at for event in page]
        sensible = [time for time in times if time <= latest]
        self.reached = min([*sensible, *([] if self.reached is None else [self.reached])], default=None)
        if self._floor is None:
            self._until = latest
            self.is_complete = self._pages > 1 or len(sensible) >= min(FEW, len(times))
        elif fresh:
            self._until = min(*times, latest)
        elif self._until is not None and len(times) > 1 and set(times) == {self._until}:
            if len(times) >= max(CROWD, self._largest):
                self.trouble = f"more posts with #{self.tag.spelling} in one second than the relay gives at a time"
            self._until -= 1
        else:
            self.is_complete = True
        self._largest = max(self._largest, len(times))
        if not self.is_complete and self._pages >= MOST_PAGES:
            self.give_up(f"the relay has more than {MOST_PAGES} pages of #{self.tag.spelling}")
        return unknown

    def give_up(self, why: str) -> None:
        """Read no more of it."""
        self.is_complete, self.trouble = True, why
