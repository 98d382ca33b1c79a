"""Peaks looked for as posts come are those that are found in all posts at once."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from hashtui.reading.entry import Entry
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.intervals import intervals
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.summary.peaks import KNOBS, Detector, Found
from tests.posts import NOON
from tests.reading.summary.talk import CAPCOM, chatter, passed_on, says

MINUTE = timedelta(minutes=1)
EPOCH = datetime.fromtimestamp(0, UTC)


def found_at_once(chronicle: Chronicle, until: int | None = None) -> list[Found]:
    """What a detector finds that hears everything from the beginning."""
    stream = chronicle.streams[CAPCOM]
    detector = Detector(stream, KNOBS[chronicle.sensitivity])
    for interval in intervals(stream, until):
        detector.hear(interval)
    return list(detector.found())


def told(chronicle: Chronicle, until: int | None = None) -> list[tuple[float, ...]]:
    peaks = chronicle.peaks(None if until is None else EPOCH + until * MINUTE)
    return [(*((one - EPOCH) // MINUTE for one in (peak.start, peak.top, peak.end)), peak.score) for peak in peaks]


def expected(chronicle: Chronicle, until: int | None = None) -> list[tuple[float, ...]]:
    return [(one.start, one.top, one.end, round(one.score, 3)) for one in found_at_once(chronicle, until)]


def lively(seed: int, hours: int = 6) -> list[Entry]:
    """Chatter with silences, and moments in which many say something else; in the order of time."""
    chance = Random(seed)
    silent = [minute for minute in range(60 * hours) if (minute // 37 + seed) % 4 == 3]
    entries = [one for one in chatter(60 * hours) if (one.stands_at - NOON) // MINUTE not in silent]
    for number in range(hours):
        begins = chance.uniform(30, 60 * hours)
        entries += [
            says(
                f"fan{number}x{one}",
                f"serveur garance{number} panne{number} {one % 5}",
                begins + chance.expovariate(0.5),
            )
            for one in range(12)
        ]
    return sorted(entries, key=lambda one: one.stands_at)


def taken(entries: Iterable[Entry]) -> Chronicle:
    chronicle = Chronicle(tags=(CAPCOM,))
    for entry in entries:
        chronicle.take(entry)
    return chronicle


@pytest.mark.parametrize("seed", range(4))
def test_what_is_heard_as_it_comes_is_what_is_heard_at_once(seed: int) -> None:
    chronicle = Chronicle(tags=(CAPCOM,))
    compared = 0

    for number, entry in enumerate(lively(seed)):
        chronicle.take(entry)
        if number % 40 == 0:
            assert told(chronicle) == expected(chronicle)
            compared += len(told(chronicle))

    assert compared > 0


def test_posts_that_come_late_and_posts_that_go_change_what_was_heard() -> None:
    entries, chance = lively(1), Random(1)
    late = {number: entries.pop(number) for number in sorted(chance.sample(range(len(entries)), 60), reverse=True)}
    chronicle = Chronicle(tags=(CAPCOM,))

    for number, entry in enumerate(entries):
        chronicle.take(entry)
        if number % 10 == 0 and late:
            chronicle.take(late.pop(min(late)) if number % 20 else late.pop(max(late)))
        if number % 25 == 0:
            chronicle.drop(chance.choice(entries[: number + 1]).key)
        if number % 30 == 0:
            assert told(chronicle) == expected(chronicle)

    assert told(chronicle) == expected(chronicle) != []


def test_the_quiet_end_of_the_first_hour_is_heard_too() -> None:
    quiet = range(40, 62)
    chronicle = taken(one for one in lively(0) if (one.stands_at - NOON) // MINUTE not in quiet)

    assert told(chronicle) == expected(chronicle) != []


def test_a_peak_whose_posts_are_deleted_is_none() -> None:
    entries = lively(0)
    chronicle = taken(entries)
    first = chronicle.peaks()[0]

    for key in first.keys:
        chronicle.drop(key)

    assert told(chronicle) == expected(chronicle)
    assert first.start not in [peak.start for peak in chronicle.peaks()]


def test_posts_in_the_order_of_newest_first_are_heard_in_the_order_of_time() -> None:
    chronicle = taken(reversed(lively(2)))

    assert told(chronicle) == expected(chronicle) != []


def test_an_old_post_that_is_passed_on_later_changes_nothing_before() -> None:
    entries = lively(3)
    chronicle = taken(entries)

    for number, minutes in enumerate(range(100, 400, 7)):
        chronicle.pass_on(passed_on(entries[number], f"friend{number}", minutes))

    assert told(chronicle) == expected(chronicle)


@pytest.mark.parametrize("minutes", [0, 45, 61, 120, 200, 359, 400])
def test_peaks_may_be_asked_for_up_to_any_minute(minutes: int) -> None:
    chronicle = taken(lively(0))
    until = int(NOON.timestamp()) // 60 + minutes

    before = told(chronicle, until)

    assert before == expected(chronicle, until)
    assert told(chronicle) == expected(chronicle)


def test_another_sensitivity_hears_from_the_beginning() -> None:
    chronicle = taken(lively(0))
    told(chronicle)

    chronicle.sensitivity = Sensitivity.SENSITIVE

    assert told(chronicle) == expected(chronicle) != []


def test_nothing_is_heard_in_an_empty_stream() -> None:
    assert Chronicle(tags=(CAPCOM,)).peaks() == ()
