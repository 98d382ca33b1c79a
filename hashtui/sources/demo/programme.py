"""The programme of the day: sessions and breaks, and how busy they make each tag. None of that is a peak."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from random import Random

from hashtui.sources.demo import topics_capcomnet, topics_paris20
from hashtui.sources.demo.talk import Phase
from hashtui.sources.demo.topic import Topic
from hashtui.sources.demo.world import CAPCOMNET, PARIS20, TAGS, Part, Person, World

START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
"""Nine o'clock in Paris, on a Saturday."""
ZONE = timezone(timedelta(hours=1), "CET")
"""What the clocks of the event show, and what its people write: Paris in November."""
DAY = 540
"""Minutes of the day the programme is written for."""
LUNCH = (200, 275)
TOPICS = {CAPCOMNET: topics_capcomnet.TOPICS, PARIS20: topics_paris20.TOPICS}


@dataclass(frozen=True, slots=True)
class Session:
    """One talk or workshop, from `start` to `end` in minutes of the event."""

    tag: str
    topic: Topic
    speaker: Person
    start: int
    end: int
    place: int
    """Which of the tag's places."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What takes place when."""

    minutes: int
    sessions: tuple[Session, ...]

    def now(self, tag: str, minute: float) -> Session | None:
        """The session of the tag that is on."""
        return next((s for s in self.sessions if s.tag == tag and s.start <= minute < s.end), None)

    def next(self, tag: str, minute: float) -> Session | None:
        """The session of the tag that begins within the hour."""
        return next((s for s in self.sessions if s.tag == tag and 0 <= s.start - minute <= 60), None)

    def any(self, tag: str) -> Session | None:
        """The tag's last session; None when the day is too short for one."""
        return next((s for s in reversed(self.sessions) if s.tag == tag), None)

    def phase(self, minute: float) -> Phase | None:
        """The part of the day, when it is one that people remark on."""
        if minute < 45:
            return Phase.ARRIVAL
        if minute > self.minutes - 55:
            return Phase.CLOSING
        if LUNCH[0] <= minute < LUNCH[1]:
            return Phase.LUNCH
        return Phase.AFTERNOON if LUNCH[1] + 40 < minute else None

    def level(self, tag: str, minute: int) -> float:
        """How busy the tag is, 1 being usual: ramps at both ends, quieter at lunch and in breaks."""
        level = min(1.0, 0.55 + minute / 60) * min(1.0, 0.5 + (self.minutes - minute) / 80)
        if LUNCH[0] <= minute < LUNCH[1]:
            return level * 0.6
        return level if self.now(tag, minute) else level * 0.85


def make_programme(world: World, minutes: int, random: Random) -> Programme:
    """The programme of one event of that length."""
    sessions = []
    for tag in TAGS:
        topics = list(TOPICS[tag])
        random.shuffle(topics)
        speakers = list(world.those(Part.SPEAKER, tag))
        random.shuffle(speakers)
        start = random.choice((10, 15))
        for turn in range(minutes // 50 + 1):
            length = random.choice((40, 50, 60))
            if start + length > minutes - 15:
                break
            topic, speaker = topics[turn % len(topics)], speakers[turn % len(speakers)]
            sessions.append(Session(tag, topic, speaker, start, start + length, random.randrange(9)))
            start += length + random.choice((10, 15, 20))
            if start < LUNCH[1] and start + 35 > LUNCH[0]:
                start = LUNCH[1]
    return Programme(minutes, tuple(sessions))
