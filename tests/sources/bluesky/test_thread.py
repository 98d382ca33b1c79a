"""The tree of a thread, read without recursion and within bounds."""

from pathlib import Path

import pytest

from hashtui.config.secrets import SecretStore
from hashtui.errors import Refused
from hashtui.sources.bluesky.thread import HEIGHT, MOST_POSTS, read_thread
from tests.sources.bluesky.network_on_paper import ANA, START, Desk, Json, label, post_view

POST = "app.bsky.feed.defs#threadViewPost"
ROOT = f"at://{ANA}/app.bsky.feed.post/3root"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(SecretStore(tmp_path / "secrets.toml"), None)


def node(number: int, *replies: Json, **fields: object) -> Json:
    return {"$type": POST, "post": post_view(number, f"post {number}"), "replies": list(replies), **fields}


async def texts(desk: Desk, tree: Json) -> tuple[list[str], list[str]]:
    desk.wire.threads[ROOT] = tree
    thread = await read_thread(desk.appview, ROOT, desk.people, START)
    assert set(thread.local_ids) == {str(post.key) for post in (*thread.ancestors, *thread.descendants)}
    return [str(p.body.text) for p in thread.ancestors], [str(p.body.text) for p in thread.descendants]


async def test_what_is_answered_comes_oldest_first_and_answers_in_the_servers_order(desk: Desk) -> None:
    tree = node(3, node(4, node(5)), node(6), parent=node(2, parent=node(1)))

    above, below = await texts(desk, tree)

    assert above == ["post 1", "post 2"]
    assert below == ["post 4", "post 5", "post 6"]
    assert desk.wire.query("getPostThread")[0] == ("uri", ROOT)


async def test_what_is_deleted_or_blocked_is_left_out_with_what_hangs_on_it(desk: Desk) -> None:
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": True}
    blocked = {"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://x", "blocked": True, "author": {}}
    tree = node(3, gone, node(4), blocked, {"$type": "new"}, {"post": 3}, parent=node(2, parent=gone))

    assert await texts(desk, tree) == (["post 2"], ["post 4"])


async def test_people_not_for_visitors_are_left_out(desk: Desk) -> None:
    shy = post_view(5, "shy", labels=[label("!no-unauthenticated")])

    assert await texts(desk, node(3, {"$type": POST, "post": shy}, node(6))) == ([], ["post 6"])


async def test_a_tree_of_any_size_is_bounded(desk: Desk) -> None:
    wide = node(0, *(node(number) for number in range(1, MOST_POSTS + 100)))
    high: Json = node(1000)
    for number in range(1001, 1001 + HEIGHT + 20):
        high = node(number, parent=high)

    assert len((await texts(desk, wide))[1]) == MOST_POSTS
    assert len((await texts(desk, high))[0]) == HEIGHT


@pytest.mark.parametrize("tree", [{"$type": "app.bsky.feed.defs#notFoundPost"}, {}, {"$type": POST}])
async def test_a_post_that_is_not_shown_has_no_thread(desk: Desk, tree: Json) -> None:
    desk.wire.threads[ROOT] = tree
    if tree == {"$type": POST}:
        assert (await read_thread(desk.appview, ROOT, desk.people, START)).descendants == ()
        return

    with pytest.raises(Refused, match="does not show this post"):
        await read_thread(desk.appview, ROOT, desk.people, START)


async def test_a_post_the_server_does_not_have_is_said(desk: Desk) -> None:
    with pytest.raises(Refused, match="does not have it"):
        await read_thread(desk.appview, ROOT, desk.people, START)
