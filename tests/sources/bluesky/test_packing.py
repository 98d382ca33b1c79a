"""How events are packed on their way: never two ways at once, and unpacked only within limits."""

import sys
from functools import cache

import pytest

from hashtui.errors import Malformed, Refused, Unreachable
from hashtui.post.sighting import State
from hashtui.sources.bluesky import packing
from hashtui.sources.bluesky.endpoint import EVENTS, Endpoint
from hashtui.sources.bluesky.packing import Packing
from hashtui.sources.bluesky.zstd import HAS_ZSTD, LARGEST, LEGACY_ID, Dictionary
from hashtui.wire import Answer
from tests.sources.bluesky.jetstream_on_paper import Scene, envelope, record, rkey, said
from tests.sources.bluesky.network_on_paper import answer
from tests.sources.listening import listening

if HAS_ZSTD:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

needs_zstd = pytest.mark.skipif(not HAS_ZSTD, reason="the extra [zstd] is not installed")
ASKED = "getZstdDictionary"


@cache
def dictionary(number: int) -> bytes:
    """A dictionary that bears this number."""
    samples = [said(n, f"number {n} of #a", "a").encode() for n in range(300)]
    trained = bytes(zstd.finalize_dict(zstd.train_dict(samples, 4096), samples, 4096, 3).dict_content)
    return trained[:4] + number.to_bytes(4, "little") + trained[8:]


def packed(text: str | bytes, number: int = LEGACY_ID) -> bytes:
    raw = text.encode() if isinstance(text, str) else text
    return bytes(zstd.compress(raw, zstd_dict=zstd.ZstdDict(dictionary(number))))


def given(number: int) -> Answer:
    return Answer("https://jet.example/xrpc/x", 200, (), dictionary(number))


@needs_zstd
def test_an_event_is_unpacked_with_the_dictionary_it_was_packed_with() -> None:
    found = Dictionary(dictionary(77))

    assert found.id == 77
    assert found.unpack(packed(said(1), 77)) == said(1).encode()


@needs_zstd
@pytest.mark.parametrize(
    "frame",
    [
        lambda: packed(said(1), 78),
        lambda: packed(said(1), 77)[:-3],
        lambda: packed(said(1), 77) * 2,
        lambda: packed(b"\0" * (LARGEST + 1), 77),
        lambda: packed(b"\0" * 2**28, 77),
        lambda: b"\x28\xb5\x2f\xfd",
        lambda: b"",
        lambda: b"rubbish",
        lambda: b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 200,
    ],
)
def test_what_cannot_be_unpacked_within_limits_is_malformed(frame: object) -> None:
    assert callable(frame)
    with pytest.raises(Malformed):
        Dictionary(dictionary(77)).unpack(frame())


@needs_zstd
@pytest.mark.parametrize("content", [b"", b"x" * 100, b"\x37\xa4\x30\xec", b"\x37\xa4\x30\xec" + b"\xff" * 5000])
def test_what_is_no_dictionary_is_malformed(content: bytes) -> None:
    with pytest.raises(Malformed):
        Dictionary(content)


async def test_without_a_dictionary_deflate_is_offered() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock):
        opened = scene.wire.opened[0]

        assert opened.deflate
        assert (opened.path, opened.values("compress"), opened.values("zstdDictionary")) == ("/subscribe", [], [])


async def test_without_the_extra_no_dictionary_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "HAS_ZSTD", False)
    scene = Scene()
    async with listening(scene.source, scene.clock):
        assert scene.wire.count(ASKED) == 0
        assert scene.wire.opened[0].deflate


@needs_zstd
async def test_with_the_dictionary_of_the_first_form_that_is_asked_for_packed_and_deflate_is_not_offered() -> None:
    scene = Scene()
    scene.wire.always[ASKED] = given(LEGACY_ID)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(packed(said(1)), packed(said(2)), said(3))
        await ear.wind()

        opened = scene.wire.opened[0]
        assert (opened.path, opened.values("compress"), opened.deflate) == ("/subscribe", ["true"], False)
        assert ear.texts == ["number 1 #a", "number 2 #a", "number 3 #a"]
        assert scene.wire.hosts[0] == "https://jet.example"


@needs_zstd
async def test_another_dictionary_is_for_the_second_form() -> None:
    scene = Scene()
    scene.wire.always[ASKED] = given(20260811)
    async with listening(scene.source, scene.clock) as ear:
        where = {"collection": "app.bsky.feed.post", "rkey": rkey(1)}
        event = envelope(1, 5, "commit", operation="create", rev="r", record=record("hi #a", "a"), **where)
        scene.wire.put(packed(event, 20260811))
        await ear.wind()

        opened = scene.wire.opened[0]
        assert (opened.path, opened.values("zstdDictionary"), opened.deflate) == (EVENTS, ["20260811"], False)
        assert ear.texts == ["hi #a"]


@needs_zstd
@pytest.mark.parametrize(
    "refusal",
    [
        Refused("jet.example has no stream there: HTTP 404"),
        Refused("jet.example has no stream there: HTTP 400"),
        Unreachable("jet.example does not answer: HTTP 501"),
    ],
    ids=str,
)
async def test_a_server_without_the_second_form_is_asked_for_the_first_at_once(refusal: Refused) -> None:
    scene = Scene()
    scene.wire.always[ASKED] = given(20260811)
    scene.wire.refusals.append(refusal)
    async with listening(scene.source, scene.clock) as ear:
        assert [opened.path for opened in scene.wire.opened] == [EVENTS, "/subscribe"]
        assert scene.wire.opened[1].deflate
        assert ear.states == [State.LIVE]

        scene.wire.channel.put(None)
        await ear.wind(10)
        assert scene.wire.opened[2].path == "/subscribe"
        assert scene.wire.count(ASKED) == 1


@needs_zstd
async def test_events_packed_with_an_unknown_dictionary_are_asked_for_unpacked_once_and_for_all() -> None:
    scene = Scene()
    scene.wire.always[ASKED] = given(LEGACY_ID)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(packed(said(1), 99))
        await ear.wind()
        assert [opened.values("compress") for opened in scene.wire.opened] == [["true"], []]
        scene.wire.put(said(1))
        scene.wire.channel.put(None)
        await ear.wind(10)

        assert scene.wire.opened[2].values("compress") == []
        assert ear.texts == ["number 1 #a"]


@needs_zstd
async def test_a_dictionary_that_was_damaged_on_its_way_is_noticed_by_what_it_makes_of_events() -> None:
    scene = Scene()
    damaged = dictionary(LEGACY_ID)[:-1] + b",]"
    scene.wire.always[ASKED] = Answer("https://jet.example/xrpc/x", 200, (), damaged)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(packed(said(1)))
        await ear.wind()
        scene.wire.put(said(1))
        await ear.wind()

        assert [opened.values("compress") for opened in scene.wire.opened] == [["true"], []]
        assert ear.texts == ["number 1 #a"]


async def test_a_server_that_packs_what_nobody_wanted_packed_is_not_called_again_at_once() -> None:
    scene = Scene()
    scene.wire.always[ASKED] = answer("no", 404)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(b"\x28\xb5\x2f\xfd rest")
        await ear.wind()

        assert ear.is_now(State.RECONNECTING)
        assert len(scene.wire.opened) == 1


@needs_zstd
@pytest.mark.parametrize("given_", [answer("x", 200), answer("", 200), answer("no", 500), Unreachable("cut off")])
async def test_a_dictionary_that_does_not_come_is_done_without(given_: Answer | Unreachable) -> None:
    scene = Scene()
    scene.wire.always[ASKED] = given_
    async with listening(scene.source, scene.clock) as ear:
        assert ear.is_now(State.LIVE)
        assert scene.wire.opened[0].deflate


def test_packed_events_that_nobody_asked_for_are_malformed() -> None:
    with pytest.raises(Malformed):
        Packing(Endpoint("wss://jet.example/subscribe")).unpack([b"\x28\xb5\x2f\xfd rest"])


def test_text_and_bytes_are_the_same_events() -> None:
    both: list[str | bytes] = ['{"a":"é"}', '{"a":"é"}'.encode()]

    assert Packing(Endpoint("wss://jet.example/subscribe")).unpack(both) == ['{"a":"é"}'.encode()] * 2
