"""Foreign JSON read by type: what is bad is left out or refused, never believed and never a crash."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.errors import Malformed
from hashtui.sources.shape import (
    ROWS_LIMIT,
    SIZE_LIMIT,
    Record,
    read_complaint,
    read_record,
    read_records,
    read_time,
)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b'"str"',
        b"null",
        b'{"id":"1"',
        b'{"id":"1",}',
        b'{"a":1} {"b":2}',
        b"<html></html>",
        b"[" * 20_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        '{"a":1}'.encode("utf-16"),
        b" " * (SIZE_LIMIT + 1),
    ],
    ids=lambda document: repr(document[:16]),
)
def test_what_is_no_object_is_malformed(document: bytes) -> None:
    with pytest.raises(Malformed):
        read_record(document)


def test_a_byte_order_mark_and_a_repeated_key_do_no_harm() -> None:
    record = read_record(b'\xef\xbb\xbf{"id":"1","id":"2"}')

    assert record.text("id") == "2"


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (rb'{"a":"\ud800x"}', "\ud800x"),
        (b'{"a":"\xed\xa0\x80"}', "\ud800"),
        (b'{"a":"caf\xe9"}', "caf\ufffd"),
        (rb'{"a":"\u0000"}', "\0"),
        (b'{"a":"raw\x00"}', "raw\0"),
    ],
)
def test_broken_text_comes_as_it_is_for_clean_to_repair(document: bytes, text: str) -> None:
    assert read_record(document).text("a") == text


@pytest.mark.parametrize(
    "number", ["1e999", "NaN", "9" * 5000, "1.5", '"1"', "true", "[1]", "{}", "9223372036854775808"]
)
def test_what_is_no_whole_number_is_none_and_its_neighbour_is_read(number: str) -> None:
    record = read_record(f'{{"n":{number},"a":"good"}}'.encode())

    assert record.whole("n") is None
    assert record.text("a") == "good"


def test_a_field_of_the_wrong_type_is_none_or_refused_where_it_must_be_text() -> None:
    record = read_record(b'{"a":{"b":1},"n":-1,"f":1,"l":"notalist"}')

    assert record.text("a") is None
    assert record.count("n") is None
    assert not record.flag("f")
    assert record.records("l") == ()
    assert record.texts("l") == ()
    assert record.record("n") is None
    assert record.only_text("missing") is None
    with pytest.raises(Malformed, match="“a” is not text"):
        record.only_text("a")


def test_good_rows_are_kept_and_bad_ones_counted() -> None:
    found = read_records(b'[{"id":"1"},2,null,"x",[],{"id":"6"}]')

    assert [row.text("id") for row in found.rows] == ["1", "6"]
    assert found.bad == 4


def test_one_bad_number_does_not_cost_the_page() -> None:
    found = read_records(b'[{"id":"1","n":1e999},{"id":"2"},{"id":"3","n":NaN}]')

    assert [row.text("id") for row in found.rows] == ["1", "2", "3"]


def test_a_list_is_read_up_to_a_limit_and_the_rest_counted() -> None:
    found = read_records(json.dumps([{}] * (ROWS_LIMIT + 5)).encode())

    assert (len(found.rows), found.bad) == (ROWS_LIMIT, 5)


def test_what_is_no_list_is_malformed() -> None:
    with pytest.raises(Malformed):
        read_records(b'{"error":"This action is not allowed"}')


def test_a_servers_complaint_is_read_from_its_error_object_only() -> None:
    assert read_complaint(b'{"error":"This action is not allowed"}') == "This action is not allowed"
    assert read_complaint(b'{"error":"invalid_grant","error_description":"The grant is bad"}') == "The grant is bad"
    assert read_complaint(b'{"id":"1"}') is None
    assert read_complaint(b"<html>") is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(document: bytes) -> None:
    try:
        found = read_records(document)
    except Malformed:
        return
    assert found.bad >= 0


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from("abc"), JSON))
def test_every_field_can_be_asked_for_as_anything(fields: dict[str, object]) -> None:
    record = read_record(json.dumps(fields).encode())

    for name in "abc":
        assert isinstance(record.text(name), str | None)
        assert isinstance(record.whole(name), int | None)
        assert isinstance(record.time(name), datetime | None)
        assert isinstance(record.record(name), Record | None)
        assert all(isinstance(row, Record) for row in record.records(name))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T14:26:07.123Z", datetime(2026, 11, 21, 14, 26, 7, 123_000, UTC)),
        ("2026-11-21T14:26:07Z", datetime(2026, 11, 21, 14, 26, 7, 0, UTC)),
        ("2026-11-21t14:26:07z", datetime(2026, 11, 21, 14, 26, 7, 0, UTC)),
        ("2026-11-21 14:26:07+00:00", datetime(2026, 11, 21, 14, 26, 7, 0, UTC)),
        ("2026-11-21T15:26:07.5+01:00", datetime(2026, 11, 21, 14, 26, 7, 500_000, UTC)),
        ("2026-11-21T09:56:07-0430", datetime(2026, 11, 21, 14, 26, 7, 0, UTC)),
        ("2026-11-21T14:26:07.123456789012Z", datetime(2026, 11, 21, 14, 26, 7, 123_456, UTC)),
        ("2026-11-21T14:26:07", datetime(2026, 11, 21, 14, 26, 7, 0, UTC)),
        ("2026-11-21T14:26", datetime(2026, 11, 21, 14, 26, 0, 0, UTC)),
        ("2026-11-21", datetime(2026, 11, 21, 0, 0, 0, 0, UTC)),
        (" 2026-11-21T14:26:07Z\n", datetime(2026, 11, 21, 14, 26, 7, 0, UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, 0, UTC)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:60Z", datetime(9998, 12, 31, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_in_every_form_servers_send(text: str, moment: datetime) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "1e18",
        "1795304886",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T14:26:61Z",
        "2026-11-21T14:26:07+99:99",
        "٢٠٢٦-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2026-11-21T14:26:07Z; drop",
        "0" * 100_000,
    ],
    ids=lambda text: text[:20] or "empty",
)
def test_what_tells_no_time_is_none(text: str) -> None:
    assert read_time(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_none(text: str) -> None:
    moment = read_time(text)

    assert moment is None or moment.utcoffset() is not None
