"""Reading web addresses with suspicion: which host is it really, and does it look like what it is?"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

import idna

LONGEST_URL = 4_096
LONGEST_HOST = 253
LONGEST_LABEL = 63

_FULL_STOPS = re.compile("[.\u3002\uff0e\uff61]")
_SHAPE = re.compile(r"(?i)(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\\ud800-\udfff]")
_ASCII_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_KEPT = "%!$&()*+,;=:@/?#[]~-._"
"""Characters of a path, query or fragment that stay; quotes and other brackets are percent-encoded."""

_TOGETHER = (
    frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC")),
    frozenset(("CJK", "HANGUL", "IDEOGRAPHIC")),
    frozenset(("CJK", "BOPOMOFO", "IDEOGRAPHIC")),
)
"""Scripts that one word may mix."""
_LATIN_OF_ITS_OWN = frozenset("ßæœøłđðþħŋ")
"""Latin letters that decompose into no ASCII letter and yet pass for none."""
_LOOKALIKES = frozenset(
    "асԁеһіјӏорԛѕԝхуүѵгԍкмнтьпвёїґѓ"  # Cyrillic
    "αβγεικνορτυχωϲϳηκμπѕ"  # Greek
    "օսոցհԁյզկաևքգղպվ"  # Armenian
    "ꭰꭱꭲꭳꭴꭵꭺꭻꭼꮃꮇꮋꮍꮎꮐꮑꮓꮖꮜꮞꮟꮢꮤꮥꮩꮪꮮꮯꮲꮶꮷꮻꮼᏏᏀ"  # Cherokee
    "ⲁⲃⲅⲉⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭⳑ"  # Coptic
    "оഠ൦০੦૦೦๐໐၀〇ዐⵔⵏⵑⵠᴏᴄᴠᴡᴢ"  # rings, strokes and crosses of many scripts
    "ノ丶丨一ー⼀乙卜口工人入八十エニハトロ"  # strokes that pass for / - l o + and digits
)


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address, taken apart; as text, the whole of it in ASCII."""

    scheme: str
    host: str
    """In lower case and ASCII: a name, an IPv4 address in its usual form, or `[IPv6]`."""
    after_host: str
    """Port, path, query and fragment, percent-encoded."""
    is_honest: bool
    """It holds nothing that makes people take its host for another: no userinfo, no look-alike letters."""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.after_host}"


def read_address(raw: str) -> Address | None:
    """What `raw` leads to; None when it is not http(s) or readers could disagree on where it leads."""
    text = raw.strip(" \t\r\n\v\f")
    if len(text) > LONGEST_URL or _FORBIDDEN.search(text):
        return None
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return None
    scheme, authority, path, query, fragment = shape.groups(default="")
    _, at, place = authority.rpartition("@")
    name, port = _split_port(place)
    if port is None:
        return None
    host = read_host(name)
    if host is None:
        return None
    standard = {"http": "80", "https": "443"}[scheme.lower()]
    rest = "".join(quote(part, safe=_KEPT) for part in (path or "/", query, fragment))
    after = (f":{port}" if port not in ("", standard) else "") + rest
    honest = not at and not any(_passes_for_another(_as_unicode(label)) for label in host.split("."))
    return Address(scheme.lower(), host, after, honest)


def _split_port(place: str) -> tuple[str, str | None]:
    """Host and port; the port is empty when none is given, None when it is none."""
    name, colon, port = place.rpartition(":")
    if not colon or port.endswith("]"):
        return place, ""
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65_536):
        return name, None
    return name, str(int(port))


def read_host(name: str) -> str | None:
    """A host in lower case and ASCII, addresses in their usual form; None when it is no host."""
    if name.startswith("["):
        return _read_ipv6(name)
    if any(unicodedata.category(char)[0] in "CZ" for char in name):  # UTS 46 would map some of them to nothing
        return None
    labels = [_ascii_label(label) for label in _FULL_STOPS.split(name.removesuffix("."))]
    ascii_labels = [label for label in labels if label is not None]
    if len(ascii_labels) < len(labels) or sum(map(len, ascii_labels)) + len(labels) > LONGEST_HOST:
        return None
    if _NUMBER.fullmatch(ascii_labels[-1]):
        return _read_ipv4(ascii_labels)
    return ".".join(ascii_labels)


def _read_ipv6(name: str) -> str | None:
    if not name.endswith("]") or "%" in name:
        return None
    try:
        return f"[{ipaddress.IPv6Address(name[1:-1])}]"
    except ipaddress.AddressValueError:
        return None


def _read_ipv4(labels: list[str]) -> str | None:
    """Browsers take 0x7f.1 and 2130706433 for 127.0.0.1, so we do (WHATWG URL, 3.5)."""
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):
        return None
    try:
        numbers = [_read_number(label) for label in labels]
    except ValueError:
        return None
    *heads, last = numbers
    if any(n > 255 for n in heads) or last >= 256 ** (4 - len(heads)):
        return None
    value = last + sum(n * 256 ** (3 - place) for place, n in enumerate(heads))
    return str(ipaddress.IPv4Address(value))


def _read_number(digits: str) -> int:
    if digits.startswith("0x"):
        return int(digits[2:] or "0", 16)
    return int(digits, 8 if digits[0] == "0" else 10)


def _ascii_label(label: str) -> str | None:
    """One label as DNS is asked for it; None when it is not allowed in a host."""
    try:
        mapped = label.lower() if label.isascii() else idna.uts46_remap(label, std3_rules=True)
        if mapped.isascii():
            if mapped.startswith("xn--"):
                mapped[4:].encode("ascii").decode("punycode")
            fits = len(mapped) <= LONGEST_LABEL and _ASCII_LABEL.fullmatch(mapped)
            return mapped if fits else None
        return idna.alabel(mapped).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None


def host_shown(name: str) -> str:
    """The host for a person: Unicode where it can only be read as what it is, else `xn--` and ASCII."""
    if name.isascii() and "xn--" not in name.lower():
        return name
    return ".".join(_label_shown(label) for label in _FULL_STOPS.split(name))


def _label_shown(label: str) -> str:
    if label.isascii() and not label.lower().startswith("xn--"):
        return label
    ascii_label = _ascii_label(label)
    if ascii_label is None:
        return label if label.isascii() else "xn--" + label.lower().encode("punycode").decode("ascii").lower()
    unicode_label = _as_unicode(ascii_label)
    return ascii_label if _passes_for_another(unicode_label) else unicode_label


def _as_unicode(label: str) -> str:
    """What the label stands for; itself where it stands for nothing that may be a name, such as an emoji."""
    try:
        return idna.ulabel(label) if label.startswith("xn--") else label
    except idna.IDNAError:
        return label


def _passes_for_another(label: str) -> bool:
    """Its scripts are mixed, or all its letters could be taken for Latin ones or for signs."""
    if label.isascii():
        return False
    letters = [c for c in label if not (c.isascii() and not c.isalpha()) and not unicodedata.combining(c)]
    scripts = {unicodedata.name(c, "UNKNOWN").split()[0] for c in letters}
    if scripts == {"LATIN"}:
        return not all(c in _LATIN_OF_ITS_OWN or _without_marks(c).isascii() for c in letters)
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        return True
    return all(c in _LOOKALIKES for c in letters)


def _without_marks(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
