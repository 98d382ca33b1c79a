"""What is to be told and was not taken yet: a listening may be broken off at any time, and what it had read is told
to who listens next."""

from typing import TypeVar

from hashtui.post.sighting import Deletion, Gap, Heard, Sighting

H = TypeVar("H", bound=Heard)


class Owed:
    """What one source owes to those who listen."""

    def __init__(self) -> None:
        self._owed: dict[object, Heard] = {}

    def __len__(self) -> int:
        return len(self._owed)

    def owe(self, heard: H) -> H:
        """This is to be told: remember it until it is settled, or something newer of the same is owed."""
        self._owed[_name(heard)] = heard
        return heard

    def settle(self, heard: Heard) -> None:
        """This was taken."""
        name = _name(heard)
        if self._owed.get(name) is heard:
            del self._owed[name]

    def left(self) -> list[Heard]:
        """What was not taken: posts, the oldest first, then all else."""
        found = list(self._owed.values())
        sightings = sorted((one for one in found if isinstance(one, Sighting)), key=lambda one: one.post.created_at)
        return [*sightings, *(one for one in found if not isinstance(one, Sighting))]


def _name(heard: Heard) -> object:
    """What is told anew is told instead of what was to be told of the same."""
    match heard:
        case Sighting():
            return heard.post.key
        case Gap():
            return heard.since, heard.tags, heard.filled_at
        case Deletion():
            return heard.key, Deletion
        case _:
            return heard
