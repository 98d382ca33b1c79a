"""A relay in trouble: what is said of it, what is asked again, and what is admitted to be missing."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest

from hashtui.errors import Malformed, NoNetwork, RateLimited, Refused, SourceError, Unreachable
from hashtui.post.sighting import State
from tests.sources.listening import follow, listening
from tests.sources.nostr.paper_relay import NOW, PaperRelay, Scene, note
from tests.sources.paper import START, Json


def tag_filters(relay: PaperRelay) -> list[list[Json]]:
    return relay.asked(about="#t")


async def test_a_login_is_refused_in_words_with_what_can_be_done() -> None:
    scene = Scene()
    scene.relay.closes = lambda filters: "auth-required: we serve members only"

    async with listening(scene.source, scene.clock) as ear:
        assert isinstance(ear.ended_by, Refused)
        assert str(ear.ended_by) == "relay.example: this relay wants a login (NIP-42), which hashtui does not do"
        assert ear.states == [State.REFUSED]
        assert ear.reports[0].help


@pytest.mark.parametrize("prefix", ["blocked", "restricted", "unsupported", "invalid", "pow", "mute"])
async def test_a_lasting_refusal_is_told_in_the_relays_words(prefix: str) -> None:
    scene = Scene()
    scene.relay.closes = lambda filters: f"{prefix}: not for you\x1b[2J"

    async with listening(scene.source, scene.clock) as ear:
        assert str(ear.ended_by) == f"relay.example: the relay ends the request ({prefix}): not for you␛[2J"


async def test_a_relay_that_refuses_one_tag_is_followed_for_the_others() -> None:
    scene = Scene()
    scene.relay.closes = lambda filters: "blocked: no b" if "b" in str(filters[0].get("#t")) else ""

    async with listening(scene.source, scene.clock, ["a"]) as ear:
        ear.following.change(follow("a", "b"))
        await ear.wind(10)
        scene.relay.publish(note(0))
        await ear.wind()

        assert ear.texts == ["number 0 #a"]
        assert ear.reports[-1].state is State.LIVE
        assert ear.reports[-1].reason == "no #b: the relay ends the request (blocked): no b"


@pytest.mark.parametrize("words", ["rate-limited: slow down", "error: out of memory", "whatever", ""])
async def test_a_passing_refusal_is_waited_out(words: str) -> None:
    scene = Scene()
    scene.relay.publish(note(-5))
    scene.relay.closes = lambda filters: words
    if not words:
        scene.relay.closes = lambda filters: "error:"

    async with listening(scene.source, scene.clock) as ear:
        said = ear.reports[-1]
        asked = len(tag_filters(scene.relay))
        scene.relay.closes = lambda filters: ""
        assert said.next_try is not None
        await ear.wind((said.next_try - START).total_seconds() - 0.1)
        early = len(tag_filters(scene.relay))
        await ear.wind(1)

        assert said.state is State.WAITING
        assert (asked, early) == (1, 1)
        assert ear.texts == ["number -5 #a"]
        assert ear.is_now(State.LIVE)


async def test_a_request_that_is_closed_while_it_is_live_is_made_again() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(1000)
        name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
        del scene.relay.channel.requests[name]
        scene.relay.channel.say("CLOSED", name, "error: shutting down idle subscription")
        scene.relay.publish(note(1000, "meanwhile #a"))
        await ear.wind(20)

        assert ear.texts == ["meanwhile #a"]
        assert tag_filters(scene.relay)[-1][0]["since"] == NOW + 1000 - 600
        assert ear.states == [State.LIVE, State.WAITING, State.LIVE]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Unreachable("relay.example: no answer"), State.RECONNECTING),
        (Malformed("relay.example sent a message of more than 1 MiB"), State.RECONNECTING),
        (NoNetwork("no network"), State.NO_NETWORK),
        (RateLimited("too many", until=START + timedelta(seconds=100)), State.WAITING),
        (RateLimited("too many", until=None), State.WAITING),
    ],
)
async def test_trouble_is_waited_out_and_said(error: SourceError, state: State) -> None:
    scene = Scene()
    scene.relay.publish(note(-5))
    scene.relay.refusals.append(error)

    async with listening(scene.source, scene.clock) as ear:
        (said,) = ear.reports
        assert said.next_try is not None
        await ear.wind((said.next_try - START).total_seconds() + 0.1)

        assert (said.state, said.reason) == (state, str(error))
        assert not isinstance(error, RateLimited) or error.until is None or said.next_try >= error.until
        assert ear.texts == ["number -5 #a"]
        assert ear.is_now(State.LIVE)


async def test_the_pauses_between_tries_grow() -> None:
    scene = Scene()
    scene.relay.refusals.extend(Unreachable("no answer") for _ in range(30))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(1200)

        tries = [report.received_at for report in ear.reports]
        pauses = [(after - before).total_seconds() for before, after in pairwise(tries)]
        assert max(pauses) > 60
        assert min(pauses) >= 1


async def test_being_turned_away_ends_it() -> None:
    scene = Scene()
    scene.relay.refusals.append(Refused("relay.example refuses the stream: HTTP 403"))

    async with listening(scene.source, scene.clock) as ear:
        assert str(ear.ended_by) == "relay.example refuses the stream: HTTP 403"


async def test_a_relay_that_lies_is_counted_and_named_and_the_truth_still_comes() -> None:
    scene = Scene()
    genuine = note(0, "as written #a")
    scene.relay.forge = lambda event: event.json() | {"content": "altered #a"}

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(genuine)
        await ear.wind(5)
        lied = ear.reports[-1]
        scene.relay.forge = type(genuine).json
        scene.relay.cut()
        await ear.wind(10)

        assert ear.texts == ["as written #a"]
        assert lied.reason == "1 post with a forged signature from this relay"
        assert scene.source.figures.forged == 1


async def test_a_lie_under_a_posts_id_does_not_displace_it() -> None:
    scene = Scene()
    genuine = note(-5, "as written #a")
    lie = json.dumps(genuine.json() | {"content": "altered #a"})
    scene.relay.publish(genuine)
    scene.relay.forge = lambda event: json.loads(lie)

    async with listening(scene.source, scene.clock) as ear:
        name = next(iter(scene.relay.channel.requests))
        for event in (lie, json.dumps(genuine.json()), lie):
            scene.relay.channel.put(f'["EVENT","{name}",{event}]')
        await ear.wind()

        assert ear.texts == ["as written #a"]


async def test_a_relay_that_sends_more_than_was_asked_for_is_cut_short() -> None:
    scene = Scene()
    scene.relay.ends = False

    async with listening(scene.source, scene.clock) as ear:
        name = next(iter(scene.relay.channel.requests))
        for n in range(600):
            scene.relay.channel.say("EVENT", name, note(-n).json())
        scene.relay.channel.say("EOSE", name)
        await ear.wind()
        await ear.wind(2)

        assert len(ear.texts) == 200
        assert ear.texts[-1] == "number 0 #a"
        assert ear.gaps == []


async def test_what_nobody_asked_for_is_counted_and_left() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        name = next(iter(scene.relay.channel.requests))
        scene.relay.channel.say("EVENT", "somebody else's", note(0).json())
        scene.relay.channel.say("EVENT", name, note(0, "of dogs", ("t", "dogs")).json())
        scene.relay.channel.say("EVENT", name, note(0, "{}", ("t", "a"), kind=4).json())
        scene.relay.channel.say("EOSE", "somebody else's")
        scene.relay.channel.put(b"\xff\xfe")
        scene.relay.channel.say("OK", "x", True, "")
        scene.relay.channel.say("NEW", 1)
        await ear.wind(10)

        assert ear.sightings == []
        assert scene.source.figures.unreadable == 5


async def test_words_of_the_relay_are_shown_but_not_every_one() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        for n in range(2000):
            scene.relay.channel.say("NOTICE", f"notice {n} \x1b]0;owned\x07")
            if n % 100 == 0:
                await ear.wind(5)
        await ear.wind(60)

        reasons = [report.reason for report in ear.reports if report.reason]
        assert reasons[0] == "it says: notice 0 ␛]0;owned␇"
        assert len(reasons) <= 4


async def test_a_flood_is_left_out_counted_and_admitted() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)
        for n in range(3000):
            name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
            lie = note(60).json() | {"id": f"{n:064x}"}
            scene.relay.channel.say("EVENT", name, lie)
        await ear.wind(20)
        scene.relay.publish(note(80, "after it #a"))
        await ear.wind()

        (gap,) = ear.gaps
        assert ear.texts == ["after it #a"]
        assert gap.reason.startswith("the relay sent more than is read at a time: ")
        assert START + timedelta(seconds=55) <= gap.since <= START + timedelta(seconds=60) <= gap.until
        assert scene.source.figures.forged < 1500


async def test_a_flood_that_ends_with_the_connection_is_admitted_too() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(60)
        name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
        for n in range(3000):
            scene.relay.channel.say("EVENT", name, note(60).json() | {"sig": f"{n % 60:0128x}", "id": f"{n:064x}"})
        await ear.wind()
        scene.relay.cut()
        await ear.wind(30)

        (gap,) = ear.gaps
        assert gap.reason.startswith("the relay sent more than is read at a time: ")
        assert gap.since <= START + timedelta(seconds=60) <= gap.until


async def test_after_a_while_of_peace_a_refusal_is_waited_out_as_the_first_was() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        for _ in range(30):
            await ear.wind(900)
            name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
            scene.relay.channel.requests.pop(name)
            scene.relay.channel.say("CLOSED", name, "error: a moment, please")
            await ear.wind()

        pauses = [r.next_try - r.received_at for r in ear.reports if r.state is State.WAITING and r.next_try]
        assert len(pauses) == 30
        assert max(pauses) <= timedelta(seconds=15)
