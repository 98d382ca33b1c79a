"""What a Jetstream may do to its reader: other cursors, events that are none, records to stumble on."""

import json
import random
from collections.abc import Callable

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.http import Reply
from tests.chaos.jet_stream import JetStream
from tests.chaos.mastodon import json_reply
from tests.chaos.script import Action
from tests.chaos.web_socket import BINARY, Stream, frame
from tests.chaos.world import Json

JETSTREAM = FAULTS.of("jetstream")
LANGUAGES: list[object] = ["", "en-US-x-" + "a" * 5000, 7, None, "zz", "🏴", ["fr"], "en\x1b[2J"]


@JETSTREAM.at_request
async def cursor_too_old(action: Action, exchange: Exchange) -> None:
    """A cursor is refused as older than anything there is (v2; v1 silently begins with the oldest)."""
    if exchange.reply.status == 101 and exchange.request.param("cursor"):
        exchange.reply = json_reply({"error": "CursorTooOld", "message": "cursor is older than the archive"}, 400)


@JETSTREAM.at_request
async def cursor_future(action: Action, exchange: Exchange) -> None:
    """The server's clock is behind: every cursor is of the future to it, so only what comes is told, without a word."""

    def forget(stream: Stream) -> None:
        if isinstance(stream, JetStream):
            stream.forget_cursor()

    exchange.on_stream.append(forget)


@JETSTREAM.at_request
async def jetstream_warming_up(action: Action, exchange: Exchange) -> None:
    """503: it is still reading what there is."""
    exchange.reply = Reply(503, [("Content-Type", "text/plain"), ("Connection", "close")], b"bootstrapping\n")


@JETSTREAM.at_event
def cursor_unit_changed(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Times become the sequence numbers of v2 (with times=0 from now on)."""
    _changed(stream, text, lambda event: event | {"time_us": action.number("sequence", 58)})


@JETSTREAM.at_event
def time_us_repeats(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Events bear the same time (with times=0 all from now on), as in a back-fill."""
    _changed(stream, text, lambda event: event | {"time_us": action.number("time_us", 1_795_296_866_649_714)})


@JETSTREAM.at_event
def kind_unknown(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Kinds nobody has heard of, then the event."""
    event = json.loads(text)
    for kind in ("sync", "", 7, None, ["commit"], {"commit": True}):
        stream.put_text(
            json.dumps({"did": event["did"], "time_us": event["time_us"], "kind": kind, "sync": {"rev": "x"}})
        )
    stream.put_text(text)


@JETSTREAM.at_event
def record_missing(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Commits without what they commit, then the event."""
    event = json.loads(text)
    commit = event.get("commit")
    if isinstance(commit, dict):
        bare: Json = {k: v for k, v in commit.items() if k not in ("record", "cid")}
        for odd in (bare, bare | {"record": None}, bare | {"record": []}, bare | {"record": {}}, None, {}, "commit"):
            stream.put_text(json.dumps(event | {"commit": odd}))
    stream.put_text(text)


@JETSTREAM.at_event
def facets_out_of_range(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Beside the right facets: past the end, inside a character, overlapping, backwards, no numbers, very many."""

    def change(record: Json) -> Json:
        facets = record.get("facets")
        good = facets if isinstance(facets, list) else []
        return record | {"facets": [*good, *_bad_facets(action.number("count", 10_000))]}

    _with_record(stream, text, change)


@JETSTREAM.at_event
def langs_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Languages that are none."""
    _with_record(stream, text, lambda record: record | {"langs": LANGUAGES})


@JETSTREAM.at_event
def createdat_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A time its author made up."""
    moments = ("0000-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "yesterday", "", 7, None)
    _with_record(stream, text, lambda record: record | {"createdAt": dice.choice(moments)})


@JETSTREAM.at_event
def embed_unknown(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """An attachment of a kind to come."""
    embed: Json = {"$type": "app.bsky.embed.hologram", "images": 7, "record": [], "external": None}
    _with_record(stream, text, lambda record: record | {"embed": embed, "labels": {"values": [7, {"val": None}]}})


@JETSTREAM.at_event
def delete_of_unknown(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The deletion of a post never told, of somebody else under the same key; then the event."""
    event = json.loads(text)
    commit = event.get("commit")
    if isinstance(commit, dict):
        gone: Json = {k: v for k, v in commit.items() if k not in ("record", "cid")} | {"operation": "delete"}
        stream.put_text(json.dumps(event | {"did": "did:plc:" + "a" * 24, "commit": gone}))
        stream.put_text(json.dumps(event | {"commit": gone | {"rkey": "3aaaaaaaaaa2a"}}))
    stream.put_text(text)


@JETSTREAM.at_event
def jetstream_replays_all(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event a hundred times over, as after a cursor of long ago."""
    for _ in range(action.number("count", 100)):
        stream.put_text(text)


@JETSTREAM.at_event
def ws_zstd_bad_dictionary(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A zstd frame that names a dictionary nobody has."""
    stream.put(frame(BINARY, bytes.fromhex("28b52ffd23efbeadde0b") + b"\x59\x00\x00hashtui..."))


@JETSTREAM.at_event
def ws_zstd_bomb(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A zstd frame of a few bytes that says it holds gigabytes: blocks of one byte each, repeated 128 KiB over."""
    block = (131072 << 3 | 1 << 1).to_bytes(3, "little") + b" "
    last = (131072 << 3 | 1 << 1 | 1).to_bytes(3, "little") + b" "
    head = bytes.fromhex("28b52ffd") + b"\x00\x58"
    stream.put(frame(BINARY, head + block * (action.number("megabytes", 400) * 8) + last))


def _changed(stream: Stream, text: str, change: Callable[[Json], Json]) -> None:
    event = json.loads(text)
    stream.put_text(json.dumps(change(event), ensure_ascii=False))


def _with_record(stream: Stream, text: str, change: Callable[[Json], Json]) -> None:
    """The event with its record changed; an event without one as it is."""
    event = json.loads(text)
    commit = event.get("commit")
    if isinstance(commit, dict) and isinstance(record := commit.get("record"), dict):
        commit["record"] = change(record)
    stream.put_text(json.dumps(event, ensure_ascii=False))


def _bad_facets(count: int) -> list[Json]:
    spans: list[tuple[object, object]] = [(5000, 6000), (-4, -1), (4, 2), (0, 10**30), ("0", "1"), (None, None), (1, 2)]
    spans += [(n % 7, n % 7 + 3) for n in range(count)]
    link: Json = {"$type": "app.bsky.richtext.facet#link", "uri": "javascript:alert(1)"}
    odd: list[Json] = [{}, {"index": 7, "features": 7}, {"index": None, "features": None}]
    odd += [{"index": {"byteStart": a, "byteEnd": b}, "features": [link]} for a, b in spans]
    return odd
