"""Replay from outside: a recording is told on its own clock, and nothing of it before its time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from hashtui.aside import Aside
from hashtui.clock import HandClock, ReplayClock
from hashtui.post.clean import clean_line
from hashtui.post.post import Counts, Poll, PollOption
from hashtui.post.sighting import Boost, Deletion, Follow, Heard, Report, Sighting, Tally
from hashtui.post.tag import Tag
from hashtui.sources.source import Following
from hashtui.watch import Watch
from hashtui.watch.replay import Recording, ReplaySource, Told, due
from tests.archive.events import Known
from tests.watch.posts import ALICE, at, heard, post, tags

T = TypeVar("T")
A_DAY_LATER = 86_400.0


class AtOnce(Aside):
    """Makes calls where it is asked to: what they find is there without waiting for a thread."""

    async def run(self, call: Callable[[], T]) -> T:
        return call()


class Player:
    """A replay that runs, and what it has told so far."""

    def __init__(
        self,
        told: Sequence[Heard] | Recording,
        *,
        speed: float | None = 1.0,
        until: float | None = None,
        looked_at: float = A_DAY_LATER,
    ) -> None:
        self.hand = HandClock(at(looked_at))
        self.clock = ReplayClock(self.hand, at(0), speed, end=None if looked_at < A_DAY_LATER else at(10_000))
        self.following = Following(Follow(tags("a")))
        self.ended = 0
        self.source = ReplaySource(
            Told(told) if isinstance(told, Sequence) else told,
            self.clock,
            self.hand,
            AtOnce(),
            until=None if until is None else at(until),
            now_due=self.end,
        )
        self.told: list[Heard] = []

    def end(self) -> None:
        self.ended += 1

    @property
    def words(self) -> list[str]:
        """What was told, each in a word and with the second at which it was."""
        return [word for word in map(_word, self.told) if word]

    async def play(self) -> None:
        async for one in self.source.listen(self.following):
            self.told.append(one)


@asynccontextmanager
async def playing(player: Player) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(player.play())
    await player.hand.wind(0)
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _word(one: Heard) -> str:
    match one:
        case Sighting():
            return f"{one.post.key} {one.post.counts.favourites}"
        case Tally():
            return f"{one.key} now {one.counts.favourites}"
        case Deletion():
            return f"{one.key} gone"
        case Boost():
            return f"{one.key} boosted"
        case Report():
            return one.state.value
        case _:
            return ""


def liked(key: str, seconds: float, times: int, *, received: float, held: bool = False, tag: str = "a") -> Sighting:
    return heard(
        post(key, written=seconds, tagged=(tag,), counts=Counts(favourites=times)), received=received, held=held
    )


async def test_each_thing_is_told_when_it_was_heard() -> None:
    source = clean_line("one")
    player = Player(
        [
            liked("p1", 10, 0, received=11),
            Boost(clean_line("p1"), ALICE, at(20), source, at(20)),
            Deletion(clean_line("p1"), source, at(30)),
        ]
    )

    async with playing(player):
        await player.hand.wind(10.5)
        early = player.words
        await player.hand.wind(10)
        later = player.words
        await player.hand.wind(10)

        assert early == ["live"]
        assert later == ["live", "p1 0", "p1 boosted"]
        assert player.words == ["live", "p1 0", "p1 boosted", "p1 gone", "ended"]
        assert player.ended == 1


async def test_a_post_that_was_there_before_is_told_when_it_was_made_and_its_counts_when_they_were_known() -> None:
    player = Player([liked("old", 5, 9, received=100, held=True), liked("late", 5, 0, received=120)])

    async with playing(player):
        await player.hand.wind(6)
        first = player.words
        await player.hand.wind(95)
        second = player.words
        await player.hand.wind(20)

        assert first == ["live", "old None"]
        assert second == ["live", "old None", "old now 9"]
        assert player.words[3:] == ["late 0", "ended"]


async def test_a_polls_votes_are_those_that_were_heard_by_then() -> None:
    def polled(received: float, votes: int) -> Sighting:
        options = (PollOption(clean_line("oui"), votes), PollOption(clean_line("non"), 0))
        asked = replace(post("poll", written=5), poll=Poll(options, votes))
        return heard(asked, received=received, held=True)

    player = Player([polled(10, 0), polled(100, 3), polled(200, 8), liked("late", 300, 0, received=300)])
    watch = Watch((), player.hand)
    seen = Known()
    watch.attach(seen)

    async with playing(player):
        votes = []
        for seconds in (6, 60, 60, 100):
            await player.hand.wind(seconds)
            for one in player.told:
                watch.admit(one)
            player.told.clear()
            poll = seen.posts["poll"].sighting.post.poll
            votes.append(None if poll is None else poll.votes)

    assert votes == [0, 0, 3, 8]


async def test_counts_that_were_known_only_after_the_last_word_are_told_at_the_end_and_never_beyond_what_is_asked() -> (
    None
):
    recording = [liked("old", 5, 9, received=9_000, held=True)]
    whole, part = Player(recording), Player(recording, until=8_000)

    async with playing(whole), playing(part):
        await whole.hand.wind(6)
        await part.hand.wind(6)

        assert whole.words == ["live", "old None", "old now 9", "ended"]
        assert part.words == ["live", "old None", "ended"]


async def test_without_waiting_all_is_told_at_once_and_the_time_goes_with_it() -> None:
    player = Player([liked(f"p{n}", n * 60, 0, received=n * 60) for n in range(1, 200)], speed=None)

    async with playing(player):
        await player.hand.wind(0)
        for _ in range(50):
            await player.hand.wind(0)

        assert len(player.words) == 201
        assert player.clock.now() == at(199 * 60)


async def test_held_it_stands_still_and_goes_on_from_there_faster() -> None:
    player = Player([liked("p1", 10, 0, received=10), liked("p2", 40, 0, received=40)])

    async with playing(player):
        await player.hand.wind(5)
        player.clock.pause()
        await player.hand.wind(100)
        held = player.words, player.clock.now()
        player.clock.run_at(10.0)
        player.clock.go_on()
        await player.hand.wind(1)
        soon = player.words
        await player.hand.wind(3)

        assert held == (["live"], at(5))
        assert soon == ["live", "p1 0"]
        assert player.words == ["live", "p1 0", "p2 0", "ended"]


async def test_very_many_things_of_one_moment_are_told_once_each_and_soon() -> None:
    many = [liked(f"p{n}", 10, 0, received=10) for n in range(3_000)]
    player = Player([*many, *many], speed=None)

    async with playing(player):
        for _ in range(400):
            await player.hand.wind(0)

        assert len(player.words) == 3_002


async def test_put_ahead_it_tells_all_that_lies_between() -> None:
    player = Player([liked(f"p{n}", n, 0, received=n) for n in range(10, 20)] + [liked("far", 500, 0, received=500)])

    async with playing(player):
        player.clock.skip_to(at(100))
        await player.hand.wind(0)
        await player.hand.wind(0)

        assert player.words == ["live", *(f"p{n} 0" for n in range(10, 20))]


async def test_on_its_way_to_a_moment_each_thing_is_told_at_its_time_and_nothing_behind_the_moment() -> None:
    player = Player([liked(f"p{n}", n, 0, received=n) for n in (10, 20, 30, 500)])
    telling = player.source.listen(player.following)
    player.clock.seek(at(100))

    times = []
    for _ in range(4):
        await anext(telling)
        times.append(player.clock.now())
    last = asyncio.ensure_future(anext(telling))
    await player.hand.wind(0)

    assert times[1:] == [at(10), at(20), at(30)]
    assert (player.clock.now(), player.clock.goal, last.done()) == (at(100), None, False)
    last.cancel()


async def test_a_way_that_is_given_up_tells_no_more() -> None:
    player = Player([liked(f"p{n}", n, 0, received=n) for n in (10, 20, 30)])
    telling = player.source.listen(player.following)
    player.clock.seek(at(100))
    told = [await anext(telling) for _ in range(2)]

    player.clock.stay()
    following = asyncio.ensure_future(anext(telling))
    await player.hand.wind(60)

    assert len(told) == 2
    assert (following.done(), player.clock.now()) == (False, at(10))
    following.cancel()


async def test_a_way_beyond_the_last_word_ends_where_it_was_to() -> None:
    player = Player([liked("p1", 10, 0, received=10)])

    async with playing(player):
        player.clock.seek(at(9_000))
        await player.hand.wind(0)

        assert player.words == ["live", "p1 0", "ended"]
        assert (player.clock.now(), player.clock.goal) == (at(9_000), None)


def test_where_the_last_so_many_things_before_a_moment_begin() -> None:
    told = Told([liked(f"p{n}", n, 0, received=n, tag="a" if n % 2 else "b") for n in range(10)])

    assert told.heard_before(None, at(8), 0) == at(7)
    assert told.heard_before(None, at(8), 3) == at(4)
    assert told.heard_before(tags("a"), at(8), 3) == at(1)
    assert told.heard_before(tags("a"), at(8), 4) is None
    assert told.heard_before(None, at(0), 1) is None


async def test_the_time_waits_while_telling_takes_longer_than_it_did() -> None:
    player = Player(
        [liked(f"p{n}", 10, 0, received=10) for n in range(100)] + [liked("far", 500, 0, received=500)], speed=5.0
    )
    player.clock.skip_to(at(100))
    telling = player.source.listen(player.following)

    told = [await anext(telling) for _ in range(3)]
    await player.hand.wind(60)
    behind = player.clock.is_behind, player.clock.now(), player.source.next_at
    told += [await anext(telling) for _ in range(98)]
    last = asyncio.ensure_future(anext(telling))
    await player.hand.wind(2)

    assert len(told) == 101
    assert behind == (True, at(100), at(10))
    assert not player.clock.is_behind
    assert player.clock.now() == at(110)
    last.cancel()


async def test_a_tag_that_is_followed_later_is_caught_up_with_to_the_moment_and_not_beyond() -> None:
    player = Player(
        [
            liked("a1", 10, 0, received=10),
            liked("b1", 12, 0, received=12, tag="b"),
            liked("a2", 14, 0, received=14),
            liked("b2", 30, 0, received=30, tag="b"),
            liked("a3", 31, 0, received=31),
        ]
    )

    async with playing(player):
        await player.hand.wind(20)
        before = player.words
        player.following.change(Follow(tags("a", "b")))
        await player.hand.wind(1)
        after = player.words
        await player.hand.wind(10)

        assert before == ["live", "a1 0", "a2 0"]
        assert after[3:4] == ["b1 0"]
        assert "b2 0" not in after
        assert player.words == ["live", "a1 0", "a2 0", "b1 0", "b2 0", "a3 0", "ended"]


def test_when_something_is_due() -> None:
    edited = heard(post("p", written=10, edited=50), received=90, held=True)
    live = heard(post("p", written=10, edited=50), received=90)
    future = heard(post("p", written=500), received=90, held=True)

    assert [due(one) for one in (edited, live, future)] == [at(50), at(90), at(90)]


class Growing(Told):
    """A recording that somebody still writes."""

    def __init__(self, told: Sequence[Heard]) -> None:
        super().__init__(told)
        self.later: list[Heard] = []

    def journal_end(self) -> int:
        return len(self.later)

    def heard_since(self, end: int, tags: frozenset[Tag] | None) -> Iterator[tuple[datetime, Heard]]:
        return iter([(due(one), one) for one in self.later[end:]])


async def test_held_in_the_present_it_stands_still_and_then_tells_what_was_recorded_meanwhile() -> None:
    recording = Growing([liked("p1", 10, 0, received=10)])
    player = Player(recording, speed=60.0, looked_at=100)

    async with playing(player):
        await player.hand.wind(5)
        player.clock.pause()
        recording.later += [liked("p2", 110, 0, received=110), liked("p3", 112, 0, received=112)]
        await player.hand.wind(60)
        held = player.words, player.clock.now()
        player.clock.run_at(1.0)
        player.clock.go_on()
        await player.hand.wind(6)

        assert held == (["live", "p1 0"], at(105))
        assert player.words == ["live", "p1 0", "p2 0"]
        assert not player.clock.is_in_the_present


async def test_without_waiting_it_comes_to_the_present_though_nothing_is_heard() -> None:
    player = Player(Growing([liked("p1", 10, 0, received=10)]), speed=None, looked_at=100)

    async with playing(player):
        await player.hand.wind(5)

        assert player.clock.is_in_the_present


async def test_a_replay_that_has_caught_up_goes_on_with_what_is_recorded() -> None:
    recording = Growing([liked("p1", 10, 0, received=10)])
    player = Player(recording, speed=60.0, looked_at=100)

    async with playing(player):
        await player.hand.wind(5)
        recording.later.append(liked("p2", 104, 0, received=104))
        await player.hand.wind(2)
        recording.later.append(liked("p3", 106, 0, received=106))
        await player.hand.wind(2)

        assert player.words == ["live", "p1 0", "p2 0", "p3 0"]
        assert player.clock.now() == player.hand.now()
