"""Whom a session gets to know: what everybody is to the person, by what they said and by what is heard meanwhile."""

from collections.abc import Iterable

from hashtui.config.trusted import Trusted
from hashtui.post.sighting import Admitted, Boost, Gap, Report, Sighting
from hashtui.reading.entry import Entry
from hashtui.reading.trust import Trust
from hashtui.reading.vouching import Vouching


class Acquaintance:
    """A sink of the watch. What it hears counts from the next question on."""

    def __init__(self, trusted: Trusted) -> None:
        self.people = Vouching()
        self.trust = Trust(trusted.given_of, self.people)

    def look_back(self, entries: Iterable[Entry], boosts: Iterable[Boost]) -> None:
        """What was said and passed on before."""
        for entry in entries:
            self.people.see(entry.post)
        for boost in boosts:
            self.people.pass_on(boost)

    def take(self, admitted: Admitted) -> None:
        """A post, or what became of it."""
        heard = admitted.heard
        if isinstance(heard, Sighting):
            self.people.see(heard.post, f"{heard.source}#{heard.local_id}" if heard.local_id else "")
            self.trust.settle()

    def note(self, heard: Gap | Report | Boost) -> None:
        """Somebody passed a post on."""
        if isinstance(heard, Boost):
            self.people.pass_on(heard)
            self.trust.settle()
