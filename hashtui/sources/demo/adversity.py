"""What makes the day hard to read: who misbehaves, and what is not true. A strand each, set beside the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from hashtui.sources.demo.chance import chance_of
from hashtui.sources.demo.chatter import Chatter, chatter
from hashtui.sources.demo.copycats import Copying, copy_tellings
from hashtui.sources.demo.record import Moment
from hashtui.sources.demo.ring import Plot, ring
from hashtui.sources.demo.rumour import Rumoured, rumour
from hashtui.sources.demo.spam import Spam, spam
from hashtui.sources.demo.strand import Day, Strand
from hashtui.sources.demo.trolls import Trolling, trolling
from hashtui.sources.demo.world import Person


@dataclass(frozen=True, slots=True)
class Adversity:
    """What came of it; None for what the day was too short for."""

    spam: Spam | None = None
    chatter: Chatter | None = None
    ring: Plot | None = None
    rumour: Rumoured | None = None
    copying: Copying | None = None
    trolling: Trolling | None = None


def adversity(day: Day, trusted: Sequence[Person], seed: int) -> tuple[Adversity, list[Moment]]:
    """All of it, and the moments it is made of."""
    strands = {name: Strand(chance_of(seed, name)) for name in ("spam", "flood", "ring", "rumour", "copies", "trolls")}
    wave = spam(day, strands["spam"])
    came = Adversity(
        spam=wave,
        chatter=chatter(day, strands["flood"]),
        ring=ring(day, wave.bots if wave else (), trusted, strands["ring"]),
        rumour=rumour(day, tuple(trusted), strands["rumour"]),
        copying=copy_tellings(day, strands["copies"]),
        trolling=trolling(day, strands["trolls"]),
    )
    return came, [moment for strand in strands.values() for moment in strand.moments]
