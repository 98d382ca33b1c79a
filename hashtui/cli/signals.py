"""How signals end the program: quickly, flushed, and with the exit code that is promised for them."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_OTHERS = 128
"""What the exit codes of signals begin from: 129 hang-up, 130 interrupt, 143 terminate."""
_PATIENCE = 3.0
"""Seconds after which the program leaves at once, whatever it hangs in."""
_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


class SignalledError(BaseException):
    """A signal asks the program to end with this exit code."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def raise_it(exit_code: int) -> None:
    """End whatever runs by an exception, like Ctrl-C does: for code outside the event loop."""
    raise SignalledError(exit_code)


def end_at_last(exit_code: int) -> None:
    """Leave with this code in three seconds, whatever the program hangs in then: a name server that is silent."""
    signal.signal(signal.SIGALRM, lambda *_: os._exit(exit_code))
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)


def ended_in_time() -> None:
    """Nothing hung: take `end_at_last` back."""
    signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def ended_by_signals(end: Callable[[int], None]) -> Iterator[None]:
    """While inside, a hang-up, Ctrl-C or terminate calls `end` with the exit code; the second one leaves at once.

    A signal that was ignored when the program started, as by nohup, stays ignored.
    """
    asked: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        code = _OTHERS + number
        if asked:
            os._exit(code)
        asked.append(code)
        end_at_last(code)
        end(code)

    before = {number: signal.getsignal(number) for number in _ENDING}
    taken = [number for number in _ENDING if before[number] is not signal.SIG_IGN]
    for number in taken:
        signal.signal(number, note)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])
