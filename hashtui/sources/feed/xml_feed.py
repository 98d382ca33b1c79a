"""RSS, RDF and Atom: what feedparser makes of them, read field by field."""

import calendar
import html
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import feedparser

from hashtui.errors import Malformed
from hashtui.sources.feed import scan as scanning
from hashtui.sources.feed.entry import Document, Entry, Picture, Words
from hashtui.sources.feed.scan import Pictures, Scanned
from hashtui.sources.shape import Record, read_time

ROOTS = frozenset(("rss", "rdf", "feed"))
ROWS = 100
"""Categories, links and pictures of one entry that are read."""
PERIODS = {"hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0}
"""The Syndication module of RSS 1.0: `sy:updatePeriod`."""

_PARSER_FAILS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""feedparser raises these on documents its makers did not think of."""
_MARKUP = re.compile(r"<[/!]?[a-zA-Z-][^<>]*>")
_MAIL = re.compile(r"(?<![\w@.+-])(?:mailto:)?[^\s<>()@\",;:]{1,64}@[^\s<>()@\",;:]{1,255}")


def read_xml(text: str, url: str) -> Document:
    """The feed that this XML is. Malformed when it is none."""
    scanned = scanning.scan(text)
    if scanned.root not in ROOTS:
        raise Malformed("XML that is no feed")
    # It is not told where the feed was found: it would complete a guid that is no address with it, and the same entry
    # would have another name in the feed of each tag. Links are completed where they are read.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        # Its sanitizer is of no use here, for read_html judges every element anew, and takes minutes for a text of
        # nothing but `<!--`.
        parsed: dict[str, object] = feedparser.parse(
            scanned.xml, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _PARSER_FAILS as error:
        raise Malformed("XML that feedparser cannot read") from error
    return _document(parsed, scanned, url)


def _document(parsed: dict[str, object], scanned: Scanned, url: str) -> Document:
    feed = Record(parsed).record("feed") or Record({})
    rows = parsed.get("entries")
    entries = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    same = len(entries) == len(scanned.entries)
    pictures = scanned.entries if same else tuple(Pictures() for _ in entries)
    is_atom = scanned.root == "feed"
    # In Atom who wrote the feed wrote its entries too (RFC 4287, 4.2.1); in RSS it is an editor, or a web master.
    name, author_url = _author(feed) if is_atom else ("", "")
    return Document(
        url=url,
        title=_plain(_words(feed, "title")),
        link=feed.text("link") or "",
        about=_plain(_words(feed, "subtitle")),
        generator=feed.text("generator") or "",
        language=feed.text("language") or "",
        author=name,
        author_url=author_url,
        entries=tuple(_entry(row, seen, is_atom) for row, seen in zip(entries, pictures, strict=True)),
        next_page=_next_page(feed),
        wish=_wish(feed),
        unreadable=scanned.left_out,
        is_whole=scanned.is_whole,
    )


def _entry(row: dict[str, object], seen: Pictures, is_atom: bool) -> Entry:
    record = Record(row)
    body, language = _body(record, seen, is_atom)
    name, author_url = _author(record)
    return Entry(
        id=record.text("id") or "",
        link=_link(record),
        title=_words(record, "title"),
        body=body,
        author=name,
        author_url=author_url,
        published=_moment(row, "published") or _moment(row, "created"),
        updated=_moment(row, "updated"),
        language=record.text("language") or language,
        categories=tuple(term for tag in record.records("tags")[:ROWS] if (term := tag.text("term"))),
        pictures=tuple(_pictures(record, seen, body))[:ROWS],
        is_adult=seen.is_adult,
    )


def _link(record: Record) -> str:
    """Its link. feedparser takes a guid for one where there is none, also one that is no address."""
    link = record.text("link") or ""
    return "" if link == record.text("id") and "://" not in link else link


def _body(record: Record, seen: Pictures, is_atom: bool) -> tuple[Words, str]:
    """What the entry says, and in which language.

    feedparser puts the descriptions of pictures where texts are: among the contents, or in place of the summary.
    They are known from the scan, and are the text only where there is no other (YouTube).
    """
    parts, summary = list(record.records("content")), record.text("summary") or ""
    detail = record.record("summary_detail") or Record({})
    descriptions = {_letters(text) for text in (*seen.described, *(p.alt for p in seen.pictures)) if text}
    if descriptions:
        parts = [part for part in parts if _letters(part.text("value") or "") not in descriptions]
        summary = "" if _letters(summary) in descriptions else summary
    parts.sort(key=lambda part: "html" not in (part.text("type") or ""))
    for part in parts:
        words = _of_type(part.text("value") or "", part.text("type") or "", is_atom)
        if words.raw.strip():
            return words, part.text("language") or ""
    if summary.strip():
        return _of_type(summary, detail.text("type") or "", is_atom), detail.text("language") or ""
    return Words(next(iter(seen.described), "")), ""


def _of_type(raw: str, type_: str, is_atom: bool) -> Words:
    """Atom says what a text is; RSS calls all of it HTML or nothing, so it is HTML where it has an element."""
    if is_atom:
        return Words(raw, "html" in type_)
    if _MARKUP.search(raw):
        return Words(raw, is_html=True)
    return Words(html.unescape(raw) if "html" in type_ else raw)


def _words(record: Record, name: str) -> Words:
    detail = record.record(f"{name}_detail") or Record({})
    return Words(record.text(name) or "", "html" in (detail.text("type") or ""))


def _plain(words: Words) -> str:
    return html.unescape(_MARKUP.sub("", words.raw)) if words.is_html else words.raw


def _letters(text: str) -> str:
    """What two writings of the same text have in common."""
    return "".join(filter(str.isalnum, html.unescape(_MARKUP.sub("", text)))).casefold()


def _author(record: Record) -> tuple[str, str]:
    """Name and address of who is named. Not their mail address, which is not meant for every wall.

    feedparser cuts mail addresses out of names too, but not those under longer domains.
    """
    authors = record.records("authors")
    detail = record.record("author_detail") or (authors[0] if authors else Record({}))
    said = record.text("author") or detail.text("name") or ""
    name = _MAIL.sub("", said).replace("<>", "").replace("()", "").strip()
    if name != said.strip() and name[:1] == "(" and name[-1:] == ")":
        name = name[1:-1].strip()
    return name, detail.text("href") or ""


def _pictures(record: Record, seen: Pictures, body: Words) -> Iterator[Picture]:
    """Media RSS first, then enclosures; a preview only where there is nothing else."""
    whole = [one for one in seen.pictures if not one.is_thumbnail and one.url]
    only = seen.described[0] if len(seen.described) == 1 and seen.described[0] != body.raw else ""
    known = set()
    for one in whole:
        known.add(one.url)
        yield Picture(one.url, one.type or one.medium, one.alt or (only if len(whole) == 1 else ""))
    for link in record.records("links"):
        url = link.text("href") or ""
        if link.text("rel") == "enclosure" and url and url not in known:
            known.add(url)
            yield Picture(url, link.text("type") or "")
    if not known:
        previews = [one for one in seen.pictures if one.is_thumbnail and one.url]
        yield from (replace(Picture(one.url, "image"), alt=one.alt) for one in previews[:1])


def _next_page(feed: Record) -> str:
    """RFC 5005: `next` of a paged feed, `prev-archive` of an archived one."""
    for wanted in ("next", "prev-archive"):
        for link in feed.records("links"):
            if link.text("rel") == wanted and link.text("href"):
                return link.text("href") or ""
    return ""


def _wish(feed: Record) -> float | None:
    minutes = feed.number("ttl")
    if minutes:
        return minutes * 60.0
    period = PERIODS.get((feed.text("sy_updateperiod") or "").strip().lower())
    return None if period is None else period / max(1, feed.number("sy_updatefrequency") or 1)


def _moment(row: dict[str, object], name: str) -> datetime | None:
    """A time with its fractions where it is ISO 8601, else as feedparser understood it."""
    if name not in row:
        return None
    text, parsed = row.get(name), row.get(f"{name}_parsed")
    exact = read_time(text) if isinstance(text, str) else None
    if exact is not None or not isinstance(parsed, time.struct_time):
        return exact
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
