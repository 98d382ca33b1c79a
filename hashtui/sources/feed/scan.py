"""A first look at a feed's XML: its errors mended, what would hold the parser up left out, its pictures noted.

feedparser is slow without limit on what people with bad intent can write (an author of 60 kB takes it nine seconds in
one regular expression), falls back to guessing on broken XML, and mixes pictures' descriptions with the text. So it
is given only what passed here.
"""

import html
import re
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat

from hashtui.errors import Malformed

MOST_ENTRIES = 1_000
LARGEST_ENTRY = 1024 * 1024
"""Bytes of one entry."""
LONGEST_AUTHOR = 300
LONGEST_BASE = 2_000
MOST_ELEMENTS = 2_000
"""In one entry, and outside of all entries."""
MOST_PIECES = 20_000
"""Stretches of text in one entry, and outside of all entries: a line is one."""
MOST_ELEMENTS_IN_ALL = 40_000
"""After as many, the entry that is being read is the last."""
MOST_BROKEN = 10
"""Entries with errors in their XML that are taken out of one document."""
DEEPEST = 300
MOST_PREFIXES = 100

_MEDIA = "http://search.yahoo.com/mrss"
_BASE = "http://www.w3.org/XML/1998/namespace base"
_AUTHORS = frozenset(
    ("author", "creator", "contributor", "managingeditor", "webmaster", "publisher", "owner", "name", "email")
)
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}

_DOCTYPE = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+(<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(
    r"""<!ENTITY\s+(\w{1,40})\s+(?:"((?:[^"&<%]|&#\w{1,7};){0,100})"|'((?:[^'&<%]|&#\w{1,7};){0,100})')\s*>"""
)
_LITERAL = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?![A-Za-z_/!?])"
    r"|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(\w{1,40});)?",
    re.DOTALL,
)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ROOT = re.compile(r"<[A-Za-z][\w.-]*(?::[\w.-]+)?(?=[\s>/])")
_ENTRY = re.compile(rb"<(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_USED_PREFIX = re.compile(r"</?([A-Za-z][\w.-]{0,30}):")


@dataclass(slots=True)
class Picture:
    """A `media:content` or `media:thumbnail` of an entry."""

    url: str
    type: str = ""
    medium: str = ""
    alt: str = ""
    is_thumbnail: bool = False


@dataclass(slots=True)
class Pictures:
    """What an entry says in Media RSS."""

    pictures: list[Picture] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    """Descriptions of no picture in particular: of a group, or of the whole entry."""
    is_adult: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """A feed's XML that is well-formed and bounded."""

    xml: bytes
    root: str
    """The name of its root, in lower case, without a prefix."""
    entries: tuple[Pictures, ...]
    """One for each entry, in their order."""
    left_out: int
    """Entries that are too large, have an error in their XML, or stand after one that cannot be passed."""
    is_whole: bool
    """Nothing is missing because of an error."""


def scan(text: str) -> Scanned:
    """The XML of a feed, made safe for the parser. Malformed when it is none, in words."""
    found = _DOCTYPE.match(text)
    bare = text if found is None else text[: found.start(1)] + _mended(text[found.end(1) :], found[1])
    look = _look(bare)
    if look.error is not None:
        look = _look(_mended(bare, ""))
    left_out = 0
    while look.error is not None and left_out < MOST_BROKEN:
        rest = look.without_the_broken()
        if rest is None:
            break
        left_out += 1
        look = _Look(rest)
        look.run()
    if look.error is not None and not look.is_usable:
        raise Malformed(f"XML that is broken at line {look.error.lineno}")
    return look.scanned(left_out)


def _mended(text: str, doctype: str) -> str:
    """The text without what XML forbids: named characters of HTML, bare & and <, controls, undeclared prefixes."""
    declared = {m[1]: html.unescape(m[2] or m[3] or "") for m in _ENTITY.finditer(doctype)}
    if doctype.upper().count("<!ENTITY") > len(declared):
        raise Malformed("XML with entities made of other entities or of files, which no feed needs")

    def meant(match: re.Match[str]) -> str:
        name = match[1]
        if match[0] == "<":
            return "&lt;"
        if match[0][0] == "<" or name in _XML_NAMES or (name is None and len(match[0]) > 1):
            return match[0]
        character = declared.get(name or "") or html5.get(f"{name};", "")
        return html.escape(character) if character else "&amp;" + match[0][1:]

    text = _NO_XML.sub("", _LITERAL.sub(meant, text))
    used = set(_USED_PREFIX.findall(text)) - {"xml", "xmlns"}
    if len(used) > MOST_PREFIXES:
        raise Malformed("more namespaces than any feed has")
    undeclared = sorted(prefix for prefix in used if f"xmlns:{prefix}" not in text)
    missing = "".join(f' xmlns:{p}="{_PREFIXES.get(p, f"urn:undeclared:{p}")}"' for p in undeclared)
    return _ROOT.sub(lambda root: root[0] + missing, text, count=1) if missing else text


def _look(text: str) -> "_Look":
    start = text.find("<")
    if start < 0:
        raise Malformed("no XML")
    look = _Look(text[start:].encode("utf-8", "replace"))
    look.run()
    return look


class _Enough(Exception):  # no error: the sign to stop
    """As many entries as are read of one document."""


class _Look:
    """One walk through the document."""

    def __init__(self, document: bytes) -> None:
        self.error: expat.ExpatError | None = None
        self.root = ""
        self._document = document
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.namespace_prefixes = True
        self._open: list[tuple[str, str]] = []
        """Name as written, and local name in lower case, of the elements that are open."""
        self._above: tuple[str, ...] = ()
        self._prefixes: set[str] = set()
        self._kept: list[Pictures] = []
        self._cut: list[tuple[int, int]] = []
        self._start: int | None = None
        self._entry = Pictures()
        self._entry_depth = 0
        self._elements = self._pieces = self._author_length = self._in_all = 0
        self._is_bad = False
        self._end_of_entry = self._root_end = 0
        self._awaited = ""
        self._said: list[str] | None = None

    @property
    def is_usable(self) -> bool:
        """There is something to read in spite of an error."""
        return bool(self._root_end or self._end_of_entry)

    def run(self) -> None:
        """Walk through it until its end, its first error, or enough of it."""
        parser = self._parser
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = self._hear
        parser.StartNamespaceDeclHandler = self._declare
        parser.DefaultHandler = self._pass
        try:
            parser.Parse(self._document, True)
        except expat.ExpatError as error:
            self.error = error
        except _Enough:
            return
        else:
            self._root_end = len(self._document)

    def without_the_broken(self) -> bytes | None:
        """The document without the entry in which the error is; None when no other follows."""
        if self._start is None:
            return None
        following = _ENTRY.search(self._document, max(self._parser.ErrorByteIndex, self._start + 1))
        return self._document[: self._start] + self._document[following.start() :] if following else None

    def scanned(self, left_out: int) -> Scanned:
        """The document without what is too large, and without what follows an error; so much was left out before."""
        left_out += len(self._cut)
        end, closing = self._root_end, ""
        if not end:
            end = self._end_of_entry
            closing = "".join(f"</{name}>" for name in reversed(self._above))
            left_out += self.error is not None
        parts, done = [], 0
        for start, stop in self._cut:
            parts.append(self._document[done:start])
            done = stop
        xml = b"".join((*parts, self._document[done:end], closing.encode()))
        return Scanned(xml, self.root, tuple(self._kept), left_out, self.error is None or bool(self._root_end))

    def _here(self) -> int:
        """Where the parser is; what ended just before ends here."""
        at = self._parser.CurrentByteIndex
        match self._awaited:
            case "entry":
                self._close_entry(at)
            case "root":
                self._root_end = at
        self._awaited = ""
        return at

    def _pass(self, _: str) -> None:
        self._here()

    def _declare(self, prefix: str | None, _: str) -> None:
        self._prefixes.add(prefix or "")
        if len(self._prefixes) > MOST_PREFIXES:
            raise Malformed("more namespaces than any feed has")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        at = self._here()
        space, local, prefix = _parts(name)
        if not self._open:
            self.root = local
        elif self._start is None and local in ("item", "entry") and _may_hold_entries(space, prefix):
            self._open_entry(at)
        base = next((value for key, value in attributes.items() if key.startswith(_BASE) or key == "base"), "")
        self._count(elements=1, too_large=len(base) > LONGEST_BASE)
        self._open.append((f"{prefix}:{_local(name)}" if prefix else _local(name), local))
        if len(self._open) > DEEPEST:
            raise Malformed("XML nested deeper than any feed is")
        if local in _AUTHORS:
            self._author_length = 0
        if self._start is not None and space.startswith(_MEDIA):
            self._begin_media(local, attributes)

    def _finish(self, name: str) -> None:
        self._here()
        space, local, _ = _parts(name)
        if self._start is not None and space.startswith(_MEDIA):
            self._finish_media(local)
        self._open.pop()
        if self._start is not None and len(self._open) == self._entry_depth:
            self._awaited = "entry"
        elif not self._open:
            self._awaited = "root"

    def _hear(self, text: str) -> None:
        self._here()
        if self._said is not None:
            self._said.append(text)
        if self._open and self._open[-1][1] in _AUTHORS:
            self._author_length += len(text)
        self._count(pieces=1, too_large=self._author_length > LONGEST_AUTHOR)

    def _count(self, *, elements: int = 0, pieces: int = 0, too_large: bool = False) -> None:
        """Note what makes an entry too much for the parser; outside of entries it is the whole feed that is."""
        self._elements += elements
        self._in_all += elements
        self._pieces += pieces
        if too_large or self._elements > MOST_ELEMENTS or self._pieces > MOST_PIECES + 2 * len(self._kept):
            if self._start is None:
                raise Malformed("more beside its entries than any feed has")
            self._is_bad = True

    def _open_entry(self, at: int) -> None:
        self._start, self._entry_depth = at, len(self._open)
        self._above = tuple(name for name, _ in self._open)
        self._outside = self._elements, self._pieces
        self._elements = self._pieces = self._author_length = 0
        self._entry, self._is_bad = Pictures(), False

    def _close_entry(self, at: int) -> None:
        start = self._start or 0
        if self._is_bad or at - start > LARGEST_ENTRY:
            self._cut.append((start, at))
        else:
            self._kept.append(self._entry)
        self._start, self._end_of_entry, self._author_length = None, at, 0
        self._elements, self._pieces = self._outside
        if self._in_all > MOST_ELEMENTS_IN_ALL or MOST_ENTRIES in (len(self._kept), len(self._cut)):
            raise _Enough

    def _begin_media(self, local: str, attributes: dict[str, str]) -> None:
        if local in ("content", "thumbnail"):
            picture = Picture(
                attributes.get("url", ""), attributes.get("type", ""), attributes.get("medium", "").lower()
            )
            picture.is_thumbnail = local == "thumbnail"
            self._entry.pictures.append(picture)
        elif local in ("description", "rating"):
            self._said = []

    def _finish_media(self, local: str) -> None:
        if self._said is None or local not in ("description", "rating"):
            return
        said, self._said = "".join(self._said).strip(), None
        if local == "rating":
            self._entry.is_adult |= said.lower() == "adult"
            return
        of_one = any(name == "content" for _, name in self._open[self._entry_depth + 1 : -1])
        if of_one and self._entry.pictures:
            self._entry.pictures[-1].alt = said
        elif said:
            self._entry.described.append(said)


def _parts(name: str) -> tuple[str, str, str]:
    """Namespace, local name in lower case, and prefix of a name as expat gives it."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", parts[0].lower(), ""
    return parts[0], parts[1].lower(), parts[2] if len(parts) > 2 else ""


def _local(name: str) -> str:
    parts = name.split(" ")
    return parts[min(1, len(parts) - 1)]


def _may_hold_entries(space: str, prefix: str) -> bool:
    """RSS and RDF without a namespace or in their own, and Atom."""
    return not prefix or "rss" in space or "rdf/simple" in space or "Atom" in space or "/atom/" in space
