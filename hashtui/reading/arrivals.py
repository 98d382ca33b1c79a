"""Which posts came, in the order they came."""

from collections import deque
from itertools import islice


class Arrivals:
    """Keys in the order they came. `len` counts all there ever were; only the last `room` of them are kept."""

    def __init__(self, room: int) -> None:
        self._keys: deque[str] = deque(maxlen=room)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, since: slice) -> list[str]:
        """`arrivals[n:]`: what came after the first n, as far as it is kept."""
        fresh = self._count - (since.start or 0)
        return list(islice(reversed(self._keys), max(0, fresh)))[::-1]

    def append(self, key: str) -> None:
        """One more."""
        self._keys.append(key)
        self._count += 1
