"""Servers' ids: compared with their like, and read as times only where they tell one."""

from datetime import UTC, datetime, timedelta

import pytest

from hashtui.sources.mastodon.ids import id_at, order, tells_time

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("99999", "100000"),
        ("116368390488686134", "116368390488686135"),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAW"),
        ("9zzzzzzzz0", "a000000000"),
        ("017ed503-bc96-301a-e871-2c23b30ddd05", "017ed504-0000-301a-e871-2c23b30ddd05"),
    ],
)
def test_ids_of_one_server_are_in_the_order_of_their_age(older: str, newer: str) -> None:
    assert order(older) < order(newer)


def test_the_id_of_a_time_is_where_mastodon_puts_posts_of_that_time() -> None:
    made = datetime(2026, 4, 8, 9, 32, 4, tzinfo=UTC)

    assert int(id_at(made)) <= 116368390488686134 < int(id_at(made + timedelta(seconds=1)))


@pytest.mark.parametrize(
    ("local_id", "tells"),
    [
        ("116368390488686134", True),
        ("1795304886754", False),
        ("12", False),
        ("9" * 20, False),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", False),
        ("١١٦٣٦٨٣٩٠٤٨٨٦٨٦١٣٤", False),
    ],
)
def test_only_mastodons_own_ids_tell_a_time(local_id: str, tells: bool) -> None:
    assert tells_time(local_id, NOW) is tells
