"""What sources are called on the screen."""

import pytest

from hashtui.tui.source_names import kind_of, name_of


@pytest.mark.parametrize(
    ("url", "name", "kind"),
    [
        ("https://mastodon.social", "mastodon.social", ""),
        ("http://127.0.0.1:3000", "127.0.0.1:3000", ""),
        ("bluesky", "bluesky", ""),
        ("demo", "demo", ""),
        ("jetstream+wss://jetstream2.us-east.bsky.network/subscribe", "jetstream2.us-east.bsky.network", "Bluesky"),
        ("nostr+wss://relay.example", "relay.example", "Nostr"),
        ("nostr+ws://127.0.0.1:7777", "127.0.0.1:7777", "Nostr"),
        ("feed+https://blog.example/tag/{tag}/feed/", "blog.example/tag/{tag}/feed/", "feed"),
        ("feed+https://blog.example/all.rss", "blog.example/all.rss", "feed"),
        ("jsonl:/var/spool/wall/mail.jsonl", "mail.jsonl", "file"),
        ("jsonl:-", "standard input", "file"),
        ("jsonl:", "jsonl:", "file"),
        ("nostr+ws://[what a file says", "nostr+ws://[what a file says", "Nostr"),
        ("nostr+", "nostr+", "Nostr"),
        ("https://[what a file says", "https://[what a file says", ""),
        ("", "", ""),
    ],
)
def test_a_source_is_called_by_its_host_or_file(url: str, name: str, kind: str) -> None:
    assert (name_of(url), kind_of(url)) == (name, kind)
