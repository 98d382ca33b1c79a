"""What is measured of one simulated day: ours and the rivals on the very same posts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum

from tests.bench.analysis.bursts import RIVALS
from tests.bench.analysis.copying import Copying, copyings
from tests.bench.analysis.findings import Findings, findings
from tests.bench.analysis.graft import Gained, attacks
from tests.bench.analysis.moments import Score, ours, plainly, theirs
from tests.bench.analysis.scenes import USUAL, Scene
from tests.bench.analysis.telling import Telling, tellings

RARE, MUCH = 0.8, 8.0
"""The other rates at which peaks are looked for: posts and boosts a minute and tag."""
EVERY_RATE = (USUAL, RARE, MUCH)
CALM_RATES = (0.3, 1.0, 3.0, 8.0)
CALM_MINUTES = 240


class Part(Enum):
    """What can be measured by itself."""

    PEAKS = "peaks"
    RATES = "rates"
    """Peaks where little or much is said."""
    CALM = "calm"
    DIGEST = "digest"
    TRUST = "trust"
    COPIES = "copies"
    FINDINGS = "findings"
    COST = "cost"


@dataclass(slots=True)
class Day:
    """The measures of one seed; what was not asked for is empty."""

    seed: int
    peaks: dict[tuple[float, str], Score] = field(default_factory=dict)
    """By rate and method; ours is `ours`."""
    calm: dict[float, int] = field(default_factory=dict)
    """Peaks found where nothing happened, by rate."""
    digests: dict[str, dict[int, Telling]] = field(default_factory=dict)
    gained: dict[tuple[int, int], Gained] = field(default_factory=dict)
    copies: dict[str, Copying] = field(default_factory=dict)
    findings: Findings | None = None


def day(seed: int, parts: Collection[Part], *, rivals: bool = True) -> Day:
    """Measure these parts."""
    measured = Day(seed)
    if not {Part.PEAKS, Part.DIGEST, Part.TRUST, Part.COPIES, Part.FINDINGS}.isdisjoint(parts):
        scene = Scene(seed)
        if Part.PEAKS in parts:
            _look_for_peaks(scene, measured, rivals=rivals)
        if Part.DIGEST in parts:
            measured.digests = tellings(scene, rivals=rivals)
        if Part.TRUST in parts:
            measured.gained = attacks(scene)
        if Part.COPIES in parts:
            measured.copies = copyings(scene, rivals=rivals)
        if Part.FINDINGS in parts:
            measured.findings = findings(scene, scene.summary(15))
    if Part.RATES in parts:
        for rate in (RARE, MUCH):
            _look_for_peaks(Scene(seed, rate), measured, rivals=rivals)
    if Part.CALM in parts:
        for rate in CALM_RATES:
            quiet = Scene(seed, rate, minutes=CALM_MINUTES, calm=True)
            measured.calm[rate] = len(quiet.chronicle.peaks())
    return measured


def _look_for_peaks(scene: Scene, measured: Day, *, rivals: bool) -> None:
    measured.peaks[scene.rate, "ours"] = ours(scene)
    if rivals:
        measured.peaks[scene.rate, "ours, plain form"] = plainly(scene)
        for rival in RIVALS:
            measured.peaks[scene.rate, rival.name] = theirs(scene, rival)
