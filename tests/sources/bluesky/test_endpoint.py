"""Addresses of Jetstreams, what is asked of them, and whose turn it is."""

from datetime import timedelta
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.errors import NoNetwork, RateLimited, Refused, Unreachable, UsageError
from hashtui.sources import kind_of, make_source
from hashtui.sources.bluesky.endpoint import EVENTS, Endpoint, Rota, named, public_endpoints, read_jetstream
from hashtui.sources.bluesky.position import Cursor, Unit
from hashtui.sources.bluesky.zstd import LEGACY_ID
from hashtui.sources.source import Means
from tests.sources.bluesky.network_on_paper import START
from tests.sources.paper import PaperServer


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("jetstream+wss://host.example/subscribe", "jetstream+wss://host.example/subscribe"),
        ("jetstream+wss://host.example", "jetstream+wss://host.example/subscribe"),
        ("jetstream+wss://host.example/", "jetstream+wss://host.example/subscribe"),
        ("Jetstream+WSS://Host.Example:443/subscribe", "jetstream+wss://host.example/subscribe"),
        ("jetstream+wss://host.example:8443/deep/er", "jetstream+wss://host.example:8443/deep/er"),
        (f"jetstream+wss://host.example{EVENTS}", f"jetstream+wss://host.example{EVENTS}"),
        ("jetstream+ws://127.0.0.1:6008/subscribe", "jetstream+ws://127.0.0.1:6008/subscribe"),
        ("jetstream+ws://[::1]:6008", "jetstream+ws://[::1]:6008/subscribe"),
        ("jetstream+ws://localhost:80", "jetstream+ws://localhost/subscribe"),
        ("jetstream+wss://bücher.example", "jetstream+wss://xn--bcher-kva.example/subscribe"),
    ],
)
def test_an_address_is_known_in_one_form(written: str, known_as: str) -> None:
    source = make_source(SourceConfig(written), Means(HandClock(), PaperServer()))

    assert source.url == known_as
    assert kind_of(written).name == "jetstream"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("jetstream+ws://host.example", "plain ws is only for this machine"),
        ("jetstream+ws://host.example/a", "write jetstream+wss://host.example/a,"),
        ("jetstream+wss://host.example:0", "'jetstream+wss://host.example:0': no server listens"),
        ("jetstream+https://host.example", "write jetstream"),
        ("jetstream+host.example", "write jetstream"),
        ("jetstream+", "write jetstream"),
        ("jetstream+wss://", "write jetstream"),
        ("jetstream+wss:///subscribe", "write jetstream"),
        ("jetstream+wss://[::1", "is no address"),
        ("jetstream+wss://host.example:99999", "is no server's address"),
        ("jetstream+wss://host.example/subscribe?cursor=1", "leave out what follows the path"),
        ("jetstream+wss://host.example/#x", "leave out what follows the path"),
        ("jetstream+wss://me:secret@host.example", "leave out what stands before the @"),
        ("jetstream+wss://host.example/a b", "characters that no path has"),
        ("jetstream+wss://host.example/\x1b[2J", "characters that no path has"),
    ],
)
def test_an_address_that_will_not_do_is_refused_in_one_line(written: str, words: str) -> None:
    with pytest.raises(UsageError) as refusal:
        make_source(SourceConfig(written), Means(HandClock(), PaperServer()))

    said = str(refusal.value)
    assert words in said
    assert said.isprintable()
    assert "secret" not in said


def test_an_account_server_that_cannot_be_is_refused_before_there_is_a_token() -> None:
    config = SourceConfig("bluesky", pds="not a host")

    with pytest.raises(UsageError, match="pds: 'not a host' is no server's address"):
        make_source(config, Means(HandClock(), PaperServer()))


def test_plain_ws_elsewhere_is_allowed_to_who_insists() -> None:
    endpoint = read_jetstream("jetstream+ws://host.example", insecure=True)

    assert named(endpoint) == "jetstream+ws://host.example/subscribe"
    assert endpoint.insecure


def query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, strict_parsing=True)


def test_the_first_form_is_asked_for_posts_reposts_and_likes_from_a_cursor() -> None:
    url = Endpoint("wss://h.example/subscribe").question(Cursor(17, Unit.MICROS), None, likes=True)

    assert url.startswith("wss://h.example/subscribe?")
    assert query(url) == [
        ("wantedCollections", "app.bsky.feed.post"),
        ("wantedCollections", "app.bsky.feed.repost"),
        ("wantedCollections", "app.bsky.feed.like"),
        ("maxMessageSizeBytes", "1048576"),
        ("cursor", "17"),
    ]


def test_the_second_form_has_other_names_for_the_same() -> None:
    url = Endpoint(f"wss://h.example{EVENTS}").question(None, 20260811, likes=False)

    assert query(url) == [
        ("collections", "app.bsky.feed.post"),
        ("collections", "app.bsky.feed.repost"),
        ("kinds", "commit"),
        ("kinds", "identity"),
        ("kinds", "account"),
        ("maxMessageSizeBytes", "1048576"),
        ("zstdDictionary", "20260811"),
    ]


def test_each_dictionary_has_its_own_form_of_the_stream() -> None:
    first, second = Endpoint("wss://h.example/subscribe", insecure=True), Endpoint(f"wss://h.example{EVENTS}")

    assert first.packed_with(LEGACY_ID) == first
    assert ("compress", "true") in query(first.question(None, LEGACY_ID, likes=True))
    assert first.packed_with(5) == Endpoint(f"wss://h.example{EVENTS}", insecure=True)
    assert (second.packed_with(5), second.packed_with(LEGACY_ID)) == (second, None)
    assert Endpoint("wss://h.example/own").packed_with(5) is None


def test_all_public_instances_are_in_the_rota_the_newest_first() -> None:
    chosen = {tuple(e.url for e in public_endpoints(Random(seed))) for seed in range(20)}

    assert len(chosen) == 2
    for urls in chosen:
        assert len(urls) == 6
        assert set(urls[:2]) == {f"wss://jetstream.us-{side}.bsky.network/subscribe" for side in ("east", "west")}


def rota(*hosts: str) -> tuple[Rota, HandClock]:
    clock = HandClock(START)
    return Rota(tuple(Endpoint(f"wss://{host}/subscribe") for host in hosts), clock, Random(1)), clock


async def test_after_a_failure_it_is_the_next_ones_turn_at_once_and_after_a_round_there_is_a_pause() -> None:
    turns, _ = rota("a", "b", "c")
    waits, hosts = [], []
    for _ in range(6):
        waits.append(turns.fail(Unreachable("down")))
        hosts.append(turns.current.server)

    assert hosts == ["b", "c", "a", "b", "c", "a"]
    assert [wait > 0 for wait in waits] == [False, False, True, False, False, True]


def test_a_single_one_is_tried_again_with_growing_patience() -> None:
    turns, _ = rota("a")

    waits = [turns.fail(Unreachable("down")) for _ in range(12)]

    assert all(wait >= 1 for wait in waits)
    assert max(waits) > 30
    turns.worked(120)
    assert turns.fail(Unreachable("down")) <= 3


async def test_who_asks_for_patience_is_passed_over_until_then() -> None:
    turns, clock = rota("a", "b")

    assert turns.fail(RateLimited("busy", until=START + timedelta(seconds=100))) == 0
    assert [turns.fail(Unreachable("down")), turns.current.server][1] == "b"
    await clock.wind(120)
    turns.fail(Unreachable("down"))
    assert turns.current.server == "a"


def test_a_single_one_that_asks_for_patience_is_waited_for() -> None:
    turns, _ = rota("a")

    assert turns.fail(RateLimited("busy", until=START + timedelta(seconds=100))) >= 100


def test_only_when_all_refuse_it_is_refused() -> None:
    turns, _ = rota("a", "b")

    turns.fail(Refused("no"))
    assert turns.current.server == "b"
    with pytest.raises(Refused, match="never"):
        turns.fail(Refused("never"))


async def test_who_refused_once_and_listens_to_us_later_refuses_no_more() -> None:
    turns, clock = rota("a", "b")
    turns.fail(Refused("no"))
    await clock.wind(3700)
    turns.fail(Unreachable("down"))
    assert turns.current.server == "a"
    turns.worked(1)
    turns.fail(Unreachable("down"))

    turns.fail(Refused("no"))

    assert turns.current.server == "a"


def test_without_a_network_nobody_else_is_tried() -> None:
    turns, _ = rota("a", "b")

    assert turns.fail(NoNetwork("no network")) >= 1
    assert turns.current.server == "a"
