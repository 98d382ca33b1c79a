"""Which URLs and addresses are gone to, and which are not even looked up."""

import ipaddress

import pytest

from hashtui.errors import Refused
from hashtui.wire import may_fetch
from hashtui.wire.place import WEB_SOCKET, forbidden, forbidden_address, read_place


@pytest.mark.parametrize(
    "url",
    [
        "https://mastodon.social/",
        "https://xn--mnchen-3ya.example/feed",
        "https://münchen.example/feed",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1::1]/",
        "https://example.org:8443/a?b=c#d",
        "https://1.1.1.1.example.org/",
    ],
)
def test_a_stranger_may_send_us_to_public_https(url: str) -> None:
    assert may_fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://mastodon.social/",
        "http://127.0.0.1:22/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://0/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://localhost./",
        "https://LOCALHOST/",
        "https://evil.localhost/",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://router/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:a00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fd00::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://192.168.1.1/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://user:password@example.org/",
        "https://@example.org/",
        "https://exa mple.org/",
        "https://example.org\\@evil.example/",
        "https://example.org\r\nHost: evil/",
        "https:///path",
        "https://",
        "https://example.org:99999/",
        "https://[::1/",
        "https://①②⑦.0.0.1/",
        "https://１２７.0.0.1/",
        "gopher://x/",
        "file:///etc/passwd",
        "/etc/passwd",
        "//example.org/",
        "javascript:alert(1)",
        "ws://example.org/",
        "",
    ],
)
def test_a_stranger_may_not_send_us_anywhere_else(url: str) -> None:
    assert not may_fetch(url)


def test_leave_for_plain_http_is_no_leave_for_private_addresses() -> None:
    assert may_fetch("http://example.org/", insecure=True)
    assert not may_fetch("http://192.168.1.1/", insecure=True)
    assert not may_fetch("http://localhost/", insecure=True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:3000/", "http://localhost/", "http://[::1]:80/", "https://127.0.0.1/"]
)
def test_the_person_may_name_this_machine_without_tls(url: str) -> None:
    assert forbidden(read_place(url), insecure=False) is None


def test_plain_http_elsewhere_needs_leave() -> None:
    place = read_place("http://mastodon.example/")

    assert forbidden(place, insecure=True) is None
    assert forbidden(place, insecure=False) == (
        "mastodon.example: plain http is only for this machine; use https, or set insecure = true for this source"
    )


def test_a_private_address_needs_leave() -> None:
    place = read_place("https://10.1.2.3/")

    assert forbidden(place, insecure=True) is None
    assert "private address" in (forbidden(place, insecure=False) or "")


def test_a_public_name_with_an_address_of_this_machine_is_not_connected_to() -> None:
    place = read_place("https://rebind.example/")

    assert "private address 127.0.0.1" in (forbidden_address(place, ipaddress.ip_address("127.0.0.1"), False) or "")
    assert "private" in (forbidden_address(place, ipaddress.ip_address("::ffff:169.254.169.254"), False) or "")
    assert forbidden_address(place, ipaddress.ip_address("93.184.216.34"), False) is None


def test_localhost_that_leads_elsewhere_is_not_connected_to() -> None:
    place = read_place("http://localhost/")

    assert forbidden_address(place, ipaddress.ip_address("93.184.216.34"), False) == "localhost is not on this machine"


def test_a_server_elsewhere_may_not_name_this_machine_for_its_stream() -> None:
    namer = read_place("https://mastodon.example/")
    stream = read_place("wss://127.0.0.1:4000/", WEB_SOCKET)

    assert forbidden(stream, False, namer) == "mastodon.example points to an address of this machine"
    assert forbidden(stream, False, read_place("http://127.0.0.1:3000/")) is None


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(Refused) as refused:
        read_place("https://user:hunter2@example.org/")

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("https://Example.ORG/", "example.org"),
        ("https://example.org:443/", "example.org"),
        ("https://example.org:444/", "example.org:444"),
        ("http://[::1]:3000/", "[::1]:3000"),
        ("http://127.1:80/", "127.0.0.1"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
    ],
)
def test_a_place_is_named_as_a_host_header_names_it(url: str, authority: str) -> None:
    assert read_place(url).authority == authority
