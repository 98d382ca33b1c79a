"""The demo, watched live and recorded, then replayed without waiting: the summary is the same, byte for byte."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.archive import in_memory
from hashtui.archive.archive import Archive
from hashtui.archive.opening import open_archive
from hashtui.cli.forms import JsonForm
from hashtui.cli.gathered import Collecting
from hashtui.cli.printer import Printer
from hashtui.clock import HandClock, ReplayClock, SystemClock
from hashtui.filter import read_panes
from hashtui.post.clean import clean_line
from hashtui.post.json import json_line
from hashtui.post.post import Poll, PollOption
from hashtui.post.sighting import Sighting
from hashtui.post.tag import Tag
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.reading.summary.summary_json import summary_object
from hashtui.sources.demo.simulate import Event, simulate
from hashtui.sources.demo.source import DemoSource, demo_clock
from hashtui.sources.lines.whole import WholeFile
from hashtui.sources.source import Means
from hashtui.watch import Watch
from hashtui.watch.replay import Recording, ReplaySource, Told
from tests.archive.events import admitted_by, heard_in_event
from tests.posts import NOON, post, sighting
from tests.sources.paper import PaperServer
from tests.watch.test_replay import AtOnce

PANES = ("#capcomnet", "#paris20")
TAGS = tuple(map(Tag.of, PANES))


@dataclass
class Live:
    """The event as one saw it who looked on, and what was written down of it."""

    summary: str
    archive: Archive
    lines: Path


def summary_of(seen: Collecting) -> str:
    """What `hashtui summary --format json` would print of what a watch has."""
    had = seen.gathered(0, "")
    times = [entry.stands_at for entry in had.entries]
    wish = Wish(PANES, min(times), max(times) + timedelta(milliseconds=1))
    return json_line(summary_object(summarise(gathered(had.entries, had.boosts, tags=TAGS), wish)))


async def watched(event: Event, folder: Path) -> Live:
    """Look on from the opening to the end, without waiting; into the archive first, and into a file as `tail` does."""
    clock = demo_clock(HandClock(), None)
    archive = open_archive(folder / "archive.sqlite3", clock=SystemClock(), command="hashtui record")
    source = DemoSource(Means(clock, PaperServer()), clock=clock, event=event)
    watch = Watch([source], clock, alertness=None, has_room=archive.room)
    seen, lines = Collecting(), folder / "tailed.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        printer = Printer(read_panes(PANES), JsonForm(), lambda text: print(text, file=file), now=clock.now)
        for sink in (archive, seen, printer):
            watch.attach(sink)
        watch.follow(TAGS)
        await watch.run()
        printer.release()
    await archive.flush()
    return Live(summary_of(seen), archive, lines)


async def replayed(recording: Recording) -> str:
    """The summary of what a replay at full speed tells."""
    span = recording.heard_span(frozenset(TAGS))
    assert span is not None
    hand = HandClock(span[1] + timedelta(days=2))
    clock = ReplayClock(hand, span[0], None, end=span[1])
    watch = Watch([ReplaySource(recording, clock, hand, AtOnce())], clock, alertness=None)
    seen = Collecting()
    watch.attach(seen)
    watch.follow(TAGS)
    await watch.run()
    return summary_of(seen)


@pytest.mark.parametrize("tags", [None, frozenset(TAGS), frozenset(TAGS[:1])])
async def test_where_the_last_so_many_things_before_a_moment_begin(tags: frozenset[Tag] | None) -> None:
    archive = in_memory(HandClock())
    admitted_by(heard_in_event(), archive)
    await archive.flush()
    reader = archive.reader()
    first, last = reader.heard_span(tags) or (None, None)
    assert first is not None
    assert last is not None
    moment = first + (last - first) / 2

    begin = reader.heard_before(tags, moment, 40)
    again = list(reader.heard(tags, begin, moment))
    all_of_it = list(reader.heard(tags, None, moment))

    archive.close()
    assert begin is not None
    assert 40 <= len(again) <= 45  # some are due at the very same time
    assert len(all_of_it) > 45
    assert reader.heard_before(tags, moment, len(all_of_it)) is None


async def test_the_archive_has_the_votes_of_every_hearing() -> None:
    def polled(minutes: int, votes: int) -> Sighting:
        poll = Poll((PollOption(clean_line("oui"), votes), PollOption(clean_line("non"), 1)), votes + 1)
        return sighting(replace(post(1), poll=poll), heard_after=timedelta(minutes=minutes), held=True)

    archive = in_memory(HandClock())
    admitted_by([polled(1, 0), polled(30, 4), polled(60, 9)], archive)
    await archive.flush()

    heard = [one for _, one in archive.reader().heard(None, None, None) if isinstance(one, Sighting)]

    archive.close()
    assert [(one.received_at, one.post.poll.votes) for one in heard if one.post.poll] == [
        (NOON + timedelta(minutes=1 + minutes), votes) for minutes, votes in ((1, 1), (30, 5), (60, 10))
    ]


@pytest.fixture(scope="module")
def event() -> Event:
    """Five hours of a day in which posts are edited, deleted and passed on."""
    return simulate(20, minutes=300)


async def test_the_archive_replayed_gives_the_summary_of_the_live_run(event: Event, tmp_path: Path) -> None:
    live = await watched(event, tmp_path)
    reader = live.archive.reader()

    again = await replayed(reader)

    reader.close()
    live.archive.close()
    assert len(live.summary) > 10_000
    assert again == live.summary


async def test_the_lines_that_tail_prints_replayed_give_it_too(event: Event, tmp_path: Path) -> None:
    live = await watched(event, tmp_path)
    live.archive.close()

    again = await replayed(Told([*WholeFile(str(live.lines), SystemClock()).read()]))

    assert again == live.summary
