"""A memory with an end: what was put into it longest ago is forgotten first."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(OrderedDict[K, V]):
    """A dict with room for so much; strangers may send as many keys as they like."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._room = room

    def put(self, key: K, value: V) -> None:
        """Keep this as the newest of all; what has no room any more goes."""
        self[key] = value
        self.move_to_end(key)
        while len(self) > self._room:
            self.popitem(last=False)
