"""Links, tags and mentions are found again where people see them, and nowhere else."""

import time

import pytest

from hashtui.post.body import Body, Role
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.tag import Tag
from hashtui.sources.lines.marks import find_tags, marked


def body_of(text: str, *, tags: str = "", mentions: str = "", links: str | None = "") -> Body:
    return marked(
        clean_text(text),
        tags=[Tag.of(tag) for tag in tags.split()],
        mentions=[clean_line(handle) for handle in mentions.split()],
        links=None if links is None else [clean_line(link) for link in links.split()],
    )


def stretches(body: Body, role: Role) -> list[str]:
    return [body.text[span.start : span.end] for span in body.spans if span.role is role]


@pytest.mark.parametrize(
    ("text", "link", "shown"),
    [
        ("see https://a.example/x.", "https://a.example/x", "https://a.example/x"),
        ("see a.example/x.", "https://a.example/x", "a.example/x"),
        ("see www.a.example, ok", "https://www.a.example/", "www.a.example"),
        ("see A.Example/x", "https://a.example/x", "A.Example/x"),
        ("see a.example/2026/11/long-na…", "https://a.example/2026/11/long-name", "a.example/2026/11/long-na…"),
        ("voilà a.example/é", "https://a.example/%C3%A9", "a.example/é"),
        ("see müller.example", "https://xn--mller-kva.example/", "müller.example"),
        ("see http://a.example:8080/x", "http://a.example:8080/x", "http://a.example:8080/x"),
    ],
)
def test_an_address_is_found_as_people_write_it(text: str, link: str, shown: str) -> None:
    body = body_of(text, links=link)

    assert stretches(body, Role.LINK) == [shown]
    assert body.links == (link,)
    assert body.attached == ()


@pytest.mark.parametrize(
    "text",
    ["nothing", "a.example/y", "a.example/xy", "ba.example/x", "evil.com/a.example/x", "me@a.example/x", "a.example/"],
)
def test_an_address_that_is_another_is_not_taken_for_it(text: str) -> None:
    body = body_of(text, links="https://a.example/x")

    assert stretches(body, Role.LINK) == []
    assert body.attached == ("https://a.example/x",)


def test_links_keep_their_order_even_where_the_text_has_another() -> None:
    body = body_of("b.example a.example", links="https://a.example/ https://b.example/")

    assert body.links == ("https://a.example/", "https://b.example/")
    assert stretches(body, Role.LINK) == ["a.example"]


def test_without_a_list_every_address_in_the_text_is_a_link() -> None:
    body = body_of("(https://a.example/x_(y)), <http://b.example>; ftp://c xhttps://d.example https://", links=None)

    assert stretches(body, Role.LINK) == ["https://a.example/x_(y)", "http://b.example"]
    assert body.links == ("https://a.example/x_(y)", "http://b.example/")


def test_mentions_are_found_with_and_without_their_server() -> None:
    body = body_of("@ana and @bob@b.example, ana@mail.example @anabel", mentions="@ana@a.example @bob@b.example")

    assert [(span.target, body.text[span.start : span.end]) for span in body.spans] == [
        ("@ana@a.example", "@ana"),
        ("@bob@b.example", "@bob@b.example"),
    ]


def test_tags_are_found_however_they_are_spelled() -> None:
    body = body_of("#Été (#fair), #foo-bar #other a#fair", tags="ete fair foo-bar")

    assert stretches(body, Role.TAG) == ["#Été", "#fair", "#foo-bar"]
    assert [span.target for span in body.spans] == ["ete", "fair", "foobar"]


def test_a_tag_inside_a_link_is_no_tag() -> None:
    body = body_of("https://a.example/?q=(#fair)", tags="fair", links="https://a.example/?q=(#fair)")

    assert [span.role for span in body.spans] == [Role.LINK]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#one, #two!", ["one", "two"]),
        ("“#one” l'#two (#three)", ["one", "two", "three"]),
        ("＃全角 #ไทยน้ำ #हिन्दी", ["全角", "ไทยน้ำ", "हिन्दी"]),
        ("#🎉 #a_b·c", ["🎉", "a_b·c"]),
        ("#2026 # #- C# &#39; /#x ##double", ["double"]),
        ("#One #one", ["One"]),
    ],
)
def test_hashtags_of_plain_text_are_what_people_take_for_them(text: str, tags: list[str]) -> None:
    assert list(find_tags(text)) == [Tag.of(tag) for tag in tags]


@pytest.mark.parametrize("piece", ["#a ", "@a ", "https://a.example/ ", "a.example ", "#", "@", "https://", "#a…", ")"])
def test_a_hostile_text_is_read_as_fast_as_any(piece: str) -> None:
    text = clean_text(piece * (20_000 // len(piece)))
    links = [clean_line(f"https://a.example/{n}") for n in range(100)]

    began = time.process_time()
    marked(text, tags=[Tag.of("a")], mentions=[clean_line("@a")], links=links)
    marked(text, tags=find_tags(text), mentions=(), links=None)

    assert time.process_time() - began < 1
