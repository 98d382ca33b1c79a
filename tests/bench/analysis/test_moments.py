"""Alarms held against planted minutes, by hand."""

from datetime import UTC, datetime, timedelta

from tests.bench.analysis.moments import Score, held_against

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minute)


def test_an_alarm_is_right_from_two_minutes_before_to_six_after() -> None:
    scores = [held_against([at(minute)], [at(10)], []) for minute in (7.9, 8, 16, 16.1)]

    assert [score.right for score in scores] == [0, 1, 1, 0]
    assert [score.found for score in scores] == [0, 1, 1, 0]


def test_a_second_alarm_for_the_same_is_right_loosely_and_wrong_strictly() -> None:
    score = held_against([at(10), at(13)], [at(10)], [])

    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)
    assert score.strict == 2 / 3


def test_alarms_on_a_storm_count_there_unless_they_mean_what_was_planted() -> None:
    storm = (at(0), at(20))

    score = held_against([at(5), at(11), at(40)], [at(10)], [storm])

    assert (score.storm, score.alarms, score.right) == (1, 3, 1)


def test_scores_add_up_and_saying_nothing_where_nothing_is_planted_is_perfect() -> None:
    whole = held_against([at(0)], [at(0), at(30)], []) + held_against([], [], [])

    assert whole == Score(alarms=1, right=1, planted=2, found=1, storm=0, paired=1)
    assert Score().f1 == Score().strict == 1.0
