"""What a profile of Bluesky says of a person, beside their name."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.config.secrets import SecretStore
from hashtui.sources.bluesky.people import LONGEST_ABOUT, LONGEST_FIELD
from hashtui.sources.shape import Record, read_record
from tests.sources.bluesky.network_on_paper import LEA, Desk, profile


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(SecretStore(tmp_path / "secrets.toml"), None)


def lea(**fields: object) -> Record:
    """Her profile, with these fields."""
    return read_record(json.dumps({**profile(LEA, "lea.example"), **fields}))


def test_a_profile_tells_how_much_they_write_since_when_and_where_else(desk: Desk) -> None:
    counts = {"followersCount": 7, "followsCount": 3, "postsCount": 12, "createdAt": "2023-04-24T10:00:00.5Z"}

    author = desk.people.meet(lea(pronouns="she\u202e/her", website="https://lea.example/", **counts))

    assert (author.followers, author.following, author.posts) == (7, 3, 12)
    assert author.since == datetime(2023, 4, 24, 10, 0, 0, 500_000, UTC)
    assert [(one.name, one.value, one.url, one.verified) for one in author.fields] == [
        ("Pronouns", "she/her", None, False),
        ("Website", "https://lea.example/", "https://lea.example/", False),
    ]


def test_what_may_not_be_opened_is_only_words_and_nothing_is_endless(desk: Desk) -> None:
    author = desk.people.meet(lea(website="javascript:alert(1)", pronouns="x" * 9_000, description="y" * 9_000))

    assert [one.url for one in author.fields] == [None, None]
    assert len(author.fields[0].value) == LONGEST_FIELD
    assert len(author.about or "") == LONGEST_ABOUT
    assert author.verified == ()


def test_somebody_met_again_as_before_is_the_same_object(desk: Desk) -> None:
    first = desk.people.meet(lea())

    assert desk.people.meet(lea()) is first
