"""Which addresses are one, and who counts as sharing them."""

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
