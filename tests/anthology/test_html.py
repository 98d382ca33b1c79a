"""The page: what stands in it, in which language and direction, and that nothing in it runs or is asked for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from hashtui.anthology.anthology import Anthology, Picture
from hashtui.anthology.html import POLICY, write_html
from hashtui.anthology.making import Lore
from hashtui.anthology.xhtml import address, checked, escaped, language
from hashtui.post.body import Role
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import IfDeleted
from hashtui.post.post import Media, MediaKind, Poll, PollOption
from hashtui.post.stretch import Stretch, clean_body
from tests.anthology.binding import ACTIVE, MADE, bound, hostile_anthology, hostile_texts
from tests.anthology.picking import pick
from tests.posts import author, post

XHTML = "{http://www.w3.org/1999/xhtml}"


def page_of(anthology: Anthology) -> str:
    return write_html(anthology)["html"].decode("utf-8")


def articles_of(page: str) -> list[str]:
    return re.findall(r"<article.*?</article>", page, re.DOTALL)


def test_a_post_stands_with_its_author_its_words_and_where_it_is() -> None:
    body = clean_body(
        "Lisez ce site !\n« oui »\n\n#capcomnet",
        [
            Stretch(6, 8, Role.STRONG),
            Stretch(9, 13, Role.LINK, clean_line("https://site.example/?a=1&b=2")),
            Stretch(25, 35, Role.TAG, clean_line("capcomnet")),
        ],
    )
    one = replace(post(1), body=body, language=clean_line("fr"))
    chosen = replace(pick(1), post=one, caption=clean_text("Why: <because>"))

    (article,) = articles_of(page_of(bound(one, picks=[chosen])))

    assert article == GOLDEN


GOLDEN = """<article class="post" id="p14a9202bdc5efc19">
<p class="who"><bdi dir="auto" class="name">Ana P.</bdi> <a href="https://social.example/@ana"\
 rel="noopener noreferrer nofollow"><bdi dir="auto" class="handle">@ana@social.example</bdi></a></p>
<div class="words" lang="fr" xml:lang="fr" dir="auto"><p dir="auto">Lisez <strong>ce</strong>\
 <a href="https://site.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow"><bdi dir="auto">site</bdi></a>\
 !<br/>« oui »</p>
<p dir="auto"><bdi dir="auto" class="tag">#capcomnet</bdi></p></div>
<div class="caption" lang="" xml:lang="" dir="auto"><p dir="auto">Why: &lt;because&gt;</p></div>
<p class="facts"><time datetime="2026-11-21T12:01:00.000Z">21 November 2026, 13:01 (UTC+1)</time> ·\
 <a href="https://social.example/@ana/1" rel="noopener noreferrer nofollow" class="original">the original on\
 <bdi dir="auto">social.example</bdi></a> (Mastodon)</p>
</article>"""


def test_a_warning_stands_before_what_it_warns_of_and_opens_when_asked() -> None:
    picture = Media(MediaKind.IMAGE, clean_line("https://m.example/1.png"), clean_text("a wound"))
    one = replace(post(1, "blood"), content_warning=clean_text("injury"), media=(picture,))

    (article,) = articles_of(page_of(bound(one)))

    warned = re.search(r"<details class=.warned.><summary>(.*?)</summary>(.*)</details>", article, re.DOTALL)
    assert warned is not None
    assert "injury" in warned[1]
    assert "blood" in warned[2]
    assert "a wound" in warned[2]


def test_sensitive_pictures_open_when_asked_and_the_words_do_not_wait_for_them() -> None:
    one = replace(post(1, "words"), sensitive=True, media=(Media(MediaKind.IMAGE, None, clean_text("a picture")),))

    (article,) = articles_of(page_of(bound(one)))

    before, _, folded = article.partition("<details")
    assert "words" in before
    assert "a picture" in folded


def test_answers_lead_to_the_post_here_or_to_the_original() -> None:
    elsewhere = replace(post(2), reply_to=clean_line("https://a.example/9"))
    unknown = replace(post(3), quote_of=clean_line("https://social.example#77 no address"))

    page = page_of(bound(post(1), replace(post(4), reply_to=post(1).key), elsewhere, unknown))

    facts = [article.rpartition(" · ")[2] for article in articles_of(page)]
    assert 'href="#p14a9202bdc5efc19">an answer to another post here</a>' in facts[3]
    assert 'href="https://a.example/9"' in facts[1]
    assert "quotes another post</p>" in facts[2]


def test_a_poll_tells_its_answers_with_their_votes() -> None:
    one = replace(post(1), poll=Poll((PollOption(clean_line("oui"), 2), PollOption(clean_line("non")))))

    (article,) = articles_of(page_of(bound(one)))

    rows = re.findall(r"<li>(.*?)</li>", article)
    assert [re.sub("<.*?>", "", row) for row in rows] == ["oui – 2 votes", "non"]


def test_a_picture_stands_in_the_page_only_when_it_was_brought_along() -> None:
    url = clean_line("https://m.example/1.png")
    one = replace(post(1), media=(Media(MediaKind.IMAGE, url, clean_text('a "door"')),))
    brought = Picture("ab.png", "image/png", b"\x89PNG", clean_text("a door"))

    without, with_it = page_of(bound(one)), page_of(bound(one, lore=Lore(pictures={url: brought})))

    assert "<img" not in without
    assert "a &quot;door&quot;" in without
    assert '<img src="data:image/png;base64,iVBORw==" alt="a &quot;door&quot;"/>' in with_it


def test_what_became_of_a_post_is_told() -> None:
    kept = replace(pick(2), deleted_at=MADE, if_deleted=IfDeleted.KEEP)

    page = page_of(bound(replace(post(1, "now"), edited_at=MADE), picks=[pick(1), kept]))

    assert "Edited by its author on 22 November 2026, 10:30 (UTC+1), after it was picked" in page
    assert "Deleted by its author on 22 November 2026, 10:30 (UTC+1); kept here on purpose" in page


def test_contents_lead_to_every_chapter() -> None:
    page = page_of(bound(post(1), picks=[pick(2, "Doors")]))

    places = re.findall(r'<a href="#([^"]+)"><bdi[^>]*>([^<]+)', page)
    assert [title for _, title in places] == ["Doors", "21 November 2026", "Contributors", "Colophon"]
    assert all(f'id="{place}"' in page for place, _ in places)


def test_everybody_is_credited_with_their_profile() -> None:
    robot = replace(post(2), author=replace(author("bo", ""), url=None, bot=True))

    tree = ET.fromstring(page_of(bound(post(1), robot)))

    people = tree.findall(f".//{XHTML}section[@id='contributors']//{XHTML}li")
    rows = [" ".join("".join(row.itertext()).split()) for row in people]
    assert rows == [
        "Ana P. @ana@social.example 1 post, 21 November 2026",
        "@bo@social.example 1 post, 21 November 2026",
    ]
    links = tree.findall(f".//{XHTML}section[@id='contributors']//{XHTML}a")
    assert [link.get("href") for link in links] == ["https://social.example/@ana"]


class Obeyed(HTMLParser):
    """What a browser would do at this page: every element and every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def of(self, *names: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name in names)


OURS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "nav", "ol", "ul", "li", "a", "main",
    "section", "article", "bdi", "div", "span", "br", "strong", "em", "b", "code", "blockquote", "details", "summary",
    "figure", "img", "figcaption", "time", "footer", "dl", "dt", "dd",
}  # fmt: skip


@pytest.mark.parametrize("texts", [ACTIVE, None], ids=["active", "corpus"])
def test_nothing_that_strangers_wrote_is_obeyed(texts: tuple[str, ...] | None) -> None:
    page = page_of(hostile_anthology(texts if texts is not None else hostile_texts()))
    obeyed = Obeyed()

    obeyed.feed(page)

    assert {name for name, _ in obeyed.elements} <= OURS
    given = {name for _, attributes in obeyed.elements for name in attributes}
    assert {name for name in given if name.startswith("on")} == set()
    assert not given & {"src", "srcset", "style", "action", "formaction", "ping", "background", "data"}
    assert {str(one["href"]).partition(":")[0].partition("#")[0] for one in obeyed.of("a")} <= {"http", "https", ""}
    (policy,) = (one["content"] for one in obeyed.of("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy == POLICY
    assert ET.fromstring(page).tag == f"{XHTML}html"


def test_the_policy_lets_a_browser_draw_and_nothing_else() -> None:
    assert POLICY.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")


def test_the_same_anthology_has_the_same_octets() -> None:
    def once() -> bytes:
        return write_html(bound(post(1), post(2), picks=[pick(2, "Doors")]))["html"]

    assert once() == once()


def test_what_is_not_well_formed_is_not_written() -> None:
    with pytest.raises(ValueError, match="not well-formed"):
        checked("<p>one<p>two")


def test_what_xml_has_no_place_for_is_replaced() -> None:
    assert escaped("a\x00\x1b\ufffe\ud800<'&\">") == "a\ufffd\ufffd\ufffd\ufffd&lt;&#39;&amp;&quot;&gt;"


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("fr", "fr"), ("pt-BR", "pt-BR"), ("zh-Hans-CN", "zh-Hans-CN"), ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("sl-rozaj-rozaj", ""), (None, ""), ("", ""), ("f", ""), ("12", ""), ("fr_FR", ""), ("fr-", ""), ("x-a", ""),
        ('fr" onload="', ""), ("es-419", "es-419"),
    ],
)  # fmt: skip
def test_a_language_is_told_only_when_it_is_one(code: str | None, known: str) -> None:
    assert language(code) == known


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20#f"),
        ("https://a.example/]0;t[|%zz%2", "https://a.example/%5D0;t%5B%7C%25zz%252"),
        ("https://[::1]:80/a#b#c", "https://[::1]:80/a#b%23c"),
    ],
)
def test_an_address_is_written_as_strictly_as_book_readers_want_it(url: str, written: str) -> None:
    assert address(url) == written


def test_a_post_runs_the_way_its_letters_do() -> None:
    one = replace(post(1, "مرحبا #capcomnet"), language=clean_line("ar"))

    (article,) = articles_of(page_of(bound(one)))

    assert '<div class="words" lang="ar" xml:lang="ar" dir="auto"><p dir="auto">مرحبا' in article
