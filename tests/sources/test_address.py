"""Servers' addresses: as people write them, and as they are known everywhere."""

import pytest

from hashtui.errors import UsageError
from hashtui.sources.address import is_server, read_address


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("mastodon.social", "https://mastodon.social"),
        ("Mastodon.Social.", "https://mastodon.social"),
        ("https://mastodon.social/", "https://mastodon.social"),
        ("HTTPS://Mastodon.social:443", "https://mastodon.social"),
        ("https://host.example:8443", "https://host.example:8443"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("localhost:3000", "http://localhost:3000"),
        ("127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_a_server_has_one_address_however_it_is_written(written: str, known: str) -> None:
    assert is_server(written)
    assert read_address(written, insecure=False) == known


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("http://mastodon.social", "plain http"),
        ("https://mastodon.social/tags/a", "name the server only"),
        ("https://mastodon.social?a=b", "name the server only"),
        ("https://mastodon.social:8443/@a", "as in https://mastodon.social:8443; a feed is written feed+https://"),
        ("https://me:secret@mastodon.social/@a", "token_env"),
        ("https://mastodon.social:0", "no server listens on port 0"),
        ("https://me:secret@mastodon.social", "token_env"),
        ("https://", "no server's address"),
        ("https://a..b", "no server's address"),
        ("https://host:port", "no server's address"),
        ("https://ho st", "no server's address"),
        ("https://[::1", "no server's address"),
    ],
)
def test_what_cannot_be_a_server_is_refused_with_the_reason(written: str, words: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read_address(written, insecure=False)

    assert words in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_plain_http_elsewhere_is_allowed_only_on_purpose() -> None:
    assert read_address("http://testing.lan", insecure=True) == "http://testing.lan"


@pytest.mark.parametrize(
    "written",
    [
        "bluesky",
        "demo",
        "jsonl:feed.jsonl",
        "feed.jsonl",
        "nostr+wss://relay.example",
        "feed+https://a.example",
        "#a",
        "",
        "@a@b.example",
    ],
)
def test_other_kinds_of_sources_are_no_servers(written: str) -> None:
    assert not is_server(written)
