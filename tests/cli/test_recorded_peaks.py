"""The peaks of a long recording, looked for from a moment on: those that are found when all of it is read."""

from datetime import UTC, datetime, timedelta

import pytest

from hashtui.archive import in_memory
from hashtui.cli import recorded_peaks
from hashtui.cli.played import Played
from hashtui.cli.recorded_peaks import RecordedPeaks
from hashtui.clock import HandClock
from hashtui.post.tag import Tag
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.watch.replay import Recording, Told
from tests.archive.events import admitted_by, heard_in_event
from tests.watch.test_replay import AtOnce

TAGS = (Tag.of("paris20"), Tag.of("capcomnet"))
LONG_AGO, FAR_OFF = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def peaks_of(recording: Recording, since: datetime | None = None) -> RecordedPeaks:
    played = Played(recording, "archive", HandClock(), since=since)
    return RecordedPeaks(played, TAGS, Sensitivity.NORMAL, AtOnce())


async def walked(peaks: RecordedPeaks, moment: datetime, step: int) -> list[Peak]:
    """One after the other, until there is none."""
    found: list[Peak] = []
    for _ in range(50):
        one = await peaks.beside(found[-1].start if found else moment, step, lambda _: None)
        if one is None:
            return found
        found.append(one)
    raise AssertionError("no end of peaks")


def is_of(peak: Peak, others: list[Peak]) -> bool:
    near = timedelta(minutes=3)
    return any(other.tag == peak.tag and abs(other.start - peak.start) <= near for other in others)


async def test_those_of_a_short_recording_are_all_known() -> None:
    assert await peaks_of(Told(heard_in_event())).all() == []  # of an hour and a half in which nothing happens


async def test_a_walk_through_a_long_one_meets_peaks_of_the_whole_in_their_order_and_back_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Told(heard_in_event(20, 300))
    whole = list(await peaks_of(told).all() or ())
    monkeypatch.setattr(recorded_peaks, "HEARD_AGAIN", 500)
    peaks = peaks_of(told)

    none = await peaks.all()
    onwards = await walked(peaks, LONG_AGO, 1)
    back = await walked(peaks, FAR_OFF, -1)

    assert none is None
    assert len(onwards) >= 0.7 * len({peak.start for peak in whole}) > 3
    assert [peak.start for peak in onwards] == sorted(peak.start for peak in onwards)
    assert [peak for peak in onwards if not is_of(peak, whole)] == []
    assert [peak.start for peak in reversed(back)] == [peak.start for peak in onwards]
    assert {peak.start for peak in peaks.known} == {peak.start for peak in onwards}


async def test_it_says_where_it_looks_and_each_place_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded_peaks, "HEARD_AGAIN", 500)
    peaks, told = peaks_of(Told(heard_in_event(20, 300))), list[datetime]()

    first = await peaks.beside(LONG_AGO, 1, told.append)
    again = await peaks.beside(LONG_AGO, 1, told.append)

    assert first is again is not None
    assert len(told) == len(set(told)) >= 1


async def test_none_is_told_from_before_the_time_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded_peaks, "HEARD_AGAIN", 500)
    recording = Told(heard_in_event(20, 300))
    span = recording.heard_span(None)
    assert span is not None
    since = span[0] + timedelta(hours=2)

    found = await walked(peaks_of(recording, since), LONG_AGO, 1)

    assert found
    assert [peak for peak in found if peak.start < since - timedelta(minutes=1)] == []


@pytest.mark.parametrize("tags", [None, frozenset(TAGS[:1])])
async def test_the_archive_counts_the_minutes_as_files_do(tags: frozenset[Tag] | None) -> None:
    archive = in_memory(HandClock())
    admitted_by(heard_in_event(), archive)
    await archive.flush()

    kept = [sum(one.values()) for one in archive.reader().minutes(tags)]
    told = [sum(one.values()) for one in Told(heard_in_event()).minutes(tags)]
    starts = [min(one) for one in archive.reader().minutes(tags)]

    archive.close()
    assert abs(kept[0] - told[0]) <= 0.1 * told[0]  # what was deleted counts no more in the archive
    assert starts == [min(one) for one in Told(heard_in_event()).minutes(tags)]
