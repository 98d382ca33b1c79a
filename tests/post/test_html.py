"""HTML becomes text a person can read and trust, with its roles; never an exception, never a trap."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.body import Body, Role
from hashtui.post.clean import clean_text
from hashtui.post.html import read_html

ANA = "https://social.example/@ana"


def text_of(html: str) -> str:
    return read_html(html).text


def roles_of(body: Body) -> list[tuple[str, Role, str | None]]:
    return [(body.text[span.start : span.end], span.role, span.target) for span in body.spans]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("just words", "just words"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<br>two<br />three</p>", "one\ntwo\nthree"),
        ("<p>one<br><br><br><br>two</p>", "one\n\ntwo"),
        ("<p>one<br></p><p>two</p>", "one\n\ntwo"),
        ("<p></p><p> </p><p>one</p><p></p>", "one"),
        ("<p>  a \n\t b  </p>\n <p> c</p>", "a b\n\nc"),
        ("a <b> bold </b> word", "a bold word"),
        ("a<b> bold</b>", "a bold"),
        ("<p>a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39;</p>", "a & b <c> \"d\" 'e'"),
        ("no-break&nbsp;space", "no-break space"),
        ("<h1>Title</h1>text<div>one</div><div>two</div>", "Title\n\ntext\n\none\n\ntwo"),
        ("a<hr>b", "a\n\nb"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<dl><dt>term</dt><dd>meaning</dd></dl>", "term\nmeaning"),
        ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>", "東京(とうきょう)"),
        ("<p>unclosed <b>bold <i>it", "unclosed bold it"),
        ("</p></ol></div>text", "text"),
    ],
)
def test_words_stand_as_a_browser_would_set_them(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>to do:</p><ul><li>one</li><li>two</li></ul><p>end</p>", "to do:\n\n• one\n• two\n\nend"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol start=9><li>a</li><li>b</li></ol>", "9. a\n10. b"),
        ("<ol reversed><li>a</li><li>b</li><li>c</li></ol>", "3. a\n2. b\n1. c"),
        ("<ol reversed start=10><li>a</li><li>b</li></ol>", "10. a\n9. b"),
        ("<ol reversed><li>a<ol><li>x</li></ol></li><li>b</li></ol>", "2. a\n  1. x\n1. b"),
        ("<ol><li value=5>a</li><li>b</li></ol>", "5. a\n6. b"),
        ("<ol start=many><li value=>a</li></ol>", "1. a"),
        ("<ol start=99999999999999999999><li>a</li></ol>", "1. a"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "• a\n  • b\n• c"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "• a\n\n  b\n• c"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>", "• a\n• b\n\nc"),
        ("<ul><li>a<br>b</li></ul>", "• a\n  b"),
        ("<ul><li></li><li>a</li></ul>", "• a"),
        ("<li>lost</li>", "• lost"),
        ("<ol></ol></ol></ol>", ""),
    ],
)
def test_lists_have_bullets_and_numbers(html: str, text: str) -> None:
    assert text_of(html) == text


def test_preformatted_text_keeps_its_spaces() -> None:
    body = read_html("<p>so:</p><pre><code>if a:\n    b()\n\nc  d</code></pre><p>there</p>")

    assert body.text == "so:\n\nif a:\n    b()\n\nc  d\n\nthere"
    assert roles_of(body) == [("if a:\n    b()\n\nc  d", Role.CODE, None)]


def test_a_quotation_is_marked_on_every_line() -> None:
    body = read_html("<p>she said</p><blockquote><p>one<br>two</p><p>three</p></blockquote><p>and left</p>")

    assert body.text == "she said\n\n> one\n> two\n>\n> three\n\nand left"
    assert roles_of(body) == [("> one\n> two\n>\n> three", Role.QUOTE, None)]


def test_a_quotation_may_hold_another_and_a_list() -> None:
    body = read_html("<blockquote>a<blockquote>b</blockquote><ul><li>c</li></ul></blockquote>")

    assert body.text == "> a\n>\n> > b\n>\n> • c"


def test_emphasis_is_kept_as_roles() -> None:
    body = read_html("<p><strong>very <em>much</em></strong> <b>b</b> <i>i</i> <code>x = 1</code></p>")

    assert roles_of(body) == [
        ("very much", Role.STRONG, None),
        ("much", Role.EMPHASIS, None),
        ("b", Role.STRONG, None),
        ("i", Role.EMPHASIS, None),
        ("x = 1", Role.CODE, None),
    ]


def test_a_shortened_address_is_shown_as_the_server_shortened_it() -> None:
    html = (
        '<a href="https://news.example/2026/direct.html"><span class="invisible">https://</span>'
        '<span class="ellipsis">news.example/2026/dir</span><span class="invisible">ect.html</span></a>'
    )

    body = read_html(html)

    assert body.text == "news.example/2026/dir…"
    assert roles_of(body) == [("news.example/2026/dir…", Role.LINK, "https://news.example/2026/direct.html")]
    assert body.links == ("https://news.example/2026/direct.html",)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://evil.test/x">https://bank.example</a>', "https://bank.example ‹evil.test›"),
        ("<a href=https://evil.test><span class=invisible>https://</span>bank.example</a>", "bank.example ‹evil.test›"),
        ('<a href="https://news.example/x">the news</a>, read', "the news ‹news.example›, read"),
        ('<a href="https://news.example/x"><span class="invisible">all hidden</span></a>', "news.example"),
        ('<a href="https://bank.example@evil.test/">bank.example</a>', "bank.example ‹evil.test›"),
    ],
)
def test_a_link_shows_the_host_it_leads_to(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    "href", ["//evil.test", "/path", "javascript:alert(1)", "data:text/html,x", "x:y", "", "https:evil"]
)
def test_a_link_that_is_no_web_address_is_only_its_words(href: str) -> None:
    body = read_html(f'<p>see <a href="{href}">this</a></p>')

    assert body == Body(clean_text("see this"))


def test_a_link_inside_a_link_is_none() -> None:
    html = '<a href="https://one.test/"><table><tr><td><a href="https://two.test/">x</a></td></tr></table>'

    found = [span for span in read_html(html).spans if span.role is Role.LINK]

    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_mention_has_the_whole_handle() -> None:
    html = f'<span class="h-card"><a href="{ANA}" class="u-url mention">@<span>ana</span></a></span> hello'

    body = read_html(html, mentions={ANA: "@ana@social.example"})

    assert body.text == "@ana hello"
    assert roles_of(body) == [("@ana", Role.MENTION, "@ana@social.example")]


def test_a_mention_that_pretends_shows_whom_it_means() -> None:
    body = read_html(f'<a href="{ANA}" class="mention">@bob</a>', mentions={ANA: "@ana@social.example"})

    assert body.text == "@bob ‹@ana@social.example›"


def test_a_mention_of_an_account_unknown_is_a_link() -> None:
    body = read_html(f'<a href="{ANA}" class="mention">@ana</a>')

    assert roles_of(body) == [("@ana ‹social.example›", Role.LINK, ANA)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://social.example/tags/Été" class="mention hashtag" rel="tag">#<span>Été</span></a>',
        '<a href="https://other.example/anything" class="hashtag">#Été</a>',
        '<a href="https://social.example/discover/tags/%C3%89t%C3%A9/">#Été</a>',
        '<a href="https://evil.test/x" class="hashtag">#Été</a>',
    ],
)
def test_a_hashtag_is_the_tag_it_shows(html: str) -> None:
    assert roles_of(read_html(html)) == [("#Été", Role.TAG, "ete")]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://code.example/issues/42">#42</a>',
        '<a href="https://code.example/tags/other">#42</a>',
        '<a href="https://code.example/x" class="hashtag">no hash</a>',
        '<a href="https://code.example/x" class="hashtag">#...</a>',
        '<a href="https://code.example/x" class="hashtag">#two words</a>',
    ],
)
def test_what_only_looks_like_a_hashtag_is_a_link(html: str) -> None:
    (span,) = read_html(html).spans

    assert span.role is Role.LINK


@pytest.mark.parametrize("tag", ["p", "span"])
def test_the_line_that_stands_in_for_a_quote_goes_when_the_quote_is_shown(tag: str) -> None:
    html = f'<p>look</p><{tag} class="quote-inline"><br>RE: <a href="https://a.example/1">a.example/1</a></{tag}>'

    assert text_of(html) == "look\n\nRE: a.example/1"
    assert read_html(html, quoted=True) == Body(clean_text("look"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a&#x1b;]52;c;QQ==&#7;b</p>", "a␛]52;c;QQ==␇b"),
        ("<p>a&#x202e;b&zwj;c&shy;d</p>", "abcd"),
        ("[@click=app.quit]&#91;red&#93;", "[@click=app.quit][red]"),
        ("<script>alert(1)</script>hi<style>x</style>", "hi"),
        ("<!-- c --><![CDATA[x]]>y", "y"),
        ("<img src=x onerror=alert(1)>", ""),
        ("&#xD800;", "\ufffd"),
    ],
)
def test_nothing_hides_in_entities_or_elements(html: str, text: str) -> None:
    assert text_of(html) == text


def test_lone_surrogates_and_pairs_in_halves_are_mended() -> None:
    assert text_of("<p>a\ud800b \ud83d\ude00</p>") == "a\ufffdb 😀"


def test_roles_stay_on_their_words_when_cleaning_moves_them() -> None:
    body = read_html("<p>\u202e\u200b&#x1b;x <b>bo\u202eld</b> and <i>slan\u200bted</i></p>")

    assert body.text == "␛x bold and slanted"
    assert roles_of(body) == [("bold", Role.STRONG, None), ("slanted", Role.EMPHASIS, None)]


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" * 65 + "<p>deep</p><p>words</p>",
        "<p>a</p>" * 6_000,
        "<b>" * 5_001 + "bold",
    ],
)
def test_what_is_too_deep_or_too_much_becomes_plain_text(html: str) -> None:
    body = read_html(html)

    assert body.spans == ()
    assert len(body.text) <= 2_001


def test_what_takes_too_long_becomes_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.post.html.BUDGET", -1.0)

    body = read_html("<p>one <b>bold</b></p><p>" + "x" * 3_000 + "</p>")

    assert body.spans == ()
    assert body.text == "one bold\n" + "x" * 1_991 + "…"


def test_of_too_much_html_the_beginning_is_read_and_the_cut_is_shown() -> None:
    body = read_html(f"<p><b>start</b> </p><!-- {'x' * 65_536} --><p>end</p>")

    assert body.text == "start…"
    assert roles_of(body) == [("start", Role.STRONG, None)]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 12_000,
        "<b><p>" * 6_000,
        "<i><b>x</i>" * 5_000,
        "&" * 60_000,
        "<a href='x" * 4_000,
        "<p<p<p" * 8_000,
        "<!--" * 16_000,
        "<ol reversed><li>" * 3_000,
        '<a href="https://x.test/">y</a>' * 2_000,
        "e" + "\u0301\u0316" * 30_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_pages_cost_little(html: str) -> None:
    before = time.thread_time()

    read_html(html)

    assert time.thread_time() - before < 1.0


ELEMENTS = "p br span b em s code pre blockquote ul ol li ruby rt rp div h2 table td script svg"
TAGS = st.sampled_from(tuple(ELEMENTS.split()))
ATTRIBUTES = st.sampled_from(
    ["", ' class="invisible"', ' class="ellipsis"', ' class="quote-inline"', " reversed", ' start="-3"', ' value="7"']
)
LINKS = st.sampled_from(
    [
        f'<a href="{ANA}" class="mention">',
        '<a href="https://social.example/tags/a" class="mention hashtag">',
        '<a href="https://evil.test/">',
        '<a href="//evil.test">',
        "</a>",
    ]
)
WORDS = st.sampled_from(
    [
        " ",
        "\n",
        "#a",
        "@ana",
        "é",
        "\u0301",
        "👩",
        "&zwj;",
        "\u1100",
        "\u1161",
        "&#x1b;",
        "\u202e",
        "\ud800",
        "\u2028",
        "&amp;",
    ]
)
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES), st.builds("</{}>".format, TAGS), LINKS, WORDS, st.text(max_size=4)
)


@given(st.lists(PIECES, max_size=24).map("".join), st.booleans())
def test_whatever_comes_the_body_is_clean_and_its_spans_lie_in_it(html: str, quoted: bool) -> None:
    body = read_html(html, mentions={ANA: "@ana@social.example"}, quoted=quoted)

    assert clean_text(str("".join(body.text))) == body.text
    assert body.text.encode().decode() == body.text
    assert list(body.spans) == sorted(body.spans, key=lambda span: span.start)
    assert all(0 <= span.start < span.end <= len(body.text) for span in body.spans)
    leads = [span for span in body.spans if span.role in (Role.LINK, Role.MENTION, Role.TAG)]
    assert all(span.target for span in leads)
    assert all(one.end <= other.start for one, other in pairwise(leads))


@given(st.text(st.characters(exclude_characters="<&"), max_size=40))
def test_words_without_markup_are_the_clean_words(words: str) -> None:
    expected = clean_text(words.replace("\x00", "").replace("\r", "\n"))

    assert "".join(text_of(words).split()) == "".join(expected.split())


@pytest.mark.parametrize(
    "html",
    [
        "<textarea><script>alert(1)</script></textarea>said",
        "<title><img src=x onerror=alert(1)></title>said",
        "<xmp><a href=javascript:alert(1)></xmp>said",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>said",
        "<iframe srcdoc='<script>1</script>'><script>alert(1)</script></iframe>said",
        "<noframes><script>alert(1)</script></noframes>said",
        "said<plaintext><script>alert(1)</script>",
    ],
)
def test_what_is_read_by_other_rules_is_not_shown_as_words(html: str) -> None:
    text = read_html(html).text

    assert "said" in text
    assert not any(word in text for word in ("<script", "onerror", "javascript:", "alert"))
