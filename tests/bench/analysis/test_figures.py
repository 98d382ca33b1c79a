"""The arithmetic of promises: how they are judged on many days and on few."""

from tests.bench.analysis.figures import Figure, Promise, Report, Table, mean_of

LEAST = Promise("digest", "facts told", 0.88)
NONE = Promise("trust", "badges", 0, at_least=False, exact=True, digits=0)


def test_twenty_days_are_given_nothing_and_fewer_two_standard_errors() -> None:
    wide = [0.7, 1.0] * 10

    many, few = mean_of(LEAST, wide), mean_of(LEAST, wide[:6])

    assert (many.given, many.met) == (0.0, False)
    assert round(few.given, 4) == 0.1342
    assert few.met


def test_what_is_promised_to_be_none_is_given_nothing_however_few_the_days() -> None:
    assert Figure(NONE, 0.0, (0.0,) * 6).met
    assert not Figure(NONE, 1.0, (0.0,) * 5 + (1.0,)).met


def test_few_days_that_are_far_off_are_missed_all_the_same() -> None:
    far = mean_of(LEAST, [0.5, 0.52, 0.48, 0.5, 0.51, 0.5])

    assert not far.met
    assert far.line().startswith("MISSED digest: facts told 0.502 (>= 0.88, 0.011 given for 6 days)")


def test_a_figure_without_days_is_what_it_is() -> None:
    cost = Promise("cost", "microseconds", 150, at_least=False, digits=0)

    assert Figure(cost, 149.0, ()).line() == "OK     cost: microseconds 149 (<= 150)"
    assert not Figure(cost, 151.0, ()).met


def test_a_report_is_met_when_every_promise_is_and_says_everything_to_programs() -> None:
    table = Table("Peaks", ("by", "F1"), (("ours", 0.95), ("theirs", 0.9)))
    kept, missed = Figure(LEAST, 0.9, ()), Figure(LEAST, 0.8, ())

    good, bad = Report((1, 2), (table,), (kept,)), Report((1, 2), (table,), (kept, missed))

    assert (good.met, bad.met) == (True, False)
    assert good.object() == {
        "seeds": [1, 2],
        "met": True,
        "figures": [
            {"section": "digest", "name": "facts told", "value": 0.9, "limit": 0.88, "at_least": True, "given": 0.0,
             "met": True}
        ],
        "tables": [{"title": "Peaks", "rows": [{"by": "ours", "F1": 0.95}, {"by": "theirs", "F1": 0.9}]}],
        "remarks": [],
    }  # fmt: skip
    assert good.text().splitlines()[:4] == ["Peaks", "  by         F1", "  ours    0.950", "  theirs  0.900"]
