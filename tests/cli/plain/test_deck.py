"""The panes of `--plain` over an archive from which somebody is forgotten meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hashtui.archive.archive import Archive
from hashtui.archive.opening import in_memory
from hashtui.cli.plain.deck import PlainDeck
from hashtui.clock import HandClock
from hashtui.config.trusted import Trusted
from hashtui.filter import read_panes
from hashtui.filter.rules import NO_RULES
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.judging import Judging
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling
from tests.posts import NOON, sighting
from tests.tui.test_filtering_keys import by

EVE = "@eve@social.example"


@asynccontextmanager
async def deck(forgotten: str = "") -> AsyncIterator[tuple[PlainDeck, Watch, Archive]]:
    """A pane of which the archive keeps what is heard; somebody may have been forgotten before."""
    clock = HandClock(NOON)
    archive, watch = in_memory(clock), Watch((), clock)
    if forgotten:
        archive.forget(forgotten)
    watch.attach(archive)
    recalling = Recalling(watch, archive.reader(), archive)
    plain = PlainDeck(watch, Judging(NO_RULES, Trusted(), clock), {}, Sensitivity.NORMAL, recalling)
    plain.open(read_panes(["#capcomnet"]))
    for number, who in enumerate(("ana", "eve", "bob", "eve")):
        watch.admit(sighting(by(who, number)))
    await archive.flush()
    yield plain, watch, archive
    archive.close()


def told(plain: PlainDeck) -> list[str]:
    assert plain.pane is not None
    timeline = plain.pane.timeline
    return [timeline.at(place).post.author.handle for place in range(len(timeline))]


async def test_whom_another_process_forgets_is_told_of_no_more() -> None:
    async with deck() as (plain, watch, archive):
        before = told(plain)
        archive.forget(EVE)
        plain.keep_out()
        watch.admit(sighting(by("eve", 9)))

        assert before.count(EVE) == 2
        assert told(plain) == ["@bob@social.example", "@ana@social.example"]


async def test_whoever_was_forgotten_before_is_not_told_of_when_a_source_gives_them() -> None:
    async with deck(EVE) as (plain, _, __):
        assert told(plain) == ["@bob@social.example", "@ana@social.example"]


async def test_a_pane_that_is_put_back_comes_without_them() -> None:
    async with deck() as (plain, _, archive):
        pane = plain.pane
        assert pane is not None
        plain.take_out(pane)
        archive.forget(EVE)
        plain.keep_out()
        plain.put([plain.refill(pane)], 0)

        assert EVE not in told(plain)
