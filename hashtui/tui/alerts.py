"""Speaks up for the posts that an alert rule wants: a bell, a notification, a count in the window's title."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from itertools import islice

from hashtui.filter.rules import Rules
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.tui.voice import BELL, Voice

GATHERING = 1.0
"""Seconds after a post in which others may join its notification."""
SPACING = 5.0
"""Seconds between two sounds, at least."""
REMEMBERED = 20_000
"""So many posts are known to have been announced."""
COUNTED = 99
"""So many of the last announced are counted while they are unseen."""
_FORGOTTEN_AT_ONCE = 1_000
NAME = "hashtui"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A post about to be announced."""

    why: str
    """The rule's name, or what its author is to the reader."""
    words: str


class Alerts:
    """The alert rules at work, for all panes together. Each post is announced once, whatever becomes of it.

    `consider` only notes; `tick`, called now and then, speaks, through `say` and never more often than SPACING.
    """

    def __init__(self, rules: Rules, voice: Voice, say: Callable[[str], None], *, zone: tzinfo | None = None) -> None:
        """`say` sends a sequence to the terminal; `zone` is that of the clock on the wall."""
        self.rules = rules
        """What is announced. It may be exchanged."""
        self._voice = voice
        self._say = say
        self._zone = zone
        self._alerted: dict[str, None] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._waits_since: float | None = None
        self._silent_until = 0.0
        self._counted = 0
        self._is_titled = False

    @property
    def alerted(self) -> Container[str]:
        """The keys of the posts that were announced: what `is:alert` asks for."""
        return self._alerted

    def consider(self, entry: Entry, moment: Moment) -> bool:
        """Note the post if a rule wants it announced and none has before; say whether it was noted now.

        Of posts from before the start, and of deleted ones, nothing is said.
        """
        if entry.deleted_at is not None:
            self._waiting.pop(entry.key, None)
            return False
        if not entry.live or entry.key in self._alerted:
            return False
        why = self._why(entry, moment)
        if not why:
            return False
        self._alerted[entry.key] = None
        self._waiting[entry.key] = _Waiting(why, _told(entry))
        if len(self._alerted) >= REMEMBERED + _FORGOTTEN_AT_ONCE:
            # Many at once: each look for the first of a dict walks over those that were removed before.
            for key in list(islice(self._alerted, _FORGOTTEN_AT_ONCE)):
                del self._alerted[key]
        return True

    def _why(self, entry: Entry, moment: Moment) -> str:
        """The rule that wants it announced, else what its author is; empty when it is not to be."""
        rule = self.rules.announced_by(entry, moment)
        if rule is not None:
            return rule.name
        level = moment.level_of(entry.post.author)
        return level.word if self.rules.notify is not None and level >= self.rules.notify else ""

    def tick(self, now: datetime, monotonic: float, is_unseen: Callable[[str], bool]) -> None:
        """Speak up for what has gathered, and count what was announced and not seen yet."""
        if not self._alerted:
            return
        self._count(sum(map(is_unseen, islice(reversed(self._alerted), COUNTED))))
        if not self._waiting:
            self._waits_since = None
            return
        if self._waits_since is None:
            self._waits_since = monotonic
        if monotonic >= max(self._waits_since + GATHERING, self._silent_until):
            gathered, self._waiting = list(self._waiting.values()), {}
            if not self._is_quiet(now):
                self._silent_until = monotonic + SPACING
                self._say(BELL + self._notification(gathered))

    def drop(self, keys: Iterable[str]) -> None:
        """Nothing is said of these posts, though they were to be announced."""
        for key in keys:
            self._waiting.pop(key, None)

    def close(self) -> None:
        """Leave the window its own title."""
        if self._is_titled:
            self._is_titled = False
            self._put(self._voice.title(self._voice.title_before))

    def _count(self, count: int) -> None:
        if count == self._counted:
            return
        self._counted = count
        self._is_titled = True
        self._put(self._voice.title(f"({count}) {NAME}" if count else NAME))

    def _notification(self, posts: list[_Waiting]) -> str:
        rules = ", ".join(dict.fromkeys(post.why for post in posts))
        if len(posts) == 1:
            return self._voice.notification(rules, posts[0].words)
        return self._voice.notification(f"{len(posts)} posts", rules)

    def _is_quiet(self, now: datetime) -> bool:
        return self.rules.quiet is not None and _is_within(now.astimezone(self._zone).time(), *self.rules.quiet)

    def _put(self, sequence: str) -> None:
        if sequence:
            self._say(sequence)


def _told(entry: Entry) -> str:
    """The post in few words: who, and what; of one with a content warning, only the warning."""
    post = entry.post
    words = post.content_warning or post.body.text or (post.media[0].alt if post.media else None) or "(no words)"
    return f"{post.author.handle}: {words}"


def _is_within(at: time, begin: time, end: time) -> bool:
    """Whether the time of day lies in the stretch, which may go over midnight."""
    return begin <= at < end if begin < end else at >= begin or at < end
