"""Questions that wait: nobody known answered them."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from hashtui.reading.summary.summary import Question
from hashtui.reading.summary.weighed import Weighed

MARKS = frozenset("?؟？՞⁇❓")


def questions_of(
    posts: Iterable[Weighed], everything: Mapping[str, Weighed], until: datetime, corrected: Container[str] = ()
) -> tuple[Question, ...]:
    """The questions among the posts that nobody else answers in everything that is known, the longest waiting first.

    A reply names what it answers by key, or by a server's own id where it knows no more. What is asked in a reply is
    asked of one person, and no question to all; a copy asks nothing new, and what was corrected is answered.
    """
    asked = [post for post in posts if post.asks and post.reply_to is None]
    asked = [post for post in asked if post.original == post.key and post.key not in corrected]
    by_name: dict[str, Weighed] = {}
    for post in asked:
        entry = post.entry
        by_name[entry.key] = post
        if entry.local_id:
            by_name.update((f"{source}#{entry.local_id}", post) for source in entry.sources)
    answered: set[str] = set()
    replies = [reply for reply in everything.values() if reply.reply_to is not None] if asked else []
    for reply in replies:
        question = by_name.get(reply.reply_to or "")
        if question is not None and reply.author != question.author:
            answered.add(question.key)
    waiting = [post for post in asked if post.key not in answered]
    wanted = sorted(waiting, key=_want)
    ranks = {post.entry.key: rank for rank, post in enumerate(wanted)}
    return tuple(
        Question(
            key=entry.key,
            handle=entry.post.author.handle,
            text=entry.post.body.text,
            created_at=entry.post.created_at,
            waiting_seconds=max(0, int((until - entry.stands_at).total_seconds())),
            warning=entry.post.content_warning,
            rank=ranks[entry.key],
        )
        for entry in sorted((post.entry for post in waiting), key=lambda entry: (entry.stands_at, entry.key))
    )


def _want(post: Weighed) -> tuple[bool, bool, float, float, str]:
    """Those first that end by asking and do not point elsewhere, then those of the weightiest voices."""
    return (
        not _ends_asking(post.entry.post.body.text),
        bool(post.entry.said.links),
        -post.voice - post.boosted_weight,
        post.at,
        post.entry.key,
    )


def _ends_asking(text: str) -> bool:
    """A question mark stands in the last word that is no tag, handle or address."""
    for word in reversed(text.split()):
        if word[0] in "#@" or "://" in word:
            continue
        if not MARKS.isdisjoint(word):
            return True
        if any(character.isalnum() for character in word):
            return False
    return False
