"""Where a relay is: `nostr+wss://host[:port][/path]`."""

from urllib.parse import quote, urlsplit

from hashtui.errors import UsageError
from hashtui.post.clean import CleanLine, clean_line
from hashtui.sources.address import read_address, shown

LONGEST_PATH = 300
_HTTP = {"wss": "https", "ws": "http"}


def read_relay(url: str, *, insecure: bool) -> CleanLine:
    """The canonical `nostr+wss://host[:port][/path]`. UsageError as `read_address`: plain ws is for this machine."""
    scheme, _, rest = url.strip().partition("://")
    scheme = scheme.lower().removeprefix("nostr+")
    if scheme not in _HTTP:
        raise UsageError(f"{shown(url)} is no relay's address: write nostr+wss://HOST")
    try:
        parts = urlsplit(f"//{rest}")
    except ValueError as error:
        raise UsageError(f"{shown(url)} is no relay's address: {error}") from error
    if clean_line(parts.path) != parts.path or " " in parts.path or len(parts.path) > LONGEST_PATH:
        raise UsageError(f"{shown(url)}: its path is longer than any, or has characters that no path has")
    if parts.query or parts.fragment:
        raise UsageError(f"{shown(url)}: leave out what stands behind the relay's path")
    try:
        server = read_address(f"{_HTTP[scheme]}://{parts.netloc}", insecure=insecure)
    except UsageError as error:
        raise UsageError(_in_its_terms(str(error), scheme)) from error
    path = "" if parts.path == "/" else quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return clean_line(f"nostr+{scheme}://{server.partition('://')[2]}{path}")


def socket_of(url: str) -> str:
    """The WebSocket of a relay by its canonical URL."""
    return url.removeprefix("nostr+")


def document_of(url: str) -> str:
    """Where the relay describes itself (NIP-11)."""
    address = socket_of(url)
    found = address.replace("ws", "http", 1)
    return found if urlsplit(found).path else found + "/"


def _in_its_terms(words: str, scheme: str) -> str:
    """The complaint about a server's address in terms of a relay's."""
    return (
        words.replace(f"{_HTTP[scheme]}://", f"nostr+{scheme}://")
        .replace("https://", "nostr+wss://")
        .replace("plain http", "plain ws")
        .replace("server's address", "relay's address")
    )
