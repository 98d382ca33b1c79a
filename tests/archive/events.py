"""The demo's event as a watch hears it, and what a watch knows after it."""

from collections.abc import Iterable
from functools import lru_cache

from hashtui.clock import HandClock
from hashtui.post.sighting import Admitted, Boost, Gap, Heard, Report
from hashtui.sources.demo.simulate import simulate
from hashtui.watch import Sink, Watch


class Known:
    """A sink that remembers every post in its newest state, and every boost."""

    def __init__(self) -> None:
        self.posts: dict[str, Admitted] = {}
        self.boosts: list[Boost] = []

    def take(self, admitted: Admitted) -> None:
        """See `Sink`."""
        self.posts[admitted.sighting.post.key] = admitted

    def note(self, heard: Gap | Report | Boost) -> None:
        """See `Sink`."""
        if isinstance(heard, Boost):
            self.boosts.append(heard)


@lru_cache(maxsize=4)
def heard_in_event(seed: int = 20, minutes: int = 90) -> tuple[Heard, ...]:
    """What the demo gives in its first minutes."""
    return simulate(seed, minutes=minutes).heard


def admitted_by(heard: Iterable[Heard], *sinks: Sink) -> Watch:
    """A watch that took all of it and told these sinks."""
    watch = Watch((), HandClock())
    for sink in sinks:
        watch.attach(sink)
    for one in heard:
        watch.admit(one)
    return watch


def retold(watch: Watch) -> dict[str, Admitted]:
    """Every post the watch knows, as a sink is told that comes late."""
    told = Known()
    watch.replay_to(told)
    return told.posts
