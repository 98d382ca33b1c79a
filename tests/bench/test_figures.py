"""The arithmetic of the benchmarks."""

import pytest

from tests.bench.figures import Promise, Result, Strokes, percentile, ratio_range, spread


@pytest.mark.parametrize(
    ("times", "share", "wanted"),
    [
        (range(1, 101), 0.99, 99),
        (range(1, 101), 0.5, 50),
        (range(1, 1001), 0.99, 990),
        (range(1, 11), 0.99, 10),
        (range(1, 11), 0.0, 1),
        ([7.0], 0.5, 7),
        ([3.0, 1.0, 2.0], 1.0, 3),
    ],
)
def test_a_percentile_is_the_smallest_time_that_the_share_does_not_exceed(
    times: range | list[float], share: float, wanted: float
) -> None:
    assert percentile(list(times), share) == wanted


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no times"):
        percentile([], 0.5)


def test_one_slow_key_in_a_hundred_is_not_the_p99_and_two_are() -> None:
    quick = [1.0] * 99

    assert percentile([*quick, 900.0], 0.99) == 1.0
    assert percentile([*quick[1:], 900.0, 900.0], 0.99) == 900.0


def test_rounds_are_pooled_with_the_keys_they_lost() -> None:
    pooled = Strokes((1.0, 3000.0), lost=1) + Strokes((2.0,))

    assert pooled == Strokes((1.0, 3000.0, 2.0), lost=1)
    assert (pooled.bound, Strokes((2.0,)).bound) == (">=", "")


def test_the_range_of_a_ratio_holds_the_ratio_and_is_narrow_when_all_keys_are_alike() -> None:
    alike = ratio_range([20.0] * 50, [10.0] * 50, 0.99)
    mixed = ratio_range([float(n) for n in range(1, 200)], [float(n) for n in range(1, 200)], 0.99)

    assert alike == (2.0, 2.0)
    assert mixed[0] < 1.0 < mixed[1]


def test_a_promise_is_kept_from_its_limit_on() -> None:
    least = [Promise("a", value, 10, at_least=True).met for value in (9.99, 10.0, 11.0)]
    most = [Promise("a", value, 1.3, at_least=False).met for value in (1.29, 1.3, 1.31)]

    assert least == [False, True, True]
    assert most == [True, True, False]


def test_a_result_is_met_when_every_promise_is_and_says_which_is_not() -> None:
    kept, broken = Promise("growth", 1.1, 1.3, at_least=False), Promise("lead", 2.0, 10, at_least=True)
    result = Result(("case", "ms"), (("ours", "1.0"), ("control", "20.0")), (kept, broken), ("As measured.",))

    assert Result((), (), (kept,)).met
    assert not result.met
    assert result.text() == (
        "case       ms\n"
        "ours      1.0\n"
        "control  20.0\n"
        "\n"
        "met     growth: 1.10 (promised <= 1.3)\n"
        "NOT MET lead: 2.00 (promised >= 10)\n"
        "As measured."
    )
    assert result.object() == {
        "rows": [{"case": "ours", "ms": "1.0"}, {"case": "control", "ms": "20.0"}],
        "promises": [
            {"words": "growth", "value": 1.1, "limit": 1.3, "at_least": False, "met": True},
            {"words": "lead", "value": 2.0, "limit": 10, "at_least": True, "met": False},
        ],
        "remarks": ["As measured."],
        "met": False,
    }


def test_a_spread_is_the_median_and_the_range() -> None:
    assert spread([3.0, 1.0, 9.0]) == "3.0 (1.0-9.0)"
    assert spread([3.14], ".2f") == "3.14"
