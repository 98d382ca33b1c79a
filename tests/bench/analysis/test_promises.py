"""What is promised of reading posts together, on six days: peaks, digest, trust, copies, what is found, calm."""

from collections.abc import Sequence

import pytest

from hashtui.reading.summary.gathering import gathered
from tests.bench.analysis.days import Day, Part, day
from tests.bench.analysis.figures import Figure
from tests.bench.analysis.promises import figures_of
from tests.bench.analysis.scenes import Scene
from tests.bench.analysis.tables import tables_of

SEEDS = range(600, 606)
"""Nothing was tuned on them, nor on those the command takes when nothing is said."""
QUICK = frozenset((Part.PEAKS, Part.DIGEST, Part.TRUST, Part.COPIES, Part.FINDINGS))


@pytest.fixture(scope="module")
def days() -> tuple[Day, ...]:
    """Six days at the usual rate, each simulated once, without the rivals."""
    return tuple(day(seed, QUICK, rivals=False) for seed in SEEDS)


def _missed(figures: Sequence[Figure]) -> list[str]:
    return [figure.line() for figure in figures if not figure.met]


def test_every_promise_is_kept_on_six_days(days: tuple[Day, ...]) -> None:
    figures = figures_of(days)

    assert len(figures) == 18
    assert _missed(figures) == []


def test_what_is_printed_has_a_table_for_everything_that_was_measured(days: tuple[Day, ...]) -> None:
    tables = tables_of(days)

    assert [table.title for table in tables] == [
        "Peaks at 2.2 posts and boosts a minute and tag",
        "Digest of 10 posts",
        "Digest of 15 posts",
        "Digest of 20 posts",
        "A ring of 500 that praises itself and every trusted account",
        "Near-copies",
        "Found where it was planted",
    ]
    assert all("ours" in table.rows[0] for table in tables[:4])


def test_where_little_is_said_and_where_nothing_happens_peaks_are_promised_too() -> None:
    rare = [day(seed, frozenset((Part.CALM,))) for seed in SEEDS[:2]]

    assert _missed(figures_of(rare)) == []


def test_ours_beats_the_rivals_on_the_same_day() -> None:
    measured = day(SEEDS[0], frozenset((Part.PEAKS, Part.DIGEST)))

    ours = measured.peaks[2.2, "ours"].f1
    facts = {name: told[15].facts for name, told in measured.digests.items()}
    assert len(measured.peaks) >= 7
    assert ours >= max(score.f1 for (_, name), score in measured.peaks.items() if name != "ours")
    assert facts.pop("ours") >= max(facts.values())


def test_an_empty_stream_has_no_peaks() -> None:
    assert gathered((), tags=Scene.tags).peaks() == ()
