"""The one place where foreign text is made safe to print, keep and search.

What is clean holds no control character, nothing that reorders or hides text and no stack of marks that leaves its
cell; it is in NFC and can be encoded as UTF-8. Cleaning twice changes nothing.
"""

import re
import unicodedata

from hashtui.post.address import host_shown, read_address
from hashtui.post.clusters import settle
from hashtui.post.code_points import FOR_BODY, FOR_LINE, PLAIN, SPACES, Table
from hashtui.post.redaction import redact

LONGEST = 20_000
"""Code points of one field."""
MOST_LINES = 200
NAME_CELLS = 60
HANDLE_CELLS = 80
HANDLE_LENGTH = 500
"""Code points that are read at either end of a handle: its server stands at the end."""
TAG_LENGTH = 100
LOG_LENGTH = 2_000
ELLIPSIS = "…"
NO_NAME = "(no name)"

_PLAIN_BODY = re.compile(f"[\n{PLAIN}]*")
_PLAIN_LINE = re.compile(f"[{PLAIN}]*")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(f"\n(?:[{SPACES}]*\n){{2,}}")
_SPACE = re.compile(f"[{SPACES}]+")
_GAPS = re.compile(f"[{SPACES}]{{2,}}")
_BLANK = re.compile(f"[{SPACES}\u2800\u25cc]*")


class CleanText(str):
    """Text that may span lines and is safe to draw. Made only in this module."""

    __slots__ = ()


class CleanLine(CleanText):
    """Clean text without line breaks, trimmed. Made only in this module."""

    __slots__ = ()


def clean_text(raw: str) -> CleanText:
    """A body, an alt text, a content warning: at most 200 lines, at most one blank line between two.

    White space at both ends stays, so that pieces of a text can be cleaned one by one and put together: where they
    meet, nothing but line breaks that heap up is cleaned away once more.
    """
    if isinstance(raw, CleanText):
        return raw
    return CleanText(_few_lines(_safe(raw, FOR_BODY, _PLAIN_BODY)))


def clean_line(raw: str) -> CleanLine:
    """A title, a key, a label: one line, trimmed, with single spaces."""
    return raw if isinstance(raw, CleanLine) else CleanLine(_line(raw))


def clean_name(raw: str) -> CleanLine:
    """A display name of at most 60 cells. What shows nothing is "(no name)"; nothing given stays empty."""
    if not raw:
        return CleanLine()
    line = _line(raw)
    if not line or _BLANK.fullmatch(line):
        return CleanLine(NO_NAME)
    return CleanLine(_fitted(line, NAME_CELLS))


def clean_handle(raw: str) -> CleanLine:
    """An address such as `@a@host` of at most 80 cells; its server stays visible, as `clean_host` shows it."""
    ends = raw if len(raw) <= 2 * HANDLE_LENGTH else raw[:HANDLE_LENGTH] + raw[-HANDLE_LENGTH:]
    line = _SPACE.sub("", _line(ends))
    user, at, host = line.rpartition("@")
    if not at or (not user and "." not in host):
        return CleanLine(_fitted(line, HANDLE_CELLS))
    server = _line(host_shown(host) if host[:1] != ELLIPSIS else ELLIPSIS + host_shown(host[1:]))
    most = HANDLE_CELLS - 1 - min(cells(user), HANDLE_CELLS // 4)
    if cells(server) > most:
        server = ELLIPSIS + _end_of(server, most - 1)
    return CleanLine(_line(_fitted(user, HANDLE_CELLS - 1 - cells(server)) + "@" + server))


def clean_host(raw: str) -> CleanLine:
    """A server's name as a person can judge it: `xn--` where its letters could pass for others (UTS 46)."""
    return CleanLine(_line(host_shown(_line(raw))))


def clean_tag(raw: str) -> CleanLine:
    """A hashtag's spelling without its `#`: no spaces, at most 100 code points."""
    line = _line(_without_signs(_SPACE.sub("", _line(raw))))
    return CleanLine(line if len(line) <= TAG_LENGTH else _line(line[: TAG_LENGTH - 1] + ELLIPSIS))


def _without_signs(line: str) -> str:
    """Without the `#` before it, and what hangs on them: alone that would be left out, and bare a sign behind it."""
    for at, char in enumerate(line):
        if char not in "#\uff03" and unicodedata.category(char) not in ("Mn", "Me", "Mc", "Cf"):
            return line[at:]
    return ""


def clean_url(raw: str) -> CleanLine | None:
    """The URL, written anew in ASCII, if it may be opened: the one judge of that.

    None unless it is http or https, to a host that is what it looks like, without userinfo, controls, backslashes
    or spaces inside.
    """
    address = read_address(raw)
    return CleanLine(str(address)) if address is not None and address.is_honest else None


def real_host(url: str) -> CleanLine | None:
    """The host an http(s) URL really leads to, as `clean_host` shows it; None when readers could disagree on it."""
    address = read_address(url)
    return None if address is None else CleanLine(_line(host_shown(address.host)))


def shown_url(url: str) -> CleanLine:
    """The URL for a person to check before they follow it: its real host first, then the path.

    What has no `real_host` (another scheme, a trick) is shown as the text it is; never offer that as a link.
    """
    address = read_address(url)
    return clean_line(url if address is None else host_shown(address.host) + address.after_host)


def log_line(raw: str) -> CleanLine:
    """Any text as one line of a log or of stderr: clean, bounded, and without what looks like a secret."""
    line = _line(redact(_line(raw[: 2 * LOG_LENGTH])))
    return CleanLine(line if len(line) <= LOG_LENGTH else _line(line[: LOG_LENGTH - 1] + ELLIPSIS))


def cells(text: str) -> int:
    """How many terminal cells the text takes, rather too many than too few."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") and char != "\ufe0f" else 1


def _line(raw: str) -> str:
    if isinstance(raw, CleanLine):
        return raw
    text = _safe(raw, FOR_LINE, _PLAIN_LINE)
    text = _GAPS.sub(lambda gap: gap.group()[0], text)
    return text.strip(SPACES).rstrip("\u200c\u200d").rstrip(SPACES)


def _safe(raw: str, table: Table, plain: re.Pattern[str]) -> str:
    text = _capped(raw)
    while not plain.fullmatch(text):
        if _SURROGATES.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = text.replace("\r\n", "\n").translate(table)
        if not text.isascii():
            text = settle(text)
        if len(text) <= LONGEST + 1:
            break
        text = _capped(text)
    return text


def _capped(text: str) -> str:
    """At most LONGEST code points and the ellipsis that says so; a text capped before stays as it is."""
    if len(text) <= LONGEST or (len(text) == LONGEST + 1 and text[-1] == ELLIPSIS):
        return text
    return text[:LONGEST] + ELLIPSIS


def _few_lines(text: str) -> str:
    if "\n" not in text:
        return text
    if "\n" in text.replace("\n", "", 2):
        text = _BLANK_LINES.sub("\n\n", text)
    if text.count("\n") >= MOST_LINES:
        text = "\n".join(text.split("\n", MOST_LINES - 1)[:-1]) + "\n" + ELLIPSIS
    return text


def _end_of(text: str, room: int) -> str:
    """As many of the last characters as fit."""
    start = len(text)
    while start and (room := room - _width(text[start - 1])) >= 0:
        start -= 1
    return text[start:]


def _fitted(line: str, most: int) -> str:
    if cells(line) <= most:
        return line
    room, end = most - 1, 0
    for char in line:
        room -= _width(char)
        if room < 0:
            break
        end += 1
    return _line(line[:end].rstrip(SPACES) + ELLIPSIS)
