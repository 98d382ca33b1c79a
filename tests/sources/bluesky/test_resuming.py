"""After a restart the stream is played again from where it was left, as far as that is worth it."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from hashtui.errors import Refused, Unreachable
from hashtui.post.post import Counts
from hashtui.post.sighting import Cursor, State, Tally
from tests.sources.bluesky.jetstream_on_paper import (
    LIKE,
    REPOST,
    STREAM,
    Scene,
    about,
    commit,
    envelope,
    record,
    said,
    uri,
)
from tests.sources.bluesky.network_on_paper import ANA, START, TOKEN, post_view
from tests.sources.keeping import NONSENSE, Kept
from tests.sources.listening import Listening, follow, listening

HOUR = 3_600
LATER = 10 * HOUR
NAME = "tag a"


def cursor(second: float, **fields: object) -> str:
    at = f"{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"
    return json.dumps({"kind": "jetstream", "at": at, "sequence": None, "server": "", **fields})


def kept_at(second: float, source: str = STREAM, **fields: object) -> Kept:
    kept = Kept()
    kept.write(source, NAME, cursor(second, **fields))
    return kept


def cursors(ear: Listening) -> list[tuple[str, object]]:
    return [(heard.name, json.loads(heard.value)) for heard in ear.heard if isinstance(heard, Cursor)]


async def test_how_far_it_has_come_is_said_for_every_tag_now_and_then() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock, ("a", "b")) as ear:
        for second in range(1, 13):
            scene.wire.put(said(second))
            await ear.wind(1)

        told = [(name, json.loads(cursor(second))) for second in (5, 10) for name in ("tag a", "tag b")]
        assert cursors(ear) == told


async def test_what_waits_for_a_name_is_not_passed_over() -> None:
    scene = Scene(patience=8)
    scene.wire.always["getProfiles"] = Unreachable("no answer")
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(4, "not ours"))
        await ear.wind(6)
        assert (ear.texts, cursors(ear)) == ([], [(NAME, json.loads(cursor(1)))])

        await ear.wind(6)

        assert ear.texts == ["number 1 #a"]
        assert cursors(ear)[1:] == [(NAME, json.loads(cursor(4)))]


async def test_what_came_while_it_was_off_comes_once_and_in_order() -> None:
    kept, scene = Kept(), Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(2))
        await ear.wind(10)
    kept.keep(ear.heard)
    again = Scene(kept=kept, at=LATER)

    async with listening(again.source, again.clock) as ear:
        assert again.wire.opened[0].cursor == -3
        assert ear.is_now(State.CATCHING_UP)
        again.wire.put(said(1), said(2), *(said(n) for n in range(10, LATER, HOUR)))
        await ear.wind()
        again.clock.set_wall(60)
        again.wire.put(said(LATER + 60))
        await ear.wind(10)

        assert ear.texts[2:] == [f"number {n} #a" for n in [*range(10, LATER, HOUR), LATER + 60]]
        assert [sighting.held for sighting in ear.sightings[-2:]] == [True, False]
        assert (ear.gaps, ear.states[-1]) == ([], State.LIVE)


async def test_another_server_goes_on_from_the_same_time() -> None:
    scene = Scene("bluesky", kept=kept_at(100, "bluesky"), at=LATER)
    async with listening(scene.source, scene.clock):
        assert scene.wire.opened[0].cursor == 95


async def test_what_the_server_no_longer_has_is_a_gap() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(HOUR))
        await ear.wind()

        assert [(gap.since, gap.until) for gap in ear.gaps] == [(START, START + timedelta(hours=1))]


async def test_a_cursor_that_the_server_refuses_is_a_gap_and_it_goes_on_with_what_comes() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    scene.wire.refusals.append(Refused("jet.example refuses (HTTP 400): CursorTooOld"))
    async with listening(scene.source, scene.clock) as ear:
        assert [opened.cursor for opened in scene.wire.opened] == [-5, None]
        assert [(gap.since, gap.until) for gap in ear.gaps] == [(START, scene.clock.now())]
        scene.wire.put(said(LATER))
        await ear.wind(60)

        assert ear.texts == [f"number {LATER} #a"]
        assert len(ear.gaps) == 1


async def test_what_is_too_long_ago_is_a_gap_and_is_not_played_again() -> None:
    scene = Scene(kept=kept_at(0), at=25 * HOUR)
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)

        assert [opened.cursor for opened in scene.wire.opened] == [None]
        assert [(gap.since, gap.until) for gap in ear.gaps] == [(START, START + timedelta(hours=25))]
        assert "off for longer" in ear.gaps[0].reason


async def test_with_a_session_what_is_too_long_ago_is_searched_for() -> None:
    scene = Scene(token=TOKEN, kept=kept_at(0), at=25 * HOUR)
    scene.wire.posts = [post_view(hour * HOUR, f"hour {hour} #a", "a") for hour in range(1, 25)]
    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)

        assert sorted(ear.texts) == sorted(f"hour {hour} #a" for hour in range(1, 25))
        assert [gap.filled_at is not None for gap in ear.gaps] == [False, True]


async def test_of_several_tags_the_one_that_was_left_first_decides() -> None:
    kept = kept_at(30 * HOUR)
    kept.write(STREAM, "tag b", cursor(20 * HOUR))
    kept.write(STREAM, "tag c", cursor(0))
    scene = Scene(kept=kept, at=31 * HOUR)
    async with listening(scene.source, scene.clock, ("a", "b", "c", "d")) as ear:
        assert [opened.cursor for opened in scene.wire.opened] == [20 * HOUR - 5]
        assert [(gap.tags, gap.since, gap.until) for gap in ear.gaps] == [
            (follow("c").tags, START, START + timedelta(hours=20))
        ]


async def test_a_tag_that_is_followed_again_while_others_are_has_a_gap() -> None:
    kept = Kept()
    scene = Scene(kept=kept)
    async with listening(scene.source, scene.clock, ("a", "b")) as ear:
        scene.wire.put(said(4))
        await ear.wind(7)
        kept.keep(ear.heard)
        ear.following.change(follow("b"))
        await ear.wind(593)

        ear.following.change(follow("a", "b"))
        await ear.wind()

        assert [(gap.tags, gap.since, gap.until) for gap in ear.gaps] == [
            (follow("a").tags, START + timedelta(seconds=4), START + timedelta(seconds=600))
        ]
        assert len(scene.wire.opened) == 1


async def test_when_nothing_is_followed_for_a_while_it_goes_on_where_it_was() -> None:
    kept = Kept()
    scene = Scene(kept=kept)
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(4))
        await ear.wind(7)
        kept.keep(ear.heard)
        ear.following.change(follow())
        await ear.wind(593)

        ear.following.change(follow("a"))
        await ear.wind()

        assert [opened.cursor for opened in scene.wire.opened] == [None, -1]
        assert ear.gaps == []


async def test_a_server_that_only_numbers_its_events_is_asked_by_number() -> None:
    scene, kept = Scene(STREAM), Kept()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(json.dumps({"did": ANA, "kind": "identity", "cursor": 77, "identity": {"did": ANA}}))
        await ear.wind(10)
    kept.keep(ear.heard)
    again = Scene(kept=kept, at=HOUR)

    async with listening(again.source, again.clock) as ear:
        asked = parse_qs(urlsplit(again.wire.opened[0].url).query)
        assert asked["cursor"] == ["77"]
        assert ear.is_now(State.CATCHING_UP)


async def test_the_number_of_another_server_is_worth_nothing_and_that_is_said() -> None:
    scene = Scene(kept=kept_at(0, sequence=77, server="other.example"), at=HOUR)
    async with listening(scene.source, scene.clock) as ear:
        assert [opened.cursor for opened in scene.wire.opened] == [None]
        assert [(gap.since, gap.until) for gap in ear.gaps] == [(START, scene.clock.now())]


async def test_the_second_form_of_the_stream_goes_on_by_time_too() -> None:
    url = "jetstream+wss://jet.example/xrpc/network.bsky.jetstream.subscribeEvents"
    scene, kept = Scene(url), Kept()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(envelope(4, 1_000, "identity"))
        await ear.wind(10)
    kept.keep(ear.heard)
    again = Scene(url, kept=kept, at=HOUR)

    async with listening(again.source, again.clock):
        assert again.wire.opened[0].cursor == -1


async def test_a_time_asked_for_counts_more_than_where_it_was() -> None:
    scene = Scene(kept=kept_at(0), at=LATER)
    since = START + timedelta(seconds=LATER - 300)
    async with listening(scene.source, scene.clock, since=since):
        assert scene.wire.opened[0].cursor == LATER - 300


@pytest.mark.parametrize(
    "value",
    [*NONSENSE, cursor(0).replace("Z", ""), cursor(9 * 10**7), cursor(-(10**9)), cursor(0, sequence="x")],
)
async def test_what_is_no_place_is_left_alone(value: str) -> None:
    kept = Kept()
    kept.write(STREAM, NAME, value)
    scene = Scene(kept=kept, at=LATER)

    async with listening(scene.source, scene.clock) as ear:
        assert [opened.cursor for opened in scene.wire.opened] == [None]
        assert (ear.gaps, ear.states) == ([], [State.LIVE])


async def test_what_becomes_of_posts_that_an_earlier_run_heard_is_heard() -> None:
    first, again = Scene(), Scene(kept=kept_at(0), at=LATER)
    async with listening(first.source, first.clock) as before:
        first.wire.put(said(1), said(2), said(3))
        await before.wind()
        for sighting in before.sightings:
            again.source.remember(sighting)

    async with listening(again.source, again.clock) as ear:
        edited = record("number 3, better #a", "a")
        again.wire.put(
            said(1),
            said(2),
            commit(100, None, operation="delete", key=1),
            about(101, LIKE, uri(2)),
            about(102, REPOST, uri(2)),
            commit(103, edited, operation="update", key=3),
        )
        await ear.wind(10)

        assert [deletion.key for deletion in ear.deletions] == [uri(1)]
        assert [boost.key for boost in ear.boosts] == [uri(2)]
        assert [heard.counts for heard in ear.heard if isinstance(heard, Tally)] == [Counts(0, 1, 1)]
        assert ear.texts == ["number 3, better #a"]


async def test_while_nothing_is_told_the_place_is_said_once_a_minute() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        for second in range(1, 201):
            scene.wire.put(said(second, "not ours"))
            await ear.wind(1)

        assert [json.loads(cursor(second)) for second in (5, 65, 125, 185)] == [place for _, place in cursors(ear)]
