"""Processes that are killed, and processes that meet: what was said to be kept is kept.

Longer: `python -m tests.chaos.kills --kills 200`, `python -m tests.chaos.pairs --seconds 60`.
"""

from pathlib import Path

from tests.chaos import kills, pairs


def test_what_was_said_to_be_written_is_there_after_every_kill(tmp_path: Path) -> None:
    outcome = kills.run(tmp_path / "archive.sqlite3", 8, seed=7, every=4, longest=0.15)

    assert outcome.acknowledged > 0
    assert (outcome.kills, outcome.lost, outcome.damaged) == (8, 0, 0)
    assert outcome.slowest_start < 2


def test_two_processes_on_one_archive_lose_nothing_and_never_hear_that_it_is_locked(tmp_path: Path) -> None:
    outcome = pairs.run(tmp_path / "archive.sqlite3", 3, seed=7)

    assert outcome["wrong"] == []
    assert outcome["lost"] == 0
    assert int(str(outcome["written"])) > 0
    assert int(str(outcome["pages"])) > 0
