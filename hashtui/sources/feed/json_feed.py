"""JSON Feed 1 and 1.1 (jsonfeed.org), which feedparser does not know."""

from hashtui.errors import Malformed
from hashtui.sources.feed.entry import Document, Entry, Picture, Words
from hashtui.sources.feed.scan import MOST_ENTRIES
from hashtui.sources.shape import Record, read_record

VERSIONS = ("https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1")
ROWS = 100


def read_json(document: bytes, url: str) -> Document:
    """The feed that this JSON is. Malformed when it is none."""
    try:
        feed = read_record(document)
    except Malformed as error:
        raise Malformed("what is no JSON object") from error
    if not (feed.text("version") or "").startswith(VERSIONS):
        raise Malformed("JSON that is no JSON Feed")
    rows = feed.records("items")[:MOST_ENTRIES]
    name, author_url = _author(feed)
    language = feed.text("language") or ""
    return Document(
        url=url,
        title=feed.text("title") or "",
        link=feed.text("home_page_url") or "",
        about=feed.text("description") or "",
        language=language,
        author=name,
        author_url=author_url,
        entries=tuple(map(_entry, rows)),
        next_page=feed.text("next_url") or "",
    )


def _entry(row: Record) -> Entry:
    number = row.whole("id")
    page = row.text("content_html")
    text = row.text("content_text") or row.text("summary") or ""
    name, author_url = _author(row)
    return Entry(
        id=(row.text("id") or "") if number is None else str(number),
        link=row.text("url") or row.text("external_url") or "",
        elsewhere=row.text("external_url") or "",
        title=Words(row.text("title") or ""),
        body=Words(page, is_html=True) if page else Words(text),
        author=name,
        author_url=author_url,
        published=row.time("date_published"),
        updated=row.time("date_modified"),
        language=row.text("language") or "",
        categories=row.texts("tags")[:ROWS],
        pictures=_pictures(row),
    )


def _author(record: Record) -> tuple[str, str]:
    """The first of `authors` (1.1), else `author` (1.0)."""
    authors = record.records("authors")
    author = authors[0] if authors else record.record("author")
    return ("", "") if author is None else (author.text("name") or "", author.text("url") or "")


def _pictures(row: Record) -> tuple[Picture, ...]:
    files = [Picture(one.text("url") or "", one.text("mime_type") or "") for one in row.records("attachments")[:ROWS]]
    shown = row.text("image") or row.text("banner_image")
    if shown and all(one.url != shown for one in files):
        files.insert(0, Picture(shown, "image"))
    return tuple(one for one in files if one.url)
