"""What a fetched document is: XML, JSON, or no feed at all, and then perhaps a page that names one."""

import html
import re

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, clean_url
from hashtui.sources.feed.entry import Document
from hashtui.sources.feed.json_feed import read_json
from hashtui.sources.feed.text import read_text
from hashtui.sources.feed.words import join
from hashtui.sources.feed.xml_feed import read_xml

LARGEST = 5 * 1024 * 1024
"""Bytes of one feed."""
LOOKED_AT = 64 * 1024
"""Characters of a web page that are searched for the feed it names."""

_PAGE = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|div|p|script)\b", re.IGNORECASE | re.DOTALL
)
_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))


class WebPage(Malformed):
    """A page for people where a feed was expected. `feed` is the one it names, if it names one."""

    def __init__(self, feed: CleanLine | None) -> None:
        super().__init__("a web page")
        self.feed = feed


def read_feed(body: bytes, content_type: str, url: str) -> Document:
    """The feed that was found at `url`. Malformed, in words that go on “answers with …”, when it is none."""
    if len(body) > LARGEST:
        raise Malformed(f"more than {LARGEST // 2**20} MB")
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n\0")[:1]
    if not start:
        raise Malformed("nothing")
    if start in (b"{", b"["):
        return read_json(body, url)
    text = read_text(body, content_type)
    if _PAGE.match(text):
        raise WebPage(_named_feed(text, url))
    if "<" not in text[:LOOKED_AT]:
        raise Malformed("text that is no feed")
    return read_xml(text, url)


def _named_feed(page: str, url: str) -> CleanLine | None:
    """The first feed that a page names in its head."""
    for link in _LINK.findall(page[:LOOKED_AT]):
        said = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(link)}
        is_feed = said.get("type", "").strip().lower() in _FEED_TYPES
        if is_feed and "alternate" in said.get("rel", "").lower().split() and said.get("href"):
            found = clean_url(join(url, said["href"]))
            if found is not None:
                return found
    return None
