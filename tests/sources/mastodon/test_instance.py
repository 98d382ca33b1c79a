"""What servers say of themselves, as much of it as can be used."""

import json

import pytest

from hashtui.sources.mastodon.instance import Instance, read_v1, read_v2, streaming_url
from hashtui.sources.shape import read_record


def test_mastodon_tells_its_domain_its_stream_and_what_visitors_see() -> None:
    said = {
        "domain": "Masto.Example",
        "configuration": {
            "urls": {"streaming": "wss://streaming.masto.example"},
            "timelines_access": {"hashtag_feeds": {"local": "public", "remote": "authenticated"}},
        },
    }

    found = read_v2(read_record(json.dumps(said)))

    assert found == Instance("masto.example", "wss://streaming.masto.example", "public", "authenticated")
    assert found.visitor_side == "local"
    assert not found.is_closed


def test_gotosocial_tells_the_domain_of_its_accounts_apart() -> None:
    said = {"domain": "gts.accounts.example", "account_domain": "accounts.example"}

    assert read_v2(read_record(json.dumps(said))).domain == "accounts.example"


def test_the_old_description_gives_the_stream_and_a_name_that_may_be_a_url() -> None:
    said = {"uri": "https://pleroma.example/", "urls": {"streaming_api": "wss://pleroma.example"}}

    assert read_v1(read_record(json.dumps(said))) == Instance("pleroma.example", "wss://pleroma.example")


@pytest.mark.parametrize("said", [{}, {"domain": 5, "configuration": []}, {"domain": "a@b/c", "configuration": None}])
def test_a_description_that_says_nothing_of_use_leaves_everything_unknown(said: object) -> None:
    assert read_v2(read_record(json.dumps(said))) == Instance()


@pytest.mark.parametrize(
    ("local", "remote", "side", "closed"),
    [
        ("public", "public", None, False),
        ("public", "disabled", "local", False),
        ("authenticated", "public", "remote", False),
        ("authenticated", "authenticated", None, True),
        (None, None, None, False),
    ],
)
def test_visitors_are_shown_one_side_both_or_none(
    local: str | None, remote: str | None, side: str | None, closed: bool
) -> None:
    found = Instance(local=local, remote=remote)

    assert (found.visitor_side, found.is_closed) == (side, closed)


@pytest.mark.parametrize(
    ("base", "advertised", "url"),
    [
        ("https://a.example", None, "wss://a.example/api/v1/streaming"),
        ("https://a.example", "wss://s.a.example/", "wss://s.a.example/api/v1/streaming"),
        ("https://a.example", "https://s.a.example", "wss://s.a.example/api/v1/streaming"),
        ("https://a.example", "wss://a.example/api/v1/streaming", "wss://a.example/api/v1/streaming"),
        ("https://a.example", "javascript:x", "wss://a.example/api/v1/streaming"),
        ("https://a.example", "wss://[::1", "wss://a.example/api/v1/streaming"),
        ("https://a.example", "https://[bad/", "wss://a.example/api/v1/streaming"),
        ("https://a.example", "wss://s.example:99999", "wss://a.example/api/v1/streaming"),
        ("https://a.example", "wss://", "wss://a.example/api/v1/streaming"),
        ("https://a.example", "wss://s.example/" + "x" * 3000, "wss://a.example/api/v1/streaming"),
        ("http://127.0.0.1:3000", "wss://localhost:3000", "ws://127.0.0.1:3000/api/v1/streaming"),
        ("http://127.0.0.1:3000", "ws://127.0.0.1:4000", "ws://127.0.0.1:4000/api/v1/streaming"),
    ],
)
def test_the_stream_is_where_the_server_says_unless_that_makes_no_sense(
    base: str, advertised: str | None, url: str
) -> None:
    assert streaming_url(base, advertised) == url
