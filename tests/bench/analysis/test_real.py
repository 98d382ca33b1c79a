"""Real events of one's own: how their facts are written, and that such a folder is measured."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.sources.demo.lines import lines_of
from hashtui.sources.demo.simulate import simulate
from tests.bench.analysis.real import facts_in, read_facts, reals


def test_facts_are_a_time_a_kind_and_how_they_are_told() -> None:
    (goal,) = read_facts(["# a match", "", "2014-06-25T20:15:00Z  goal  (?i)shaqiri|0 ?- ?1"], "match.facts")

    assert (goal.at, goal.kind) == (datetime(2014, 6, 25, 20, 15, tzinfo=UTC), "goal")
    assert goal.pattern.search("SHAQIRI !!")
    assert goal.pattern.search("it is 0 - 1")


@pytest.mark.parametrize("line", ["goal", "noon goal shaqiri", "2014-06-25T20:15:00Z goal (shaqiri"])
def test_a_line_that_is_no_fact_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(ValueError, match=r"match\.facts, line 2: "):
        read_facts(["# a match", line], "match.facts")


def test_a_folder_of_events_is_measured_beside_the_rivals(tmp_path: Path) -> None:
    event = simulate(3, minutes=150)
    (tmp_path / "day.jsonl").write_text("".join(f"{line}\n" for line in lines_of(event)), encoding="utf-8")
    facts = "".join(f"{fact.at.isoformat()} goal {fact.patterns['fr']}\n" for fact in event.truth.facts)
    (tmp_path / "day.facts").write_text(facts, encoding="utf-8")
    (tmp_path / "without.jsonl").write_text("", encoding="utf-8")

    (peaks, digests), (found, told) = reals(facts_in(tmp_path))

    assert [row[0] for row in peaks.rows] == ["ours, normal", "ours, sensitive"]
    assert len(event.truth.facts) >= 2
    assert found.value >= 0.5
    assert told.value == 1.0
    assert [row[1] for row in digests.rows if row[0] == "latest"] == [len(event.truth.facts)]


def test_a_folder_without_events_is_nothing(tmp_path: Path) -> None:
    assert reals(facts_in(tmp_path)) == ((), ())
