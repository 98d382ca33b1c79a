"""Walking through a thread: one post is read, its neighbours can be read in its place, and back."""

from collections.abc import Callable
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Counts, Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.tui.whole_post import Subject

_NO_THREAD = Thread()
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class ThreadWalk:
    """The post being read, the thread around it as far as it is known, and the post that is selected."""

    subject: Subject
    thread: Thread = _NO_THREAD
    selected: int = 0
    gone: dict[str, datetime] = field(default_factory=dict)
    """The posts around it that were deleted, by key, and when."""
    _path: list[tuple[Subject, Thread]] = field(default_factory=list)

    @property
    def posts(self) -> tuple[Post, ...]:
        """From the first post answered to the last answer."""
        return (*self.thread.ancestors, self.subject.post, *self.thread.descendants)

    @property
    def post(self) -> Post:
        """The one selected."""
        return self.posts[self.selected]

    @property
    def depth(self) -> int:
        """How many posts were opened one from another, this one included."""
        return len(self._path) + 1

    def take(self, thread: Thread) -> None:
        """Put this thread around the post; whichever post was selected stays it."""
        key = self.post.key
        self.thread = _without(thread, self.subject.post.key)
        self._select(key)

    def keep_out(self, out: KeptOut) -> bool:
        """Have nothing of these people in it; False when the post being read is theirs."""
        if out.has(self.subject.post.author):
            return False
        key = self.post.key
        path = [(_cleared(subject, out), _cleared_thread(thread, out)) for subject, thread in self._path]
        self._path = [(subject, thread) for subject, thread in path if not out.has(subject.post.author)]
        self.subject, self.thread = _cleared(self.subject, out), _cleared_thread(self.thread, out)
        self._select(key)
        return True

    def step(self, count: int) -> bool:
        """Select the post so many further down; whether there was another one."""
        wanted = max(0, min(len(self.posts) - 1, self.selected + count))
        moved, self.selected = wanted != self.selected, wanted
        return moved

    def renew(self, subject: Subject, state_of: Callable[[str], Entry | None]) -> bool:
        """Take what the session knows now of all these posts; whether anything of it is new."""
        around = (*self.thread.ancestors, *self.thread.descendants)
        known = {str(post.key): entry for post in around if (entry := state_of(post.key)) is not None}
        thread = Thread(
            tuple(_renewed(post, known.get(post.key)) for post in self.thread.ancestors),
            tuple(_renewed(post, known.get(post.key)) for post in self.thread.descendants),
            self.thread.local_ids,
        )
        gone = {key: entry.deleted_at for key, entry in known.items() if entry.deleted_at is not None}
        changed = (subject, thread, gone) != (self.subject, self.thread, self.gone)
        self.subject, self.thread, self.gone = subject, thread, gone
        return changed

    @property
    def is_gone(self) -> bool:
        """Whether the selected one was deleted."""
        if self.post is self.subject.post:
            return self.subject.deleted_at is not None
        return self.post.key in self.gone

    def enter(self, subject: Subject) -> bool:
        """Read the selected post instead, as `subject`; False when it is the one being read."""
        post = self.post
        if post.key == self.subject.post.key:
            return False
        self._path.append((self.subject, self.thread))
        self.thread = _around(post, self.subject.post, self.thread)
        self.subject = subject
        self.selected = len(self.thread.ancestors)
        return True

    def back(self) -> bool:
        """Read the post before this one again; False when it was the first."""
        if not self._path:
            return False
        key = self.subject.post.key
        self.subject, self.thread = self._path.pop()
        self._select(key)
        return True

    def _select(self, key: str) -> None:
        keys: list[str] = [post.key for post in self.posts]
        self.selected = keys.index(key) if key in keys else len(self.thread.ancestors)


def joined(told: Thread, heard: Thread) -> Thread:
    """A server's thread, and after it what only this session has heard of it."""
    known = {post.key for post in (*told.ancestors, *told.descendants)}
    above = told.ancestors or heard.ancestors
    more = tuple(post for post in heard.descendants if post.key not in known)
    return Thread(above, (*told.descendants, *more), told.local_ids)


def _cleared(subject: Subject, out: KeptOut) -> Subject:
    """Without what these people did to the post, or said that it quotes."""
    return replace(
        subject,
        post=out.cleared(subject.post),
        echoes=tuple([one for one in subject.echoes if not out.has(one.author)]),
        quoted=None if subject.quoted is not None and out.has(subject.quoted.author) else subject.quoted,
        boosters=tuple([one for one in subject.boosters if not out.has(one)]),
    )


def _cleared_thread(thread: Thread, out: KeptOut) -> Thread:
    """Without the posts of these people."""
    sides = thread.ancestors, thread.descendants
    above, below = (tuple([out.cleared(one) for one in side if not out.has(one.author)]) for side in sides)
    return Thread(above, below, thread.local_ids)


def _renewed(post: Post, entry: Entry | None) -> Post:
    """The post as the session knows it, unless a server just told a later state; it was counted by both."""
    if (
        entry is None
        or entry.post.key != post.key
        or (entry.post.edited_at or _LONG_AGO) < (post.edited_at or _LONG_AGO)
    ):
        return post
    counts = Counts(*map(_larger, astuple(post.counts), astuple(entry.post.counts)))
    return entry.post if counts == entry.post.counts else replace(entry.post, counts=counts)


def _larger(one: int | None, other: int | None) -> int | None:
    return max((number for number in (one, other) if number is not None), default=None)


def _without(thread: Thread, key: str) -> Thread:
    """The thread's posts, each once, and not the one they stand around."""
    seen = {str(key)}
    sides: list[tuple[Post, ...]] = []
    for side in (thread.ancestors, thread.descendants):
        kept: list[Post] = []
        for post in side:
            if post.key not in seen:
                seen.add(post.key)
                kept.append(post)
        sides.append(tuple(kept))
    ancestors, descendants = sides
    return Thread(ancestors, descendants)


def _around(chosen: Post, middle: Post, thread: Thread) -> Thread:
    """What is known of the thread around another of its posts, before a server has been asked."""
    above: list[str] = [str(post.key) for post in thread.ancestors]
    if chosen.key in above:
        at = above.index(chosen.key)
        return Thread(thread.ancestors[:at], (*thread.ancestors[at + 1 :], middle, *thread.descendants))
    others = (*thread.ancestors, middle, *thread.descendants)
    known = {post.key: post for post in others if post.key != chosen.key}
    chain: list[Post] = []
    parent = known.get(chosen.reply_to) if chosen.reply_to else None
    while parent is not None and parent not in chain:
        chain.insert(0, parent)
        parent = known.get(parent.reply_to) if parent.reply_to else None
    below, answered = list[Post](), {str(chosen.key)}
    for post in thread.descendants:
        if post.reply_to in answered and post.key not in answered:
            answered.add(post.key)
            below.append(post)
    return Thread(tuple(chain), tuple(below))
