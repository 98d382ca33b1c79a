"""How keys are timed: on a real pty, against programs whose answers are known."""

import sys
from collections.abc import Iterator, Mapping

import pytest

from tests.bench import __main__ as bench
from tests.bench.figures import Promise, Result, Strokes
from tests.bench.keys import CONTROL, FULL, FULL_CONTROL, OURS, SMALL, Case, Hand, Rounds, environment, promises, row
from tests.bench.terminal import EndedError, Terminal

LISTENER = """
import os, time, tty
tty.setraw(0)
def show(post):
    os.write(1, f"\\x1b[5;1H\\x1b[1m▌\\x1b[0m \\x1b[32m• Nr {post:04}\\x1b[0m  @a".encode())
at = 0
show(at)
while key := os.read(0, 1):
    match key:
        case b"j":
            at += 1
            show(at)
        case b"s":
            show(at)
            time.sleep(0.1)
            at += 1
            show(at)
        case b"r":
            show(at)
        case b"q":
            break
"""


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A program that answers j at once, s late and after a repaint, r with a repaint, and ends at q."""
    with Terminal([sys.executable, "-c", LISTENER], columns=80, rows=24, environment=environment()) as terminal:
        yield terminal


@pytest.fixture
def hand(terminal: Terminal) -> Hand:
    """A hand that has seen the first selection."""
    hand = Hand(terminal)
    assert terminal.until(hand.sees_another, 10) is not None
    return hand


def test_a_key_is_painted_when_the_mark_stands_before_another_post(hand: Hand) -> None:
    painted = [hand.press(b"j", 5) for _ in range(3)]

    assert all(seconds is not None and 0 < seconds < 5 for seconds in painted)


def test_a_repaint_of_the_old_selection_does_not_count(hand: Hand) -> None:
    never = hand.press(b"r", 0.2)
    late = hand.press(b"s", 5)

    assert never is None
    assert late is not None
    assert late > 0.05  # it is painted 0.1 s after the key was read, which may be before its writing was timed


def test_a_selection_that_is_painted_late_does_not_answer_the_next_key(hand: Hand) -> None:
    lost = hand.press(b"s", 0.01)
    hand.rest(0.5)
    never = hand.press(b"r", 0.2)

    assert (lost, never) == (None, None)


def test_a_program_that_ends_is_told_from_one_that_is_slow(hand: Hand) -> None:
    with pytest.raises(EndedError, match="ended by itself"):
        hand.press(b"q", 5)


def test_processor_and_memory_of_the_program_are_known(terminal: Terminal, hand: Hand) -> None:
    assert hand.press(b"j", 5) is not None
    assert 0 < terminal.cpu() < 5
    assert 1_000_000 < terminal.memory() < 1_000_000_000


def rounds(times: Mapping[Case, tuple[float, ...]], lost: int = 0) -> Rounds:
    tried = Rounds(1.0)
    tried.of = {case: [Strokes(one), Strokes(one, lost)] for case, one in times.items()}
    return tried


def test_the_promises_are_ratios_of_pooled_p99() -> None:
    times = {OURS: (10.0, 20.0), CONTROL: (3000.0,), SMALL: (5.0, 10.0), FULL: (5.0, 12.0), FULL_CONTROL: (240.0,)}

    lead, full_lead, growth = promises(rounds(times))

    assert (lead.value, full_lead.value, growth.value) == (150, 20, 1.2)
    assert (lead.met, full_lead.met, growth.met) == (True, True, True)


def test_ten_times_better_and_growth_are_missed_when_they_are() -> None:
    times = {OURS: (20.0,), CONTROL: (190.0,), SMALL: (10.0,), FULL: (14.0,), FULL_CONTROL: (130.0,)}

    assert [promise.met for promise in promises(rounds(times))] == [False, False, False]


def test_a_row_says_when_its_figures_are_lower_bounds() -> None:
    some, most = [Strokes((5.0, 6.0, 3000.0), 1)], [Strokes((5.0, 3000.0, 3000.0), 2)]

    assert row(CONTROL, some)[1:5] == ("3", "1", "6.0", ">=3000.0")
    assert row(CONTROL, most)[1:5] == ("3", "2", ">=3000.0", ">=3000.0")
    assert row(OURS, [Strokes((5.0,)), Strokes((7.0,))])[1:] == ("2", "0", "5.0", "7.0", "6.0 (5.0-7.0)")


@pytest.mark.parametrize(
    "argv", [[], ["nothing"], ["keys", "--rounds", "0"], ["keys", "--seconds", "nan"], ["keys", "--seconds", "x"]]
)
def test_misuse_is_two(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *argv])

    with pytest.raises(SystemExit) as left:
        bench.main()

    assert left.value.code == 2


@pytest.mark.parametrize(("value", "code"), [(10.0, 0), (9.9, 1)])
def test_a_promise_that_is_not_met_is_one(
    value: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measured(seconds: float, rounds: int) -> Result:
        promise = Promise(f"{seconds:g} s, {rounds} rounds", value, 10, at_least=True)
        return Result(("case",), (("ours",),), (promise,))

    monkeypatch.setitem(bench.BENCHES, "keys", bench.Bench(measured, seconds=4, rounds=3))
    monkeypatch.setattr(sys, "argv", ["bench", "keys", "--rounds", "2"])

    assert bench.main() == code
    assert "4 s, 2 rounds" in capsys.readouterr().out


def test_what_could_not_be_measured_is_three(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(seconds: float, rounds: int) -> Result:
        raise EndedError("the dashboard ended by itself")

    monkeypatch.setitem(bench.BENCHES, "keys", bench.Bench(ended, seconds=4, rounds=3))
    monkeypatch.setattr(sys, "argv", ["bench", "keys"])

    assert bench.main() == 3
    assert capsys.readouterr().err == "keys: the dashboard ended by itself\n"
