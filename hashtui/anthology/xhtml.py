"""Markup that is XHTML and HTML at once, made of words by our own escaper: nothing strangers wrote is markup here."""

import re
from collections.abc import Mapping
from urllib.parse import quote
from xml.parsers import expat

from hashtui.anthology.paragraphs import Line, Paragraph, Part
from hashtui.post.body import Role

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_ACTIVE = re.compile("[&<>\"']")
_ADDRESS = re.compile(r"(https?://[^/?#]*)([^#]*)(#?)(.*)", re.IGNORECASE)
_UNFIT = re.compile(r"[^\w\-.~!$&'()*+,;=:@/?%]|%(?![0-9A-Fa-f]{2})", re.ASCII)
"""What has no place behind the host of an address (RFC 3986); browsers forgive it, book readers do not."""
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)",
    re.IGNORECASE,
)
"""A language tag of BCP 47 without extensions, which say nothing that a page needs."""
_STYLES = ((Role.QUOTE, "q"), (Role.STRONG, "strong"), (Role.EMPHASIS, "em"), (Role.CODE, "code"))


def escaped(text: str) -> str:
    """The text as it may stand between tags and in an attribute."""
    return _ACTIVE.sub(lambda found: _ENTITIES[found[0]], _ILLEGAL.sub("\ufffd", text))


def tag(name: str, content: str = "", /, **attributes: str | None) -> str:
    """An element around markup. An attribute's `_` is a `-`, one at its end is left out; None: it has none such."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def void(name: str, /, **attributes: str | None) -> str:
    """An element that never has content."""
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(attributes: Mapping[str, str | None]) -> str:
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    return "".join(f' {name}="{escaped(value)}"' for name, value in named)


def language(code: str | None) -> str:
    """The code, where it is one that a reader may be told; else empty: the language is not known."""
    found = _LANGUAGE.fullmatch(code or "")
    if code is None or found is None:
        return ""
    variants = found["variants"].lower().split("-")[1:]
    return code if len(set(variants)) == len(variants) else ""


def spoken(name: str, content: str, code: str | None, /, **attributes: str | None) -> str:
    """An element whose words are in that language, and run the way their own letters do."""
    known = language(code)
    marks = f'{_attributes(attributes)} lang="{escaped(known)}" xml:lang="{escaped(known)}" dir="auto"'
    return f"<{name}{marks}>{content}</{name}>"


def name_of(words: str, **attributes: str | None) -> str:
    """A stranger's name or title, which turns nothing around it."""
    return _apart(escaped(words), **attributes)


def address(url: str) -> str:
    """The address, strictly as the standard has it."""
    found = _ADDRESS.fullmatch(url)
    if found is None:
        return url
    host, path, sign, fragment = found.groups()
    return f"{host}{_fitted(path)}{sign}{_fitted(fragment)}"


def _fitted(part: str) -> str:
    return _UNFIT.sub(lambda found: quote(found[0], safe=""), part)


def title(words: str) -> str:
    """What the maker calls something, in whatever language."""
    return spoken("bdi", escaped(words), None)


def link(content: str, url: str | None, **attributes: str | None) -> str:
    """Markup that leads there, without telling that place from where; just the markup where it leads nowhere."""
    return (
        content
        if url is None
        else tag("a", content, href=address(url), rel="noopener noreferrer nofollow", **attributes)
    )


def paragraph(one: Paragraph) -> str:
    """Its lines, one under the other; a quotation where all of it is one."""
    lines = void("br").join(_line(line, quoted=one.is_quoted) for line in one.lines)
    inner = tag("p", lines, dir="auto")
    return tag("blockquote", inner) if one.is_quoted else inner


def _line(line: Line, *, quoted: bool) -> str:
    return "".join(_part(part, quoted=quoted) for part in line)


def _part(part: Part, *, quoted: bool) -> str:
    markup = escaped(part.text)
    for role, name in _STYLES:
        if role in part.styles and not (quoted and role is Role.QUOTE):
            markup = tag("span", markup, class_="quoted") if name == "q" else tag(name, markup)
    match part.anchor:
        case Role.LINK:
            return link(_apart(markup), part.url)
        case Role.MENTION | Role.TAG:
            return _apart(markup, class_=part.anchor.value)
        case _:
            return markup


def _apart(markup: str, **attributes: str | None) -> str:
    """In a direction of its own: an address or a tag in a text from right to left keeps its order."""
    return tag("bdi", markup, dir="auto", **attributes)


def checked(document: str) -> bytes:
    """The document's octets. ValueError when it is not well-formed: nothing such is ever written."""
    octets = document.encode("utf-8")
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(octets, True)
    except expat.ExpatError as error:
        raise ValueError(f"what was made is not well-formed: {error}") from error
    return octets
