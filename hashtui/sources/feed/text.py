"""The text of a document whose bytes say little, or the wrong thing, of their encoding."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}\?>")

_KNOWN = re.compile(
    r"utf-?(?:8|16|32)|ascii|iso8859-\d+|cp(?:125\d|437|850|866|932|949|950)|koi8-[rut]|mac-\w+|big5\w*|euc[_-]\w+"
    r"|gb2312|gbk|gb18030|shift_\w+|iso2022_\w+|tis-620",
)
"""Encodings of text by Python's names; others (punycode, unicode_escape, utf-7) are slow or a trick."""


def read_text(document: bytes, content_type: str) -> str:
    """The document as text, whatever is wrong with it. Its XML declaration, which may lie, is taken off.

    A byte order mark is believed first; then what is UTF-8 is UTF-8, for nothing else looks like it; then the server
    and the document itself.
    """
    text = _decoded(document, content_type)
    declaration = _DECLARATION.match(text)
    return text if declaration is None else text[declaration.end() :]


def _decoded(document: bytes, content_type: str) -> str:
    for mark, encoding in _MARKS:
        if document.startswith(mark):
            return document[len(mark) :].decode(encoding, "replace")
    for start, encoding in _UNMARKED:
        if document.startswith(start):
            return document.decode(encoding, "replace")
    if b"\x1b" not in document:
        try:
            return document.decode("utf-8")
        except UnicodeDecodeError:
            pass
    declared = _DECLARED.match(document)
    served = _CHARSET.search(content_type)
    for name in (served and served[1], declared and declared[1].decode("ascii", "replace")):
        encoding = _codec(name) if name else ""
        if encoding:
            try:
                return document.decode(encoding)
            except UnicodeError:
                continue
    if _is_nearly_utf8(document):
        return document.decode("utf-8", "replace")
    return document.decode("cp1252", "replace")


def _codec(name: str) -> str:
    """The codec of that name if it is one for text; empty when it is not."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    # What calls itself Latin-1 is Windows-1252 (WHATWG Encoding), and that is never wrong where Latin-1 is right.
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    if found in ("gb2312", "gbk"):
        return "gb18030"
    return found if _KNOWN.fullmatch(found) else ""


def _is_nearly_utf8(document: bytes) -> bool:
    """A few broken characters in what else is UTF-8: a text cut in the middle of one, a pasted byte."""
    broken = document.decode("utf-8", "replace").count("\ufffd")
    high = sum(document.count(bytes([octet])) for octet in range(0xC2, 0xF5))
    return high > 10 * broken
