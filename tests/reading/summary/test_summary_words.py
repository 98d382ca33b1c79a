"""How a peak's crowd is told."""

from dataclasses import replace

import pytest

from hashtui.reading.summary.summary_words import peak_words
from tests.tui.summaries import PEAKS


@pytest.mark.parametrize(
    ("usual", "told"),
    [(3.42, "3.4x usual"), (1.05, "1.1x usual"), (1.04, "new words"), (0.87, "new words")],
)
def test_a_peak_that_is_no_crowd_is_told_by_its_words(usual: float, told: str) -> None:
    assert peak_words(replace(PEAKS[0], usual=usual)) == f"31 voices (9 trusted) · {told}"
