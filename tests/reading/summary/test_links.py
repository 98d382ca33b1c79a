"""Which addresses are one, and who counts as sharing them."""

from dataclasses import replace

from hashtui.post.body import Role, Span
from hashtui.post.clean import clean_line
from hashtui.reading.summary.links import links_of
from tests.reading.summary.talk import chronicle_of, says


def test_one_page_under_several_addresses_is_one_link() -> None:
    posts = chronicle_of(
        [
            says("a", "Read", 1, link="https://www.media.example/blanc?utm_source=x"),
            says("b", "Read this", 2, link="http://media.example/blanc/"),
            says("b", "Read this again", 3, link="https://media.example/blanc#top"),
            says("c", "Other", 4, link="https://media.example/other"),
        ]
    ).posts

    first, second = links_of(posts.values())

    assert (first.url, first.sharers, first.posts) == ("https://www.media.example/blanc?utm_source=x", 2, 3)
    assert (second.sharers, second.posts) == (1, 1)
    assert len(first.keys) == 3


def test_links_of_most_accounts_come_first_then_those_in_more_posts_then_the_earlier() -> None:
    said = [("a", "late"), ("a", "often"), ("a", "often"), ("b", "two"), ("c", "two"), ("d", "once"), ("e", "late")]
    one_page_twice = says("z", "Read", 90, link="https://media.example/twice")
    body = one_page_twice.post.body
    again = Span(0, 4, Role.LINK, clean_line("https://media.example/twice#again"))
    post = replace(one_page_twice.post, body=replace(body, spans=(again, *body.spans)))
    entries = [says(who, "Read", n, link=f"https://media.example/{name}") for n, (who, name) in enumerate(said)]

    found = links_of(chronicle_of([*entries, replace(one_page_twice, post=post)]).posts.values())

    assert [(link.url.rpartition("/")[2], link.sharers, link.posts) for link in found] == [
        ("late", 2, 2),
        ("two", 2, 2),
        ("often", 1, 2),
        ("once", 1, 1),
        ("twice#again", 1, 1),
    ]
    assert len(links_of(chronicle_of(entries).posts.values(), most=2)) == 2
