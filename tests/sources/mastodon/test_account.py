"""The account in every status to an Author: read whole, with nothing believed, and kept once."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.post import Author, Post
from hashtui.sources.mastodon.account import LONGEST_ABOUT, MOST_FIELDS
from hashtui.sources.mastodon.decode import Place, decode_status
from hashtui.sources.shape import read_record
from tests.sources.paper import HOST, Json, account, status

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
PLACE = Place(clean_line(HOST), "paper.example")


def author_of(**fields: object) -> Author:
    """Who wrote a status of an account like this."""
    row = status(1, account=account("ana", **fields))
    return decode_status(read_record(json.dumps(row)), PLACE, NOW).post.author


def test_an_author_who_is_as_before_is_kept_once() -> None:
    first, second = author_of(), author_of()
    other = author_of(followers_count=13)

    assert first is second
    assert other != first


BLOG = (
    '<a href="https://ana.example/" rel="me"><span class="invisible">https://</span><span class="">ana.example/</span>'
    '<span class="invisible"></span></a>'
)


def test_a_profile_is_read_whole() -> None:
    fields = [
        {"name": "Blog", "value": BLOG, "verified_at": "2026-04-11T12:08:00.687+00:00"},
        {"name": "Pro\u202enouns", "value": "she\u001b[2J/<b>her</b>", "verified_at": None},
        {"name": "Site", "value": "https://plain.example/x", "verified_at": None},
        {"name": "Lie", "value": '<a href="https://evil.example/">bank.example</a>'},
        {"name": "", "value": ""},
        {"name": 7, "value": None, "verified_at": "2026"},
    ]
    counts = {"statuses_count": 988, "following_count": 35, "created_at": "2016-03-21T00:00:00.000Z"}

    author = author_of(note="<p>One</p><p>Two</p>", fields=fields, **counts)

    assert [(one.name, one.value, one.url, one.verified) for one in author.fields] == [
        ("Blog", "ana.example/", "https://ana.example/", True),
        ("Pronouns", "she␛[2J/her", None, False),
        ("Site", "https://plain.example/x", "https://plain.example/x", False),
        ("Lie", "bank.example ‹evil.example›", "https://evil.example/", False),
    ]
    assert author.about == "One\n\nTwo"
    assert author.verified == ("https://ana.example/",)
    assert (author.posts, author.following, author.since) == (988, 35, datetime(2016, 3, 21, tzinfo=UTC))


@pytest.mark.parametrize("count", [-1, "12", None, 1.5, True, 2**70])
def test_a_count_that_is_none_is_not_known(count: object) -> None:
    author = author_of(statuses_count=count, following_count=count)

    assert (author.posts, author.following) == (None, None)


def test_of_a_person_who_wrote_more_only_the_counts_are_kept_anew() -> None:
    words = {"note": "<p>Hi</p>", "fields": [{"name": "Blog", "value": BLOG, "verified_at": None}]}

    first, second = (author_of(statuses_count=count, **words) for count in (1, 2))

    assert (first.posts, second.posts) == (1, 2)
    kept = ("key", "handle", "name", "url", "about", "fields", "verified", "followers")
    assert [name for name in kept if getattr(first, name) is not getattr(second, name)] == []


def test_words_that_change_are_read_anew() -> None:
    old, new = (author_of(note=note) for note in ("<p>Old</p>", "<p>New</p>"))

    assert (old.about, new.about) == ("Old", "New")


def test_a_profile_without_end_is_cut() -> None:
    fields = [{"name": "n" * 9_000, "value": "v" * 9_000, "verified_at": None}] * 90

    author = author_of(note="<p>" + "word " * 90_000, fields=fields)

    assert author.about is not None
    assert len(author.about) <= LONGEST_ABOUT + 1
    assert author.about.endswith("…")
    assert len(author.fields) == MOST_FIELDS
    assert sum(len(one.name) + len(one.value) for one in author.fields) < MOST_FIELDS * 2_100


RECORDED = Path(os.environ.get("HASHTUI_SHARED", "/nowhere")) / "payloads" / "mastodon_statuses.json"


def recorded() -> list[tuple[Json, Post]]:
    """The statuses that real servers sent, and what they were read as."""
    if not RECORDED.exists():
        pytest.skip("no recorded statuses: HASHTUI_SHARED does not name a folder that holds them")
    rows = [entry["status"] for entry in json.loads(RECORDED.read_text(encoding="utf-8"))]
    place = Place(clean_line("https://recorded.example"), None)
    return [(row, decode_status(read_record(json.dumps(row)), place, NOW).post) for row in rows]


def test_recorded_profiles_are_read_whole() -> None:
    rows = [((row["reblog"] or row)["account"], post.author) for row, post in recorded()]  # type: ignore[index]  # JSON

    for told, author in rows:
        assert isinstance(told, dict)
        named = [one for one in told["fields"] if one["name"] or one["value"]]
        assert [bool(one["verified_at"]) for one in named] == [one.verified for one in author.fields]
        assert [bool("<a " in one["value"]) for one in named] == [one.url is not None for one in author.fields]
        assert author.posts == told["statuses_count"]
        assert author.since is not None
    assert sum(len(author.verified) for _, author in rows) > 20
