"""From where on a stream is asked for again, and what is missing when the server could not keep that."""

import json
from datetime import datetime, timedelta

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Gap
from hashtui.sources.bluesky.bookmark import NO_HOLE, REPLAY, Bookmark
from hashtui.sources.bluesky.events import Word
from hashtui.sources.bluesky.position import MICROS_FROM, Cursor, Unit, read_position, to_micros
from tests.sources.bluesky.jetstream_on_paper import STREAM, envelope, said
from tests.sources.bluesky.network_on_paper import START
from tests.sources.listening import follow

JET, OTHER = "jet.example", "other.example"


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def heard(*seconds: float, likes: tuple[bool, ...] = (True,)) -> Bookmark:
    """After a session at JET that took in events from these seconds, one batch each."""
    bookmark = Bookmark(clean_line(STREAM))
    bookmark.open(JET, follow("a"), at(0))
    bookmark.serve()
    for asks in likes:
        bookmark.ask(likes=asks)
    for second in seconds:
        bookmark.admit([said(second).encode()], JET, at(second))
    return bookmark


def missed(bookmark: Bookmark, first: float, server: str = JET, now: float = 1000) -> Gap | None:
    bookmark.open(server, follow("a"), at(now))
    return bookmark.missed([said(first).encode()], server, at(now))


def test_it_goes_on_five_seconds_before_the_last_event_at_any_server() -> None:
    bookmark = heard(100, 200)

    openings = [bookmark.open(server, follow("a"), at(300)) for server in (JET, OTHER)]

    assert [opening.cursor for opening in openings] == [Cursor(to_micros(at(195)), Unit.MICROS)] * 2
    assert openings[0].age == timedelta(seconds=105)


def test_before_any_event_came_it_goes_on_from_the_first_connection_not_from_a_later_one() -> None:
    bookmark = Bookmark(clean_line(STREAM))
    for second in (10, 20):
        bookmark.open(JET, follow("a"), at(second))
        bookmark.serve()

    assert bookmark.open(JET, follow("a"), at(30)).cursor == Cursor(to_micros(at(5)), Unit.MICROS)


def test_a_sequence_is_understood_by_its_own_server_only() -> None:
    bookmark = heard()
    bookmark.admit([json.dumps({"seq": 7, "kind": "commit"}).encode()], JET, at(1))

    own, other = (bookmark.open(server, follow("a"), at(2)) for server in (JET, OTHER))

    assert (own.cursor, own.is_lost) == (Cursor(7, Unit.SEQUENCE), False)
    assert (other.cursor, other.is_lost) == (None, True)


@pytest.mark.parametrize(
    ("first", "server", "since"),
    [(199, JET, None), (200, JET, None), (201, JET, 200), (289, OTHER, None), (291, OTHER, 200)],
)
def test_who_begins_later_than_the_last_event_has_lost_something(first: float, server: str, since: int | None) -> None:
    gap = missed(heard(100, 200), first, server)

    assert (gap and (gap.since, gap.until)) == (None if since is None else (at(since), at(first)))


def test_the_last_event_heard_may_have_been_a_like_which_does_not_come_any_more() -> None:
    assert missed(heard(200, likes=(True, False)), 250) is None
    assert missed(heard(200, likes=(False, False)), 250) is not None


def test_a_server_that_says_that_it_cannot_go_on_is_believed() -> None:
    bookmark = heard(200)
    bookmark.open(OTHER, follow("a"), at(1000))

    bookmark.hear(Word("OutdatedCursor", "too old", is_last=False))

    assert bookmark.missed([said(201).encode()], OTHER, at(1000)) is not None


def test_an_event_a_little_out_of_order_is_no_hole_and_one_far_ahead_hides_none() -> None:
    assert missed(heard(100, 200, 150), 199) is None
    assert missed(heard(100, 900_000, 150), 400) is not None


def test_a_server_that_begins_long_before_what_was_asked_did_not_understand() -> None:
    second = 200 - NO_HOLE.total_seconds() - 10
    gap = missed(heard(200), second, now=1000)

    assert gap is not None
    assert (gap.since, gap.until) == (at(200), at(1000))


@pytest.mark.parametrize(("ago", "plays"), [(-1, False), (0, False), (1, True), (660, True), (661, False)])
def test_only_what_was_said_a_moment_ago_is_played_again(ago: float, plays: bool) -> None:
    assert timedelta(seconds=660) == REPLAY
    assert Bookmark.plays(at(-ago), at(0)) is plays


def test_what_was_said_before_it_was_asked_for_is_played_again_only_where_that_is_earlier() -> None:
    earlier, later = (heard(300).open(JET, follow("a", "b", since=at(s)), at(400)) for s in (100, 350))

    assert earlier.cursor == Cursor(to_micros(at(100)), Unit.MICROS)
    assert later.cursor == Cursor(to_micros(at(295)), Unit.MICROS)
    assert (earlier.live_from, later.live_from) == (at(400), at(400))


@pytest.mark.parametrize(("waited_since", "cursor"), [(100, 95), (400, 295)])
def test_what_was_taken_in_and_not_told_is_asked_for_again(waited_since: float, cursor: float) -> None:
    bookmark = heard(300)

    bookmark.rewind(at(waited_since))

    assert bookmark.open(JET, follow("a"), at(500)).cursor == Cursor(to_micros(at(cursor)), Unit.MICROS)


def test_a_number_is_a_time_from_the_year_2001_on_and_none_after_2100() -> None:
    positions = [read_position(json.dumps({"time_us": n}).encode(), JET) for n in (7, MICROS_FROM, 5 * 10**15)]

    assert [(p.at is not None, p.sequence) if p else None for p in positions] == [(False, 7), (True, None), None]


def test_of_both_times_of_an_event_the_one_at_which_it_was_witnessed_counts() -> None:
    event = envelope(10, 5, witnessedAt=at(7).isoformat())

    position = read_position(event.encode(), JET)

    assert position is not None
    assert (position.at, position.sequence) == (at(7), 5)
