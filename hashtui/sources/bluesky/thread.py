"""The posts around one, out of the tree that app.bsky.feed.getPostThread answers with."""

from collections.abc import Iterator
from datetime import datetime

from hashtui.post.sighting import Thread
from hashtui.sources.bluesky.answers import NotThere
from hashtui.sources.bluesky.appview import AppView
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.views import View, read_view
from hashtui.sources.shape import Record

DEPTH = 10
"""Levels of answers asked for."""
HEIGHT = 80
"""Levels of what is answered; the lexicon's own default."""
MOST_POSTS = 500
"""Posts of a thread that are read; a tree can be of any size."""

_POST = "app.bsky.feed.defs#threadViewPost"


async def read_thread(appview: AppView, uri: str, people: People, now: datetime) -> Thread:
    """The posts around the one with this at:// URI. SourceError when the server will not say.

    What is deleted, blocked or not for visitors is left out.
    """
    params = [("uri", uri), ("depth", str(DEPTH)), ("parentHeight", str(HEIGHT))]
    answer = await appview.ask("app.bsky.feed.getPostThread", params)
    node = answer.record("thread")
    if node is None or node.text("$type") != _POST:
        raise NotThere("Bluesky", "does not show this post", "it may have been deleted")
    is_visitor = appview.is_visitor

    def shown(nodes: Iterator[Record]) -> list[View]:
        views = (read_view(post, people, now) for node in nodes if (post := node.record("post")) is not None)
        return [view for view in views if view is not None and not (is_visitor and view.is_private)]

    above = shown(_above(node))[::-1]
    below = shown(_below(node))
    return Thread(
        tuple(view.post for view in above),
        tuple(view.post for view in below),
        {str(view.post.key): view.uri for view in (*above, *below)},
    )


def _above(node: Record) -> Iterator[Record]:
    """What this answers, and so on upwards, as far as it can be seen."""
    for _ in range(HEIGHT):
        parent = node.record("parent")
        if parent is None or parent.text("$type") != _POST:
            return
        yield parent
        node = parent


def _below(node: Record) -> Iterator[Record]:
    """What answers this, each followed by its own answers, in the server's order."""
    waiting = list(reversed(node.records("replies")))
    for _ in range(MOST_POSTS):
        if not waiting:
            return
        answer = waiting.pop()
        if answer.text("$type") == _POST:
            yield answer
            waiting += reversed(answer.records("replies"))
