"""What stands around the posts, in the page and the book: what browsers are asked, and nothing between the parts."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.epub import write_epub
from hashtui.anthology.html import POLICY, write_html
from tests.anthology.binding import bound
from tests.anthology.picking import pick
from tests.posts import post

XHTML = "{http://www.w3.org/1999/xhtml}"
_HOLDERS = ("html", "head", "body", "header", "main", "nav", "section", "footer", "ol", "ul", "dl", "article")
"""Elements that hold others and no words of their own."""


@pytest.fixture
def anthology() -> Anthology:
    """Two chapters: what was picked, and the rest."""
    return bound(post(1), post(2), picks=[pick(1)])


def pages_of(anthology: Anthology) -> Iterator[ET.Element]:
    """The page, and every file of the book."""
    yield ET.fromstring(write_html(anthology)["html"])
    with zipfile.ZipFile(io.BytesIO(write_epub(anthology)["epub"])) as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                yield ET.fromstring(book.read(name))


def test_a_browser_is_asked_to_run_nothing_and_to_tell_nobody(anthology: Anthology) -> None:
    page = ET.fromstring(write_html(anthology)["html"])

    told = {one.get("name") or one.get("http-equiv"): one.get("content") for one in page.iter(f"{XHTML}meta")}

    assert told["Content-Security-Policy"] == POLICY
    assert told["referrer"] == "no-referrer"
    assert told["color-scheme"] == "light dark"
    assert told["dcterms.modified"] == "2026-11-22T09:30:00Z"


def test_no_words_stand_between_the_parts(anthology: Anthology) -> None:
    between: list[str] = []

    for page in pages_of(anthology):
        for holder in page.iter():
            if holder.tag.removeprefix(XHTML) in _HOLDERS:
                between += [holder.text or "", *(child.tail or "" for child in holder)]

    assert between
    assert "".join(between).strip() == ""
