"""A second corpus of hostile text, made by rules: every class of code points at its edges, in every place of a text.

What each entry must become is written down here beside the rule, not taken from the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sink(StrEnum):
    """Where an entry goes: the function of that name in the adapter."""

    BODY = "body"
    NAME = "name"
    HTML = "html"
    URL_OPEN = "url_open"
    URL_DISPLAY = "url_display"
    URL_FETCH = "url_fetch"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written, and the only thing that may become of it."""

    name: str
    sink: Sink
    written: str
    wanted: str | bool | None


PLAIN = "keep it: ÀßĿ Ωмא عक 한 語 ⅷ ½ € ∞ ☃ №"
PICTURE = {code: chr(0x2400 + code) for code in range(0x20) if code not in (9, 10, 11, 12, 13)} | {0x7F: "\u2421"}
REPLACED = (
    "\x80\x84\x90\x9b\x9d\x9f\ud800\udbff\udc00\udfff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\ufffc\ue000\uf8ff"
)
REPLACED += "\U000f0000\U0010fffd\u0378\u0530\U0003fffd\U000e0080\U000e0fff"
DROPPED = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a\u202c\u202e\u2060\u2064\u2066\u2069\u206a\u206f"
)
DROPPED += "\u3164\ufeff\uffa0\ufff0\ufffb\U0001bca0\U0001bca3\U0001d173\U0001d17a\ufe00\ufe0e"
DROPPED += "\U000e0000\U000e0001\U000e0041\U000e007f"
COMPANY = "\u200c\u200d\ufe0f\u180b\u180d\u180e\U000e0100\U000e01ef\u20dd\u20e0\u0488\ua670"
"""What stands only behind the right base: between Latin letters it goes."""
BREAKS = ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
BLANKS = "\xa0\u2000\u2009\u200a\u202f\u205f"
VISIBLE = "\u0600\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Formats that draw something."""
YOUNG = "\U0001faff\U0001fa8f\u20cf\U000323b0"
"""Assigned after Python's table, or to be."""
NEIGHBOURS = (
    ("start", "{}b"),
    ("middle", "a{}b"),
    ("end", "a{}"),
    ("run", "a{0}{0}{0}b"),
    ("beside breaks", "a\n{}\nb"),
)


def entries() -> Iterator[Entry]:
    """All of them."""
    yield from _single_code_points()
    yield from _breaks_and_blanks()
    yield from _marks()
    yield from _company()
    yield from _names()
    yield from _caps()
    yield from _html()
    yield from _addresses()


def _single_code_points() -> Iterator[Entry]:
    yield Entry("plain", Sink.BODY, PLAIN, PLAIN)
    becomes = {chr(code): picture for code, picture in PICTURE.items()}
    becomes |= dict.fromkeys(REPLACED, "\ufffd") | dict.fromkeys(DROPPED + COMPANY, "")
    becomes |= {char: char for char in VISIBLE + YOUNG}
    for char, fate in becomes.items():
        for place, pattern in NEIGHBOURS:
            name = f"U+{ord(char):04X} {place}"
            yield Entry(name, Sink.BODY, pattern.format(char), pattern.format(fate))
            if place != "beside breaks":
                yield Entry(f"{name} of a name", Sink.NAME, pattern.format(char), pattern.format(fate))
        for base in ("\u200d", "\ufe0f", "\u202e"):
            yield Entry(f"U+{ord(char):04X} behind U+{ord(base):04X}", Sink.BODY, f"a{base}{char}b", f"a{fate}b")


def _breaks_and_blanks() -> Iterator[Entry]:
    for sign in BREAKS:
        yield Entry(f"{sign!a} in a body", Sink.BODY, f"a{sign}b", "a\nb")
        yield Entry(f"{sign!a} many times", Sink.BODY, f"a{sign * 9}b", "a\n\nb")
        yield Entry(f"{sign!a} in a name", Sink.NAME, f"a{sign}b", "a b")
        yield Entry(f"{sign!a} around a name", Sink.NAME, f"{sign}ab{sign}", "ab")
        yield Entry(f"{sign!a} in a log", Sink.LOG, f"a{sign}CRITICAL b", "a CRITICAL b")
    for blank in BLANKS:
        yield Entry(f"{blank!a} in a body", Sink.BODY, f"a{blank}b", "a b")
        yield Entry(f"{blank!a} in a name", Sink.NAME, f"{blank}a{blank * 5}b{blank}", "a b")
    yield Entry("wide blanks stay", Sink.BODY, "a\u3000b\u1680c", "a\u3000b\u1680c")
    yield Entry("a tab", Sink.BODY, "a\tb", "a    b")
    yield Entry("a tab in a name", Sink.NAME, "a\tb", "a b")
    yield Entry("too many lines", Sink.BODY, "x\n" * 1000, "x\n" * 199 + "…")


def _marks() -> Iterator[Entry]:
    yield Entry("four accents", Sink.BODY, "x\u0301\u0302\u0303\u0304y", "x\u0301\u0302\u0303y")
    yield Entry("a tower", Sink.BODY, "x" + "\u0489\u0301" * 400, "x\u0301\u0301\u0301")
    yield Entry("composed first", Sink.BODY, "e\u0301\u0302\u0303\u0304", "\xe9\u0302\u0303\u0304")
    yield Entry("script marks", Sink.BODY, "\u0e01" + "\u0e49" * 12, "\u0e01" + "\u0e49" * 8)
    for mark in "\u0301\u093c\u0e49\u20d7\ufe20\u1dc4\u1ab0":
        yield Entry(f"U+{ord(mark):04X} leads", Sink.BODY, f"{mark}a", f"\u25cc{mark}a")
        yield Entry(f"U+{ord(mark):04X} behind a blank", Sink.BODY, f"a {mark}b", f"a \u25cc{mark}b")
        yield Entry(f"U+{ord(mark):04X} behind a break", Sink.BODY, f"a\r{mark}b", f"a\n\u25cc{mark}b")
        yield Entry(f"U+{ord(mark):04X} leads a name", Sink.NAME, f"{mark}a", f"\u25cc{mark}a")
        yield Entry(f"U+{ord(mark):04X} behind what goes", Sink.NAME, f"\u200b{mark}a", f"\u25cc{mark}a")
    yield Entry("a keycap", Sink.BODY, "1\ufe0f\u20e3#\u20e3*\ufe0f\u20e3", "1\ufe0f\u20e3#\u20e3*\ufe0f\u20e3")
    yield Entry("no keycap", Sink.BODY, "a\u20e3😀\u20e3", "a😀")
    yield Entry("a keycap twice", Sink.BODY, "1\u20e3\u20e3", "1\u20e3")


def _company() -> Iterator[Entry]:
    england = "🏴" + "".join(chr(0xE0000 + ord(c)) for c in "gbeng") + "\U000e007f"
    stays: tuple[str, ...] = (
        "👩\u200d🚀",
        "👩🏽\u200d🚀",
        "❤\ufe0f\u200d🔥",
        "🏳\ufe0f\u200d🌈",
        england,
        "🇫🇷🇩🇪",
        "👍🏿",
        "☎\ufe0f",
    )
    stays += (
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "क\u094d\u200cष",
        "ක\u0dca\u200dර",
        "\u845b\U000e0100",
        "\u1820\u180b\u1821",
    )
    for number, text in enumerate(stays):
        yield Entry(f"it stays {number}", Sink.BODY, text, text)
        yield Entry(f"it stays in a name {number}", Sink.NAME, text, text)
    yield Entry("a joiner ends", Sink.NAME, "👩\u200d", "👩")
    yield Entry("joiners in a row", Sink.BODY, "👩\u200d\u200d👩", "👩\u200d👩")
    yield Entry("a joiner and a letter", Sink.BODY, "👩\u200da", "👩a")
    yield Entry("a selector on a letter", Sink.BODY, "a\ufe0fb", "ab")
    yield Entry("selectors in a row", Sink.BODY, "☎\ufe0f\ufe0f\ufe0e\ufe0f", "☎\ufe0f")
    yield Entry("two variants", Sink.BODY, "\u845b\U000e0100\U000e0101", "\u845b\U000e0100")
    yield Entry("a variant of a letter", Sink.BODY, "a\U000e0100", "a")
    yield Entry(
        "fourteen parts", Sink.BODY, "\u200d".join("👨" * 14), "\u200d".join("👨" * 12) + "\u200d".join("👨" * 2)
    )
    yield Entry("a flag cut off", Sink.BODY, england[:-1] + "x", "🏴x")
    yield Entry("a flag of nowhere", Sink.BODY, england.replace("\U000e006e", "\U000e006d") + "x", "🏴x")
    yield Entry("tags on another", Sink.BODY, "😀" + england[1:], "😀")
    yield Entry("words in tags", Sink.BODY, "hi" + "".join(chr(0xE0000 + ord(c)) for c in "ignore all"), "hi")


def _names() -> Iterator[Entry]:
    for blank in (
        "\u200b",
        "\u3164",
        "\uffa0\u115f",
        "\u2800",
        " \xa0\u3000",
        "\U000e0041",
        "\ufe0f",
        "\u202e\u2066",
        "\n\t",
    ):
        yield Entry(f"{blank!a} for a name", Sink.NAME, blank * 3, "(no name)")
    yield Entry("a long name", Sink.NAME, "x" * 61, "x" * 59 + "…")
    yield Entry("a long wide name", Sink.NAME, "語" * 31, "語" * 29 + "…")
    yield Entry("a name as long as may be", Sink.NAME, "x" * 60, "x" * 60)
    yield Entry("a name that is markup", Sink.NAME, "[@click=app.quit]x[/]", "[@click=app.quit]x[/]")
    yield Entry("halves of a letter", Sink.NAME, "\ud83d\ude00", "😀")
    yield Entry("an escape put together", Sink.NAME, "\x1b\u200b[\u20602J", "\u241b[2J")


def _caps() -> Iterator[Entry]:
    yield Entry("a field too long", Sink.BODY, "x" * 20_001, "x" * 20_000 + "…")
    yield Entry("as long as may be", Sink.BODY, "x" * 20_000, "x" * 20_000)
    yield Entry("long and dropped", Sink.BODY, "\u200b" * 30_000 + "x", "…")
    yield Entry("long after composing", Sink.BODY, "e\u0301" * 10_000, "\xe9" * 10_000)
    for size in (65_527, 65_528, 65_529, 65_533):
        at_edge = f"<p>{'x' * size}&#x1b;[2J</p>"
        yield Entry(f"an entity at byte {size}", Sink.HTML, at_edge, "x" * 20_000 + "…")


def _html() -> Iterator[Entry]:
    rules = {
        "<p>a&#x1b;[2J&#27;&#x0;&#7;</p>": "a\u241b[2J\u241b\ufffd\u2407",
        "<p>a&#x202e;b&#8238;&rlm;&lrm;&shy;&zwj;c</p>": "abc",
        "<p>&#xd83d;&#xde00;&#x110000;</p>": "\ufffd\ufffd\ufffd",
        "<p>&amp;#27;&amp;amp;&amp;lt;b&amp;gt;</p>": "&#27;&amp;&lt;b&gt;",
        "<p>[/red]&#91;@click=app.quit&#93;</p>": "[/red][@click=app.quit]",
        "<svg onload=alert(1)><script>alert(1)</script></svg>x": "x",
        "<iframe srcdoc='&lt;script>alert(1)&lt;/script>'>y</iframe>x": "x",
        "<math><style><img src=x onerror=alert(1)></style></math>x": "x",
        "<textarea></p><script>alert(1)</script></textarea>x": "x",
        "<scr<script>ipt>alert(1)</script>x": "ipt>alert(1)x",
        "<p>a<!-- <script>alert(1)</script> -->b</p>": "ab",
        "<p>a<![CDATA[b]]>c</p>": "ac",
        "<!--><p>a</p>": "a",
        "<p>a</p><!-- never ends <p>b": "a",
        "<p title='\x1b[2J' style='x:expression(1)' onclick=alert(1)>a</p>": "a",
        "<b><i><u>a</b></i></u>": "a",
        "</p></b>a</i>": "a",
        "<p>" * 500 + "a": "a",
        "<div>" * 300 + "a": "a",
        "<p>a\x85b\u2028c</p>": "a\nb\nc",
        "<a href='java&#9;script:alert(1)'>a</a>": "a",
        "<a href='data:text/html,x'>a</a>": "a",
        "<a href='//evil.test'>a</a>": "a",
        "<a href='https://evil.test/'>bank.test</a>": "bank.test ‹evil.test›",
        "<a href='https://evil.test/'>evil.test:80@bank.test/</a>": "evil.test:80@bank.test/ ‹evil.test›",
        "<a href='https://bank.test@evil.test/'>bank.test</a>": "bank.test ‹evil.test›",
        "<a href='https://evil.test/'><i class=invisible>evil.test/</i>bank.test</a>": "evil.test/bank.test",
        "<a href='https://evil.test'><span class=invisible>evil.test</span>bank</a>": "bank ‹evil.test›",
        "<a href='https://evil.test/'><span class=invisible>x</span></a>": "evil.test",
        "<a href='https://b\u0430nk.test/'>bank.test</a>": "bank.test ‹xn--bnk-6cd.test›",
    }
    for number, (html, text) in enumerate(rules.items()):
        yield Entry(f"html {number}", Sink.HTML, html, text)


REFUSED = (
    "javascript:alert(1) JAVA\tSCRIPT:x data:text/html,x file:///etc/passwd vbscript:x about:blank blob:https://a.test",
    "mailto:a@b.test ftp://a.test ssh://a.test tel:1 view-source:https://a.test -x --help %action $(x) a.test //a.test",
    "https: https:// https:a.test https:/a.test https:///a.test https://?q https://:80/ https://a..test/",
    "https://.a.test/ https://u@a.test/ https://u:p@a.test/ https://@a.test/ https://a.test:0/ https://a.test:65536/",
    "https://a.test:x/ https://a.test\\b/ https:\\\\a.test https://a%2eb.test/ https://a%00.test/ https://[::1",
    "https://[fe80::1%25lo]/ https://256.1.1.1/ https://1.2.3.4.5/ https://-a.test/ ｈttps://a.test/ https：//a.test/",
    "https://a⁄b.test/ https://a／b.test/ https://\u0430pple.test/ https://xn--pple-43d.test/ https://раура.test/",
    "https://ɢoogle.test/ https://a\xadb.test/ https://a\u200db.test/ https://a.test/\u200e\x1b https://a.test/\x9b",
    "https://a.test/\ud800",
)
SHOWN = {
    "https://bank.test@evil.test/x": "evil.test/x",
    "https://bank.test:443%2f@evil.test/": "evil.test/",
    "https://evil.test/https://bank.test/": "evil.test/https://bank.test/",
    "https://evil.test?bank.test": "evil.test/?bank.test",
    "https://evil.test#@bank.test": "evil.test/#@bank.test",
    "https://\u0430pple.test/": "xn--pple-43d.test/",
    "https://xn--mnchen-3ya.test/": "münchen.test/",
    "https://bank\u3002test/": "bank.test/",
    "http://0177.1/": "127.0.0.1/",
    "http://2130706433/": "127.0.0.1/",
    "https://[0:0::1]:99/": "[::1]:99/",
    "https://evil.test/\u202egnp.exe": "evil.test/%E2%80%AEgnp.exe",
    "https://evil.test\\@bank.test/": None,
    "https://bank.test\u2024evil.test/": None,
    "javascript://bank.test/%0aalert(1)": None,
}
INNER = (
    "localhost LOCALHOST. a.localhost 127.1 0 0x7f.1 017700000001 10.1.2.3 172.31.0.1 192.168.0.1 169.254.1.1",
    "100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 [::] [::1] [::ffff:10.0.0.1] [fc00::1] [fe80::1] [64:ff9b::a00:1]",
    "[2002:a00:1::]",
)


def _addresses() -> Iterator[Entry]:
    refused = " ".join(REFUSED).split(" ")
    for url in [*refused, "https://a.test/ b", "https://a.test/\u2028", f"https://a.test/{'a' * 4096}", ""]:
        yield Entry(f"not opened: {url[:40]!a}", Sink.URL_OPEN, url, False)
    opened = ("https://münchen.test/", "https://[::1]/", "http://a.test:8080/x?y=z@w#f@g", "HTTPS://A.TEST")
    for url in (" https://a.test/ ", *opened):
        yield Entry(f"opened: {url!a}", Sink.URL_OPEN, url, True)
    for url, words in SHOWN.items():
        yield Entry(f"shown: {url!a}", Sink.URL_DISPLAY, url, words)
    for host in " ".join(INNER).split(" "):
        yield Entry(f"not fetched: {host}", Sink.URL_FETCH, f"https://{host}/", False)
