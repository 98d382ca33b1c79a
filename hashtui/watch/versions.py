"""The earlier states of posts that were edited, as far as this session has heard them."""

from bisect import insort
from datetime import UTC, datetime

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Post
from hashtui.sources.recent import Recent
from hashtui.watch.alike import same_words

MOST_POSTS = 2_000
MOST_OF_ONE = 20
MOST_WORDS = 4_000_000
"""Code points of all that is kept: whoever edits without end fills no memory."""

_UNEDITED = datetime.min.replace(tzinfo=UTC)


class Versions:
    """What a post said before, by its key. Only states whose words differ are kept; when there is no room any more,
    the first stays, then the newest; of many posts those edited last.
    """

    def __init__(self) -> None:
        self._kept = Recent[str, list[Post]](MOST_POSTS)
        self._words = 0

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def of(self, key: str) -> tuple[Post, ...]:
        """What this post said before, oldest first; without what it says now."""
        return tuple(self._kept.get(key, ()))

    def keep(self, key: str, before: Post, now: Post) -> None:
        """This post said that before. What it says now, or is kept already, is not kept again."""
        kept = self._kept.get(key, [])
        if _said(before) == _said(now) or any(_is_same_edit(before, one) for one in kept):
            return
        insort(kept, before, key=lambda one: one.edited_at or _UNEDITED)
        self._words += _words(before)
        if len(kept) > MOST_OF_ONE:
            self._words -= _words(kept.pop(1))
        if key not in self._kept and len(self._kept) == MOST_POSTS:
            self.forget(next(iter(self._kept)))
        self._kept.put(key, kept)
        while self._words > MOST_WORDS and len(self._kept) > 1:
            self.forget(next(iter(self._kept)))

    def forget(self, key: str) -> None:
        """This post is gone, and what it said goes with it."""
        self._words -= sum(map(_words, self._kept.pop(key, ())))

    def keep_out(self, key: str, out: KeptOut) -> None:
        """Of this post nothing that these people said is kept."""
        for said in [one for one in self._kept.get(key, ()) if out.has(one.author)]:
            self._kept[key].remove(said)
            self._words -= _words(said)


def _is_same_edit(one: Post, other: Post) -> bool:
    """Each server draws the same words in its way."""
    return one.edited_at == other.edited_at and same_words(one.body.text, other.body.text)


def _said(post: Post) -> tuple[object, ...]:
    """What an edit can change that a reader sees."""
    options = () if post.poll is None else tuple([option.title for option in post.poll.options])
    return post.body.text, post.content_warning, post.sensitive, post.media, options


def _words(post: Post) -> int:
    described = sum(len(media.alt or "") for media in post.media)
    return len(post.body.text) + len(post.content_warning or "") + described
