"""How people write accounts: handles, globs, addresses of profiles, identifiers; read into what authors bear."""

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from hashtui.filter.globs import has_wildcard
from hashtui.post.clean import CleanLine, clean_handle, clean_line

_LONGEST = 500
_PREFIXES = re.compile(r"(?:acct|nostr|web\+ap|handle):", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/@\s]+\.[^/@\s]+/.*|[a-z][a-z0-9+.-]*://.*", re.IGNORECASE)
_DID = re.compile(r"@?(did:[a-z0-9]+:[A-Za-z0-9._:%-]+)")
_PUBKEY = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_NPUB = re.compile(r"npub1[02-9ac-hj-np-z]{58}", re.IGNORECASE)
_NPUB_IN = re.compile(rf"(?<![a-z0-9])({_NPUB.pattern})(?![a-z0-9])", re.IGNORECASE)
_SECRET = re.compile(r"(?<![a-z0-9])nsec1[a-z0-9]{10}", re.IGNORECASE)
_USER = r"[^\s\x00-\x1f\x7f@/#,;:\"'<>()]+"
_HOST = r"(?:[\w-]+\.)*[\w-]*\w(?::\d{1,5})?"
_WHOLE = re.compile(rf"@?({_USER}@{_HOST})")
_DOMAIN = re.compile(r"@?((?:[\w-]+\.)+[^\W\d_][\w-]*)")
_LOCAL = re.compile(rf"@({_USER})")
_OF_GLOB = r"[^\s\x00-\x1f\x7f@/#,;\"'<>()]*"
_GLOB = re.compile(rf"@?({_OF_GLOB}(?:@{_OF_GLOB})?)")
_AFTER = ("users", "u", "user", "profile", "accounts", "author", "people", "p")
"""What stands before the name in addresses of profiles."""


@dataclass(frozen=True, slots=True)
class Named:
    """An account as somebody wrote it: by its handle, with its `@`, or by its key; the other one is empty."""

    handle: CleanLine
    key: str = ""

    def __str__(self) -> str:
        return self.handle or clean_line(self.key)

    @property
    def is_glob(self) -> bool:
        """It stands for all whom it fits."""
        return not self.key and has_wildcard(self.handle)


def read_named(written: str) -> Named:
    """The account or accounts meant. ValueError with what is wrong, and what to write where that can be guessed."""
    text = written.strip().strip("<>,;")
    if not text or len(text) > _LONGEST:
        raise ValueError("a handle is missing: @anna@piaille.fr" if not text else "that is too long for a handle")
    if _SECRET.search(text):
        raise ValueError("that is a secret key of Nostr: show it to nobody; people are named by their npub")
    text = _PREFIXES.sub("", text, count=1)
    npub = _NPUB_IN.search(text)
    if npub is not None:
        return Named(clean_handle(f"@{npub[1].lower()}"))
    if _ADDRESS.fullmatch(text):
        return _at(text)
    did = _DID.fullmatch(text)
    if did is not None or _PUBKEY.fullmatch(text):
        return Named(clean_line(""), did[1] if did is not None else text.lower())
    return _glob(text) if has_wildcard(text) else _handle(text)


def _handle(text: str) -> Named:
    for pattern in (_WHOLE, _DOMAIN, _LOCAL):
        found = pattern.fullmatch(text)
        if found is not None:
            return Named(clean_handle(f"@{found[1]}"))
    shown = _shown(text)
    if text[:1] in "#＃":
        raise ValueError(f"{shown} is a tag: people have handles, @anna@piaille.fr")
    if text.count("@") > 2 or "@@" in text:
        raise ValueError(f"{shown} is no handle: it has one @ inside, @anna@piaille.fr")
    if text.lower().startswith(("npub1", "nprofile1")):
        raise ValueError(f"{shown} is not a whole npub: it has 63 letters and digits")
    raise ValueError(f"{shown} is no handle: write it with its server, @anna@piaille.fr")


def _glob(text: str) -> Named:
    found = _GLOB.fullmatch(text)
    if found is None:
        raise ValueError(f"{_shown(text)} is no handle with *: write @*@mairie.example, @cap*")
    if not re.search(r"\w", found[1]):
        raise ValueError(f"{_shown(text)} is everybody: name a server or a part of the handle, @*@mairie.example")
    return Named(clean_handle(f"@{found[1]}"))


def _at(text: str) -> Named:
    """The account whose profile, or whose post, is at this address."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, path = (parts.netloc.rpartition("@")[2].lower(), unquote(parts.path))
    except ValueError:
        raise ValueError(f"{_shown(text)} is no address") from None
    steps = [step for step in path.split("/") if step]
    name = next((step for step in steps if step.startswith("@") and len(step) > 1), "")
    if not name:
        name = next((after for before, after in pairwise(steps) if before in _AFTER), "")
    did = _DID.fullmatch(name)
    if did is not None:
        return Named(clean_line(""), did[1])
    if host in ("bsky.app", "www.bsky.app") and _DOMAIN.fullmatch(name):
        return Named(clean_handle(f"@{name.removeprefix('@')}"))
    whole = _WHOLE.fullmatch(name)
    if whole is not None:
        return Named(clean_handle(f"@{whole[1]}"))
    local = _LOCAL.fullmatch(f"@{name.removeprefix('@')}") if host else None
    if local is None or parts.scheme not in ("http", "https"):
        raise ValueError(f"{_shown(text)} is no address of a profile: https://piaille.fr/@anna")
    return Named(clean_handle(f"@{local[1]}@{host}"))


def _shown(text: str) -> str:
    safe = clean_line(text)
    return f"`{safe}`" if len(safe) <= 60 else f"`{safe[:60]}…`"
