"""Every object printed is what the interface promises, key by key."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.json import (
    author_object,
    boost_object,
    deletion_object,
    gap_object,
    json_line,
    post_object,
    report_object,
    schema,
    time_text,
)
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Report, Sighting, State
from hashtui.post.tag import Tag

AT = datetime(2026, 11, 21, 20, 51, 47, 123_999, tzinfo=UTC)
SOURCE = clean_line("https://social.example")
VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)

ALICE = Author(
    key=clean_line("https://piaf.example/users/a"),
    handle=clean_line("@a@piaf.example"),
    name=clean_line("Alice"),
    url=clean_line("https://piaf.example/@a"),
    followers=120,
)
BARE = Post(
    key=clean_line("https://piaf.example/users/a/statuses/1"),
    network=Network.MASTODON,
    created_at=AT,
    author=Author(clean_line("k"), clean_line("@k@piaf.example"), clean_line("")),
    body=Body(clean_text("")),
)
FULL = replace(
    BARE,
    author=ALICE,
    body=Body(clean_text("voilà: news.example"), (Span(7, 19, Role.LINK, clean_line("https://news.example/")),)),
    url=clean_line("https://piaf.example/@a/1"),
    edited_at=AT + timedelta(minutes=2),
    language=clean_line("fr"),
    tags=(Tag.of("Zoo"), Tag.of("CapComNet")),
    mentions=(clean_line("@b@mamot.example"),),
    media=(
        Media(MediaKind.IMAGE, clean_line("https://piaf.example/1.png"), clean_text("une scène\nvide")),
        Media(MediaKind.UNKNOWN),
    ),
    content_warning=clean_text("rires"),
    sensitive=True,
    poll=Poll((PollOption(clean_line("oui"), 2), PollOption(clean_line("non"))), 3, expires_at=AT),
    reply_to=clean_line("https://social.example#41"),
    boosted_by=ALICE,
    quote_of=clean_line("https://piaf.example/users/a/statuses/0"),
    counts=Counts(0, 3, 5),
)


def admitted(post: Post, *asked: str) -> Admitted:
    sighting = Sighting(post, SOURCE, AT + timedelta(seconds=4))
    tags = frozenset((*post.tags, *(Tag.of(tag) for tag in asked)))
    return Admitted(Change.POST, sighting, tags, (SOURCE,), sighting)


def test_a_post_has_exactly_the_promised_form() -> None:
    made = post_object(admitted(FULL, "paris20", "ZOO"), event="edited", panes=["#capcomnet | #paris20"])

    assert json.dumps(made, ensure_ascii=False) == json.dumps(
        {
            "schema": 1,
            "event": "edited",
            "key": "https://piaf.example/users/a/statuses/1",
            "network": "mastodon",
            "source": "https://social.example",
            "url": "https://piaf.example/@a/1",
            "created_at": "2026-11-21T20:51:47.123Z",
            "received_at": "2026-11-21T20:51:51.123Z",
            "edited_at": "2026-11-21T20:53:47.123Z",
            "author": {
                "key": "https://piaf.example/users/a",
                "handle": "@a@piaf.example",
                "name": "Alice",
                "url": "https://piaf.example/@a",
                "bot": False,
                "followers": 120,
            },
            "text": "voilà: news.example",
            "language": "fr",
            "tags": ["zoo", "capcomnet", "paris20"],
            "mentions": ["@b@mamot.example"],
            "links": ["https://news.example/"],
            "media": [
                {"kind": "image", "url": "https://piaf.example/1.png", "alt": "une scène\nvide"},
                {"kind": "unknown", "url": None, "alt": None},
            ],
            "content_warning": "rires",
            "sensitive": True,
            "poll": {
                "options": [{"title": "oui", "votes": 2}, {"title": "non", "votes": None}],
                "votes": 3,
                "multiple": False,
                "expires_at": "2026-11-21T20:51:47.123Z",
            },
            "reply_to": "https://social.example#41",
            "boosted_by": {"key": "https://piaf.example/users/a", "handle": "@a@piaf.example", "name": "Alice"},
            "quote_of": "https://piaf.example/users/a/statuses/0",
            "counts": {"replies": 0, "boosts": 3, "favourites": 5},
            "trust": None,
            "panes": ["#capcomnet | #paris20"],
        },
        ensure_ascii=False,
    )


def test_what_is_not_known_is_null_and_never_missing() -> None:
    bare = post_object(admitted(BARE), event="post", panes=[])
    full = post_object(admitted(FULL), event="post", panes=["#zoo"])

    assert list(bare) == list(full)
    assert [key for key, value in bare.items() if value is None] == [
        "url", "edited_at", "language", "content_warning", "poll", "reply_to", "boosted_by", "quote_of", "trust",
    ]  # fmt: skip
    assert bare["counts"] == {"replies": None, "boosts": None, "favourites": None}


def test_a_deletion_says_only_what_is_gone() -> None:
    made = deletion_object(Deletion(BARE.key, SOURCE, AT))

    assert list(made.items()) == [
        ("schema", 1),
        ("event", "deleted"),
        ("key", "https://piaf.example/users/a/statuses/1"),
        ("source", "https://social.example"),
        ("received_at", "2026-11-21T20:51:47.123Z"),
    ]


def test_a_report_says_how_a_source_is() -> None:
    made = report_object(Report(SOURCE, State.CATCHING_UP, clean_line("after 4 min"), AT))

    assert list(made.items()) == [
        ("schema", 1),
        ("event", "status"),
        ("source", "https://social.example"),
        ("state", "catching up"),
        ("reason", "after 4 min"),
        ("received_at", "2026-11-21T20:51:47.123Z"),
    ]


def test_a_gap_says_from_when_to_when_and_whether_it_is_filled() -> None:
    gap = Gap(
        SOURCE, AT, AT + timedelta(minutes=4), clean_line("no network"), tags=frozenset((Tag.of("B"), Tag.of("a")))
    )

    opened = gap_object(gap)
    noticed = gap_object(replace(gap, found_at=AT + timedelta(minutes=6)))
    filled = gap_object(replace(gap, filled_at=AT + timedelta(minutes=5), found=3))

    assert (opened["state"], opened["since"], opened["until"], opened["filled"]) == (
        "gap", "2026-11-21T20:51:47.123Z", "2026-11-21T20:55:47.123Z", False,
    )  # fmt: skip
    assert (opened["received_at"], opened["posts"], opened["tags"]) == (opened["until"], None, ["a", "b"])
    assert noticed["received_at"] == "2026-11-21T20:57:47.123Z"
    assert (filled["filled"], filled["received_at"], filled["posts"]) == (True, "2026-11-21T20:56:47.123Z", 3)


def test_a_boost_says_who_passed_on_what() -> None:
    made = boost_object(Boost(BARE.key, BARE.author, AT, SOURCE, AT + timedelta(seconds=1)))

    assert list(made.items()) == [
        ("schema", 1),
        ("event", "boost"),
        ("key", BARE.key),
        ("by", author_object(BARE.author)),
        ("created_at", "2026-11-21T20:51:47.123Z"),
        ("source", SOURCE),
        ("received_at", "2026-11-21T20:51:48.123Z"),
    ]


@pytest.mark.parametrize(
    "made",
    [
        post_object(admitted(BARE), event="post", panes=[]),
        post_object(admitted(FULL), event="edited", panes=["#a", "#b"]),
        deletion_object(Deletion(BARE.key, SOURCE, AT)),
        *(report_object(Report(SOURCE, state, clean_line(""), AT)) for state in State),
        gap_object(Gap(SOURCE, AT, AT, clean_line("x"))),
        gap_object(Gap(SOURCE, AT, AT, clean_line("x"), AT, 3)),
        gap_object(Gap(SOURCE, AT, AT, clean_line("x"), tags=frozenset((Tag.of("b"), Tag.of("A"))))),
        boost_object(Boost(BARE.key, BARE.author, AT, SOURCE, AT)),
    ],
    ids=lambda made: f"{made['event']}-{made.get('state', '')}",
)  # fmt: skip
def test_every_event_fulfils_the_schema(made: dict[str, object]) -> None:
    assert list(VALIDATOR.iter_errors(json.loads(json_line(made)))) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("event", "posted"),
        ("schema", 2),
        ("created_at", "2026-11-21T20:51:47Z"),
        ("created_at", "2026-11-21T20:51:47.123+00:00"),
        ("url", 3),
        ("key", ""),
        ("network", "x"),
        ("counts", {"replies": -1, "boosts": 0, "favourites": 0}),
        ("trust", {"level": "great", "score": 1, "why": ""}),
        ("extra", None),
    ],
)
def test_the_schema_refuses_anything_else(key: str, value: object) -> None:
    made = post_object(admitted(FULL), event="post", panes=[])

    assert VALIDATOR.is_valid(made)
    assert not VALIDATOR.is_valid({**made, key: value})


def test_the_schema_asks_for_every_key() -> None:
    made = post_object(admitted(FULL), event="post", panes=[])

    missing = [key for key in made if VALIDATOR.is_valid({k: v for k, v in made.items() if k != key})]

    assert missing == []


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(schema())


def test_times_are_utc_to_the_millisecond() -> None:
    paris = timezone(timedelta(hours=1))

    assert time_text(datetime(2026, 1, 2, 0, 30, 0, 999_999, tzinfo=paris)) == "2026-01-01T23:30:00.999Z"


def test_a_line_is_one_line_with_its_letters_as_they_are() -> None:
    pane = '"été"\n\udcff\u2028#x'

    line = json_line(post_object(admitted(FULL), event="post", panes=[pane]))

    assert line.splitlines() == [line]
    assert "voilà" in line
    assert json.loads(line.encode())["panes"] == [clean_line(pane)]


@given(st.text(st.characters(exclude_categories=[]), max_size=30))
def test_whatever_the_words_a_line_is_one_line_and_reads_back(words: str) -> None:
    post = replace(FULL, body=Body(clean_text(words)), content_warning=clean_text(words))

    line = json_line(post_object(admitted(post), event="post", panes=[words]))

    assert len(line.splitlines()) == 1
    assert json.loads(line.encode())["text"] == clean_text(words)
