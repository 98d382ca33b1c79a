"""What the address of a bridged copy tells of the post it is a copy of."""

import re
from urllib.parse import unquote, urlsplit

from hashtui.post.clean import CleanLine, clean_line, clean_url

LONGEST = 2048

_DID = r"did:[a-z]+:[A-Za-z0-9._:%-]+"
_RECORD_KEY = r"[A-Za-z0-9._:~-]+"
# A proxy on the way may have made one slash of two.
_AT_URI = re.compile(rf"at:/{{1,2}}({_DID})/(app\.bsky\.feed\.post/{_RECORD_KEY})")
_BLUESKY_PAGE = re.compile(rf"https://bsky\.app/profile/({_DID})/post/({_RECORD_KEY})")
_EVENT = re.compile(r"(?:nostr:)?([0-9a-fA-F]{64})")
_WEB = re.compile(r"(https?):/{1,2}(.+)", re.DOTALL)

_STATUS = re.compile(r"(https?://[^/\s]+)/users/([^/\s]+)/statuses/([0-9]+)")

_MOSTR_PATHS = ("objects", "notes")


def original_of(uri: str) -> CleanLine | None:
    """The key of the original (`at://…`, a Nostr event id) or its URL, when this is a bridge's address of a copy.

    Bridgy Fed: `https://bsky.brid.gy/convert/ap/at://…`, `https://nostr.brid.gy/convert/ap/nostr:…`,
    `https://fed.brid.gy/r/https://…`. Mostr: `https://mostr.pub/objects/EVENT`. None for any other address.
    """
    if len(uri) > LONGEST:
        return None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or parts.username is not None:
        return None
    path = parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname or ""
    if host.endswith(".brid.gy"):
        match path.split("/", 2):
            case ["convert", _, wrapped]:
                return _original(unquote(wrapped))
            case ["r", *wrapped]:
                return _original(unquote("/".join(wrapped)))
    elif host == "mostr.pub":
        match path.split("/"):
            case [kind, event] if kind in _MOSTR_PATHS and (found := _EVENT.fullmatch(event)):
                return clean_line(found[1].lower())
    return None


def page_of(address: str) -> str:
    """The page of a status whose id on a Mastodon server this is; any other address as it is.

    Some bridges name the original by its id (`/users/ana/statuses/1`), others by its page (`/@ana/1`).
    """
    found = _STATUS.fullmatch(address)
    return address if found is None else f"{found[1]}/@{found[2]}/{found[3]}"


def _original(wrapped: str) -> CleanLine | None:
    if found := _AT_URI.fullmatch(wrapped):
        return clean_line(f"at://{found[1]}/{found[2]}")
    if found := _EVENT.fullmatch(wrapped):
        return clean_line(found[1].lower())
    if found := _WEB.fullmatch(wrapped):
        url = f"{found[1]}://{found[2]}"
        if page := _BLUESKY_PAGE.fullmatch(url):
            return clean_line(f"at://{page[1]}/app.bsky.feed.post/{page[2]}")
        return clean_url(url)
    return None
