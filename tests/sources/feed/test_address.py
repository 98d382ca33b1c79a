"""How a feed's address is written, and what of it is not accepted."""

from datetime import timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.errors import UsageError
from hashtui.post.tag import Tag
from hashtui.sources import make_source
from hashtui.sources.feed.address import read_feed_address
from hashtui.sources.source import Means
from tests.sources.feed.paper_site import PaperSite


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("feed+https://Host.Example:443/tags/{tag}.rss", "feed+https://host.example/tags/{tag}.rss"),
        ("FEED+https://host.example/tags/%7Btag%7D.rss#x", "feed+https://host.example/tags/{tag}.rss"),
        ("feed+https://host.example/?q=%23{tag}&sort=new", "feed+https://host.example/?q=%23{tag}&sort=new"),
        ("feed+https://münchen.example/a", "feed+https://xn--mnchen-3ya.example/a"),
        ("feed+http://127.0.0.1:8000/{tag}", "feed+http://127.0.0.1:8000/{tag}"),
        ("feed+https://host.example", "feed+https://host.example/"),
    ],
)
def test_a_feed_is_called_by_its_canonical_address(url: str, name: str) -> None:
    assert read_feed_address(url, insecure=False).name == name


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("feed+http://host.example/{tag}", "plain http is only for this machine"),
        ("feed+https://me:secret@host.example/{tag}", "leave out what stands before the @"),
        ("feed+https://{tag}.example/rss", "never in the host"),
        ("feed+https://host.example/{user}/rss", "the one thing that may stand in braces is {tag}"),
        ("feed+https://host example/rss", "is no feed's address"),
        ("feed+https://", "is no feed's address"),
        ("feed+https://host.example:99999/", "is no feed's address"),
    ],
)
def test_what_cannot_be_a_feeds_address_is_refused_with_what_to_write(url: str, words: str) -> None:
    with pytest.raises(UsageError) as refusal:
        make_source(SourceConfig(url), Means(HandClock(), PaperSite()))

    assert words in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_the_tag_stands_in_the_address_as_it_is_spelled_and_encoded() -> None:
    address = read_feed_address("feed+https://host.example/t/{tag}?x={tag}", insecure=False)

    assert address.for_tag(Tag.of("Été/2")) == "https://host.example/t/%C3%89t%C3%A9%2F2?x=%C3%89t%C3%A9%2F2"
    assert address.takes_tag


def test_leave_for_plain_http_is_given_in_the_configuration() -> None:
    config = SourceConfig("feed+http://host.example/rss", insecure=True, every=timedelta(minutes=2))

    assert make_source(config, Means(HandClock(), PaperSite())).url == "feed+http://host.example/rss"
