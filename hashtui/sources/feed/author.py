"""Who wrote an entry, as far as the feed says; nobody is made up."""

import re
from functools import lru_cache

from hashtui.post.clean import clean_handle, clean_line, clean_name, clean_text, clean_url
from hashtui.post.post import Author
from hashtui.sources.feed.entry import Document, Entry, Place
from hashtui.sources.feed.words import join

LONGEST_KEY = 2_048

_STATUS = re.compile(r"https://([a-z0-9.-]+)/@([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)/\d+")
"""The page of a status, as Mastodon names it: config/routes.rb, `short_account_status`."""


def author_of(entry: Entry, document: Document, place: Place) -> Author:
    """The author named; of a post in a Mastodon server's feed, the account its address tells; else the feed itself.

    The handle is the feed's host alone, for feeds know no handles.
    """
    handle = f"@{place.host.removeprefix('www.')}"
    name, url = entry.author or document.author, entry.author_url or ("" if entry.author else document.author_url)
    if name.strip() or url:
        return _named(name, url, handle, place.source)
    status = _STATUS.fullmatch(entry.link) if is_mastodon(document) else None
    if status is not None:
        home = f"https://{status[1]}/@{status[2]}"
        return _account(home, f"@{status[2]}@{status[1]}")
    return Author(
        key=clean_line(place.feed[:LONGEST_KEY]),
        handle=clean_handle(handle),
        name=clean_name(document.title),
        url=clean_url(join(document.url, document.link)) if document.link else None,
        about=clean_text(document.about) or None,
    )


def is_mastodon(document: Document) -> bool:
    """The feed was made by Mastodon, which names no authors and writes content warnings into the text."""
    return document.generator.startswith("Mastodon ")


@lru_cache(maxsize=1024)
def _named(name: str, url: str, handle: str, source: str) -> Author:
    home = clean_url(url) if url else None
    key = home or clean_line(f"{source}#{name.strip()}"[:LONGEST_KEY])
    return Author(key=key, handle=clean_handle(handle), name=clean_name(name.strip()), url=home)


@lru_cache(maxsize=1024)
def _account(home: str, handle: str) -> Author:
    return Author(key=clean_line(home), handle=clean_handle(handle), name=clean_name(""), url=clean_url(home))
