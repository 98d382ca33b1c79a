"""Which events are worth a look, and which of those are genuine: nothing a relay sends is believed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from hashtui.aside import Aside
from hashtui.clock import Clock
from hashtui.errors import Malformed
from hashtui.sources.nostr.count import Allowance, Count
from hashtui.sources.nostr.event import GENERIC_REPOST, REPOST, Event, is_genuine
from hashtui.sources.nostr.messages import read_event
from hashtui.sources.recent import Recent

AT_ONCE = 16
"""Signatures checked in one go beside the loop: about 20 ms without libsecp256k1."""
AHEAD = timedelta(minutes=15)
"""What claims to be from later than this is not believed (protocols C)."""
MOST_SEEN = 50_000
MOST_LIES = 64
"""Different events under one id that are looked at: a relay that sends more may as well withhold the true one."""


class Checking:
    """The check of everything one relay sends. An event that was taken once is not looked at again."""

    def __init__(self, clock: Clock, aside: Aside, count: Count) -> None:
        self._clock = clock
        self._aside = aside
        self._count = count
        self.allowance = Allowance()
        self._taken = Recent[str, None](MOST_SEEN)

    def is_taken(self, event_id: str) -> bool:
        """Whether the event was taken before."""
        return event_id in self._taken

    def take(self, event_id: str) -> None:
        """Note that what this genuine event says is told: it need not come again."""
        self._taken.put(event_id, None)

    def is_too_early(self, event: Event) -> bool:
        """It claims to be from the future."""
        return event.created_at > (self._clock.now() + AHEAD).timestamp()

    def worth_a_look(self, events: Iterable[Event]) -> list[Event]:
        """Those that are news, each once, dated sensibly and within what may come."""
        found = []
        for event in distinct(events):
            if event.id in self._taken:
                continue
            if self.is_too_early(event):
                self._count.unreadable += 1
            elif not self.allowance.spend(self._clock.monotonic()):
                self._count.flooded += 1
            else:
                found.append(event)
        return found

    async def genuine(self, events: Sequence[Event]) -> list[Event]:
        """Those of these events that are what they claim to be; the others are counted."""
        found: list[Event] = []
        for some in _in_batches(events):
            verdicts = await self._aside.run(partial(_verdicts, some))
            found += (event for event, holds in zip(some, verdicts, strict=True) if holds)
            self._count.forged += verdicts.count(False)
        return found


def distinct(events: Iterable[Event]) -> Iterator[Event]:
    """Each once. Before an event is checked its id says nothing: a lie may bear the id of what it would displace."""
    seen: dict[str, list[Event]] = {}
    for event in events:
        same = seen.setdefault(event.id, [])
        if len(same) < MOST_LIES and event not in same:
            same.append(event)
            yield event


def is_honest(event: Event) -> bool:
    """Whether the event is genuine, and so is what it carries: a repost holds the whole other event (NIP-18)."""
    if not is_genuine(event):
        return False
    if event.kind not in (REPOST, GENERIC_REPOST) or not event.content.strip():
        return True
    try:
        inner = read_event(event.content)
    except Malformed:
        return True  # words of its own, which nobody is shown
    return inner.id in event.values("e") and is_genuine(inner)


def _verdicts(events: Sequence[Event]) -> list[bool]:
    return [is_honest(event) for event in events]


def _in_batches(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    return (events[place : place + AT_ONCE] for place in range(0, len(events), AT_ONCE))
