"""What everybody is to the person, as far as posts that were read tell."""

from datetime import datetime

from hashtui.cli.gathered import Gathered
from hashtui.cli.output import say
from hashtui.config.places import usual_places
from hashtui.config.trust_file import TrustFile
from hashtui.reading.trust import Trust
from hashtui.reading.vouching import Vouching


def trusted_by(posts: Gathered, now: datetime) -> Trust:
    """What everybody is to the person: by what they said, and by who passed on, answered or named whom in the posts."""
    file = TrustFile(usual_places().trust)
    trusted = file.read(now)
    if file.trouble:
        say(file.trouble)
    vouching = Vouching()
    for entry in posts.entries:
        vouching.see(entry.post)
    for boost in posts.boosts:
        vouching.pass_on(boost)
    trust = Trust(trusted.given_of, vouching)
    trust.settle()
    return trust
