"""Real events of one's own: how their facts are written, and that such a folder is measured."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.sources.demo.lines import lines_of
from hashtui.sources.demo.simulate import simulate
from tests.bench.analysis.real import read_facts, reals


def test_facts_are_a_time_a_kind_and_how_they_are_told() -> None:
    (goal,) = read_facts(["# a match\n", "\n", "2014-06-25T20:15:00Z  goal  (?i)shaqiri|0 ?- ?1\n"])

    assert (goal.at, goal.kind) == (datetime(2014, 6, 25, 20, 15, tzinfo=UTC), "goal")
    assert goal.pattern.search("SHAQIRI !!")
    assert goal.pattern.search("it is 0 - 1")


def test_a_line_that_is_no_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        read_facts(["goal"])


def test_a_folder_of_events_is_measured_beside_the_rivals(tmp_path: Path) -> None:
    event = simulate(3, minutes=150)
    (tmp_path / "day.jsonl").write_text("".join(f"{line}\n" for line in lines_of(event)), encoding="utf-8")
    facts = "".join(f"{fact.at.isoformat()} goal {fact.patterns['fr']}\n" for fact in event.truth.facts)
    (tmp_path / "day.facts").write_text(facts, encoding="utf-8")
    (tmp_path / "without.jsonl").write_text("", encoding="utf-8")

    (peaks, digests), (found, told) = reals(tmp_path)

    assert [row[0] for row in peaks.rows] == ["ours, normal", "ours, sensitive"]
    assert len(event.truth.facts) >= 2
    assert found.value >= 0.5
    assert told.value == 1.0
    assert [row[1] for row in digests.rows if row[0] == "latest"] == [len(event.truth.facts)]


def test_a_folder_without_events_is_nothing(tmp_path: Path) -> None:
    assert reals(tmp_path) == ((), ())
