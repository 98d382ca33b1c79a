"""The accounts that the reader of the demo trusts. They are made up like everybody else there, and written nowhere."""

from hashtui.post.post import Author
from hashtui.sources.demo.chance import chance_of, chances
from hashtui.sources.demo.circle import trusted_people
from hashtui.sources.demo.world import make_world


def trusted_accounts(seed: int) -> tuple[tuple[Author, float], ...]:
    """Those of the event of this seed, each with its level: 1.0 sure, 0.7 usual, 0.4 to follow."""
    world = make_world(chances(seed)[0])
    return tuple((person.author, level) for person, level in trusted_people(world, chance_of(seed, "trusted")))
