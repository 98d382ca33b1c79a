"""When near-copies are a wave: so many, by so many who are strangers, within ten minutes."""

from collections.abc import Iterable

from hashtui.reading.summary.waves import LOOKED_AT, Cluster, Copy


def joined(copies: Iterable[Copy]) -> Cluster:
    cluster = Cluster()
    for copy in copies:
        cluster.join(copy)
    return cluster


def copies(count: int, *, apart: float = 10.0, accounts: int = 100, at_home: int = 0) -> list[Copy]:
    """The first `at_home` accounts are no strangers."""
    return [Copy(f"p{n}", n * apart, f"u{n % accounts}", n % accounts < at_home) for n in range(count)]


def test_eight_near_copies_are_a_wave_seven_are_none() -> None:
    assert joined(copies(7)).wave == []
    assert joined(copies(8)).wave == [f"p{n}" for n in range(8)]


def test_five_accounts_make_a_wave_four_do_not() -> None:
    assert joined(copies(30, accounts=4)).wave == []
    assert len(joined(copies(30, accounts=5)).wave) == 30


def test_it_is_no_wave_when_three_in_ten_are_at_home() -> None:
    assert joined(copies(10, at_home=3)).wave == []
    assert joined(copies(11, at_home=3)).wave == [f"p{n}" for n in range(3, 11)]


def test_a_wave_comes_within_ten_minutes() -> None:
    assert len(joined(copies(8, apart=600 / 7)).wave) == 8
    assert joined(copies(8, apart=601 / 7)).wave == []


def test_what_comes_within_ten_minutes_of_a_wave_is_of_it_but_for_those_at_home() -> None:
    cluster = joined(copies(8, apart=1))

    told = [
        cluster.join(copy)
        for copy in (
            Copy("late", 607.0, "u1", at_home=False),
            Copy("home", 1200.0, "anna", at_home=True),
            Copy("later", 1800.0, "u2", at_home=False),
            Copy("alone", 2401.0, "u3", at_home=False),
        )
    ]

    assert told == [("late",), (), ("later",), ()]
    assert cluster.size == 12


def test_a_second_wave_tells_none_of_the_first_again() -> None:
    again = [Copy(f"q{n}", 2000.0 + n, f"v{n}", at_home=False) for n in range(8)]

    cluster = joined([*copies(8), *again])

    assert cluster.wave == [f"p{n}" for n in range(8)] + [f"q{n}" for n in range(8)]


def test_however_long_a_storm_only_the_newest_are_looked_at() -> None:
    cluster = joined(copies(10 * LOOKED_AT, apart=0.1, at_home=100))

    assert cluster.wave == []
    assert len(cluster._newest) <= 2 * LOOKED_AT
