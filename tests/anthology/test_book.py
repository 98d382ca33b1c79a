"""The files of a book that are no posts, whole: what is in it, in which order, and what it says of itself."""

import io
import zipfile
from dataclasses import replace

import pytest

from hashtui.anthology import epub
from hashtui.anthology.anthology import Anthology, Picture
from hashtui.anthology.epub import write_epub
from hashtui.anthology.words import USUAL_LICENCE
from hashtui.post.clean import CleanText, clean_line, clean_text
from tests.anthology.binding import bound
from tests.anthology.picking import pick
from tests.posts import author, post

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="identifier">urn:uuid:b2df5049-ae1b-544a-b60f-3e36a3ccde02</dc:identifier>
<dc:title>#capcomnet</dc:title>
<dc:language>en</dc:language>
<dc:creator>Ana P. (@ana@social.example)</dc:creator>
<dc:date>2026-11-22T09:30:00Z</dc:date>
<dc:rights>RIGHTS</dc:rights>
<meta property="dcterms:modified">2026-11-22T09:30:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="book.css" media-type="text/css"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="chapter-001" href="chapter-001.xhtml" media-type="application/xhtml+xml"/>
<item id="chapter-002" href="chapter-002.xhtml" media-type="application/xhtml+xml"/>
<item id="contributors" href="contributors.xhtml" media-type="application/xhtml+xml"/>
<item id="colophon" href="colophon.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine>
<itemref idref="cover"/>
<itemref idref="chapter-001"/>
<itemref idref="chapter-002"/>
<itemref idref="contributors"/>
<itemref idref="colophon"/>
</spine>
</package>
"""
NAV = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Contents</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
<nav epub:type="toc" id="toc">
<h1>Contents</h1>
<ol><li><a href="cover.xhtml"><bdi lang="" xml:lang="" dir="auto">#capcomnet</bdi></a></li>
<li><a href="chapter-001.xhtml"><bdi lang="" xml:lang="" dir="auto">Doors</bdi></a></li>
<li><a href="chapter-002.xhtml"><bdi lang="" xml:lang="" dir="auto">Posts</bdi></a></li>
<li><a href="contributors.xhtml"><bdi lang="" xml:lang="" dir="auto">Contributors</bdi></a></li>
<li><a href="colophon.xhtml"><bdi lang="" xml:lang="" dir="auto">Colophon</bdi></a></li></ol>
</nav>
</body>
</html>
"""
COVER = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head><title>#capcomnet</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
<section class="cover">
<h1><bdi lang="" xml:lang="" dir="auto">#capcomnet</bdi></h1>
<p>2 posts by 1 person · 21 November 2026</p>
</section>
</body>
</html>
"""


def files_of(anthology: Anthology) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write_epub(anthology)["epub"])) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist() if "pictures" not in name}


def test_the_files_around_the_posts_are_whole() -> None:
    files = files_of(bound(picks=[pick(1, "Doors"), pick(2)]))

    assert list(files)[:5] == [
        *("mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/book.css"),
    ]
    assert files["META-INF/container.xml"] == CONTAINER
    assert files["EPUB/package.opf"] == PACKAGE.replace("RIGHTS", USUAL_LICENCE)
    assert files["EPUB/nav.xhtml"] == NAV
    assert files["EPUB/cover.xhtml"] == COVER


def test_every_page_is_called_and_framed_as_what_it_is() -> None:
    files = files_of(bound(picks=[pick(1, "Doors")]))

    for name, title, kind in (
        ("chapter-001", "Doors", "chapter"),
        ("contributors", "Contributors", "people"),
        ("colophon", "Colophon", "colophon"),
    ):
        page = files[f"EPUB/{name}.xhtml"]
        assert f"<title>{title}</title>" in page
        assert f'<section class="{kind}">\n<h1><bdi lang="" xml:lang="" dir="auto">{title}</bdi></h1>\n' in page
        assert page.endswith("</section>\n</body>\n</html>\n")


@pytest.mark.parametrize(
    ("alts", "features"),
    [
        ((), ("textual", "none")),
        (("a door",), ("alternativeText", "unknown")),
        (("a door", None), ("visual", "unknown")),
    ],
)
def test_what_a_reader_needs_to_see_is_declared(alts: tuple[str | None, ...], features: tuple[str, ...]) -> None:
    def picture(number: int, alt: str | None) -> Picture:
        said: CleanText | None = clean_text(alt) if alt else None
        return Picture(f"{number}.gif", "image/gif", b"GIF", said)

    pictures = {f"https://m.example/{n}": picture(n, alt) for n, alt in enumerate(alts)}

    package = files_of(replace(bound(post(1)), pictures=pictures))["EPUB/package.opf"]

    assert all(f">{feature}</meta>" in package for feature in features)
    assert (">alternativeText<" in package) == ("alternativeText" in features)
    assert (">visual<" in package) == bool(alts)
    for number in range(len(alts)):
        assert f'<item id="i{number}" href="pictures/{number}.gif" media-type="image/gif"/>' in package


def test_of_many_who_wrote_it_some_are_named_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "MOST_CREATORS", 2)
    names = ("ana", "bo", "cy", "di")
    posts = [
        replace(post(n), author=author(name, "" if name == "bo" else name.title())) for n, name in enumerate(names)
    ]

    package = files_of(bound(*posts))["EPUB/package.opf"]

    assert "<dc:creator>Ana (@ana@social.example)</dc:creator>\n<dc:creator>@bo@social.example</dc:creator>" in package
    assert "<dc:contributor>2 others</dc:contributor>" in package
    assert package.count("<dc:creator>") == 2


def test_the_languages_of_the_posts_are_declared_the_most_frequent_first_and_each_once() -> None:
    spoken = ("fr", "ja", "fr", "en", None, "x" * 30)
    posts = [replace(post(n), language=clean_line(code) if code else None) for n, code in enumerate(spoken)]

    package = files_of(bound(*posts))["EPUB/package.opf"]

    assert (
        "<dc:language>fr</dc:language>\n<dc:language>en</dc:language>\n<dc:language>ja</dc:language>\n<dc:c" in package
    )
