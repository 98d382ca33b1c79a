"""The words of an entry: title and text as one body, with its links and tags."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import LONGEST, CleanLine, CleanText, clean_line, clean_text
from hashtui.post.facets import Facet, find_tags, read_facets
from hashtui.post.html import LARGEST, read_html
from hashtui.post.stretch import Stretch, clean_body
from hashtui.post.tag import Tag
from hashtui.sources.feed.entry import Words

MOST_LINKS = 200
MOST_TAGS = 100
"""Of one text."""

_URL = re.compile(r"https?://[^\s<>\"“”«»]{4,2000}")
_AFTER_URL = ".,;:!?…'’*_"
_WARNING = re.compile(r"\s*<p><strong>[^<]{1,200}</strong>(.{1,5000}?)</p>\s*<hr\s*/?>", re.DOTALL)
"""A content warning as Mastodon writes it into a feed: app/helpers/formatting_helper.rb, rss_status_content_format."""
_HREF = re.compile(r"(<a\s[^<>]*?\bhref\s*=\s*)(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|#|$", re.IGNORECASE)
_CLAIMED = frozenset((Role.LINK, Role.MENTION, Role.TAG, Role.CODE))


def read_words(title: Words, words: Words, base: str, *, is_mastodon: bool) -> tuple[Body, CleanText | None]:
    """The body of an entry, without what is `attached`, and its content warning.

    `base`: the address its relative links start from.
    """
    raw, warning = words.raw, None
    found = _WARNING.match(raw) if is_mastodon and words.is_html else None
    if found is not None:
        raw, warning = raw[found.end() :], read_html(found[1]).text or None
    body = read_html(_absolute(raw, base)) if words.is_html else _read_plain(raw)
    return _tagged(_titled(_one_line(title), body)), warning


def tags_in(body: Body) -> Iterator[Tag]:
    """The hashtags of a text."""
    for span in body.spans:
        if span.role is Role.TAG:
            try:
                yield Tag.of(body.text[span.start : span.end])
            except ValueError:
                continue


def _one_line(title: Words) -> CleanLine:
    return clean_line(str(read_html(title.raw).text) if title.is_html else title.raw)


def _titled(title: CleanLine, body: Body) -> Body:
    """Title and text; the title alone where the text begins with it, or there is no text."""
    if not title or _letters(body.text).startswith(_letters(title.rstrip(" .…"))):
        return body if body.text.strip() else Body(clean_text(str(title)))
    if not body.text.strip():
        return Body(clean_text(str(title)))
    before = f"{title}\n\n"
    moved = [Stretch(s.start + len(before), s.end + len(before), s.role, s.target) for s in body.spans]
    return clean_body(before + body.text, moved)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _read_plain(raw: str) -> Body:
    """A text without markup; addresses in it are links."""
    text = raw.strip()[:LONGEST]
    facets = []
    for number, match in enumerate(_URL.finditer(text)):
        if number == MOST_LINKS:
            break
        url = match[0].rstrip(_AFTER_URL)
        if url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1]
        start = len(text[: match.start()].encode("utf-8", "surrogatepass"))
        facets.append(Facet(start, start + len(url.encode("utf-8", "surrogatepass")), Role.LINK, url))
    return read_facets(text, facets)


def _tagged(body: Body) -> Body:
    """The same with the hashtags that stand in it as plain words."""
    found = find_tags(body.text)[:MOST_TAGS]
    if not found:
        return body
    octets = body.text.encode()
    spans = []
    for facet in found:
        start = len(octets[: facet.start].decode())
        end = start + len(octets[facet.start : facet.end].decode())
        taken = any(s.start < end and start < s.end for s in body.spans if s.role in _CLAIMED)
        if not taken:
            try:
                spans.append(Span(start, end, Role.TAG, clean_line(Tag.of(facet.target).name)))
            except ValueError:
                continue
    return Body(body.text, tuple(sorted((*body.spans, *spans), key=lambda s: (s.start, -s.end))))


def _absolute(raw: str, base: str) -> str:
    """The HTML with its relative links completed, as far as it is read at all."""

    def completed(match: re.Match[str]) -> str:
        target = html.unescape(match[2] or match[3] or "").strip()
        if _ABSOLUTE.match(target):
            return match[0]
        return f'{match[1]}"{html.escape(join(base, target))}"'

    return _HREF.sub(completed, raw[:LARGEST]) + raw[LARGEST : LARGEST + 1]


def join(base: str, target: str) -> str:
    """The address that `target` means on the page `base`; itself when it means none."""
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return target
