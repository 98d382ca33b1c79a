"""Where the peaks of a tag are: more voices than usual, or other words than usual, judged as time goes on."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import sqrt

from hashtui.reading.summary.bins import Stream
from hashtui.reading.summary.intervals import Interval
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.summary.surprise import Volume, Words

WARM_UP = 5
"""Bins before the first peak."""
LITTLE_KNOWN = 6
"""Minutes after which it still takes twice as much to make a peak."""
NIGHT = 240
"""Minutes of silence after which another day begins, with a warm-up of its own."""
WARM_UP_AFTER_NIGHT = 3
FEWEST_VOICES = 2.0
FEWEST_TELLERS = 3
"""One person's word is no news of a crowd, however heavy and however often it is passed on."""
LONG = 10
"""In so many minutes it takes one more: what is old news to them cannot be known where little is said."""
OF_WORDS_ALONE = 2.5
"""What words weigh where the volume says nothing."""
LEAST_NEW_WORD, LEAST_NEW_WORDS = 1.15, 0.7
"""How much they must surprise at least: one word alone, a speaker's name say, or several."""
OF_NOTE = 0.3
"""From there on a new word is one of several."""
ALONE = 0.5
"""So much more it takes of a crowd where one word alone is new."""
CROWD = 14
"""So many posts in a bin."""
OF_CROWD = 0.2
"""So much more it takes of a crowd, in which chance has more to play with."""
ALWAYS_CROWDED, MOST_ASKED = 2.5, 1.5
"""Voices in a usual bin from which on it takes more new words than that, up to so many times as much."""
APART = 2
"""Bins between the starts of two peaks, unless the words are new."""
PROOF = 2
"""Bins after the first in which what is in doubt must be told on: chance does not last."""
FOLLOWERS, FOLLOWERS_OF_ONE_WORD = 2, 3
"""By so many people who had not told it yet; a single word comes back by chance more easily than several."""
SURE_OF_ONE_WORD = 2.0
"""Times the evidence it takes from which on one new word alone is no chance."""
CHORUS, IN_UNISON = 5, 3
"""So many people who each say so many of the new words are no chance either."""
SAME_WITHIN = 10
"""Minutes after a peak in which it goes on, when the words are its own."""
SAME_STORY = 0.6
"""Share of the posts with new words that say the peak's own words too, from which they only tell more of it."""
LEAST_STRAY, MOST_STRAY = 0.25, 0.4
"""Between these the usual stray of the surprise is believed."""


@dataclass(frozen=True, slots=True)
class Knobs:
    """How the detector listens."""

    threshold: float
    of_volume: float
    of_words: float
    new_words: float
    """How much new words of a crowd must surprise, now or a bin before: the more are heard, the more chance does."""
    sure: float = 1.5
    """With so many times the evidence it takes, several new words are a peak at once; what has less is in doubt."""
    half_life: float = 20.0
    """Of the usual volume, in bins."""


KNOBS = {
    Sensitivity.CALM: Knobs(threshold=3.1, of_volume=1.0, of_words=0.5, new_words=2.0),
    Sensitivity.NORMAL: Knobs(threshold=2.1, of_volume=1.0, of_words=0.5, new_words=1.6),
    Sensitivity.SENSITIVE: Knobs(threshold=1.6, of_volume=0.7, of_words=1.0, new_words=0.8, sure=1.25, half_life=12.0),
}


@dataclass(slots=True)
class Found:
    """A peak as the detector finds it. Minutes since the epoch; `end` is exclusive."""

    start: int
    top: int
    end: int
    score: float
    usual: float
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one bin came to."""

    score: float
    of_words: float
    usual: float
    words: Mapping[str, float]
    """New ones, and how much each surprises."""
    chorus: int
    """How many people say several of them."""

    @property
    def is_of_several_words(self) -> bool:
        """And not of one that is new, as a speaker's name is whenever somebody comes on."""
        return sum(far > OF_NOTE for far in self.words.values()) > 1


@dataclass(slots=True)
class _Doubt:
    """Whether the open peak is one is not known yet: it is told to nobody."""

    tellers: AbstractSet[str]
    told_before: set[str]
    """The new words of the peak before."""
    left: int = PROOF
    """Bins."""
    followers: set[str] = field(default_factory=set)


class Detector:
    """Hears the bins of one stream in order of time."""

    def __init__(self, stream: Stream, knobs: Knobs) -> None:
        self._stream = stream
        self._knobs = knobs
        self._peaks: list[Found] = []
        self._open: Found | None = None
        self._warm_up = WARM_UP
        self._since_start = APART
        self._end = 0
        self._minutes = 0
        """How much was heard."""
        self._volume = Volume(knobs.half_life)
        self._words = Words()
        self._worth = Worth()
        self._change = Change()
        self._doubt: _Doubt | None = None
        """About the peak that is open."""
        self._told: set[str] = set()
        """The new words of the peak that is open, or was last."""

    def hear(self, interval: Interval) -> None:
        """The next bin."""
        if interval.silence:
            self._close(self._end)
            self._volume.forget_lately()
            if interval.silence >= NIGHT:
                self._warm_up = max(self._warm_up, WARM_UP_AFTER_NIGHT)
        self._end = interval.start + interval.length
        self._since_start += 1
        self._minutes += interval.length
        judged = self._judge(interval)
        if self._open is not None:
            self._go_on(self._open, interval, judged)
        elif self._evidence(interval, judged) > 1:
            self._begin(interval, judged, is_sure=self._is_sure(interval, judged))
        in_peak = self._open is not None
        if in_peak:
            self._told.update(judged.words)
        self._volume.learn(interval.voices, in_peak=in_peak)
        self._warm_up = max(0, self._warm_up - 1)

    def found(self) -> tuple[Found, ...]:
        """The peaks so far; the last may be open."""
        if self._open is None or self._doubt is not None:
            return tuple(self._peaks)
        last = self._open
        return (*self._peaks, Found(last.start, last.top, self._end, last.score, last.usual, is_open=True))

    def _judge(self, interval: Interval) -> _Judged:
        knobs = self._knobs
        of_volume, usual = self._volume.surprise(interval.voices, interval.length)
        worth = self._worth.hear(interval)
        new, chorus = self._told_by_several(interval, self._words.hear(interval.said, interval.voices, worth))
        of_words = self._change.surprise(sqrt(sum(far * far for far in new.values())))
        weight = knobs.of_words + max(0.0, OF_WORDS_ALONE - knobs.of_words) * self._volume.flatness
        score = (knobs.of_volume * max(0.0, of_volume) + weight * max(0.0, of_words)) / sqrt(2)
        return _Judged(score, of_words, usual, new, chorus)

    def _told_by_several(self, interval: Interval, words: dict[str, float]) -> tuple[dict[str, float], int]:
        """Those that several people say, and how many people say several of them.

        Of words that the very same say, as of first and last names, only one is told.
        """
        if not words:
            return words, 0
        fewest = FEWEST_TELLERS + (interval.length >= LONG)
        strongest: dict[frozenset[str], str] = {}
        times: Counter[str] = Counter()
        for word, people in self._stream.tellers(interval.keys, words.keys()).items():
            if len(people) >= fewest:
                times.update(people)
                other = strongest.get(people)
                if other is None or (words[word], word) > (words[other], other):
                    strongest[people] = word
        chorus = sum(said >= IN_UNISON for said in times.values())
        return {word: words[word] for word in strongest.values()}, chorus

    def _evidence(self, interval: Interval, judged: _Judged) -> float:
        """How many times what it takes to open a peak."""
        threshold = self._knobs.threshold
        if self._warm_up or Volume.GROWN * interval.voices < FEWEST_VOICES:
            return 0.0
        if self._since_start < APART and judged.of_words <= threshold / 2:
            return 0.0
        crowd = min(1.0, len(interval.keys) / CROWD) * (1 - self._volume.flatness)
        needed = threshold * (1 + LITTLE_KNOWN / self._minutes + OF_CROWD * crowd)
        return min(judged.score / needed, self._change.lately / self._fewest_new(judged, crowd))

    def _fewest_new(self, judged: _Judged, crowd: float) -> float:
        """How much new words must surprise at least for a crowd to be a peak."""
        usual = self._knobs.new_words
        always = usual * min(MOST_ASKED, self._volume.usual / ALWAYS_CROWDED) * (1 - self._volume.flatness)
        if judged.is_of_several_words:
            return max(LEAST_NEW_WORDS, usual * crowd, always)
        return max(LEAST_NEW_WORD, (usual + ALONE) * crowd, always)

    def _go_on(self, one: Found, interval: Interval, judged: _Judged) -> None:
        threshold = self._knobs.threshold
        if self._doubt is not None and not self._lasts(self._doubt, interval, judged):
            if not self._doubt.left:
                self._drop(self._doubt)
                return
        elif judged.score < 0.4 * threshold:
            self._close(interval.start)
            return
        elif self._since_start >= APART and judged.score > threshold and self._is_another(interval, judged):
            self._close(interval.start)
            self._begin(interval, judged, is_sure=self._is_sure(interval, judged))
            return
        if judged.score > one.score:
            one.score, one.top, one.usual = judged.score, interval.start, judged.usual

    def _is_another(self, interval: Interval, judged: _Judged) -> bool:
        """Something else happens than what the peak tells: new words, by posts that mostly say none of its words."""
        if judged.of_words <= self._knobs.threshold / 2:
            return False
        new = judged.words.keys() - self._told
        surprise = sum(judged.words[word] ** 2 for word in sorted(new))
        if 2 * surprise < sum(far * far for far in judged.words.values()):
            return False
        return self._stream.share(interval.keys, new, self._told) < SAME_STORY

    def _is_sure(self, interval: Interval, judged: _Judged) -> bool:
        sure = self._knobs.sure if judged.is_of_several_words else SURE_OF_ONE_WORD
        return judged.chorus >= CHORUS or self._evidence(interval, judged) >= sure

    def _lasts(self, doubt: _Doubt, interval: Interval, judged: _Judged) -> bool:
        """The bin takes the doubt away."""
        doubt.left -= 1
        doubt.followers |= self._tellers(interval) - doubt.tellers
        fewest = FOLLOWERS if len(self._told) > 1 else FOLLOWERS_OF_ONE_WORD
        if len(doubt.followers) < fewest and not self._is_sure(interval, judged):
            return False
        self._doubt = None
        return True

    def _tellers(self, interval: Interval) -> AbstractSet[str]:
        """Who tells the open peak's words in the bin."""
        return frozenset().union(*self._stream.tellers(interval.keys, self._told).values())

    def _drop(self, doubt: _Doubt) -> None:
        """It was chance."""
        self._told = doubt.told_before
        self._open = self._doubt = None

    def _begin(self, interval: Interval, judged: _Judged, *, is_sure: bool) -> None:
        start = interval.start
        last = self._peaks[-1] if self._peaks else None
        if last is not None and start - last.end <= SAME_WITHIN and not self._is_another(interval, judged):
            self._open = self._peaks.pop()
            if judged.score > last.score:
                last.score, last.top, last.usual = judged.score, start, judged.usual
            return
        begun = self._stream.first_minute(start, self._end, judged.words.keys())
        self._open = Found(begun, max(start, begun), self._end, judged.score, judged.usual)
        before, self._told = self._told, set(judged.words)
        self._since_start = 0
        if not is_sure:
            self._doubt = _Doubt(self._tellers(interval), before)

    def _close(self, end: int) -> None:
        if self._doubt is not None:
            self._drop(self._doubt)
        if self._open is not None:
            self._open.end = end
            self._peaks.append(self._open)
            self._open = None


class Worth:
    """How many equal voices a voice of the stream is worth: those whom nobody knows count among each other."""

    FADES = 0.5 ** (1 / 60)
    MOST = 2.7
    PART = 0.9

    def __init__(self) -> None:
        self._voices = 0.0
        self._squares = 0.0
        self.now = 1.0

    def hear(self, interval: Interval) -> float:
        """The bin counts too."""
        self._voices = self._voices * self.FADES + interval.voices
        self._squares = self._squares * self.FADES + interval.squares
        if self._squares > 0:
            self.now = min(self.MOST, self.PART * self._voices / self._squares)
        return self.now


class Change:
    """How much new words usually surprise, so that a lively crowd is not a peak all day."""

    RATE = 0.1
    CLIPPED = 2.0

    def __init__(self) -> None:
        self._mean = 0.0
        self._stray = 1.0
        self._heard = 0
        self._before = 0.0
        self._now = 0.0

    @property
    def lately(self) -> float:
        """What it was in this bin or the one before."""
        return max(self._now, self._before)

    def surprise(self, change: float) -> float:
        """How far it strays from the usual; it is learnt from at once, what is out of all proportion only so far."""
        self._before, self._now = self._now, change
        self._heard += 1
        above = (change - self._mean) / min(MOST_STRAY, max(LEAST_STRAY, 1.25 * self._stray))
        if self._heard > WARM_UP:
            change = min(change, self._mean + self.CLIPPED * max(LEAST_STRAY, 1.25 * self._stray))
        self._stray += self.RATE * (abs(change - self._mean) - self._stray)
        self._mean += self.RATE * (change - self._mean)
        return above
