"""Documents that are broken, lie about themselves, or mean harm."""

import time

import pytest

from hashtui.errors import Malformed
from hashtui.sources.feed.reading import LARGEST, WebPage, read_feed
from hashtui.sources.feed.scan import MOST_ENTRIES, scan
from tests.sources.feed.test_shapes import URL, items, only, posts

BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def broken(text: str) -> list[str]:
    return [post.body.text for post in posts(text)]


@pytest.mark.parametrize(
    ("document", "texts"),
    [
        (items("<title>Caf&eacute;&nbsp;&amp; more</title>"), ["Café & more"]),
        (items("<title>bare & bold &unknown; &#233;</title>"), ["bare & bold &unknown; é"]),
        (items("<title>1 < 2 <3</title>"), ["1 < 2 <3"]),
        (items("<title>con\x0btrol\x00s</title>"), ["controls"]),
        (items('<title>x</title><media:content url="https://a.example/x"/>'), ["x"]),
        (items('<title>x</title><weird:thing a="1">y</weird:thing>'), ["x"]),
        (items("<title>whole</title>", "<title>broken</item>"), ["whole"]),
        (items("<title>broken", "<title>whole</title>", "<b>also</c>", "<title>too</title>"), ["whole", "too"]),
        (items("<title>whole</title>", "<title>cut")[:-30], ["whole"]),
        (items("<title>whole</title>") + "<script>alert(1)</script>", ["whole"]),
        ("\n\n  " + items("<title>late</title>"), ["late"]),
        (items("<title><![CDATA[a & b &eacute; <3]]></title><x>&</x>"), ["a & b &eacute; <3"]),
        ('<!DOCTYPE rss [<!ENTITY me "L&#233;a">]>' + items("<title>&me; &you;</title>"), ["Léa &you;"]),
        ('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x/rss.dtd">' + items("<title>x</title>"), ["x"]),
    ],
)
def test_what_can_be_read_of_broken_xml_is_read(document: str, texts: list[str]) -> None:
    assert broken(document) == texts


@pytest.mark.parametrize(
    "doctype", [f'[<!ENTITY a0 "ha">{BILLION}]', '[<!ENTITY x SYSTEM "file:///etc/passwd">]', '[<!ENTITY % p "x"> %p;]']
)
def test_entities_that_are_more_than_words_are_refused(doctype: str) -> None:
    with pytest.raises(Malformed, match="entities made of other entities or of files"):
        posts(f"<!DOCTYPE r {doctype}>" + items("<title>&a9;&x;</title>"))


def test_an_entry_that_is_cut_off_is_counted() -> None:
    assert read_feed(items("<title>a</title>", "<title>b</item>").encode(), "", URL).unreadable == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "nothing"),
        (b" \n", "nothing"),
        (b"not found", "text that is no feed"),
        (b'{"error": "no"}', "JSON that is no JSON Feed"),
        (b"[1]", "what is no JSON object"),
        (b"{broken", "what is no JSON object"),
        (b'<?xml version="1.0"?><opml/>', "XML that is no feed"),
        (b"<rss><channel><title>x", "XML that is broken at line 1"),
        (b"<rss>" + b" " * LARGEST, "more than 5 MB"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, words: str) -> None:
    with pytest.raises(Malformed) as refusal:
        read_feed(body, "application/rss+xml", URL)

    assert str(refusal.value) == words


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        (b"<!DOCTYPE html><title>x</title>", None),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'/>", None),
        (b"<html><link rel=alternate type=application/atom+xml href=/atom?a=1&amp;b=2>", "/atom?a=1&b=2"),
        (
            b"<html><link rel='stylesheet' href='x'><link type='application/rss+xml' rel='alternate' href='f'>",
            "/tag/a/feed/f",
        ),
        (b"<html><link rel=alternate type='application/rss+xml' href='javascript:alert(1)'>", None),
    ],
)
def test_a_web_page_is_told_from_a_feed_and_asked_for_its_feed(page: bytes, feed: str | None) -> None:
    with pytest.raises(WebPage) as refusal:
        read_feed(page, "text/html", URL)

    assert refusal.value.feed == (None if feed is None else f"https://blog.example{feed}")


@pytest.mark.parametrize(
    ("encoding", "declared", "served"),
    [
        ("utf-8", "iso-8859-1", "text/xml"),
        ("utf-8", "us-ascii", "text/xml; charset=iso-8859-1"),
        ("iso-8859-1", "iso-8859-1", "application/rss+xml"),
        ("iso-8859-1", "utf-8", "application/rss+xml; charset=utf-8"),
        ("cp1252", "iso-8859-1", ""),
        ("iso-8859-15", "utf-8", "text/xml; charset=ISO-8859-15"),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("utf-8-sig", "windows-1251", ""),
        ("cp1252", "punycode", ""),
        ("cp1252", "\x00", ""),
        ("cp1252", "unicode_escape", "text/xml; charset=utf-7"),
    ],
)
def test_the_encoding_is_found_whatever_is_said_of_it(encoding: str, declared: str, served: str) -> None:
    document = f'<?xml version="1.0" encoding="{declared}"?>' + items("<title>Été à Orléans</title>")

    assert [p.body.text for p in posts(document.encode(encoding), content_type=served)] == ["Été à Orléans"]


def test_russian_in_its_old_encoding() -> None:
    document = '<?xml version="1.0" encoding="koi8-r"?>' + items("<title>Привет</title>")

    assert only(document.encode("koi8-r")).body.text == "Привет"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "https://me:pw@blog.example/", "http://[::1", "data:text/html,x"],
)
def test_links_that_lead_nowhere_good_are_none(link: str) -> None:
    post = only(items(f"<title>x</title><link>{link}</link><guid isPermaLink='false'>1</guid>"))

    assert (post.url, post.body.links) == (None, ())


def test_scripts_and_styles_are_no_words() -> None:
    html = "<script>alert(1)</script><style>p{}</style><p onclick='x()'>ok</p><!-- no -->"
    title = "&lt;b onclick='x()'&gt;fine&lt;/b&gt;"

    post = only(items(f"<title>{title}</title><description>{html.replace('<', '&lt;')}</description>"))

    assert post.body.text == "fine\n\nok"


def test_controls_and_bidi_are_gone_from_every_field() -> None:
    post = only(items("<title>a&#x9b;31m\u202eb</title><author>c\u202ed</author><category>e\u200bf</category>"))

    assert post.body.text.isprintable()
    assert post.author.name.isprintable()
    assert all(tag.spelling.isprintable() for tag in post.tags)


def test_an_entry_that_would_hold_the_parser_up_is_left_out_alone() -> None:
    rows = [f"<title>good</title><author>{'a' * 60_000}</author>", "<title>kept</title>"]
    rows += [f"<title>many</title>{'<category>x</category>' * 5_000}", f"<title>big</title><x>{'y' * 2**20}</x>"]
    began = time.thread_time()

    document = read_feed(items(*rows).encode(), "", URL)

    assert [entry.title.raw for entry in document.entries] == ["kept"]
    assert document.unreadable == 3
    assert time.thread_time() - began < 2.0


@pytest.mark.parametrize(
    "document",
    [
        f"<rss><channel><webMaster>{'a' * 60_000}</webMaster></channel></rss>",
        "<rss>" + "".join(f'<a xmlns:p{n}="u"/>' for n in range(5_000)) + "</rss>",
        "<rss>" + "".join(f"<p{n}:a/>" for n in range(5_000)) + "</rss>",
        "<rss>" + "<a>" * 5_000 + "</a>" * 5_000 + "</rss>",
        f'<rss xml:base="https://a.example/{"b/" * 5_000}"/>',
        "<rss><channel>" + "<x/>" * 5_000 + "</channel></rss>",
    ],
)
def test_a_feed_that_is_nothing_but_trouble_is_refused_at_once(document: str) -> None:
    began = time.thread_time()

    with pytest.raises(Malformed):
        read_feed(document.encode(), "", URL)

    assert time.thread_time() - began < 1.0


@pytest.mark.parametrize("row", ["&lt;!--", "&lt;a ", "&amp;#x41;", "&lt;a href=&quot;", " #a1", "http://a.b ", "\n"])
def test_long_texts_of_nothing_good_take_no_long_time(row: str) -> None:
    document = items(f"<description>{row * (200_000 // len(row))}</description>")
    began = time.thread_time()

    posts(document)

    assert time.thread_time() - began < 2.0


@pytest.mark.parametrize(
    "start", ["<?a?>", "<!--a-->", "<!DOCTYPE ", "<![CDATA[", "<", "&", "\n", "\0", "<!DOCTYPE a [ ] "]
)
def test_beginnings_that_repeat_take_no_long_time(start: str) -> None:
    began = time.thread_time()

    with pytest.raises(Malformed):
        read_feed((start * (500_000 // len(start)) + "x").encode(), "", URL)

    assert time.thread_time() - began < 2.0


def test_only_so_many_entries_are_read() -> None:
    document = read_feed(items(*["<title>x</title>"] * (MOST_ENTRIES + 500)).encode(), "", URL)

    assert len(document.entries) == MOST_ENTRIES


def test_what_passes_the_scan_is_whole_xml_again() -> None:
    look = scan(items("<title>a</title>", f"<author>{'a' * 999}</author>", "<title>b</title>", "<title>c"))

    assert look.xml.count(b"<item>") == look.xml.count(b"</item>") == len(look.entries) == 2
    assert look.left_out == 2
    assert look.xml.endswith(b"</item></channel></rss>")
