"""What was missed while a relay was away: read again, page by page, or admitted."""

from hashtui.post.sighting import State
from hashtui.post.tag import Tag
from tests.sources.listening import listening
from tests.sources.nostr.paper_relay import NOW, PaperRelay, Scene, note
from tests.sources.paper import START, Json


def tag_filters(relay: PaperRelay) -> list[list[Json]]:
    return relay.asked(about="#t")


async def test_after_a_cut_what_was_missed_is_asked_for_from_ten_minutes_before() -> None:
    scene = Scene()
    scene.relay.publish(note(-5))

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(100)
        scene.relay.publish(note(100, "last heard #a"))
        await ear.wind()
        scene.relay.cut()
        await ear.wind()
        scene.relay.publish(note(101, "missed #a"))
        await ear.wind(10)
        scene.relay.publish(note(111, "live #a"))
        await ear.wind()

        again = tag_filters(scene.relay)[-1][0]
        assert ear.texts == ["number -5 #a", "last heard #a", "missed #a", "live #a"]
        assert [s.held for s in ear.sightings] == [True, False, False, False]
        assert (again["since"], again["limit"]) == (NOW + 100 - 600, 500)
        assert ear.states == [State.LIVE, State.RECONNECTING, State.CATCHING_UP, State.LIVE]
        assert ear.gaps == []


async def test_what_was_missed_reaches_no_further_back_than_was_asked_for() -> None:
    scene = Scene()
    scene.relay.publish(note(-300, "before #a"))

    async with listening(scene.source, scene.clock, since=START) as ear:
        scene.relay.publish(note(0, "heard #a"))
        await ear.wind()
        scene.relay.cut()
        await ear.wind()
        scene.relay.publish(note(1, "missed #a"))
        await ear.wind(10)

        assert ear.texts == ["heard #a", "missed #a"]


async def test_what_was_missed_is_read_page_by_page() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.most = 10
        scene.relay.cut()
        await ear.wind()
        scene.relay.publish(*(note(n, f"missed {n}", ("t", "a")) for n in range(60)))
        await ear.wind(10)

        assert ear.texts == [f"missed {n}" for n in range(60)]
        assert ear.gaps == []


async def test_missed_posts_beyond_what_is_read_are_a_gap() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.most = 10
        scene.relay.cut()
        await ear.wind()
        scene.relay.publish(*(note(n, f"missed {n}", ("t", "a")) for n in range(300)))
        await ear.wind(400)

        (gap,) = ear.gaps
        assert gap.since == START
        assert gap.until == ear.sightings[0].post.created_at
        assert gap.tags == {Tag.of("a")}


async def test_a_second_cut_before_all_was_read_loses_nothing() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(3600)
        scene.relay.ends = False
        scene.relay.cut()
        await ear.wind(5)
        await ear.wind(1)
        scene.relay.cut()
        await ear.wind(5)

        since = [filters[0]["since"] for filters in tag_filters(scene.relay)[1:]]
        assert len(since) == 2
        assert len(set(since)) == 1


async def test_a_relay_that_never_says_that_this_was_all_is_live_after_ten_seconds() -> None:
    scene = Scene()
    scene.relay.publish(note(-5))
    scene.relay.ends = False

    async with listening(scene.source, scene.clock) as ear:
        before = list(ear.heard)
        await ear.wind(12)
        scene.relay.publish(note(12, "live #a"))
        await ear.wind()

        assert before == []
        assert ear.texts == ["number -5 #a", "live #a"]
        assert ear.states == [State.LIVE]
        assert ear.gaps == []


async def test_a_missing_end_after_a_cut_is_a_gap_until_it_comes() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.ends = False
        scene.relay.cut()
        await ear.wind(20)
        (gap,) = ear.gaps
        name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
        scene.relay.channel.say("EOSE", name)
        scene.relay.channel.say("EOSE", name)
        await ear.wind()

        assert (gap.since, gap.reason) == (START, "the relay did not say that this was all it has")
        assert [(one.since, one.until) for one in ear.gaps] == [(gap.since, gap.until)] * 2
        assert [one.filled_at is not None for one in ear.gaps] == [False, True]


async def test_a_hole_that_a_connection_left_open_is_filled_by_the_next() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        await ear.wind(100)
        scene.relay.cut()
        scene.relay.ends = False
        await ear.wind(30)
        open_ones = [gap for gap in ear.gaps if gap.filled_at is None]
        scene.relay.ends = True
        scene.relay.cut()
        await ear.wind(30)

        assert len(open_ones) == 1
        assert [(gap.since, gap.filled_at is not None) for gap in ear.gaps] == [
            (open_ones[0].since, False),
            (open_ones[0].since, True),
        ]


async def test_after_a_cut_nothing_is_asked_for_from_before_a_full_first_page() -> None:
    scene = Scene()
    scene.relay.publish(*(note(n, f"held {n}", ("t", "a")) for n in range(-150, 0)))

    async with listening(scene.source, scene.clock) as ear:
        held = len(ear.sightings)
        scene.relay.cut()
        await ear.wind(30)

        assert held == 100
        assert len(ear.sightings) == held


async def test_a_request_that_the_relay_ends_late_fills_nothing() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.ends = False
        scene.relay.cut()
        await ear.wind(20)
        name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
        scene.relay.channel.say("CLOSED", name, "error: too much")
        await ear.wind()

        assert [one.filled_at for one in ear.gaps] == [None]


async def test_a_missing_end_that_comes_late_does_not_tell_that_a_long_page_was_all() -> None:
    scene = Scene()

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.ends = False
        scene.relay.most = 10
        scene.relay.stored += [note(n) for n in range(1, 31)]
        scene.relay.cut()
        await ear.wind(40)
        name = next(name for name, filters in scene.relay.channel.requests.items() if "#t" in filters[0].wanted)
        scene.relay.channel.say("EOSE", name)
        await ear.wind()

        assert len(ear.sightings) == 10
        assert [one.filled_at for one in ear.gaps] == [None]
