"""How well peaks are found: alarms held against the minutes in which something was planted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hashtui.post.tag import Tag
from tests.bench.analysis.bursts import Rival
from tests.bench.analysis.plain import plain_alarms
from tests.bench.analysis.scenes import Scene

EARLY, LATE = timedelta(minutes=-2), timedelta(minutes=6)
"""How far from the planted minute an alarm still means it."""
Stretch = tuple[datetime, datetime]
AROUND_A_STORM = timedelta(minutes=3)
"""So long before a wave or a flood begins its bin may begin, and so long after its end an alarm is still its own."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many alarms were right, and how many of what was planted they found."""

    alarms: int = 0
    right: int = 0
    planted: int = 0
    found: int = 0
    storm: int = 0
    """Alarms on spam and flood that mean nothing planted."""
    paired: int = 0
    """What was planted and has an alarm of its own: a second alarm for the same is none."""

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.alarms + other.alarms,
            self.right + other.right,
            self.planted + other.planted,
            self.found + other.found,
            self.storm + other.storm,
            self.paired + other.paired,
        )

    @property
    def precision(self) -> float:
        """Of no alarms, all are right."""
        return self.right / self.alarms if self.alarms else 1.0

    @property
    def recall(self) -> float:
        """Of nothing planted, all is found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def strict(self) -> float:
        """F1 when one alarm is right for each planted minute, and the next one for the same is wrong."""
        return 2 * self.paired / (self.alarms + self.planted) if self.alarms + self.planted else 1.0


def ours(scene: Scene) -> Score:
    """That of the peaks of the chronicle, at normal sensitivity."""
    peaks = scene.chronicle.peaks()
    return _all_tags(scene, {tag: [peak.start for peak in peaks if peak.tag == tag] for tag in scene.tags})


def plainly(scene: Scene) -> Score:
    """That of the plain form of ours."""
    found = {
        tag: [datetime.fromtimestamp(60 * minute, UTC) for minute in plain_alarms(scene, tag)] for tag in scene.tags
    }
    return _all_tags(scene, found)


def theirs(scene: Scene, rival: Rival) -> Score:
    """That of another method, which hears every post and boost of a tag."""
    start = scene.event.start
    found = {
        tag: [start + timedelta(minutes=minute) for minute in rival.alarms(counts_of(scene, tag))] for tag in scene.tags
    }
    return _all_tags(scene, found)


def counts_of(scene: Scene, tag: Tag) -> list[int]:
    """Posts and boosts of the tag in each minute of the event."""
    event = scene.event
    counts = [0] * (int((event.end - event.start).total_seconds() // 60) + 1)
    tagged = {entry.key: entry for entry in scene.posts if tag in entry.tags}
    times = [entry.stands_at for entry in tagged.values()]
    times += [boost.created_at for boost in scene.boosts if boost.key in tagged]
    for time in times:
        minute = int((time - event.start).total_seconds() // 60)
        if 0 <= minute < len(counts):
            counts[minute] += 1
    return counts


def held_against(alarms: Sequence[datetime], planted: Sequence[datetime], storms: Sequence[Stretch]) -> Score:
    """One tag's score."""
    right = [alarm for alarm in alarms if any(EARLY <= alarm - at <= LATE for at in planted)]
    wrong = [alarm for alarm in alarms if alarm not in right]
    found = sum(any(EARLY <= alarm - at <= LATE for alarm in alarms) for at in planted)
    stormy = sum(any(start <= alarm <= end for start, end in storms) for alarm in wrong)
    return Score(len(alarms), len(right), len(planted), found, stormy, _paired(alarms, planted))


def _paired(alarms: Sequence[datetime], planted: Sequence[datetime]) -> int:
    left = sorted(alarms)
    pairs = 0
    for at in sorted(planted):
        own = next((alarm for alarm in left if EARLY <= alarm - at <= LATE), None)
        if own is not None:
            left.remove(own)
            pairs += 1
    return pairs


def _all_tags(scene: Scene, alarms: dict[Tag, list[datetime]]) -> Score:
    truth = scene.truth
    score = Score()
    for tag, times in alarms.items():
        spans = [(wave.starts, wave.ends) for wave in truth.waves if wave.tag == tag]
        spans += [(flood.starts, flood.ends) for flood in truth.floods if flood.tag == tag]
        storms = [(starts - AROUND_A_STORM, ends + AROUND_A_STORM) for starts, ends in spans]
        planted = [peak.at for peak in truth.peaks if peak.tag == tag]
        score += held_against(times, planted, storms)
    return score
