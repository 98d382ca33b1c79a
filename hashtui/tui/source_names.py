"""What a source is called on the screen: its host or file, as short as it can be told."""

from pathlib import PurePath
from urllib.parse import urlsplit

from hashtui.post.clean import shown_url

KINDS = {"jetstream": "Bluesky", "nostr": "Nostr", "feed": "feed", "jsonl": "file"}


def name_of(url: str) -> str:
    """What to call it: `mastodon.social`, `relay.example`, `blog.example/{tag}.rss`, `mail.jsonl`."""
    kind, address = _parts(url)
    if kind == "jsonl":
        return "standard input" if address == "-" else PurePath(address).name or url
    if kind in ("jetstream", "nostr"):
        return _host(address) or url
    if address.startswith(("https://", "http://")) and "{" in address:
        return address.partition("//")[2]
    return (shown_url(address) or address).removesuffix("/")


def kind_of(url: str) -> str:
    """What kind of source it is, where the name alone does not say; else nothing."""
    return KINDS.get(_parts(url)[0], "")


def _host(address: str) -> str:
    """Empty where there is none: a file may say of its posts that they were heard anywhere."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _parts(url: str) -> tuple[str, str]:
    """The kind as the URL begins, and the address behind it."""
    if url.startswith("jsonl:"):
        return "jsonl", url.removeprefix("jsonl:")
    kind, plus, address = url.partition("+")
    return (kind, address) if plus and kind in KINDS else ("", url)
