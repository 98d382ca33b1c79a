"""An anthology as one page of HTML that needs nothing else: no script, no request, pictures only inside it."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from importlib.resources import files

from hashtui.anthology.anthology import Anthology, Picture
from hashtui.anthology.sheets import Setting, anchor_of, chapter_body, colophon_body, contributors_body, made_on
from hashtui.anthology.words import headline, title_of
from hashtui.anthology.xhtml import checked, escaped, tag, title, void

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""What a browser may do with the page: draw it."""


def write_html(anthology: Anthology) -> Mapping[str, bytes]:
    """The page, by its suffix."""
    places = {leaf.entry.key: f"#{anchor_of(leaf.entry.key)}" for leaf in anthology.leaves}
    setting = Setting(anthology.colophon.zone, places, anthology.pictures, _as_data)
    page = "\n".join(("<!DOCTYPE html>", _open(anthology), *_body(anthology, setting), "</body>", "</html>", ""))
    return {"html": checked(page)}


def _open(anthology: Anthology) -> str:
    style = files("hashtui.anthology").joinpath("page.css").read_text("utf-8")
    head = (
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=POLICY),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="generator", content=f"hashtui {anthology.colophon.version}".rstrip()),
        void("meta", name="dcterms.modified", content=made_on(anthology)),
        void("meta", name="color-scheme", content="light dark"),
        tag("title", escaped(anthology.title)),
        f"<style>\n{style}</style>",
    )
    return '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">\n<head>\n{}\n</head>\n<body>'.format(
        "\n".join(head)
    )


def _body(anthology: Anthology, setting: Setting) -> Iterator[str]:
    titled = tag("h1", title(anthology.title)) + "\n" + tag("p", escaped(headline(anthology)), class_="headline")
    yield tag("header", "\n" + titled + "\n", class_="cover")
    yield from _contents(anthology)
    yield "<main>"
    for number, chapter in enumerate(anthology.chapters, 1):
        posts = chapter_body(chapter, setting)
        named = bool(chapter.title) or len(anthology.chapters) > 1
        heading = tag("h2", title(title_of(chapter.title))) + "\n" if named else ""
        yield tag("section", f"\n{heading}{posts}\n", class_="chapter", id=f"chapter-{number}")
    yield "</main>"
    contributors = tag("h2", "Contributors") + "\n" + contributors_body(anthology)
    yield tag("section", f"\n{contributors}\n", class_="people", id="contributors")
    yield tag("footer", f"\n{tag('h2', 'Colophon')}\n{colophon_body(anthology)}\n", id="colophon")


def _contents(anthology: Anthology) -> Iterator[str]:
    if len(anthology.chapters) < 2:
        return
    named = enumerate(anthology.chapters, 1)
    rows = [(f"chapter-{number}", title_of(chapter.title)) for number, chapter in named]
    rows += [("contributors", "Contributors"), ("colophon", "Colophon")]
    listed = "\n".join(tag("li", tag("a", title(words), href=f"#{place}")) for place, words in rows)
    yield tag("nav", f"\n{tag('ol', listed)}\n", aria_label="Contents")


def _as_data(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.octets).decode('ascii')}"
