"""What a running watch knows, and the sinks that are told of it."""

from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Admitted, Gap
from hashtui.reading.gaps import Gaps
from hashtui.watch.admission import Admission
from hashtui.watch.sinks import Sink, Sinks

GAPS_KEPT = 1_000


class Knowledge:
    """Every post heard of in its newest state, who passed it on, and the holes. Sinks may come late, and go."""

    def __init__(self, room: int) -> None:
        self._admission = Admission(room)
        self._gaps = Gaps(GAPS_KEPT)
        self._sinks = Sinks()

    def attach(self, sink: Sink) -> None:
        """Tell this sink everything from now on."""
        self._sinks.attach(sink)

    def detach(self, sink: Sink) -> None:
        """Tell this sink no more."""
        self._sinks.detach(sink)

    def replay_to(self, sink: Sink) -> None:
        """Tell this sink what is known already: posts, the oldest first, each in its newest state; then gaps."""
        told = [known for known in self._admission if known.told]
        for known in sorted(told, key=lambda one: one.sighting.post.created_at):
            sink.take(known.retold())
        for gap in reversed(self.gaps):
            sink.note(gap)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The stretches of time that sources may have missed, open and filled, by where they end, the latest first."""
        return self._gaps.all

    @property
    def forgotten(self) -> int:
        """How many posts are no longer known, for want of room."""
        return self._admission.forgotten

    def known(self, key: str) -> Admitted | None:
        """A post in its newest state, as a sink that comes late is told it."""
        known = self._admission.known(key)
        return known.retold() if known is not None and known.told else None

    @property
    def kept_out(self) -> KeptOut:
        """Of whom nothing is told."""
        return self._admission.out

    def keep_out(self, out: KeptOut, keeper: Sink | None = None) -> None:
        """Tell nothing of these people from now on. What that changes of others' posts every sink but the keeper hears.

        Of their own posts nothing is said: they were not deleted. Whoever has some takes them out.
        """
        with self._sinks.without(keeper):
            for admitted in self._admission.keep_out(out):
                self._sinks.take(admitted)

    def by_author(self, author_key: str) -> tuple[Admitted, ...]:
        """What was heard of this account, newest first, each post in its newest state; without what was deleted.

        At most a thousand posts, the newest.
        """
        return tuple(known.retold() for known in self._admission.by_author(author_key))
