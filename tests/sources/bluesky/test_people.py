"""Handles and names: a batch at a time, kept for hours, trouble waited out."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from hashtui.config.secrets import SecretStore
from hashtui.errors import Malformed, NoNetwork, RateLimited, SourceError, Unreachable
from hashtui.sources.bluesky.api import Api
from hashtui.sources.bluesky.appview import AppView, public_of
from hashtui.sources.bluesky.people import AT_ONCE, FRESH, MISSING, MOST_KNOWN, People
from hashtui.sources.shape import Record
from tests.sources.bluesky.network_on_paper import ANA, LEA, Desk, answer, label, profile, refusal

BOB = "did:plc:bobbobbobbobbobbobbobbob"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(SecretStore(tmp_path / "secrets.toml"), None)
    made.wire.profiles |= {LEA: profile(LEA, "lea.example"), ANA: profile(ANA, "ana.example")}
    return made


@asynccontextmanager
async def news(desk: Desk, people: People | None = None) -> AsyncIterator[list[frozenset[str]]]:
    """What is fetched while the block runs."""
    told: list[frozenset[str]] = []

    async def take() -> None:
        with suppress(asyncio.CancelledError):
            while True:
                told.append(await (people or desk.people).fetched())

    task = asyncio.create_task(take())
    await desk.wind()
    try:
        yield told
    finally:
        task.cancel()
        await task


def nearby(desk: Desk) -> People:
    """People as a stream on this machine has them."""
    return People(AppView(Api(public_of("ws://127.0.0.1:9123/subscribe"), desk.means)), desk.means, Random(1))


def test_somebody_not_known_yet_is_shown_by_their_did(desk: Desk) -> None:
    author = desk.people.author(LEA)

    assert (author.key, author.handle, author.name) == (LEA, f"@{LEA}", "")
    assert author.url == f"https://bsky.app/profile/{LEA}"
    assert not desk.people.is_private(LEA)


async def test_their_handle_is_known_once_it_was_fetched(desk: Desk) -> None:
    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(1)

    assert told == [{LEA}]
    assert (desk.people.author(LEA).handle, desk.people.author(LEA).name) == ("@lea.example", "Lea")
    assert desk.wire.hosts == ["https://public.api.bsky.app"]


async def test_a_profile_is_read_whole(desk: Desk) -> None:
    fields = {"description": "two\nlines", "followersCount": 7, "labels": [label("bot")]}
    desk.wire.profiles[LEA] = profile(LEA, "lea.example", displayName="L\u202eéa", **fields)

    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(1)

    author = desk.people.author(LEA)
    assert (author.name, author.about, author.followers, author.bot) == ("Léa", "two\nlines", 7, True)


async def test_a_batch_waits_a_quarter_of_a_second_for_others(desk: Desk) -> None:
    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(0.2)
        desk.people.want(ANA)
        assert desk.wire.asked == []

        await desk.wind(0.1)

    assert told == [{LEA, ANA}]
    assert desk.wire.count("getProfiles") == 1


async def test_at_most_25_are_asked_for_at_once(desk: Desk) -> None:
    dids = [f"did:plc:somebody{number:03}" for number in range(60)]
    desk.wire.profiles = {did: profile(did, f"p{did[-3:]}.example") for did in dids}

    async with news(desk) as told:
        for did in dids:
            desk.people.want(did)
        await desk.wind(2)

    assert [len(query) for query in desk.wire.queries] == [AT_ONCE, AT_ONCE, 10]
    assert frozenset().union(*told) == set(dids)


async def test_who_is_known_is_not_asked_for_again_for_hours(desk: Desk) -> None:
    async with news(desk):
        for _ in range(3):
            desk.people.want(LEA)
            await desk.wind(FRESH / 4)
        assert desk.wire.count("getProfiles") == 1

        await desk.wind(FRESH / 2)
        desk.people.want(LEA)
        await desk.wind(1)

    assert desk.wire.count("getProfiles") == 2


async def test_who_is_missing_is_not_asked_for_again_for_an_hour(desk: Desk) -> None:
    async with news(desk) as told:
        for _ in range(4):
            desk.people.want(BOB)
            await desk.wind(MISSING / 5)
        assert desk.wire.count("getProfiles") == 1

        await desk.wind(MISSING)
        desk.people.want(BOB)
        await desk.wind(1)

    assert told == []
    assert desk.wire.count("getProfiles") == 2


async def test_who_has_vanished_keeps_their_name(desk: Desk) -> None:
    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(FRESH + 1)
        desk.wire.profiles.clear()
        desk.people.want(LEA)
        await desk.wind(1)

    assert desk.people.author(LEA).handle == "@lea.example"


async def test_a_profile_as_before_is_no_news(desk: Desk) -> None:
    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(FRESH + 1)
        desk.people.want(LEA)
        await desk.wind(1)

    assert told == [{LEA}]


async def test_a_handle_that_does_not_hold_is_not_shown(desk: Desk) -> None:
    desk.wire.profiles[LEA] = profile(LEA, "handle.invalid", displayName="Lea")

    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(1)

    assert desk.people.author(LEA).handle == f"@{LEA}"


async def test_a_claimed_handle_is_asked_for_and_not_believed(desk: Desk) -> None:
    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(1)
        desk.wire.profiles[LEA] = profile(LEA, "lea.second.example")

        desk.people.rename(LEA, "bank.example")
        assert desk.people.author(LEA).handle == "@lea.example"
        await desk.wind(1)

    assert desk.people.author(LEA).handle == "@lea.second.example"
    assert told == [{LEA}, {LEA}]


async def test_a_stranger_who_is_renamed_costs_nothing(desk: Desk) -> None:
    async with news(desk):
        desk.people.rename(BOB, "bob.example")
        desk.people.rename(BOB, None)
        await desk.wind(10)

    assert desk.wire.asked == []


@pytest.mark.parametrize("value", ["!no-unauthenticated"])
async def test_who_is_only_for_members_is_known_as_such(desk: Desk, value: str) -> None:
    desk.wire.profiles[LEA] = profile(LEA, f"@{LEA}", displayName="", labels=[label(value)])
    desk.wire.profiles[ANA] = profile(ANA, "ana.example", labels=[label(value) | {"neg": True}])

    async with news(desk) as told:
        desk.people.want(LEA)
        desk.people.want(ANA)
        await desk.wind(1)

    assert (desk.people.is_private(LEA), desk.people.is_private(ANA)) == (True, False)
    assert told == [{LEA, ANA}]


@pytest.mark.parametrize(
    "trouble", [Unreachable("away"), NoNetwork("no network"), Malformed("junk"), RateLimited("wait", until=None)]
)
async def test_trouble_is_waited_out_and_never_raised(desk: Desk, trouble: SourceError) -> None:
    desk.wire.next["getProfiles"] = deque([trouble, trouble])

    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(60)

    assert told == [{LEA}]
    assert desk.wire.count("getProfiles") == 3


async def test_the_servers_patience_is_kept_to(desk: Desk) -> None:
    desk.wire.next["getProfiles"] = deque([answer({}, 429, ("retry-after", "100"))])

    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(99)
        assert desk.wire.count("getProfiles") == 1
        await desk.wind(20)

    assert desk.wire.count("getProfiles") == 2


async def test_a_server_that_turns_us_away_is_left_alone_for_an_hour(desk: Desk) -> None:
    desk.wire.next["getProfiles"] = deque([answer("<html>Forbidden</html>", 403)])

    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(MISSING - 1)
        assert desk.wire.count("getProfiles") == 1
        await desk.wind(10)

    assert told == [{LEA}]


async def test_stopping_to_listen_does_not_hasten_the_next_question(desk: Desk) -> None:
    desk.wire.next["getProfiles"] = deque([answer({}, 429, ("retry-after", "100"))])
    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(1)

    async with news(desk) as told:
        await desk.wind(50)
        assert desk.wire.count("getProfiles") == 1
        await desk.wind(70)

    assert told == [{LEA}]


async def test_one_that_the_server_does_not_like_spoils_nothing_for_the_others(desk: Desk) -> None:
    dids = [f"did:plc:somebody{number:03}" for number in range(AT_ONCE)]
    desk.wire.profiles = {did: profile(did, f"p{did[-3:]}.example") for did in dids}
    healthy = desk.wire._healthy

    def choosy(method: str, params: list[tuple[str, str]], bearer: str | None) -> object:
        if ("actors", dids[13]) in params:
            return refusal("InvalidRequest", "actors must be valid")
        return healthy(method, params, bearer)

    desk.wire._healthy = choosy  # type: ignore[method-assign, assignment]  # one answer otherwise

    async with news(desk) as told:
        for did in dids:
            desk.people.want(did)
        await desk.wind(20)

    assert frozenset().union(*told) == {*dids} - {dids[13]}
    assert desk.wire.count("getProfiles") < 12


@pytest.mark.parametrize("did", ["", "lea.example", "did:plc:a b", "did:plc:" + "x" * 300, "did:PLC:x", "did:plc:ü"])
async def test_what_is_no_did_is_not_asked_for(desk: Desk, did: str) -> None:
    async with news(desk):
        desk.people.want(did)
        await desk.wind(5)

    assert desk.wire.asked == []


async def test_answers_about_others_are_not_taken(desk: Desk) -> None:
    desk.wire.always["getProfiles"] = answer({"profiles": [profile(BOB, "bob.example"), {"did": 3}, "x"]})

    async with news(desk) as told:
        desk.people.want(LEA)
        await desk.wind(1)

    assert told == []
    assert desk.people.author(BOB).handle == f"@{BOB}"


async def test_what_is_remembered_is_bounded(desk: Desk) -> None:
    for number in range(MOST_KNOWN + 10):
        desk.people.meet(Record(profile(f"did:plc:x{number}", f"x{number}.example")))

    assert desk.people.author("did:plc:x0").handle == "@did:plc:x0"
    assert desk.people.author(f"did:plc:x{MOST_KNOWN}").handle == f"@x{MOST_KNOWN}.example"


async def test_who_is_met_beside_a_post_is_known_by_name_and_still_asked_for(desk: Desk) -> None:
    met = desk.people.meet(Record(profile(LEA, "lea.example")))
    assert (met.handle, desk.people.author(LEA).handle) == ("@lea.example", "@lea.example")
    desk.wire.profiles[LEA] = profile(LEA, "lea.example", followersCount=9)

    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(1)

    assert desk.people.author(LEA).followers == 9


async def test_meeting_somebody_known_takes_nothing_away(desk: Desk) -> None:
    desk.wire.profiles[LEA] = profile(LEA, "lea.example", followersCount=9, description="me")
    async with news(desk):
        desk.people.want(LEA)
        await desk.wind(1)

    met = desk.people.meet(Record(profile(LEA, "lea.new.example")))

    assert (met.handle, met.followers, met.about) == ("@lea.new.example", 9, "me")


@pytest.mark.parametrize("status", [400, 404, 426, 501])
async def test_a_stream_on_this_machine_that_knows_nobody_is_asked_once(desk: Desk, status: int) -> None:
    desk.wire.always["getProfiles"] = answer("Failed to open a WebSocket connection", status)
    people = nearby(desk)

    async with news(desk, people) as told:
        for did in (LEA, ANA, BOB):
            people.want(did)
            await desk.wind(MISSING)

    assert told == []
    assert desk.wire.hosts == ["http://127.0.0.1:9123"]


async def test_a_stream_on_this_machine_that_breaks_off_is_asked_twice(desk: Desk) -> None:
    desk.wire.always["getProfiles"] = Unreachable("cut off")
    people = nearby(desk)

    async with news(desk, people):
        people.want(LEA)
        await desk.wind(3600)

    assert desk.wire.count("getProfiles") == 2


async def test_a_stream_on_this_machine_that_answered_in_between_is_not_given_up(desk: Desk) -> None:
    people = nearby(desk)
    desk.wire.next["getProfiles"] = deque([Unreachable("cut off"), answer({"profiles": []}), Unreachable("cut off")])

    async with news(desk, people) as told:
        for did in (LEA, ANA):
            people.want(did)
            await desk.wind(600)
        people.want(BOB)
        await desk.wind(600)

    assert desk.wire.count("getProfiles") >= 4
    assert told != []


async def test_where_nobody_can_be_asked_the_stream_is_believed(desk: Desk) -> None:
    desk.wire.always["getProfiles"] = answer("not found", 404)
    people = nearby(desk)

    async with news(desk, people) as told:
        people.rename(LEA, "lea.example")
        people.want(LEA)
        await desk.wind(1)
        people.rename(ANA, "ana.example")
        await desk.wind(1)

    assert told == [{LEA}, {ANA}]
    assert (people.author(LEA).handle, people.author(ANA).handle) == ("@lea.example", "@ana.example")


async def test_a_stream_on_this_machine_may_know_people(desk: Desk) -> None:
    people = nearby(desk)

    async with news(desk, people) as told:
        people.want(LEA)
        await desk.wind(1)

    assert told == [{LEA}]
