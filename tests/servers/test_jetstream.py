"""The whole road from Bluesky's own client library over a real PDS and its firehose to a line of `tail`."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, aclosing
from itertools import count

import pytest

from hashtui.clock import SystemClock
from hashtui.config.config import SourceConfig
from hashtui.post.sighting import Follow, Report, State, Tally
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.source import one_jetstream
from hashtui.sources.source import Following, Means
from hashtui.wire import Wire
from tests.cli.tailing import SIGTERM_CODE, Tail
from tests.conftest import Loopback
from tests.servers.network import Crowd, Network, needs_servers

pytestmark = needs_servers
ADULT = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "nudity"}]}
_numbers = count()


@pytest.fixture
def tag() -> str:
    """One that nobody else uses."""
    return f"road{next(_numbers)}"


@pytest.fixture
def tail(network: Network, tag: str) -> Iterator[Callable[..., Tail]]:
    """Starts `tail` on the Jetstream; it is live."""
    with ExitStack() as stack:

        def start(*options: str) -> Tail:
            running = Tail(f"#{tag}", "--source", network.source, *options)
            stack.callback(running.kill)
            running.wait(lambda: running.up == 1, "the stream")
            return running

        yield start


def test_what_the_client_library_marks_is_understood(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()
    crowd.do("bob", "join")
    text = f"Gr\u00fc\u00dfe \U0001f389 #{tag.title()} und #\u65e5\u672c\u8a9e, @bob.test https://example.com/a"

    uri = crowd.uri("ana", "post", text=text, langs=["de-AT", "en"])
    post = running.one("Gr\u00fc\u00dfe")

    assert post["key"] == uri
    assert (post["text"], post["language"]) == (text, "de-AT")
    assert post["tags"] == [tag, "\u65e5\u672c\u8a9e"]
    assert (post["mentions"], post["links"]) == (["@bob.test"], ["https://example.com/a"])


def test_tags_beside_the_text_and_other_casings_count_and_longer_words_do_not(
    tail: Callable[..., Tail], crowd: Crowd, tag: str
) -> None:
    running = tail()

    crowd.do("ana", "post", text="beside", tags=[tag.upper()])
    crowd.do("ana", "post", text=f"longer #{tag}er")
    crowd.do("ana", "post", text=f"shouted #{tag.upper()}")
    crowd.do("ana", "post", text=f"last #{tag}")
    running.wait_for("last")

    assert list(running.texts().elements()) == ["beside", "shouted", "last"]


def test_pictures_come_with_their_words_and_warnings(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()

    crowd.do("ana", "picture", text=f"a picture #{tag}", alt="one pixel,\nred", labels=ADULT)
    post = running.one("a picture")

    assert isinstance(post["media"], list)
    assert [(one["kind"], one["alt"]) for one in post["media"]] == [("image", "one pixel,\nred")]
    assert (post["content_warning"], post["sensitive"]) == ("nudity", True)


def test_answers_and_quotes_name_what_they_are_about(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()

    first = crowd.do("ana", "post", text=f"the question #{tag}")
    crowd.do("bob", "answer", to=first, text=f"an answer #{tag}")
    crowd.do("bob", "quote", of=first, text=f"a quote #{tag}")

    assert running.one("an answer")["reply_to"] == first["uri"]
    assert running.one("a quote")["quote_of"] == first["uri"]


def test_an_edit_is_told_with_its_first_time_and_without_its_tag_too(
    tail: Callable[..., Tail], crowd: Crowd, tag: str
) -> None:
    running = tail()
    uri = crowd.uri("ana", "post", text=f"as written #{tag}")
    written = running.one("as written")

    crowd.do("ana", "edit", uri=uri, text=f"as corrected #{tag}")
    corrected = running.one("as corrected", "edited")

    assert (corrected["key"], corrected["created_at"]) == (uri, written["created_at"])
    assert corrected["edited_at"] is not None


def test_a_deletion_is_told(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()
    uri = crowd.uri("ana", "post", text=f"regretted #{tag}")
    running.wait_for("regretted")

    crowd.do("ana", "delete", uri=uri)
    running.wait(lambda: bool(running.of("deleted")), "the deletion")

    assert [one["key"] for one in running.of("deleted")] == [uri]


def test_a_repost_is_a_boost_and_no_post(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()
    post = crowd.do("ana", "post", text=f"worth it #{tag}")
    running.wait_for("worth it")

    crowd.do("bob", "repost", **post)
    running.wait(lambda: bool(running.of("boost")), "the boost")

    (boost,) = running.of("boost")
    assert boost["key"] == post["uri"]
    assert running.texts().total() == 1


def test_people_are_called_by_their_handles_and_by_new_ones(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()
    crowd.do("zoe", "name", name="Zo\u00eb M\u00fcller")

    def called_at_last(handle: str) -> object:
        """Their name, once a new post of theirs comes under that handle: the AppView learns of both a moment later."""
        for number in range(60):
            crowd.do("zoe", "post", text=f"{handle[1:]} {number} #{tag}")
            author = running.one(f"{handle[1:]} {number} ")["author"]
            assert isinstance(author, dict)
            if author["handle"] == handle:
                return author["name"]
            time.sleep(0.25)
        pytest.fail(f"nobody is called {handle}")

    assert called_at_last("@zoe.test") == "Zo\u00eb M\u00fcller"
    crowd.do("zoe", "rename", handle="zoe-m.test")
    assert called_at_last("@zoe-m.test") == "Zo\u00eb M\u00fcller"


def test_who_leaves_takes_their_posts_along(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    running = tail()
    uris = {crowd.uri("eve", "post", text=f"number {number} #{tag}") for number in range(3)}
    crowd.do("ana", "post", text=f"stays #{tag}")
    running.wait_for("stays", "number 2")

    crowd.do("eve", "leave")
    running.wait(lambda: len(running.of("deleted")) == 3, "three deletions")

    assert {one["key"] for one in running.of("deleted")} == uris


def test_what_is_said_while_the_line_is_cut_comes_afterwards_once(
    tail: Callable[..., Tail], network: Network, crowd: Crowd, tag: str
) -> None:
    running = tail()
    said = []
    for round_ in range(4):
        for number in range(5):
            said.append(f"round {round_}, number {number}")
            crowd.do("ana", "post", text=f"{said[-1]} #{tag}")
            if number == round_:
                network.cut()
    running.wait_for(*said)

    assert running.end() == SIGTERM_CODE
    assert running.texts() == dict.fromkeys(said, 1)
    assert not running.of("gap")


def test_what_happens_while_the_server_is_away_comes_afterwards(
    tail: Callable[..., Tail], network: Network, crowd: Crowd, tag: str
) -> None:
    running = tail()
    kept, gone = (crowd.uri("ana", "post", text=f"{which} #{tag}") for which in ("kept", "gone"))
    running.wait_for("kept", "gone")

    network.kill("jetstream")
    running.wait(lambda: running.up == 0, "trouble")
    crowd.do("ana", "edit", uri=kept, text=f"corrected #{tag}")
    crowd.do("ana", "delete", uri=gone)
    crowd.do("ana", "post", text=f"meanwhile #{tag}")
    network.revive_jetstream()
    running.wait_for("meanwhile")
    running.wait(lambda: bool(running.of("deleted")) and bool(running.of("edited")), "edit and deletion")

    assert running.texts() == {"kept": 1, "gone": 1, "meanwhile": 1}
    assert running.one("corrected", "edited")["key"] == kept
    assert [one["key"] for one in running.of("deleted")] == [gone]
    assert not running.of("gap")


def test_since_plays_what_was_said_before(tail: Callable[..., Tail], crowd: Crowd, tag: str) -> None:
    first = tail()
    for number in range(3):
        crowd.do("ana", "post", text=f"before {number} #{tag}")
    crowd.do("ana", "delete", uri=crowd.uri("ana", "post", text=f"not meant #{tag}"))
    first.wait(lambda: bool(first.of("deleted")), "the deletion")

    running = tail("--since", "10m")
    crowd.do("ana", "post", text=f"after #{tag}")
    running.wait_for("after")

    assert list(running.texts().elements()) == ["before 0", "before 1", "before 2", "after"]
    assert not running.of("gap")


async def test_likes_answers_and_reposts_are_counted_and_taken_back(
    network: Network, crowd: Crowd, tag: str, loopback_only: Loopback
) -> None:
    loopback_only.is_used = True
    clock, wire = SystemClock(), Wire(SystemClock())
    source = one_jetstream(SourceConfig(network.source), Means(clock, wire))

    async def tallied(likes: int, boosts: int, replies: int) -> None:
        async with asyncio.timeout(30):
            async for heard in stream:
                if isinstance(heard, Tally) and heard.key == post["uri"]:
                    counts = heard.counts
                    if (counts.favourites, counts.boosts, counts.replies) == (likes, boosts, replies):
                        return

    async with aclosing(source.listen(Following(Follow(frozenset({Tag.of(tag)}))))) as stream:
        async for heard in stream:
            if isinstance(heard, Report) and heard.state is State.LIVE:
                break
        post = await asyncio.to_thread(crowd.do, "ana", "post", text=f"liked #{tag}")
        likes = [await asyncio.to_thread(crowd.do, who, "like", **post) for who in ("ana", "bob", "cid")]
        await asyncio.to_thread(crowd.do, "bob", "repost", **post)
        await asyncio.to_thread(crowd.do, "bob", "answer", to=post, text="an answer without any tag")

        await tallied(3, 1, 1)
        await asyncio.to_thread(crowd.do, "bob", "unlike", uri=likes[1]["uri"])
        await tallied(2, 1, 1)
    await wire.aclose()
