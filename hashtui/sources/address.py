"""Where a server is: the forms in which people write it, and the one in which it is known everywhere."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from hashtui.errors import UsageError
from hashtui.post.address import read_host
from hashtui.post.clean import CleanLine, clean_line

_NAME = r"[^\s/@#?:+\[\]!*()\"'|,]+"
_BARE = re.compile(rf"(?:localhost|\[[0-9a-f:.]+\]|{_NAME}\.{_NAME})(?::\d+)?/?", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")
_LONGEST = 300


def is_server(url: str) -> bool:
    """Whether this is the form of a server's address: `mastodon.social`, `https://host`, `http://127.0.0.1:3000`."""
    written = url.lower()
    if written.startswith(("https://", "http://")):
        return True
    return _BARE.fullmatch(url) is not None and not written.endswith(".jsonl")


def is_loopback(host: str) -> bool:
    """Whether a host (without port or brackets) is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_address(url: str, *, insecure: bool) -> CleanLine:
    """The canonical `https://host[:port]` of a server. UsageError when it cannot be one, or is plain http.

    Plain http is for this machine, elsewhere only when `insecure` says so.
    """
    text = url.strip()
    if "://" not in text:
        parts = _split(url, f"//{text}")
        scheme = "http" if is_loopback(parts.hostname or "") else "https"
    else:
        parts = _split(url, text)
        scheme = parts.scheme.lower()
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{shown(url)}: leave out what stands before the @; a token goes into token_env")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError(
            f"{shown(url)}: name the server only, as in {shown(f'{scheme}://{parts.netloc}')[1:-1]};"
            f" a feed is written feed+{scheme}://…"
        )
    if parts.port == 0:
        raise UsageError(f"{shown(url)}: no server listens on port 0")
    host = _ascii_host(url, parts.hostname or "")
    if scheme == "http" and not insecure and not is_loopback(host.strip("[]")):
        raise UsageError(
            f"{shown(url)}: plain http is only for this machine;"
            f" write https://{host}, or set insecure = true on this [[source]]"
        )
    usual = 443 if scheme == "https" else 80
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return clean_line(f"{scheme}://{host}{port}")


def shown(url: str) -> str:
    """What the person wrote, as an error may repeat it: quoted, short, without a user name or password."""
    bare = _USERINFO.sub("…@", url)
    return repr(bare if len(bare) <= _LONGEST else bare[:_LONGEST] + "…")


def _split(url: str, text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{shown(url)} is no server's address: {error}") from error
    return parts


def _ascii_host(url: str, host: str) -> str:
    """The host as it goes into requests: lower case, punycode, brackets around IPv6."""
    found = read_host(f"[{host}]" if ":" in host else host) if host else None
    if found is None:
        raise UsageError(f"{shown(url)} is no server's address")
    return found
