"""An anthology as Markdown: for wikis, pads and blogs. What strangers wrote stays words in it, without any markup."""

import re
from collections.abc import Iterator, Mapping

from hashtui.anthology.anthology import Anthology, Leaf
from hashtui.anthology.paragraphs import Line, Part, paragraphs, plain_paragraphs
from hashtui.anthology.words import (
    USUAL_LICENCE,
    author_of,
    colophon_rows,
    contribution,
    deletion_of,
    edit_of,
    headline,
    media_of,
    network_of,
    place_of,
    server_of,
    time_of,
    title_of,
    votes_of,
)
from hashtui.post.body import Role
from hashtui.post.clean import clean_url
from hashtui.post.post import Post

_ACTIVE = re.compile(r"[\\`*_{}\[\]#|<>&~$^@]")
"""What means something anywhere in a line, to CommonMark or to one of its dialects."""
_PLACE = re.compile(r"(?<=[\w-])\.(?=[^\W\d])|:(?=//)")
"""What makes an address of words that stand together: `site.example`, `https://`."""
_BLOCK = re.compile(r"\A\s*(?:\d+(?=[.)]))?(?=[=+.):%-])")
"""What would make a list, a heading or a rule at the beginning of a line."""
_IN_LINK = re.compile(r"[\\`*{}\[\]|<>&~$^]|(?<![^\W_])_|_(?![^\W_])|:(?=//)")
"""What means something in the words of a link: an account's or a site's name leads nowhere there, nor `_` inside it."""
_SPACE = re.compile(r"\s+")
_URL_UNSAFE = {"<": "%3C", ">": "%3E", "\\": "%5C", " ": "%20", "|": "%7C", "`": "%60", "&": "&amp;"}
_MARKS = {Role.STRONG: "**", Role.EMPHASIS: "*"}


def write_markdown(anthology: Anthology) -> Mapping[str, bytes]:
    """The whole of it, by its suffix."""
    lines: list[str] = []
    for line in _document(anthology):
        if line or (lines and lines[-1]):
            lines.append(line)
    return {"md": ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")}


def escaped(text: str) -> str:
    """The text on one line, so that it shows as it is wherever it stands, and leads nowhere."""
    plain = _ACTIVE.sub(r"\\\g<0>", _SPACE.sub(" ", text))
    return _BLOCK.sub(r"\g<0>\\", _PLACE.sub(r"\\\g<0>", plain))


def linked(words: str, url: str | None) -> str:
    """Escaped words that lead there; the words alone where that may not be opened."""
    address = clean_url(url) if url else None
    if address is None or not words.strip():
        return words
    return f"[{words}](<{''.join(_URL_UNSAFE.get(char, char) for char in address)}>)"


def named(text: str, url: str | None) -> str:
    """The text as a link to there, names in it as anybody writes them; escaped where that may not be opened."""
    inner = _IN_LINK.sub(r"\\\g<0>", _SPACE.sub(" ", text))
    link = linked(inner, url)
    return link if link != inner else escaped(text)


def _document(anthology: Anthology) -> Iterator[str]:
    zone = anthology.colophon.zone
    yield from (f"# {escaped(anthology.title)}", "", headline(anthology), "")
    for chapter in anthology.chapters:
        if chapter.title or len(anthology.chapters) > 1:
            yield from (f"## {escaped(title_of(chapter.title))}", "")
        for leaf in chapter.leaves:
            yield from _post(anthology, leaf)
    yield from ("## Contributors", "")
    for one in anthology.contributors:
        author = one.author
        name = f"{escaped(author.name)} " if author.name else ""
        handle = named(author.handle or author.key, author.url)
        yield f"- {name}{handle}: {contribution(one, zone)}"
    yield from ("", "## Colophon", "")
    for label, told in colophon_rows(anthology):
        yield f"- {label}: {'; '.join(map(escaped, told))}"
    yield ""
    yield from _plain(anthology.licence or USUAL_LICENCE)


def _post(anthology: Anthology, leaf: Leaf) -> Iterator[str]:
    """The head, the words as a quotation, then what is said of them."""
    post = leaf.entry.post
    name, handle = author_of(post)
    url = post.author.url
    shown = f"**{escaped(name)}** {named(handle, url)}" if handle else f"**{named(name, url)}**"
    yield f"{shown}{' (an automated account)' if post.author.bot else ''}"
    yield ""
    if post.content_warning:
        yield from (f"> **Content warning:** {escaped(post.content_warning)}", ">")
    for line in _words(post):
        yield f"> {line}".rstrip()
    yield ""
    caption = None if leaf.pick is None else leaf.pick.caption
    if caption:
        yield from _plain(caption)
    yield " · ".join(_facts(leaf, anthology))
    yield ""


def _words(post: Post) -> Iterator[str]:
    parted = False
    for one in paragraphs(post.body):
        if parted:
            yield ""
        parted = True
        prefix = "> " if one.is_quoted else ""
        *lines, last = one.lines
        yield from (f"{prefix}{_line(line)}\\" for line in lines)
        yield f"{prefix}{_line(last)}"
    rows = []
    for title, votes in votes_of(post.poll):
        rows.append(f"- {escaped(title)}{f' – {votes}' if votes else ''}")
    for media in post.media:
        kind, told = media_of(media)
        rows.append(f"- {linked(kind, media.url)}: {escaped(told)}")
    attached = (clean_url(link) for link in post.body.attached if link not in (post.url, post.key))
    rows += [f"- {named(url, url)}" for url in attached if url is not None]
    if rows and parted:
        yield ""
    yield from rows


def _line(line: Line) -> str:
    # A link behind an exclamation mark would be a picture, which is asked for when the page is read.
    return "".join(map(_part, line)).strip().replace("![", "\\![")


def _part(part: Part) -> str:
    words = part.text
    inner = words.strip()
    if not inner:
        return " " if words else ""
    marked = escaped(inner)
    for role, mark in _MARKS.items():
        # Beside letters or before punctuation these signs are no markup, and would be read as themselves.
        if role in part.styles and words[0].isalnum() and words[-1].isalnum():
            marked = f"{mark}{marked}{mark}"
    if part.anchor is Role.LINK:
        marked = linked(marked, part.url)
    return f"{' ' * words[0].isspace()}{marked}{' ' * words[-1].isspace()}"


def _facts(leaf: Leaf, anthology: Anthology) -> Iterator[str]:
    post, zone = leaf.entry.post, anthology.colophon.zone
    yield time_of(post.created_at, zone)
    place = place_of(post)
    if place is None:
        yield f"{network_of(post)}, its original has no address"
    else:
        yield f"{named(f'the original on {server_of(place)}', place)} ({network_of(post)})"
    if post.reply_to:
        yield linked("an answer to another post", post.reply_to)
    if post.quote_of:
        yield linked("quotes another post", post.quote_of)
    yield from (f"*{told}*" for told in (edit_of(leaf, zone), deletion_of(leaf, zone)) if told)


def _plain(text: str) -> Iterator[str]:
    for one in plain_paragraphs(text):
        yield from (f"{_line(line)}  " if line is not one.lines[-1] else _line(line) for line in one.lines)
        yield ""
