"""Relays' addresses: as people write them, and as they are known everywhere."""

import pytest

from hashtui.errors import UsageError
from hashtui.sources.nostr.relay_address import document_of, read_relay, socket_of


@pytest.mark.parametrize(
    ("written", "known", "socket", "document"),
    [
        ("nostr+wss://Relay.Example/", "nostr+wss://relay.example", "wss://relay.example", "https://relay.example/"),
        ("NOSTR+WSS://relay.example:443", "nostr+wss://relay.example", "wss://relay.example", "https://relay.example/"),
        (
            "nostr+wss://a.example:7777/in/box",
            "nostr+wss://a.example:7777/in/box",
            "wss://a.example:7777/in/box",
            "https://a.example:7777/in/box",
        ),
        ("nostr+ws://127.0.0.1:8080", "nostr+ws://127.0.0.1:8080", "ws://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("nostr+ws://[::1]:80/é", "nostr+ws://[::1]/%C3%A9", "ws://[::1]/%C3%A9", "http://[::1]/%C3%A9"),
    ],
)
def test_a_relay_has_one_address_however_it_is_written(written: str, known: str, socket: str, document: str) -> None:
    address = read_relay(written, insecure=False)

    assert (address, socket_of(address), document_of(address)) == (known, socket, document)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("nostr+ws://relay.example", "plain ws is only for this machine; write nostr\\+wss://relay.example"),
        ("nostr+wss://me:secret@relay.example", "token_env"),
        ("nostr+wss://relay.example/?a=b", "leave out"),
        ("nostr+wss://", "no relay's address"),
        ("nostr+wss://ho st", "no relay's address"),
        ("nostr+wss://[::1", "no relay's address"),
        ("nostr+wss://relay.example/a b", "its path"),
        ("nostr+wss://relay.example/\x1b]0;x\x07", "its path"),
        ("nostr+wss://relay.example/\udc85", "its path"),
        ("nostr+wss://relay.example/" + "a" * 301, "its path"),
        ("nostr+http://relay.example", "write nostr\\+wss://HOST"),
    ],
)
def test_what_cannot_be_a_relay_is_refused_with_the_reason(written: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refusal:
        read_relay(written, insecure=False)

    assert "secret" not in str(refusal.value)


def test_plain_ws_elsewhere_is_allowed_only_on_purpose() -> None:
    assert read_relay("nostr+ws://relay.lan", insecure=True) == "nostr+ws://relay.lan"
