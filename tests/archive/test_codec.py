"""What a row holds: every post there and back, whatever strangers wrote, and nothing that grows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hashtui.archive.codec import (
    figures_of,
    moment,
    pack_person,
    pack_post,
    pack_whole,
    shortened,
    stamp,
    unpack_person,
    unpack_post,
    unpack_whole,
    with_figures,
)
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import (
    Author,
    Counts,
    Media,
    MediaKind,
    Network,
    Poll,
    PollOption,
    Post,
    ProfileField,
)
from hashtui.post.sighting import Sighting
from hashtui.post.tag import Tag
from tests.archive.events import heard_in_event
from tests.posts import NOON, author, post

lines = some.text(max_size=30).map(clean_line)
texts = some.text(max_size=60).map(clean_text)
moments = some.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001  # made aware
numbers = some.none() | some.integers(0, 2**40)


def maybe(one: some.SearchStrategy[object]) -> some.SearchStrategy[object]:
    return some.none() | one


def _some_of(one: some.SearchStrategy[object]) -> some.SearchStrategy[object]:
    return some.lists(one, max_size=2).map(tuple)


fields = some.builds(ProfileField, lines, lines, maybe(lines), some.booleans())
authors = some.builds(
    Author, lines, lines, lines, maybe(lines), some.booleans(), numbers, maybe(texts), _some_of(lines),
    _some_of(fields), numbers, numbers, maybe(moments),
)  # fmt: skip
spans = some.builds(Span, some.integers(0, 5), some.integers(6, 20), some.sampled_from(Role), maybe(lines))
bodies = some.builds(Body, texts, _some_of(spans), _some_of(lines))
media = some.builds(Media, some.sampled_from(MediaKind), maybe(lines), maybe(texts), maybe(lines))
polls = some.builds(
    Poll,
    some.lists(some.builds(PollOption, lines, numbers), max_size=2).map(tuple),
    numbers,
    some.booleans(),
    maybe(moments),
)
tags = some.sampled_from(["paris20", "Été", "東京", "CapComNet"]).map(Tag.of)
counts = some.builds(Counts, numbers, numbers, numbers)
posts = some.builds(
    Post, lines, some.sampled_from(Network), moments, authors, bodies, maybe(lines), maybe(moments), maybe(lines),
    _some_of(tags), _some_of(lines), _some_of(media), maybe(texts), some.booleans(), maybe(polls), maybe(lines),
    maybe(authors), maybe(lines), counts, _some_of(lines),
)  # fmt: skip


@given(posts)
@settings(max_examples=40, deadline=None)
def test_every_post_comes_back_as_it_was(one: Post) -> None:
    there = unpack_post(pack_post(one), one.key, one.author, one.counts)

    assert there == one
    assert [tag.spelling for tag in there.tags] == [tag.spelling for tag in one.tags]
    assert unpack_whole(pack_whole(one)) == one


@given(authors)
@settings(max_examples=40, deadline=None)
def test_every_account_comes_back_as_it_was(one: Author) -> None:
    there, figures = unpack_person(pack_person(one)), figures_of(one)

    assert (with_figures(there, figures) if figures else there) == one


@given(moments)
@settings(max_examples=40, deadline=None)
def test_a_moment_is_kept_to_the_microsecond(one: datetime) -> None:
    assert moment(stamp(one)) == one


def test_the_same_post_takes_the_same_octets_whatever_is_counted() -> None:
    one = post(1)
    later = replace(one, counts=Counts(1, 2, 3), author=replace(one.author, followers=7))

    assert pack_post(later) == pack_post(one)
    assert pack_person(later.author) == pack_person(one.author)


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("https://social.example/users/ana/statuses/117", "https://social.example/@ana/117"),
        ("https://social.example/users/ana/statuses/117", "https://social.example/117"),
        ("https://social.example/117", "https://social.example/117"),
        ("https://social.example/117", "https://social.example/"),
        ("at://did:plc:abc/app.bsky.feed.post/3k", "https://bsky.app/profile/ana.example/post/3k"),
        ("nothing like it", "https://other.example/x"),
        ("/", "https://other.example/"),
    ],
)
def test_an_address_that_is_like_the_key_is_kept_in_short(key: str, url: str) -> None:
    one = replace(post(1), key=clean_line(key), url=clean_line(url))

    assert unpack_post(pack_post(one), one.key, one.author, one.counts) == one


def test_empty_ends_are_left_out_and_zeros_are_not() -> None:
    assert shortened([1, None, (), [], False]) == [1]
    assert shortened([1, None, 0]) == [1, None, 0]
    assert shortened([1, None, ""]) == [1, None, ""]


@pytest.mark.parametrize("octets", [b"", b"\xc1", b"\x90\x00", b"\xff" * 40, b"\xdd\xff\xff\xff\xff"])
def test_octets_that_are_no_post_are_refused(octets: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, ValueError, IndexError)):
        unpack_post(octets, clean_line("key"), author(), Counts())


def test_a_post_of_the_event_takes_little_room() -> None:
    heard = [one for one in heard_in_event() if isinstance(one, Sighting)]

    octets = sum(len(pack_post(one.post)) for one in heard) / len(heard)

    said = sum(len(one.post.body.text.encode()) for one in heard) / len(heard)
    assert octets < said + 90


def test_a_moment_of_these_years_takes_six_octets() -> None:
    assert abs(stamp(NOON)) < 1 << 47
    assert abs(stamp(NOON + timedelta(days=365 * 3))) < 1 << 47
