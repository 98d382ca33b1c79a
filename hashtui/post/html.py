"""HTML from servers to a Body: nh3 decides what may stay, the stdlib's parser reads that, a sheet takes it as text."""

from collections.abc import Mapping
from html.parser import HTMLParser
from time import thread_time
from types import MappingProxyType

import nh3

from hashtui.post.body import Body
from hashtui.post.elements import Reader, TooMuch
from hashtui.post.stretch import clean_body

LARGEST = 64 * 1024
"""Bytes of HTML that are looked at: html5ever takes seconds for the worst 250 KB (reliability.md 3.3)."""
PLAIN_LENGTH = 2_000
BUDGET = 0.1
"""Seconds of this thread's own time, so that a busy machine does not change what a post says."""
NO_MENTIONS: Mapping[str, str] = MappingProxyType({})

_MASTODON = "p br span a del s pre blockquote code b strong u i em ul ol li ruby rt rp"
_BREAKING = "h1 h2 h3 h4 h5 h6 div hr dt dd tr td th"
"""Other servers send these too; here they only break lines."""
_NOT_WORDS = "script style title textarea xmp iframe noembed noframes noscript plaintext template"
"""What stands in these is code, or is read by other rules than the rest: it goes with them."""
_CLEANER = nh3.Cleaner(
    tags=set(f"{_MASTODON} {_BREAKING}".split()),
    attributes={"a": {"href"}, "ol": {"start", "reversed"}, "li": {"value"}},
    allowed_classes={
        "a": {"mention", "hashtag"},
        "span": {"invisible", "ellipsis", "quote-inline"},
        "p": {"quote-inline"},
    },
    clean_content_tags=set(_NOT_WORDS.split()),
    link_rel=None,
    url_schemes={"http", "https"},
)


def read_html(html: str, *, mentions: Mapping[str, str] = NO_MENTIONS, quoted: bool = False) -> Body:
    """The words of a post and their roles. Never raises; what is too large or too deep becomes plain text, cut short.

    `mentions` maps a mention's href to the full handle. `quoted`: the post it quotes is known and shown beside it, so
    the line that stands in for it is left out.
    """
    whole = _encodable(html)
    looked_at = whole.encode()[:LARGEST].decode("utf-8", "ignore") if len(whole) * 4 > LARGEST else whole
    until = thread_time() + BUDGET
    safe = _CLEANER.clean(looked_at)
    reader = Reader(safe, mentions, quoted=quoted, until=until)
    try:
        reader.read()
    except TooMuch:
        return clean_body(_plain(safe), ())
    if len(looked_at) < len(whole):
        reader.sheet.append("…")
    return clean_body(reader.sheet.text, reader.sheet.stretches)


def _encodable(html: str) -> str:
    """The same with lone surrogates replaced, which nh3 would not take."""
    if html.isascii():
        return html
    return html.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _plain(safe: str) -> str:
    """The first words of a page that is too much to be set, a block a line."""
    words = _Words()
    try:
        words.feed(safe)
        words.close()
    except TooMuch:
        return "".join(words.found)[:PLAIN_LENGTH] + "…"
    return "".join(words.found)


class _Words(HTMLParser):
    """Collects text up to PLAIN_LENGTH, then stops by TooMuch."""

    _BREAK = frozenset(("p", "br", "li", "pre", "blockquote", *_BREAKING.split()))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.found and tag in self._BREAK:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)
        self._length += len(data)
        if self._length > PLAIN_LENGTH:
            raise TooMuch
