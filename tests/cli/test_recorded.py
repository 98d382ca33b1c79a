"""`hashtui tail` against what GoToSocial, Mastodon's streaming server and mastodon-mock really sent."""

import json
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest

from hashtui.post.json import schema
from tests.cli.running import Hashtui, Ran
from tests.recorded import Replayer, frames, recording, replaying

TAG = "/api/v1/timelines/tag/"
TOKEN = "canary-4711-canary-4711"
SAID_NOTHING = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"

Json = dict[str, object]


def tail(hashtui: Hashtui, server: Replayer, home: Path, *argv: str, token: bool = False) -> Ran:
    """What `tail #python` does there for a second, or until it has enough."""
    config = home / "config.toml"
    config.write_text(
        f'sources = ["{server.url}"]\n' + f'[[source]]\nurl = "{server.url}"\ntoken = "{TOKEN}"\n' * token
    )
    return hashtui("tail", "python", "--config", str(config), "--format", "json", "--for", "1s", *argv)


def events(ran: Ran, *kinds: str) -> list[Json]:
    """The objects of these kinds, each as the schema says it must be."""
    judge = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    found: list[Json] = [json.loads(line) for line in ran.out.splitlines()]
    for one in found:
        judge.validate(one)
    return [one for one in found if one["event"] in kinds]


def instance(server: str) -> dict[str, bytes]:
    """How that server describes itself, but for where it streams: that was elsewhere."""
    name, path = ("instance_v2", "v2") if server == "gotosocial" else ("instance", "v2")
    return {f"/api/{path}/instance": recording(server, name).replace(b'"streaming"', b'"Streaming"')}


@pytest.mark.parametrize(
    ("server", "name", "posts"),
    [
        ("gotosocial", "tag_page1", 5),
        ("gotosocial", "tag_limit_80", 24),
        ("gotosocial", "gzip", 3),
        ("gotosocial", "tag_unicode", 3),
        ("gotosocial", "tag_unknown", 0),
        ("gotosocial", "tag_since_newest", 0),
        ("mastodon-mock", "tag_page1", 2),
        ("mastodon-mock", "limit_999", 4),
        ("mastodon-mock", "tag_unknown", 0),
        ("mastodon-mock", "e404", 0),
    ],
)
def test_a_recorded_page_is_printed(hashtui: Hashtui, home: Path, server: str, name: str, posts: int) -> None:
    with replaying({**instance(server), TAG: recording(server, name)}) as there:
        ran = tail(hashtui, there, home, *(["--limit", str(posts)] if posts else []))

    found = events(ran, "post")
    assert (ran.code, len(found)) == (0, posts)
    times = [str(one["created_at"]) for one in found]
    assert times == sorted(times)
    assert len({str(one["key"]) for one in found}) == posts


@pytest.mark.parametrize(
    ("server", "name", "token", "code", "words"),
    [
        ("gotosocial", "err_401_no_token", False, 4, "only to people who are logged in; give the [[source]]"),
        ("gotosocial", "err_401_bad_token", True, 4, "the token, saying “Unauthorized: token not supplied”; make"),
        ("gotosocial", "tag_app_token", True, 4, "does not accept the token"),
        ("gotosocial", "err_403_scope", True, 4, "it needs the scope read:statuses"),
        ("gotosocial", "tag_digits", True, 4, "takes this for no hashtag, saying “Bad Request: getTag: string '2026'"),
        ("gotosocial", "err_429", False, 3, "asked to wait until "),
        ("gotosocial", "err_503_starting", False, 3, "asked to wait until "),
        ("mastodon-mock", "e401", False, 4, "logged in"),
        ("mastodon-mock", "e422", False, 4, "logged in"),
        ("mastodon-mock", "err_429", False, 3, "asked to wait until "),
        ("mastodon-mock", "instance", False, 3, "what is no list instead of posts"),
    ],
)
def test_a_recorded_refusal_has_its_code_and_its_words(
    hashtui: Hashtui, home: Path, server: str, name: str, token: bool, code: int, words: str
) -> None:
    with replaying({**instance(server), TAG: recording(server, name)}) as there:
        ran = tail(hashtui, there, home, token=token)

    last = ran.err.splitlines()[-1]
    assert ran.code == code
    assert last.startswith(f"hashtui: {there.url}: ")
    assert words in last
    assert events(ran, "post") == []
    assert TOKEN not in ran.out + ran.err.replace(str(home), "")


@pytest.mark.parametrize(
    ("server", "name", "texts", "kinds"),
    [
        ("mastodon-streaming", "ws_hashtag", 8, ["deleted", "edited"]),
        ("mastodon-streaming", "ws_multi_subscribe", 2, ["deleted", "edited"]),
        ("mastodon-streaming", "ws_restart_sigterm", 0, []),
        ("gotosocial", "ws_subscribe_hashtag", 1, ["deleted", "edited"]),
        ("gotosocial", "ws_hashtag_query", 0, []),
    ],
)
def test_a_recorded_stream_is_heard(
    hashtui: Hashtui, home: Path, server: str, name: str, texts: int, kinds: Sequence[str]
) -> None:
    streamed = frames(server, name)
    with replaying({"/api/v2/instance": SAID_NOTHING + b"{}", TAG: SAID_NOTHING + b"[]"}, streamed) as there:
        ran = tail(hashtui, there, home, token=True)

    assert ran.code == 0
    assert len(events(ran, "post")) == texts
    assert sorted({str(one["event"]) for one in events(ran, "edited", "deleted")}) == kinds
    assert [one["state"] for one in events(ran, "status")][-1] == "live"


@pytest.mark.parametrize(
    ("server", "name", "words"),
    [
        ("mastodon-streaming", "ws_bad_token", "refuses the stream: Invalid access token"),
        ("mastodon-streaming", "ws_no_token", "refuses the stream: Missing access token"),
        ("gotosocial", "ws_no_token", "refuses the stream: HTTP 401"),
        ("gotosocial", "ws_plain_get", "has no stream there: HTTP 400"),
        ("gotosocial", "sse_hashtag", "has no stream there: HTTP 404"),
    ],
)
def test_without_a_stream_asking_goes_on_and_says_why(
    hashtui: Hashtui, home: Path, server: str, name: str, words: str
) -> None:
    page = recording("gotosocial", "tag_page1")
    with replaying({"/api/v2/instance": SAID_NOTHING + b"{}", TAG: page}, recording(server, name)) as there:
        ran = tail(hashtui, there, home, token=True)

    last = events(ran, "status")[-1]
    assert (ran.code, len(events(ran, "post"))) == (0, 5)
    assert last["state"] == "polling"
    assert words in str(last["reason"])


def test_a_token_without_the_scope_is_told_by_a_frame_of_the_stream(hashtui: Hashtui, home: Path) -> None:
    streamed = frames("mastodon-streaming", "ws_wrong_scope")
    with replaying({"/api/v2/instance": SAID_NOTHING + b"{}", TAG: SAID_NOTHING + b"[]"}, streamed) as there:
        ran = tail(hashtui, there, home, token=True)

    last = events(ran, "status")[-1]
    assert last["state"] == "polling"
    assert "Access token does not have the required scopes" in str(last["reason"])
