"""What came, in the order it came."""

from collections import deque
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Arrivals(Generic[T]):
    """What came, in order. `len` counts all there ever was; only the last `room` are kept."""

    def __init__(self, room: int) -> None:
        self._kept: deque[T] = deque(maxlen=room)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, since: slice) -> list[T]:
        """`arrivals[n:]`: what came after the first n, as far as it is kept."""
        fresh = self._count - (since.start or 0)
        return list(islice(reversed(self._kept), max(0, fresh)))[::-1]

    @property
    def first_kept(self) -> int:
        """How many came before the oldest that is kept."""
        return self._count - len(self._kept)

    def nth(self, number: int) -> T:
        """What came after so many others. IndexError when it is not kept, or has not come."""
        if number < self.first_kept:
            raise IndexError(number)
        return self._kept[number - self.first_kept]

    def append(self, one: T) -> None:
        """One more."""
        self._kept.append(one)
        self._count += 1


class Unheard(Generic[T]):
    """What somebody has not heard yet of what came. From the beginning that is nothing."""

    def __init__(self, arrivals: Arrivals[T]) -> None:
        self._arrivals = arrivals
        self._next = len(arrivals)

    def __bool__(self) -> bool:
        return self._next < len(self._arrivals)

    def hear(self, most: int) -> list[T]:
        """The next of it, as many at most. What is not kept any more is passed over."""
        start = max(self._next, self._arrivals.first_kept)
        self._next = min(start + most, len(self._arrivals))
        return [self._arrivals.nth(number) for number in range(start, self._next)]
