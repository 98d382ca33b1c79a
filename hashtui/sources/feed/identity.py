"""Which entry is which: by its own id where that can be trusted, else by its link, else by what it says."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.post.clean import CleanLine, clean_line, clean_url
from hashtui.sources.feed.entry import Entry

LONGEST_KEY = 2_048

_GLOBAL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|tag:|urn:)\S+", re.IGNORECASE)
"""Ids that mean one thing everywhere: URLs, and URIs made for that (RFC 4151, RFC 8141)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """How one entry is known."""

    key: CleanLine
    print: str
    """What it says, for telling it again when a site gives all its entries new ids."""


def identities(entries: Sequence[Entry], host: str, feed: str, doubted: set[str]) -> list[Identity]:
    """The identity of each entry. `host` and `feed`: where they were found.

    Ids that two entries of one document share mean nothing: they are added to `doubted`, and never used again.
    """
    doubted.update(name for name, times in Counter(entry.id for entry in entries).items() if name and times > 1)
    links = Counter(entry.link for entry in entries)
    found = []
    for entry in entries:
        link = clean_url(entry.link) if entry.link and links[entry.link] == 1 else None
        if entry.id and len(entry.id) <= LONGEST_KEY and entry.id not in doubted:
            key = entry.id if _GLOBAL.fullmatch(entry.id) else f"{host}#{entry.id}"
        else:
            key = link or f"{feed}#{_digest(entry.link, _says(entry))}"
        found.append(Identity(clean_line(key[: 2 * LONGEST_KEY]), _digest(_says(entry))))
    return found


def _says(entry: Entry) -> str:
    """What tells one entry from another when its ids and links are new."""
    when = "" if entry.published is None else entry.published.isoformat()
    return "\0".join((entry.title.raw, when, "" if entry.title.raw and when else entry.body.raw))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
