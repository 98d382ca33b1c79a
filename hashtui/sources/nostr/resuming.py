"""Going on after a restart: until when a relay was heard about each tag."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from hashtui.clock import Clock
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Cursor
from hashtui.post.tag import Tag
from hashtui.sources.source import Means
from hashtui.sources.trail import Moment, Trail, is_past, of_tag


class Reached(msgspec.Struct, frozen=True, tag_field="kind", tag="nostr"):
    """Everything that came until then was told. By our clock: what authors call the time may be anything."""

    at: Moment


class Progress:
    """Until when one relay was heard, before the program was started and now."""

    def __init__(self, source: CleanLine, means: Means) -> None:
        self._clock: Clock = means.clock
        self._trail = Trail(source, means, Reached)

    def before(self, tag: Tag) -> datetime | None:
        """Until when this tag was heard in an earlier run."""
        reached = self._trail.before(of_tag(tag))
        return reached.at if reached is not None and is_past(reached.at, self._clock.now()) else None

    def told(self, tags: Iterable[Tag], at: datetime) -> Iterator[Cursor]:
        """All that came until then was told, and nothing of these tags is still to be read."""
        for tag in sorted(tags, key=lambda tag: tag.name):
            yield from self._trail.reach(of_tag(tag), Reached(at))
