"""Work that is done part by part, so that keys are answered between two parts; here all of it at once."""

from collections.abc import Generator
from typing import TypeVar

Made = TypeVar("Made")


def whole(parts: Generator[None, None, Made]) -> Made:
    """What comes of all parts."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            made: Made = end.value
            return made
