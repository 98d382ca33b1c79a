"""What everybody is to the person, as far as posts that were read tell."""

from hashtui.cli.acquaintance import Acquaintance
from hashtui.cli.gathered import Gathered
from hashtui.cli.said import Said
from hashtui.reading.trust import Trust


def trusted_by(posts: Gathered) -> Trust:
    """What everybody is to the person: by what they said, and by who passed on, answered or named whom in the posts."""
    met = Acquaintance(Said().trusted)
    met.look_back(posts.entries, posts.boosts)
    met.trust.settle(at_once=True)
    return met.trust
