"""What stands around the posts, in the page and the book: what browsers are asked, and nothing between the parts."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.epub import write_epub
from hashtui.anthology.html import POLICY, write_html
from hashtui.anthology.markdown import write_markdown
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


FRAME = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; img-src data:;\
 style-src &#39;unsafe-inline&#39;; form-action &#39;none&#39;; base-uri &#39;none&#39;"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="hashtui 1.2.3"/>
<meta name="dcterms.modified" content="2026-11-22T09:30:00Z"/>
<meta name="color-scheme" content="light dark"/>
<title>#capcomnet</title>
<style></style>
</head>
<body>
<header class="cover">
<h1><bdi lang="" xml:lang="" dir="auto">#capcomnet</bdi></h1>
<p class="headline">3 posts by 1 person · 21 November 2026</p>
</header>
<nav aria-label="Contents">
<ol><li><a href="#chapter-1"><bdi lang="" xml:lang="" dir="auto">Doors</bdi></a></li>
<li><a href="#chapter-2"><bdi lang="" xml:lang="" dir="auto">Posts</bdi></a></li>
<li><a href="#contributors"><bdi lang="" xml:lang="" dir="auto">Contributors</bdi></a></li>
<li><a href="#colophon"><bdi lang="" xml:lang="" dir="auto">Colophon</bdi></a></li></ol>
</nav>
<main>
<section class="chapter" id="chapter-1">
<h2><bdi lang="" xml:lang="" dir="auto">Doors</bdi></h2>
POST
</section>
<section class="chapter" id="chapter-2">
<h2><bdi lang="" xml:lang="" dir="auto">Posts</bdi></h2>
POST
POST
</section>
</main>
<section class="people" id="contributors">
<h2>Contributors</h2>
<ul class="contributors"></ul>
</section>
<footer id="colophon">
<h2>Colophon</h2>
<dl></dl>
<div class="rights" lang="en" xml:lang="en" dir="auto"></div>
</footer>
</body>
</html>
"""


def test_the_frame_of_a_page_is_whole() -> None:
    made = bound(picks=[pick(1, "Doors"), pick(2), pick(3)])

    page = write_html(made)["html"].decode("utf-8")

    for of in ("style", "dl"):
        page = re.sub(f"<{of}>.*</{of}>", f"<{of}></{of}>", page, flags=re.DOTALL)
    page = re.sub('<ul class="contributors">.*</ul>', '<ul class="contributors"></ul>', page, flags=re.DOTALL)
    page = re.sub('(<div class="rights"[^>]*>).*</div>', r"\1</div>", page, flags=re.DOTALL)
    assert re.sub("<article.*?</article>", "POST", page, flags=re.DOTALL) == FRAME


@pytest.mark.parametrize(
    ("chapters", "heads"), [(("",), []), (("Doors",), ["Doors"]), (("", "Doors"), ["Posts", "Doors"])]
)
def test_a_chapter_has_a_head_where_it_has_a_title_or_stands_beside_others(
    chapters: tuple[str, ...], heads: list[str]
) -> None:
    made = bound(picks=[pick(number, title) for number, title in enumerate(chapters, 1)])

    page = ET.fromstring(write_html(made)["html"])
    text = write_markdown(made)["md"].decode("utf-8")

    found = ["".join(one.itertext()) for one in page.iter(f"{XHTML}h2")]
    assert found == [*heads, "Contributors", "Colophon"]
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == found
