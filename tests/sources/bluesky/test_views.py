"""Posts as servers show them, on paper and as recorded from a real network."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.config.secrets import SecretStore
from hashtui.post.post import Counts
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.views import View, read_view
from hashtui.sources.shape import Record, read_record
from tests.sources.bluesky.network_on_paper import ANA, LEA, START, Desk, Json, label, post_view


@pytest.fixture
def people(tmp_path: Path) -> People:
    return Desk(SecretStore(tmp_path / "secrets.toml"), None).people


def read(people: People, view: Json) -> View:
    found = read_view(Record(view), people, START)
    assert found is not None
    return found


def test_a_view_is_read_whole(people: People) -> None:
    found = read(people, post_view(-60, "bonjour", "capcomnet"))

    post = found.post
    assert (post.key, found.uri) == (f"at://{ANA}/app.bsky.feed.post/3099999999940", post.key)
    assert (post.author.handle, post.author.name, post.author.key) == ("@ana.example", "Ana", ANA)
    assert (post.body.text, post.tags, post.counts) == ("bonjour", (Tag.of("capcomnet"),), Counts(1, 2, 3))
    assert post.created_at == START - timedelta(seconds=60)
    assert not found.is_private


def test_what_a_labeler_warns_of_is_a_warning(people: People) -> None:
    warned = read(people, post_view(0, "a", labels=[label("graphic-media", LEA), label("spam", LEA)])).post
    taken_back = read(people, post_view(0, "b", labels=[label("porn", LEA) | {"neg": True}])).post

    assert (warned.content_warning, warned.sensitive) == ("graphic media", True)
    assert (taken_back.content_warning, taken_back.sensitive) == (None, False)


def test_a_time_that_is_claimed_is_no_later_than_the_post_was_seen(people: People) -> None:
    view = post_view(3600, "from the future", indexedAt="2026-11-21T13:59:00.000Z")

    assert read(people, view).post.created_at == START - timedelta(seconds=60)


def test_a_time_it_was_seen_is_no_later_than_now(people: People) -> None:
    assert read(people, post_view(3600, "from the future")).post.created_at == START


@pytest.mark.parametrize(
    "fields",
    [
        {"labels": [label("!no-unauthenticated")]},
        {"author": {"did": ANA, "handle": "ana.example", "labels": [label("!no-unauthenticated")]}},
        {"record": {"text": "a", "labels": {"values": [{"val": "!no-unauthenticated"}]}}},
    ],
)
def test_what_is_not_for_visitors_is_known_as_such(people: People, fields: Json) -> None:
    assert read(people, post_view(0, "a") | fields).is_private


@pytest.mark.parametrize(
    "fields",
    [
        {"uri": "https://bsky.app/profile/x/post/y"},
        {"uri": f"at://{ANA}/app.bsky.feed.generator/x"},
        {"uri": f"at://{ANA}/app.bsky.feed.post/a b"},
        {"uri": f"at://{LEA}/app.bsky.feed.post/3xyz"},
        {"uri": 3},
        {"record": None},
        {"record": {"text": 3}},
        {"author": None},
    ],
)
def test_a_view_that_makes_no_sense_is_none(people: People, fields: Json) -> None:
    assert read_view(Record(post_view(0, "a") | fields), people, START) is None


RECORDED = ("search_hash_python", "search_cjk", "search_via_pds_proxy", "search_page1", "get_posts")
SHARED = os.environ.get("HASHTUI_SHARED")


@pytest.mark.skipif(SHARED is None, reason="HASHTUI_SHARED names no folder with recordings/atproto")
@pytest.mark.parametrize("name", RECORDED)
def test_what_a_real_network_answered_is_read_whole(people: People, name: str) -> None:
    raw = (Path(SHARED or "") / "recordings" / "atproto" / f"{name}.resp").read_bytes()
    rows = read_record(raw.partition(b"\r\n\r\n")[2]).records("posts")

    views = [read_view(row, people, START + timedelta(days=1)) for row in rows]

    assert rows
    assert all(view is not None and view.post.author.handle.endswith(".test") for view in views)
    for row, view in zip(rows, views, strict=True):
        record = row.record("record")
        assert view is not None
        assert record is not None
        assert view.post.body.text == record.text("text")
        facets = [feature for facet in record.records("facets") for feature in facet.records("features")]
        wanted = {Tag.of(tag) for tag in [*record.texts("tags"), *(facet.text("tag") or "" for facet in facets)] if tag}
        assert wanted <= set(view.post.tags)
