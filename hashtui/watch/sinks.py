"""What takes posts, and all that do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from hashtui.post.sighting import Admitted, Boost, Gap, Report


class Sink(Protocol):
    """What takes posts: plain, fast, synchronous. What it raises ends the watch: a sink is ours."""

    def take(self, admitted: Admitted) -> None:
        """A post, or what became of it."""
        ...

    def note(self, heard: Gap | Report | Boost) -> None:
        """Something about a source, which the watch's `health` and `gaps` know already; or who passed a post on.

        A boost is of a post that was told, by the key under which it was; what it counts is told as AGAIN.
        """
        ...


class Sinks:
    """Every sink of a watch, told one after the other in the order in which they came."""

    def __init__(self) -> None:
        self._all: tuple[Sink, ...] = ()

    def __len__(self) -> int:
        return len(self._all)

    def attach(self, sink: Sink) -> None:
        """Tell it everything from now on."""
        self._all = (*self._all, sink)

    def detach(self, sink: Sink | None) -> None:
        """Tell it no more."""
        self._all = tuple(one for one in self._all if one is not sink)

    @contextmanager
    def without(self, sink: Sink | None) -> Iterator[None]:
        """While inside, this one is told nothing; None: all are told."""
        before = self._all
        self.detach(sink)
        try:
            yield
        finally:
            self._all = before

    def take(self, admitted: Admitted) -> None:
        """Tell all of a post."""
        for sink in self._all:
            sink.take(admitted)

    def note(self, heard: Gap | Report | Boost) -> None:
        """Tell all of something else."""
        for sink in self._all:
            sink.note(heard)
