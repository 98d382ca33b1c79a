"""Real events of one's own: posts in JSON Lines, and beside them what happened. None comes with the project."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hashtui.cli.gathered import Gathered, read_files
from hashtui.clock import SystemClock
from hashtui.reading.standing import no_standing
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.gathering import gathered, main_tags
from hashtui.reading.summary.peak import Sensitivity
from hashtui.reading.summary.summarise import Wish, summarise
from tests.bench.analysis.extracts import CHOOSERS, Candidate
from tests.bench.analysis.figures import Figure, Promise, Table
from tests.bench.analysis.moments import EARLY, LATE

TRUTH_FORM = """\
--real FOLDER: for each NAME.jsonl (posts as `hashtui tail --format json` prints them) a NAME.facts, one fact a line:
    2014-06-25T20:15:00Z  goal  (?i)shaqiri|0 ?- ?1
the time it happened (UTC), its kind (`goal` and `red` are looked for by peaks), and a regular expression that a post
tells it by, when it was written from 2 minutes before to 6 minutes after. Lines that begin with # are passed over.
"""
MAJOR = frozenset(("goal", "red"))
FOUND = Promise("real", "goals and red cards that a peak finds, sensitive", 0.90)
TOLD = Promise("real", "facts told in 15 posts", 0.90)
POSTS = 15


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened."""

    at: datetime
    kind: str
    pattern: re.Pattern[str]

    def is_at(self, time: datetime) -> bool:
        """Whether somebody who said so then spoke of it."""
        return EARLY <= time - self.at <= LATE


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    posts: Gathered
    facts: tuple[Fact, ...]
    chronicle: Chronicle


def facts_in(folder: Path) -> dict[Path, tuple[Fact, ...]]:
    """By file of posts, what happened there. ValueError, with its place, when a line of facts makes no sense."""
    found = {}
    for file in sorted(folder.glob("*.jsonl")):
        told = file.with_suffix(".facts")
        if told.exists():
            found[file] = read_facts(told.read_text(encoding="utf-8").splitlines(), told.name)
    return found


def reals(facts: Mapping[Path, tuple[Fact, ...]]) -> tuple[tuple[Table, ...], tuple[Figure, ...]]:
    """What peaks and digests make of these events."""
    events = [_read(file, happened) for file, happened in facts.items()]
    if not events:
        return (), ()
    peaks, found = _peaks(events)
    digests, told = _digests(events)
    return (peaks, digests), (found, told)


def read_facts(lines: Iterable[str], name: str) -> tuple[Fact, ...]:
    """What a file of facts says. ValueError when a line makes no sense."""
    facts = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                time, kind, pattern = line.split(maxsplit=2)
                at = datetime.fromisoformat(time)
                facts.append(Fact(at if at.tzinfo else at.replace(tzinfo=UTC), kind, re.compile(pattern.strip())))
            except (ValueError, re.error) as error:
                raise ValueError(f"{name}, line {number}: {error}") from error
    return tuple(facts)


def _read(file: Path, facts: tuple[Fact, ...]) -> _Event:
    posts = read_files([str(file)], SystemClock())
    chronicle = gathered(posts.entries, posts.boosts, no_standing, tags=main_tags(posts.entries))
    return _Event(file.stem, posts, facts, chronicle)


def _peaks(events: Sequence[_Event]) -> tuple[Table, Figure]:
    rows: list[tuple[str | float, ...]] = []
    majors: list[float] = []
    for sensitivity in (Sensitivity.NORMAL, Sensitivity.SENSITIVE):
        wanted = found = alarms = right = 0
        for event in events:
            event.chronicle.sensitivity = sensitivity
            starts = [peak.start for peak in event.chronicle.peaks()]
            major = [fact for fact in event.facts if fact.kind in MAJOR]
            hits = sum(any(fact.is_at(start) for start in starts) for fact in major)
            wanted, found, alarms = wanted + len(major), found + hits, alarms + len(starts)
            right += sum(any(fact.is_at(start) for fact in event.facts) for start in starts)
            if sensitivity is Sensitivity.SENSITIVE and major:
                majors.append(hits / len(major))
        rows.append((f"ours, {sensitivity.value}", wanted, found, alarms, right))
        share = found / wanted if wanted else 1.0
    head = ("peaks by", "goals and red cards", "found", "alarms", "on the record")
    return Table(f"Real events: {len(events)}", head, tuple(rows)), Figure(FOUND, share, tuple(majors))


def _digests(events: Sequence[_Event]) -> tuple[Table, Figure]:
    shares: dict[str, list[tuple[int, int]]] = {}
    for event in events:
        event.chronicle.sensitivity = Sensitivity.SENSITIVE
        times = [entry.stands_at for entry in event.posts.entries]
        wish = Wish((), min(times), max(times) + timedelta(seconds=1), POSTS)
        chosen = {"ours": [told.key for told in summarise(event.chronicle, wish).digest]}
        boosts = {entry.key: 0 for entry in event.posts.entries}
        for boost in event.posts.boosts:
            boosts[boost.key] = boosts.get(boost.key, 0) + 1
        candidates = [
            Candidate(key, post.words, post.at, boosts[key])
            for key, post in sorted(event.chronicle.posts.items(), key=lambda one: (one[1].at, one[0]))
        ]
        for name, choose in CHOOSERS.items():
            chosen[name] = [one.key for one in choose(candidates, POSTS, Random(1))]
        for name, keys in chosen.items():
            shares.setdefault(name, []).append((_told(event, keys), len(event.facts)))
    rows = tuple((name, sum(of for _, of in pairs), sum(told for told, _ in pairs)) for name, pairs in shares.items())
    ours = shares["ours"]
    value = sum(told for told, _ in ours) / max(1, sum(of for _, of in ours))
    table = Table(f"Real events, digest of {POSTS} posts", ("digest by", "facts", "told"), rows)
    return table, Figure(TOLD, value, tuple(told / of for told, of in ours if of))


def _told(event: _Event, keys: Sequence[str]) -> int:
    posts = [event.chronicle.posts[key].entry for key in keys]
    return sum(
        any(fact.is_at(post.stands_at) and fact.pattern.search(post.post.body.text) for post in posts)
        for fact in event.facts
    )
