"""An anthology as an EPUB 3 book: a chapter a file, every post in its own language, nothing fetched, no script."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from hashtui.anthology.anthology import Anthology, Chapter, Picture
from hashtui.anthology.sheets import Setting, anchor_of, chapter_body, colophon_body, contributors_body, made_on
from hashtui.anthology.words import USUAL_LICENCE, headline, title_of
from hashtui.anthology.xhtml import checked, escaped, language, tag, title, void

MEDIA_TYPE = "application/epub+zip"
_XHTML = "application/xhtml+xml"
MOST_OF_A_FILE = 200
"""Posts; reading systems hold a file at a time."""
MOST_CREATORS = 100
"""Contributors named in the package; all of them stand in the book."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""When every part was written, as a zip file can say it: the same anthology has the same octets."""
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class _Page:
    """One file of the book."""

    name: str
    title: str
    chapter: Chapter | None = None
    """Whose posts stand in it, or a part of them."""
    is_listed: bool = True
    """It stands in the contents: it is no continuation."""


def write_epub(anthology: Anthology) -> Mapping[str, bytes]:
    """The book, by its suffix."""
    pages = _pages(anthology)
    style = files("hashtui.anthology").joinpath("book.css").read_bytes()
    parts = {"META-INF/container.xml": checked(_CONTAINER), "EPUB/package.opf": checked(_package(anthology, pages))}
    parts["EPUB/nav.xhtml"] = checked(_document("Contents", _nav(pages), epub=True))
    parts["EPUB/book.css"] = style
    places = {
        leaf.entry.key: f"{page.name}#{anchor_of(leaf.entry.key)}"
        for page in pages
        for leaf in (page.chapter.leaves if page.chapter is not None else ())
    }
    setting = Setting(anthology.colophon.zone, places, anthology.pictures, _place_of, folds=False)
    for page in pages:
        parts[f"EPUB/{page.name}"] = checked(_document(page.title, _content(page, anthology, setting)))
    parts |= {f"EPUB/{_place_of(one)}": one.octets for one in _pictures(anthology)}
    return {"epub": _zipped(parts)}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr(_part("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE.encode("ascii"))
        for name, octets in parts.items():
            book.writestr(_part(name, zipfile.ZIP_DEFLATED), octets, compresslevel=9)
    return held.getvalue()


def _part(name: str, compression: int) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _EPOCH)
    part.compress_type, part.create_system, part.external_attr = compression, 3, 0o644 << 16
    return part


def _pages(anthology: Anthology) -> tuple[_Page, ...]:
    """The cover, every chapter in one file or several, who contributed, where it comes from."""
    found = [_Page("cover.xhtml", anthology.title)]
    for number, chapter in enumerate(anthology.chapters, 1):
        named, leaves = title_of(chapter.title), chapter.leaves
        for part, start in enumerate(range(0, len(leaves), MOST_OF_A_FILE), 1):
            some = leaves[start : start + MOST_OF_A_FILE]
            name = f"chapter-{number:03}{f'-{part}' if part > 1 else ''}.xhtml"
            found.append(_Page(name, named, Chapter(chapter.title, some), is_listed=part == 1))
    return (*found, _Page("contributors.xhtml", "Contributors"), _Page("colophon.xhtml", "Colophon"))


def _content(page: _Page, anthology: Anthology, setting: Setting) -> str:
    heading = tag("h1", title(page.title)) if page.is_listed else ""
    if page.chapter is not None:
        return tag("section", f"\n{heading}\n{chapter_body(page.chapter, setting)}\n", class_="chapter")
    match page.name:
        case "cover.xhtml":
            return tag("section", f"\n{heading}\n{tag('p', escaped(headline(anthology)))}\n", class_="cover")
        case "contributors.xhtml":
            return tag("section", f"\n{heading}\n{contributors_body(anthology)}\n", class_="people")
        case _:
            return tag("section", f"\n{heading}\n{colophon_body(anthology)}\n", class_="colophon")


def _document(named: str, body: str, *, epub: bool = False) -> str:
    names = ' xmlns="http://www.w3.org/1999/xhtml"'
    names += ' xmlns:epub="http://www.idpf.org/2007/ops"' if epub else ""
    head = tag("title", escaped(named)) + void("link", rel="stylesheet", type="text/css", href="book.css")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html{names} lang="en" xml:lang="en">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def _nav(pages: Sequence[_Page]) -> str:
    rows = "\n".join(tag("li", tag("a", title(page.title), href=page.name)) for page in pages if page.is_listed)
    return f'<nav epub:type="toc" id="toc">\n{tag("h1", "Contents")}\n{tag("ol", rows)}\n</nav>'


def _package(anthology: Anthology, pages: Sequence[_Page]) -> str:
    pictures = _pictures(anthology)
    rows = [
        void("item", id="nav", href="nav.xhtml", media_type=_XHTML, properties="nav"),
        void("item", id="style", href="book.css", media_type="text/css"),
        *(void("item", id=_id_of(page), href=page.name, media_type=_XHTML) for page in pages),
        *(void("item", id=f"i{_stem(one.name)}", href=_place_of(one), media_type=one.media_type) for one in pictures),
    ]
    spine = [void("itemref", idref=_id_of(page)) for page in pages]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" xml:lang="en">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(_metadata(anthology))
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(rows)
        + "\n</manifest>\n<spine>\n"
        + "\n".join(spine)
        + "\n</spine>\n</package>\n"
    )


def _id_of(page: _Page) -> str:
    return _stem(page.name)


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _metadata(anthology: Anthology) -> Iterator[str]:
    yield tag("dc:identifier", f"urn:uuid:{_identity(anthology)}", id="identifier")
    yield tag("dc:title", escaped(anthology.title))
    found = Counter(language(leaf.entry.post.language) for leaf in anthology.leaves)
    spoken = [code for code, _ in sorted(found.items(), key=lambda one: (-one[1], one[0])) if code]
    for code in dict.fromkeys((*spoken[:10], "en")):
        yield tag("dc:language", escaped(code))
    authors = [one.author for one in anthology.contributors]
    for author in authors[:MOST_CREATORS]:
        named = f"{author.name} ({author.handle})" if author.name and author.handle else author.name or author.handle
        yield tag("dc:creator", escaped(named or author.key))
    if len(authors) > MOST_CREATORS:
        yield tag("dc:contributor", f"{len(authors) - MOST_CREATORS} others")
    yield tag("dc:date", made_on(anthology))
    yield tag("dc:rights", escaped(anthology.licence or USUAL_LICENCE))
    yield tag("meta", made_on(anthology), property="dcterms:modified")
    modes = ("textual", "visual") if anthology.pictures else ("textual",)
    yield from (tag("meta", mode, property="schema:accessMode") for mode in modes)
    yield tag("meta", "textual", property="schema:accessModeSufficient")
    described = bool(anthology.pictures) and all(one.alt for one in anthology.pictures.values())
    for feature in ("structuralNavigation", "tableOfContents", "readingOrder", *(["alternativeText"] * described)):
        yield tag("meta", feature, property="schema:accessibilityFeature")
    # A picture may move and flash: nobody has looked.
    yield tag("meta", "unknown" if anthology.pictures else "none", property="schema:accessibilityHazard")


def _identity(anthology: Anthology) -> str:
    """The same for the same title and posts, whenever the book is made."""
    keys = "\n".join(leaf.entry.key for leaf in anthology.leaves)
    return str(uuid5(NAMESPACE_URL, f"{anthology.title}\n{keys}"))


def _pictures(anthology: Anthology) -> list[Picture]:
    """Each picture once, by its name."""
    named = {picture.name: picture for picture in anthology.pictures.values()}
    return [named[name] for name in sorted(named)]


def _place_of(picture: Picture) -> str:
    return f"pictures/{picture.name}"
