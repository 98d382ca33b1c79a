"""Walking through a thread: one post is read, its neighbours can be read in its place, and back."""

from dataclasses import dataclass, field

from hashtui.post.post import Post
from hashtui.post.sighting import Thread
from hashtui.tui.reader_layout import Subject

_NO_THREAD = Thread()


@dataclass(slots=True)
class Walk:
    """The post being read, the thread around it as far as it is known, and the post that is selected."""

    subject: Subject
    thread: Thread = _NO_THREAD
    selected: int = 0
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

    def step(self, count: int) -> bool:
        """Select the post so many further down; whether there was another one."""
        wanted = max(0, min(len(self.posts) - 1, self.selected + count))
        moved, self.selected = wanted != self.selected, wanted
        return moved

    def enter(self) -> bool:
        """Read the selected post instead; False when it is the one being read."""
        post = self.post
        if post.key == self.subject.post.key:
            return False
        self._path.append((self.subject, self.thread))
        self.thread = _around(post, self.subject.post, self.thread)
        self.subject = Subject(post)
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
