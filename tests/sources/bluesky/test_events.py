"""One frame of the stream read, in both forms, and where in the stream it stands."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from hashtui.errors import Malformed
from hashtui.sources.bluesky.events import Commit, Event, Naming, Operation, Standing, Word, read_event, read_word
from hashtui.sources.bluesky.position import Cursor, Position, Unit, read_position, to_micros
from tests.recorded import frames
from tests.sources.bluesky.jetstream_on_paper import LIKE, POST, about, commit, envelope, event, record, rkey, uri
from tests.sources.bluesky.network_on_paper import ANA, LEA, START

AT = START + timedelta(seconds=1)
A_MICRO_LATER = START + timedelta(microseconds=1)


def read(frame: str) -> Event | None:
    return read_event(frame.encode(), START + timedelta(hours=1))


def test_a_commit_tells_who_did_what_to_which_record_when() -> None:
    found = read(commit(1, record("hello")))

    assert isinstance(found, Commit)
    assert (found.did, found.collection, found.rkey, found.at) == (ANA, POST, rkey(1), AT)
    assert found.operation is Operation.CREATE
    assert found.record is not None
    assert found.record.text("text") == "hello"
    assert found.print == (ANA, POST, rkey(1), "rev1create")


def test_a_deletion_has_no_record() -> None:
    found = read(commit(1, None, operation="delete"))

    assert isinstance(found, Commit)
    assert (found.operation, found.record) == (Operation.DELETE, None)


@pytest.mark.parametrize(
    ("account", "is_active"),
    [
        ({"active": True}, True),
        ({"active": False}, False),
        ({"active": False, "status": "takendown"}, False),
        ({"active": False, "status": "deactivated"}, False),
        ({"active": False, "status": "desynchronized"}, True),
        ({"active": False, "status": "throttled"}, True),
    ],
)
def test_an_account_is_there_or_gone(account: dict[str, object], is_active: bool) -> None:
    assert read(event(1, "account", account=account)) == Standing(ANA, is_active)


def test_a_change_of_name_may_not_say_which() -> None:
    assert read(event(1, "identity", identity={"did": ANA, "handle": "a.example"})) == Naming(ANA, "a.example")
    assert read(event(1, "identity", identity={"did": ANA})) == Naming(ANA, None)
    assert read(event(1, "identity")) == Naming(ANA, None)


def test_the_second_form_says_the_same_in_an_envelope() -> None:
    found = read(
        envelope(1, 5, operation="update", collection=POST, rkey=rkey(1), rev="r", record=record("hello")),
    )

    assert isinstance(found, Commit)
    assert (found.did, found.rkey, found.rev, found.operation, found.at) == (ANA, rkey(1), "r", Operation.UPDATE, AT)
    assert read(envelope(1, 6, "account", account={"active": False})) == Standing(ANA, is_active=False)
    assert read(envelope(1, 7, "identity", identity={"handle": "b.example"})) == Naming(ANA, "b.example")
    assert read(envelope(1, 8, "sync", sync={})) is None


def test_the_server_speaks_of_the_stream_itself() -> None:
    info = (
        '{"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#info","name":"OutdatedCursor"}}'
    )
    error = '{"$type":"error","error":"ConsumerTooSlow","message":"too slow"}'

    assert read_word(info.encode(), START) == Word("OutdatedCursor", "", is_last=False)
    assert read_word(error.encode(), START) == Word("ConsumerTooSlow", "too slow", is_last=True)
    assert read_word(commit(1, record('says "error" and #info"', error="error")).encode(), START) is None
    assert read_word(b'{"error"', START) is None


def test_kinds_that_are_not_known_tell_nothing() -> None:
    assert read(event(1, "poll", poll={})) is None
    assert read('{"kind":5}') is None
    assert read("{}") is None


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "[]",
        "null",
        "{",
        '{"$type":"message"}',
        event(1, "commit"),
        event(1, "commit", commit={}),
        event(1, "commit", commit={"operation": "burn", "collection": POST, "rkey": "a"}),
        event(1, "commit", commit={"operation": "create", "collection": POST, "rkey": "a"}),
        event(1, "commit", commit={"operation": "delete", "collection": POST}),
        event(1, "commit", commit={"operation": "delete", "rkey": "a"}),
        event(1, "commit", "", commit={"operation": "delete", "collection": POST, "rkey": "a"}),
        event(1, "commit", "did:plc:" + "x" * 3000, commit={"operation": "delete", "collection": POST, "rkey": "a"}),
        event(1, "account"),
        event(1, "account", account={}),
        '{"a":' * 100_000 + "1" + "}" * 100_000,
    ],
    ids=lambda frame: frame[:60],
)
def test_what_makes_no_sense_is_malformed(frame: str) -> None:
    with pytest.raises(Malformed):
        read(frame)


@pytest.mark.parametrize(
    ("fields", "position"),
    [
        ({"time_us": to_micros(START)}, Position(START, None, "x")),
        ({"time_us": to_micros(START), "cursor": 58}, Position(START, 58, "x")),
        ({"time_us": to_micros(START), "cursor": 58, "seq": 58}, Position(START, 58, "x")),
        ({"time_us": 58}, Position(None, 58, "x")),
        ({"cursor": to_micros(START)}, Position(START, None, "x")),
        ({"time_us": 0}, None),
        ({"time_us": -5}, None),
        ({"time_us": "58"}, None),
        ({"time_us": 2**80}, None),
        ({"time_us": 2**62}, None),
        ({"time_us": 2**62, "cursor": 5}, Position(None, 5, "x")),
        ({}, None),
        (
            {"payload": {"seq": 7, "time": "2026-11-21T14:00:00.000001Z"}},
            Position(A_MICRO_LATER, 7, "x"),
        ),
        ({"payload": {"seq": 7, "time": "x", "witnessedAt": "2026-11-21T14:00:00Z"}}, Position(START, 7, "x")),
        ({"payload": {"time": "never"}}, None),
    ],
)
def test_where_an_event_stands_is_told_in_either_unit(fields: dict[str, object], position: Position | None) -> None:
    assert read_position(json.dumps({"did": ANA, **fields}).encode(), "x") == position


def test_a_time_is_asked_for_again_a_little_before_it_at_any_server() -> None:
    assert Position(AT, 5, "x").cursor("y") == Cursor(to_micros(AT) - 5_000_000, Unit.MICROS)


def test_a_sequence_is_never_taken_to_another_server() -> None:
    assert Position(None, 5, "x").cursor("x") == Cursor(5, Unit.SEQUENCE)
    assert Position(None, 5, "x").cursor("y") is None


def test_words_of_a_post_cannot_pass_for_its_place() -> None:
    frame = commit(1, record('"time_us":99,"cursor":1', time_us=5, cursor=6))

    assert read_position(frame.encode(), "x") == Position(AT, None, "x")


def test_every_recorded_event_is_read() -> None:
    names = ["cursor_zero", "cursor_replay", "resume_after_restart", "subscribe_all", "v2_cursor_zero", "v2_subscribe"]
    found = [read(frame) for name in names for frame in frames("jetstream", name)]

    assert len(found) > 50
    assert all(isinstance(one, Commit) and one.at.year == 2026 for one in found)


def test_recorded_events_of_newer_servers_tell_time_and_sequence_apart() -> None:
    for frame in frames("jetstream", "cursor_zero"):
        position = read_position(frame.encode(), "x")

        assert position is not None
        assert position.at is not None
        assert datetime(2026, 11, 21, tzinfo=UTC) < position.at < datetime(2026, 11, 22, tzinfo=UTC)
        assert position.sequence is not None
        assert position.sequence < 1000


def test_a_like_names_what_is_liked() -> None:
    found = read(about(1, LIKE, uri(7)))

    assert isinstance(found, Commit)
    assert (found.did, found.collection) == (LEA, LIKE)
